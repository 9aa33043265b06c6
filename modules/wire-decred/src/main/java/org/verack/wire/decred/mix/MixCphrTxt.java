package org.verack.wire.decred.mix;

import java.util.List;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ViolationException;
import org.verack.wire.codec.HashList;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.decred.codec.FixedList;

/**
 * The third step of mixing: a ciphertext for each of the others.
 *
 * {@snippet :
 * Bytes ciphertext = Bytes.wrap(new byte[MixCphrTxt.CIPHERTEXT_LENGTH]);
 * MixCphrTxt forTwo =
 *     new MixCphrTxt(
 *         signature, identity, session, 0, List.of(ciphertext, ciphertext), hashes.subList(0, 2));
 * assert forTwo.ciphertexts().size() == forTwo.seen().size(); // one for each key exchange
 * assertThrows(
 *     IllegalArgumentException.class,
 *     () -> new MixCphrTxt(signature, identity, session, 0, List.of(ciphertext), List.of()));
 * }
 *
 * @param signature 64 bytes
 * @param identity 33 bytes
 * @param session 32 bytes
 * @param run which attempt this is, 0 to 2^32 - 1
 * @param ciphertexts one for each of the others, of {@value #CIPHERTEXT_LENGTH} bytes; at most 512
 * @param seen hashes of key exchanges, as many as there are ciphertexts
 */
public record MixCphrTxt(
    Bytes signature,
    Bytes identity,
    Bytes session,
    long run,
    List<Bytes> ciphertexts,
    List<Hash> seen)
    implements MixSessionMessage {

  /** The length of a ciphertext in bytes. */
  public static final int CIPHERTEXT_LENGTH = 1047;

  /** The command, the codec and the limits. */
  public static final MessageType<MixCphrTxt> TYPE =
      MessageType.of("mixcphrtxt", MixCphrTxt.class, new Codec(), 552_584);

  /**
   * Checks the parts and copies the lists.
   *
   * @throws IllegalArgumentException if a length does not fit or a number is out of range
   */
  public MixCphrTxt {
    MixCodec.requireSession(signature, identity, session, run);
    ciphertexts = FixedList.copyOf("a ciphertext", ciphertexts, CIPHERTEXT_LENGTH);
    seen = HashList.copyOf(seen);
    if (ciphertexts.size() != seen.size()) {
      throw new IllegalArgumentException(
          ciphertexts.size() + " ciphertexts for " + seen.size() + " messages");
    }
  }

  @Override
  public String command() {
    return "mixcphrtxt";
  }

  @Override
  public String toString() {
    return MixCodec.describe(this);
  }

  private static final class Codec extends MixCodec<MixCphrTxt> {

    Codec() {
      super("mixcphrtxt");
    }

    @Override
    MixCphrTxt body(Bytes signature, Bytes identity, PayloadReader in)
        throws PayloadException, ViolationException {
      Bytes session = session(in);
      long run = in.readU32("run");
      int count = in.readCountOrViolation("ciphertexts", MAX_SEEN, CIPHERTEXT_LENGTH + Hash.LENGTH);
      List<Bytes> ciphertexts = FixedList.read(in, CIPHERTEXT_LENGTH, count);
      List<Hash> seen = HashList.read(in, count);
      return new MixCphrTxt(signature, identity, session, run, ciphertexts, seen);
    }

    @Override
    int bodySize(MixCphrTxt message) {
      return Math.addExact(
          SESSION + HashList.sizeOf(message.seen),
          Math.multiplyExact(message.ciphertexts.size(), CIPHERTEXT_LENGTH));
    }

    @Override
    void writeBody(MixCphrTxt message, PayloadWriter out) {
      writeSession(message, out);
      out.writeCount("ciphertexts", message.ciphertexts.size(), MAX_SEEN);
      FixedList.write(message.ciphertexts, out);
      HashList.write(message.seen, out);
    }
  }
}
