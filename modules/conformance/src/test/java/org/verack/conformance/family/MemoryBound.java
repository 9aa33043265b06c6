package org.verack.conformance.family;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.verack.wire.Bytes;
import org.verack.wire.MessageSet;
import org.verack.wire.PayloadException;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;

/**
 * Decoding any payload allocates at most four times its size and 64 KiB, whatever its counts claim.
 */
public final class MemoryBound {

  private static final long CONSTANT = 64 * 1024;
  private static final int FACTOR = 4;
  private static final int TRIES = 3;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final MessageSet messages;
  private final WireFormat format;

  /** Checks messages of a set in a format. */
  public MemoryBound(MessageSet messages, WireFormat format) {
    this.messages = messages;
    this.format = format;
  }

  /** Checks a payload that is a message, and the same with its last byte missing, which is none. */
  public void checkLegal(String command, byte[] payload) throws Exception {
    assertThat(allocated(command, payload, true)).isLessThanOrEqualTo(bound(payload));
    byte[] cut = Arrays.copyOf(payload, payload.length - 1);
    assertThat(allocated(command, cut, false)).isLessThanOrEqualTo(bound(cut));
  }

  /** Checks a payload that claims more than there is. */
  public void checkHostile(String command, byte[] payload) throws Exception {
    assertThat(allocated(command, payload, false)).isLessThanOrEqualTo(bound(payload));
  }

  private static long bound(byte[] payload) {
    return (long) FACTOR * payload.length + CONSTANT;
  }

  private long allocated(String command, byte[] payload, boolean legal) throws Exception {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < TRIES; i++) {
      PayloadReader in =
          i == 0
              ? PayloadReader.over(Bytes.wrap(payload))
              : PayloadReader.borrowing(payload, 0, payload.length);
      long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId());
      boolean decoded;
      try {
        decoded = messages.decode(command, in, format) != null;
      } catch (PayloadException | ViolationException e) {
        decoded = false;
      }
      long after = THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId());
      least = Math.min(least, after - before);
      assertThat(decoded).isEqualTo(legal);
    }
    return least;
  }

  /** A count in its shortest form. */
  public static byte[] count(long value) {
    PayloadWriter out = new PayloadWriter(CompactSize.size(value));
    out.writeCompactSize(value);
    return out.finish().toArray();
  }

  /** Pieces behind each other. */
  public static byte[] joined(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    PayloadWriter out = new PayloadWriter(length);
    for (byte[] part : parts) {
      out.writeBytes(part, 0, part.length);
    }
    return out.finish().toArray();
  }

  /** Zeros, a count, and so many entries. */
  public static byte[] list(int before, byte[] entry, int count) {
    byte[][] entries = new byte[count][];
    Arrays.fill(entries, entry);
    return joined(new byte[before], count(count), joined(entries));
  }
}
