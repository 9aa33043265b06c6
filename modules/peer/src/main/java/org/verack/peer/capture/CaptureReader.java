package org.verack.peer.capture;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.Command;
import org.verack.wire.PayloadException;

/**
 * Reads the messages of one direction of one connection, as {@link Capture} and Bitcoin Core's
 * {@code -capturemessages} write them: a file {@code msgs_recv.dat} or {@code msgs_sent.dat}.
 *
 * {@snippet :
 * WireFormat format = WireFormat.witness(ProtocolVersion.LATEST);
 * int headers = 0;
 * try (CaptureReader reader = CaptureReader.open(file)) {
 *   for (var each = reader.next(); each != null; each = reader.next()) {
 *     if (each.decode(network.messages(), format)
 *         instanceof CapturedMessage.Content.Decoded(Headers some)) {
 *       headers += some.size();
 *     }
 *   }
 *   assert !reader.isTruncated(); // no program was killed here
 * }
 * assert headers == chain.tipHeight();
 * }
 *
 * <p>A file that is cut off in the middle of a record, as a program that was killed leaves it, is
 * read up to there. Memory follows what is really in the file, not what it claims. Not safe for use
 * by several threads at once.
 */
public final class CaptureReader implements Closeable {

  /** The longest payload of any network. */
  private static final int LONGEST_PAYLOAD = 1 << 25;

  private final InputStream in;
  private long offset;
  private long cutOff;
  private boolean ended;

  /**
   * Reads from a stream.
   *
   * @param in where from; closed with this reader
   */
  public CaptureReader(InputStream in) {
    this.in = Objects.requireNonNull(in, "in");
  }

  /**
   * Opens a file.
   *
   * @param file the file
   * @return a reader at its beginning
   * @throws IOException if the file cannot be opened
   */
  public static CaptureReader open(Path file) throws IOException {
    return new CaptureReader(new BufferedInputStream(Files.newInputStream(file)));
  }

  /**
   * Reads the next record. Blocks on the file.
   *
   * @return the record; null at the end, from then on always, see also {@link #isTruncated()}
   * @throws IOException if the file cannot be read, or is no capture
   */
  public @Nullable CapturedMessage next() throws IOException {
    if (ended) {
      return null;
    }
    byte[] header = in.readNBytes(CoreFolder.HEADER);
    if (header.length < CoreFolder.HEADER) {
      ended = true;
      cutOff = header.length;
      return null;
    }
    ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    Instant time = Instant.EPOCH.plus(fields.getLong(0), ChronoUnit.MICROS);
    String command = command(header);
    int length = fields.getInt(Long.BYTES + Command.LENGTH);
    if (Integer.compareUnsigned(length, LONGEST_PAYLOAD) > 0) {
      throw noCapture("a payload of " + Integer.toUnsignedString(length) + " bytes");
    }
    byte[] payload = in.readNBytes(length);
    if (payload.length < length) {
      ended = true;
      cutOff = CoreFolder.HEADER + (long) payload.length;
      return null;
    }
    offset += CoreFolder.HEADER + (long) length;
    return new CapturedMessage(time, command, Bytes.wrap(payload));
  }

  private String command(byte[] header) throws IOException {
    try {
      return Command.read(header, Long.BYTES);
    } catch (PayloadException e) {
      throw noCapture("no command");
    }
  }

  private IOException noCapture(String what) {
    return new IOException(
        "not a capture of messages: the record at byte " + offset + " has " + what);
  }

  /**
   * Returns where the next record begins.
   *
   * @return how many bytes of whole records have been read
   */
  public long offset() {
    return offset;
  }

  /**
   * Tells, after the last record, whether the file ends in the middle of another.
   *
   * @return whether bytes follow that are no whole record
   */
  public boolean isTruncated() {
    return cutOff > 0;
  }

  /**
   * Returns, after the last record, how many bytes there are of one that was cut off.
   *
   * @return the number; zero if the file ends with a whole record
   */
  public long truncatedBytes() {
    return cutOff;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
