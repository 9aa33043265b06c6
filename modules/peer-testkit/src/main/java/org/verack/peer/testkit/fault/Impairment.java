package org.verack.peer.testkit.fault;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.verack.peer.testkit.fault.FaultSettings.Range;

/**
 * One direction of a faulty connection on its way through the plan. Knows how many bytes have
 * passed, and says of the next ones how many go together, how long they wait, and what becomes of
 * them. Used by one thread at a time.
 */
final class Impairment {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long THROTTLED_PIECES_PER_SECOND = 20;

  // Each kind of fault draws from numbers of its own, so that one does not shift another.
  private static final int PIECES = 0;
  private static final int DELAYS = 1;
  private static final int CORRUPT = 2;
  private static final int DROP = 3;
  private static final int DUPLICATE = 4;
  private static final int KINDS = 5;

  /** A range of bytes that has begun to pass and will be repeated. */
  private record Repetition(Range range, ByteArrayOutputStream passed) {}

  private final FaultSettings settings;
  private final SplittableRandom pieces;
  private final SplittableRandom delays;
  private final SplittableRandom changes;
  private final Events corrupt;
  private final Events drop;
  private final Events duplicate;
  private final TreeMap<Long, Long> stalls;
  private final List<Repetition> repetitions = new ArrayList<>();

  private final boolean leavesBytesAlone;

  private long position;
  private long nextCut;
  private long free = Long.MIN_VALUE;

  Impairment(FaultSettings settings, long seed, int direction) {
    this.settings = settings;
    pieces = random(seed, direction, PIECES);
    delays = random(seed, direction, DELAYS);
    changes = random(seed, direction, CORRUPT);
    corrupt = new Events(settings.corruptRate(), changes.split());
    drop = new Events(settings.dropRate(), random(seed, direction, DROP));
    duplicate = new Events(settings.duplicateRate(), random(seed, direction, DUPLICATE));
    stalls = new TreeMap<>(settings.stalls());
    leavesBytesAlone = settings.leavesBytesAlone();
    nextCut = settings.mostPiece() > 0 ? nextPiece() : Long.MAX_VALUE;
  }

  /** Seeds that are near each other give numbers that are not; SplitMix64 parts them. */
  static long mixed(long seed) {
    long z = seed + 0x9e37_79b9_7f4a_7c15L;
    z = (z ^ z >>> 30) * 0xbf58_476d_1ce4_e5b9L;
    z = (z ^ z >>> 27) * 0x94d0_49bb_1331_11ebL;
    return z ^ z >>> 31;
  }

  private static SplittableRandom random(long seed, int direction, int kind) {
    return new SplittableRandom(mixed(mixed(seed) + (long) KINDS * direction + kind));
  }

  /** Places at which something happens with some probability at each byte. */
  private static final class Events {
    private final double rate;
    private final SplittableRandom random;
    private long next;

    Events(double rate, SplittableRandom random) {
      this.rate = rate;
      this.random = random;
      this.next = rate > 0 ? gap() : Long.MAX_VALUE;
    }

    /** How many bytes are spared before the next. */
    private long gap() {
      return rate >= 1 ? 0 : (long) (Math.log1p(-random.nextDouble()) / Math.log1p(-rate));
    }

    /** To be asked once for every byte, in order. */
    boolean happensAt(long place) {
      if (place < next) {
        return false;
      }
      next = place + 1 + gap();
      return true;
    }
  }

  private int nextPiece() {
    return settings.randomPieces()
        ? 1 + pieces.nextInt(settings.mostPiece())
        : settings.mostPiece();
  }

  boolean delays() {
    return settings.delays();
  }

  /** How long the next piece is on its way, in nanoseconds. */
  long nextDelay() {
    long least = settings.leastDelay().toNanos();
    long most = settings.mostDelay().toNanos();
    return least == most ? least : delays.nextLong(least, most + 1);
  }

  boolean atReset() {
    return position >= settings.resetAt();
  }

  boolean atEnd() {
    return position >= settings.endAt();
  }

  long position() {
    return position;
  }

  /** Takes the stall that is due before the next byte: nanoseconds, 0 for none. */
  long takeStall() {
    long nanos = 0;
    Map.Entry<Long, Long> next = stalls.firstEntry();
    while (next != null && next.getKey() <= position) {
      stalls.remove(next.getKey());
      nanos = nanos + next.getValue() < 0 ? Faults.FOR_EVER : nanos + next.getValue();
      next = stalls.firstEntry();
    }
    return nanos;
  }

  /** How many of the next bytes may go together: at least 1. */
  int room(int most) {
    long room = Math.min(most, nextCut - position);
    room = Math.min(room, settings.resetAt() - position);
    room = Math.min(room, settings.endAt() - position);
    if (!stalls.isEmpty()) {
      room = Math.min(room, stalls.firstKey() - position);
    }
    if (settings.bytesPerSecond() > 0) {
      long slice = settings.bytesPerSecond() / THROTTLED_PIECES_PER_SECOND;
      room = Math.min(room, Math.max(1, slice));
    }
    return (int) room;
  }

  /** How long some bytes take to pass a narrow line, from now on, in nanoseconds. */
  long takePause(int count, long now) {
    Duration pause = settings.pause();
    long nanos = pause.isZero() ? 0 : pause.toNanos();
    if (settings.bytesPerSecond() > 0) {
      long begin = free == Long.MIN_VALUE || free - now < 0 ? now : free;
      free = begin + count * NANOS_PER_SECOND / settings.bytesPerSecond();
      nanos += free - now;
    }
    return nanos;
  }

  /** What becomes of the next bytes. */
  byte[] pass(byte[] bytes, int offset, int count) {
    if (leavesBytesAlone) {
      position += count;
      cut();
      return Arrays.copyOfRange(bytes, offset, offset + count);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(count);
    for (int i = 0; i < count; i++) {
      pass(bytes[offset + i], out);
      position++;
    }
    cut();
    return out.toByteArray();
  }

  private void cut() {
    while (position >= nextCut) {
      nextCut += nextPiece();
    }
  }

  private void pass(byte original, ByteArrayOutputStream out) {
    byte value = original;
    if (corrupt.happensAt(position) || isIn(settings.corrupted())) {
      value ^= (byte) (1 + changes.nextInt(255));
    }
    boolean dropped = drop.happensAt(position) || isIn(settings.dropped());
    boolean doubled = duplicate.happensAt(position);
    if (!dropped) {
      out.write(value);
      if (doubled) {
        out.write(value);
      }
    }
    if (!settings.duplicated().isEmpty()) {
      repeat(value, dropped, out);
    }
  }

  private boolean isIn(List<Range> ranges) {
    for (Range range : ranges) {
      if (range.contains(position)) {
        return true;
      }
    }
    return false;
  }

  private void repeat(byte value, boolean dropped, ByteArrayOutputStream out) {
    for (Range range : settings.duplicated()) {
      if (range.from() == position) {
        repetitions.add(new Repetition(range, new ByteArrayOutputStream()));
      }
    }
    for (Repetition each : repetitions) {
      if (!dropped) {
        each.passed.write(value);
      }
      if (position == each.range.end() - 1) {
        out.writeBytes(each.passed.toByteArray());
      }
    }
    repetitions.removeIf(each -> position == each.range.end() - 1);
  }
}
