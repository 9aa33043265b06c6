package org.verack.wire.codec;

import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.PayloadException;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFormat;

/**
 * Reads and writes the payload of one message.
 *
 * <p>Stateless and safe for use from any thread. Whether bytes are left over is the caller's
 * business ({@link org.verack.wire.MessageSet} checks it); every other limit is the codec's.
 *
 * <p>A message of four bytes, and its codec:
 *
 * {@snippet :
 * record Height(int blocks) implements Message {
 *   public String command() {
 *     return "height";
 *   }
 * }
 *
 * record HeightCodec() implements PayloadCodec<Height> {
 *   public Height decode(PayloadReader in, WireFormat format) throws PayloadException {
 *     return new Height(in.readI32("blocks"));
 *   }
 *
 *   public int size(Height height, WireFormat format) {
 *     return Integer.BYTES; // exactly what encode writes
 *   }
 *
 *   public void encode(Height height, PayloadWriter out, WireFormat format) {
 *     out.writeI32(height.blocks());
 *   }
 * }
 *
 * Bytes payload = new HeightCodec().payload(new Height(840_000), format);
 * assert payload.toHex().equals("40d10c00");
 * assert new HeightCodec().decode(PayloadReader.over(payload), format).blocks() == 840_000;
 * }
 *
 * @param <M> the message
 */
public interface PayloadCodec<M extends Message> {

  /**
   * Reads a message.
   *
   * @param in the payload; what is read is consumed
   * @param format the protocol version and witness encoding in force
   * @return the message
   * @throws PayloadException if the bytes are not such a message
   * @throws ViolationException if they break a limit that every policy punishes
   */
  M decode(PayloadReader in, WireFormat format) throws PayloadException, ViolationException;

  /**
   * Returns how many bytes {@link #encode} will write.
   *
   * @param message the message
   * @param format the protocol version and witness encoding in force
   * @return the exact size
   * @throws org.verack.wire.EncodeException if the message cannot be written
   */
  int size(M message, WireFormat format);

  /**
   * Writes a message.
   *
   * @param message the message
   * @param out where to; it has room for exactly {@link #size} bytes
   * @param format the protocol version and witness encoding in force
   * @throws org.verack.wire.EncodeException if the message cannot be written
   */
  void encode(M message, PayloadWriter out, WireFormat format);

  /**
   * Returns the payload of a message. Views override this to give their own bytes.
   *
   * @param message the message
   * @param format the protocol version and witness encoding in force
   * @return the bytes
   * @throws org.verack.wire.EncodeException if the message cannot be written
   */
  default Bytes payload(M message, WireFormat format) {
    PayloadWriter out = new PayloadWriter(size(message, format));
    encode(message, out, format);
    return out.finish();
  }

  /**
   * Returns the checksum of the payload of a message, if it is known without computing it.
   *
   * @param message the message
   * @param format the protocol version and witness encoding in force
   * @return the checksum of what {@link #payload} gives, or null
   */
  default @Nullable VerifiedChecksum knownChecksum(M message, WireFormat format) {
    return null;
  }

  /**
   * The same layout as at one protocol version, whatever version is in force: for a family that
   * took a message over and counts its own versions.
   *
   * @param protocolVersion the version whose layout is meant
   * @return the codec
   */
  default PayloadCodec<M> fixedAt(int protocolVersion) {
    return new FixedVersionCodec<>(this, protocolVersion);
  }

  /**
   * A codec for messages without a payload.
   *
   * @param <M> the message
   * @param message the only value
   * @return the codec
   */
  static <M extends Message> PayloadCodec<M> empty(M message) {
    return new EmptyCodec<>(message, 0);
  }

  /**
   * A codec for messages without a payload that exist from a certain protocol version on.
   *
   * @param <M> the message
   * @param message the only value
   * @param since the first protocol version that has the message
   * @return the codec
   */
  static <M extends Message> PayloadCodec<M> empty(M message, int since) {
    return new EmptyCodec<>(message, since);
  }
}
