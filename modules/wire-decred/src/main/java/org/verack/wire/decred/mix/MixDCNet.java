package org.verack.wire.decred.mix;

import java.util.List;
import org.verack.wire.Bytes;
import org.verack.wire.EncodeException;
import org.verack.wire.Hash;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFault;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.HashList;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.decred.codec.FixedList;

/**
 * The fifth step of mixing: the mix of the messages themselves.
 *
 * <p>A message without rows is read, as dcrd does, but cannot be written.
 *
 * {@snippet :
 * Bytes vector = Bytes.wrap(new byte[MixDCNet.VECTOR_LENGTH]);
 * List<Bytes> vectors = Collections.nCopies(4, vector);
 * var mixed = new MixDCNet(signature, identity, session, 0, 2, 2, vectors, List.of());
 * assert mixed.vectors().size() == mixed.rows() * mixed.columns();
 * var none = new MixDCNet(signature, identity, session, 0, 0, 0, List.of(), List.of());
 * assertThrows(EncodeException.class, () -> network.messages().encode(none, format)); // only read
 * }
 *
 * @param signature 64 bytes
 * @param identity 33 bytes
 * @param session 32 bytes
 * @param run which attempt this is, 0 to 2^32 - 1
 * @param rows how many rows, at most {@value #MAX_DIMENSION}; more are a violation
 * @param columns how many vectors a row has, at most {@value #MAX_DIMENSION}; more are a violation.
 *     0 if there are no rows
 * @param vectors row by row, {@code rows * columns} of them, each of {@value #VECTOR_LENGTH} bytes;
 *     of a received message a view
 * @param seen hashes of slot reservations, at most 512
 */
public record MixDCNet(
    Bytes signature,
    Bytes identity,
    Bytes session,
    long run,
    int rows,
    int columns,
    List<Bytes> vectors,
    List<Hash> seen)
    implements MixSessionMessage {

  /** The most rows and the most columns. */
  public static final int MAX_DIMENSION = 1024;

  /** The length of a mixed message in bytes. */
  public static final int VECTOR_LENGTH = 20;

  /** The command, the codec and the limits. */
  public static final MessageType<MixDCNet> TYPE =
      MessageType.of("mixdcnet", MixDCNet.class, new Codec(), 20_988_047);

  /**
   * Checks the parts and copies the lists.
   *
   * @throws IllegalArgumentException if a length does not fit or a number is out of range
   */
  public MixDCNet {
    MixCodec.requireSession(signature, identity, session, run);
    vectors = FixedList.copyOf("a vector", vectors, VECTOR_LENGTH);
    seen = HashList.copyOf(seen);
    if (rows < 0
        || columns < 0
        || (rows == 0 && columns != 0)
        || vectors.size() != (long) rows * columns) {
      throw new IllegalArgumentException(
          vectors.size() + " vectors in " + rows + " rows of " + columns);
    }
  }

  @Override
  public String command() {
    return "mixdcnet";
  }

  @Override
  public String toString() {
    return MixCodec.describe(this);
  }

  private static final class Codec extends MixCodec<MixDCNet> {

    Codec() {
      super("mixdcnet");
    }

    @Override
    MixDCNet body(Bytes signature, Bytes identity, PayloadReader in)
        throws PayloadException, ViolationException {
      Bytes session = session(in);
      long run = in.readU32("run");
      int rows = dimension(in, "rows", MAX_DIMENSION);
      int columns = 0;
      if (rows > 0) {
        columns = dimension(in, "columns", MAX_DIMENSION);
        readVectorLength(in);
      }
      in.require(rows * columns * VECTOR_LENGTH, "vectors");
      List<Bytes> vectors = FixedList.read(in, VECTOR_LENGTH, rows * columns);
      return new MixDCNet(signature, identity, session, run, rows, columns, vectors, seen(in));
    }

    /** dcrd reads a mix without rows, and does not write one. */
    @Override
    void requireWritable(MixDCNet message) {
      if (message.rows == 0) {
        throw new EncodeException(WireFault.BAD_VALUE, "a mix without rows");
      }
    }

    @Override
    int bodySize(MixDCNet message) {
      int dimensions = CompactSize.size(message.rows);
      if (message.rows > 0) {
        dimensions += CompactSize.size(message.columns) + 1;
      }
      return Math.addExact(
          SESSION + dimensions + HashList.sizeOf(message.seen),
          Math.multiplyExact(message.vectors.size(), VECTOR_LENGTH));
    }

    @Override
    void writeBody(MixDCNet message, PayloadWriter out) {
      writeSession(message, out);
      out.writeCount("rows", message.rows, MAX_DIMENSION);
      if (message.rows > 0) {
        out.writeCount("columns", message.columns, MAX_DIMENSION);
        out.writeCompactSize(VECTOR_LENGTH);
      }
      FixedList.write(message.vectors, out);
      writeSeen(message, out);
    }
  }
}
