package org.verack.wire.message;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.RemoteText;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.Gates;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.role.RejectCode;
import org.verack.wire.role.Rejection;

/**
 * Says that a message was refused (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0061.mediawiki">BIP 61</a>). Bitcoin Core
 * no longer sends it since 0.20.
 *
 * {@snippet :
 * Reject reject = new Reject("tx", RejectCode.DUST, "dust", transaction.txid());
 * assert reject.toString().startsWith("reject of tx, REJECT_DUST: dust, ");
 *
 * // Only block and tx have a hash behind the reason.
 * Reject other = Reject.of(new Rejection("version", RejectCode.OBSOLETE, "too old"));
 * assert other.hash() == null;
 * }
 *
 * @param message the command of the refused message, any bytes as characters below U+0100
 * @param code why, see {@link RejectCode}; 0 to 255
 * @param reason the same for people, any bytes as characters below U+0100
 * @param hash the hash of the refused block or transaction: there for the messages {@code block}
 *     and {@code tx} and for no other
 */
public record Reject(String message, int code, String reason, @Nullable Hash hash)
    implements Message {

  /** The command, the codec and the limits. */
  public static final MessageType<Reject> TYPE =
      MessageType.of("reject", Reject.class, new Codec(Limits.ANY_PAYLOAD), Limits.ANY_PAYLOAD);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the code is out of range, or the hash is there and should
   *     not be, or the other way round
   */
  public Reject {
    Objects.requireNonNull(message, "message");
    Limits.requireU8("reject code", code);
    Objects.requireNonNull(reason, "reason");
    if ((hash != null) != hasHash(message)) {
      throw new IllegalArgumentException(
          "a reject of "
              + RemoteText.escape(message)
              + (hash == null ? " needs a hash" : " has no hash"));
    }
  }

  /**
   * Returns the message of a family whose messages may be longer than Bitcoin's.
   *
   * @param maxPayload the longest payload in bytes
   * @return the message
   */
  public static MessageType<Reject> type(int maxPayload) {
    return MessageType.of("reject", Reject.class, new Codec(maxPayload), maxPayload);
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

  @Override
  public String command() {
    return "reject";
  }

  @Override
  public String toString() {
    return "reject of "
        + RemoteText.escape(message, 40)
        + ", "
        + RejectCode.name(code)
        + ": "
        + RemoteText.escape(reason)
        + (hash == null ? "" : ", " + hash);
  }

  private record Codec(int maxText) implements PayloadCodec<Reject> {

    @Override
    public Reject decode(PayloadReader in, WireFormat format) throws PayloadException {
      Gates.requireOnRead("reject", ProtocolVersion.REJECT, format);
      String message = in.readVarString("message", maxText);
      int code = in.readU8("code");
      String reason = in.readVarString("reason", maxText);
      return new Reject(message, code, reason, hasHash(message) ? in.readHash("hash") : null);
    }

    @Override
    public int size(Reject message, WireFormat format) {
      Gates.requireOnWrite("reject", ProtocolVersion.REJECT, format);
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
      out.writeVarString("message", message.message, maxText);
      out.writeU8(message.code);
      out.writeVarString("reason", message.reason, maxText);
      Hash hash = message.hash;
      if (hash != null) {
        out.writeHash(hash);
      }
    }
  }
}
