package org.verack.wire.decred.mix;

import java.util.List;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ViolationException;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.HashList;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.decred.codec.ShortBytesList;

/**
 * Tells the roots of the polynomial of slot reservations, for those who did not factor it.
 *
 * {@snippet :
 * List<Bytes> roots = List.of(Bytes.ofHex("03"), Bytes.ofHex("0102"));
 * var told = new MixFactPoly(signature, identity, session, 0, roots, List.of());
 * Bytes payload = network.messages().encode(told, format);
 * assert network.messages().decode("mixfactpoly", payload, format).equals(told);
 * }
 *
 * @param signature 64 bytes
 * @param identity 33 bytes
 * @param session 32 bytes
 * @param run which attempt this is, 0 to 2^32 - 1
 * @param roots at most {@value #MAX_ROOTS}, more are a violation; each of at most {@value
 *     #MAX_ROOT} bytes
 * @param seen hashes of slot reservations, at most 512
 */
public record MixFactPoly(
    Bytes signature, Bytes identity, Bytes session, long run, List<Bytes> roots, List<Hash> seen)
    implements MixSessionMessage {

  /** The most roots. */
  public static final int MAX_ROOTS = 1024;

  /** The longest root in bytes. */
  public static final int MAX_ROOT = 32;

  /** The command, the codec and the limits. */
  public static final MessageType<MixFactPoly> TYPE =
      MessageType.of("mixfactpoly", MixFactPoly.class, new Codec(), 49_291);

  /**
   * Checks the parts and copies the lists.
   *
   * @throws IllegalArgumentException if a length does not fit or a number is out of range
   */
  public MixFactPoly {
    MixCodec.requireSession(signature, identity, session, run);
    roots = ShortBytesList.copyOf(roots);
    seen = HashList.copyOf(seen);
  }

  @Override
  public String command() {
    return "mixfactpoly";
  }

  @Override
  public String toString() {
    return MixCodec.describe(this);
  }

  private static final class Codec extends MixCodec<MixFactPoly> {

    Codec() {
      super("mixfactpoly");
    }

    @Override
    MixFactPoly body(Bytes signature, Bytes identity, PayloadReader in)
        throws PayloadException, ViolationException {
      Bytes session = session(in);
      long run = in.readU32("run");
      int count = in.readCountOrViolation("roots", MAX_ROOTS, 1);
      List<Bytes> roots = ShortBytesList.read(in, "root", MAX_ROOT, count);
      return new MixFactPoly(signature, identity, session, run, roots, seen(in));
    }

    @Override
    int bodySize(MixFactPoly message) {
      return Math.addExact(
          SESSION + CompactSize.size(message.roots.size()) + HashList.sizeOf(message.seen),
          ShortBytesList.sizeOf(message.roots));
    }

    @Override
    void writeBody(MixFactPoly message, PayloadWriter out) {
      writeSession(message, out);
      out.writeCount("roots", message.roots.size(), MAX_ROOTS);
      ShortBytesList.write("root", message.roots, MAX_ROOT, out);
      writeSeen(message, out);
    }
  }
}
