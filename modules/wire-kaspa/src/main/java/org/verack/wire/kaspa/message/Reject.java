package org.verack.wire.kaspa.message;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.RemoteText;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.kaspa.KaspaLimits;
import org.verack.wire.role.Rejection;

/**
 * Says that a message was refused (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0061.mediawiki">BIP 61</a>).
 *
 * {@snippet :
 * Reject refusal = new Reject("tx", 0x10, "orphan", transaction.hash());
 * assert Reject.codeName(refusal.code()).equals("REJECT_INVALID");
 * assertThrows( // the layout has a hash for blocks and transactions, and for nothing else
 *     IllegalArgumentException.class, () -> new Reject("ping", 0x10, "why", transaction.hash()));
 * }
 *
 * @param message the command of the refused message, any bytes as characters below U+0100
 * @param code why, see {@link #codeName}; 0 to 255
 * @param reason the same for people, any bytes as characters below U+0100
 * @param hash the hash of the refused block or transaction: there for the messages {@code block}
 *     and {@code tx} and for no other
 */
public record Reject(String message, int code, String reason, @Nullable Hash hash)
    implements Message {

  /** The command, the codec and the limits. */
  public static final MessageType<Reject> TYPE =
      MessageType.of("reject", Reject.class, new Codec(), KaspaLimits.PAYLOAD);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the code is out of range, or the hash is there and should
   *     not be, or the other way round
   */
  public Reject {
    Objects.requireNonNull(message, "message");
    if (code >>> 8 != 0) {
      throw new IllegalArgumentException("reject code " + code + " is not 0 to 255");
    }
    Objects.requireNonNull(reason, "reason");
    if ((hash != null) != hasHash(message)) {
      throw new IllegalArgumentException(
          "a reject of "
              + RemoteText.escape(message)
              + (hash == null ? " needs a hash" : " has no hash"));
    }
  }

  /**
   * Makes a message of a rejection. One of a block or a transaction without a hash gets a zero
   * hash, one of anything else loses its hash, because the layout wants it so. Characters above
   * U+00FF become question marks.
   *
   * @param rejection what is refused and why
   * @return the message
   */
  public static Reject of(Rejection rejection) {
    Hash subject = Objects.requireNonNullElse(rejection.subject(), Hash.ZERO);
    return new Reject(
        rejection.command(),
        rejection.code(),
        rejection.reason().replaceAll("[^\\x00-\\xff]", "?"),
        hasHash(rejection.command()) ? subject : null);
  }

  private static boolean hasHash(String message) {
    return message.equals("block") || message.equals("tx");
  }

  /**
   * Returns the name of a code.
   *
   * @param code the code
   * @return such as {@code "REJECT_INVALID"}; {@code "code 77"} for codes without a name
   */
  public static String codeName(int code) {
    return switch (code) {
      case 0x01 -> "REJECT_MALFORMED";
      case 0x10 -> "REJECT_INVALID";
      case 0x11 -> "REJECT_OBSOLETE";
      case 0x12 -> "REJECT_DUPLICATE";
      case 0x13 -> "REJECT_NOTREQUESTED";
      case 0x40 -> "REJECT_NONSTANDARD";
      case 0x41 -> "REJECT_DUST";
      case 0x42 -> "REJECT_INSUFFICIENTFEE";
      case 0x43 -> "REJECT_FINALITY";
      case 0x44 -> "REJECT_DIFFICULTY";
      default -> "code " + code;
    };
  }

  @Override
  public String command() {
    return "reject";
  }

  @Override
  public String toString() {
    return "reject of "
        + RemoteText.escape(message, 40)
        + ", "
        + codeName(code)
        + ": "
        + RemoteText.escape(reason)
        + (hash == null ? "" : ", " + hash);
  }

  private static final class Codec implements PayloadCodec<Reject> {

    @Override
    public Reject decode(PayloadReader in, WireFormat format) throws PayloadException {
      String message = in.readVarString("message", KaspaLimits.PAYLOAD);
      int code = in.readU8("code");
      String reason = in.readVarString("reason", KaspaLimits.PAYLOAD);
      return new Reject(message, code, reason, hasHash(message) ? in.readHash("hash") : null);
    }

    @Override
    public int size(Reject message, WireFormat format) {
      return varSize(message.message)
          + 1
          + varSize(message.reason)
          + (message.hash == null ? 0 : Hash.LENGTH);
    }

    private static int varSize(String text) {
      return CompactSize.size(text.length()) + text.length();
    }

    @Override
    public void encode(Reject message, PayloadWriter out, WireFormat format) {
      out.writeVarString("message", message.message, KaspaLimits.PAYLOAD);
      out.writeU8(message.code);
      out.writeVarString("reason", message.reason, KaspaLimits.PAYLOAD);
      Hash hash = message.hash;
      if (hash != null) {
        out.writeHash(hash);
      }
    }
  }
}
