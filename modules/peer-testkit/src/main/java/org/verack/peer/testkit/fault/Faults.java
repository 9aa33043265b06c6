package org.verack.peer.testkit.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.verack.peer.testkit.fault.FaultSettings.Range;

/**
 * Collects what goes wrong in one direction of a connection; see {@link FaultPlan}. Bytes are
 * counted from 0, as they enter the faulty line. Everything can be combined; what is said twice
 * about the same thing counts as it was said last, except for the methods that name a place, which
 * add one.
 *
 * <p>Numbers that are out of their range are an {@link IllegalArgumentException}. Not safe for use
 * by several threads at once.
 *
 * {@snippet :
 * FaultPlan plan =
 *     FaultPlan.seeded(1).onReads(line -> line.dropAt(0, 2).duplicateAt(3, 1).endAt(5));
 * Pipes.Pair pair = Pipes.on(time).open();
 * try (Connection faulty = plan.wrap(pair.listener(), time)) {
 *   pair.dialer().write(ByteBuffer.wrap(new byte[] {0, 1, 2, 3, 4, 5, 6}));
 *   ByteBuffer in = ByteBuffer.allocate(10);
 *   while (faulty.read(in) >= 0) {
 *     assert in.hasRemaining();
 *   }
 *   assert Bytes.wrap(in.array(), 0, in.position()).toHex().equals("02030304");
 * }
 * }
 */
public final class Faults {

  static final long FOR_EVER = Long.MAX_VALUE;
  static final long NEVER = Long.MAX_VALUE;

  private int mostPiece;
  private boolean randomPieces;
  private Duration leastDelay = Duration.ZERO;
  private Duration mostDelay = Duration.ZERO;
  private long bytesPerSecond;
  private Duration pause = Duration.ZERO;
  private double corruptRate;
  private double dropRate;
  private double duplicateRate;
  private final List<Range> corrupted = new ArrayList<>();
  private final List<Range> dropped = new ArrayList<>();
  private final List<Range> duplicated = new ArrayList<>();
  private final TreeMap<Long, Long> stalls = new TreeMap<>();
  private long resetAt = NEVER;
  private long endAt = NEVER;

  Faults() {}

  Faults(FaultSettings from) {
    mostPiece = from.mostPiece();
    randomPieces = from.randomPieces();
    leastDelay = from.leastDelay();
    mostDelay = from.mostDelay();
    bytesPerSecond = from.bytesPerSecond();
    pause = from.pause();
    corruptRate = from.corruptRate();
    dropRate = from.dropRate();
    duplicateRate = from.duplicateRate();
    corrupted.addAll(from.corrupted());
    dropped.addAll(from.dropped());
    duplicated.addAll(from.duplicated());
    stalls.putAll(from.stalls());
    resetAt = from.resetAt();
    endAt = from.endAt();
  }

  /**
   * Passes the bytes on in pieces of one size. A read returns at most one piece, a write makes one
   * write of each. What a real socket does with the pieces that are written to it is its own
   * business; pieces that are read stay pieces.
   *
   * @param bytes the size, positive; 1 to split at every byte
   * @return this
   * @throws IllegalArgumentException if it is not positive
   */
  public Faults split(int bytes) {
    mostPiece = requirePositive("piece", bytes);
    randomPieces = false;
    return this;
  }

  /**
   * Passes the bytes on in pieces of random sizes, as {@link #split(int)}.
   *
   * @param mostBytes the largest size, positive
   * @return this
   * @throws IllegalArgumentException if it is not positive
   */
  public Faults splitRandomly(int mostBytes) {
    mostPiece = requirePositive("piece", mostBytes);
    randomPieces = true;
    return this;
  }

  /**
   * Lets every byte take some time from one end of the line to the other. Bytes follow each other
   * on the way: the line gets longer, not narrower. At most 64 KiB are on their way, then the
   * writer waits. Needs a thread of the runtime for each direction that has a delay, which ends
   * with the connection. Bytes that were written and are still on their way when the connection is
   * closed on this side are lost; put the delay on the reads of the other side where that matters.
   *
   * @param time how long, not negative
   * @return this
   */
  public Faults delay(Duration time) {
    return delay(time, time);
  }

  /**
   * Lets every piece take a random time, as {@link #delay(Duration)}. Bytes never overtake each
   * other.
   *
   * @param least the shortest time, not negative
   * @param most the longest time
   * @return this
   * @throws IllegalArgumentException if the shortest time is negative, or longer than the longest
   */
  public Faults delay(Duration least, Duration most) {
    requireNotNegative("delay", least);
    if (most.compareTo(least) < 0) {
      throw new IllegalArgumentException("a delay of " + least + " to " + most);
    }
    leastDelay = least;
    mostDelay = most;
    return this;
  }

  /**
   * Limits the throughput. The bytes come about every 50 ms then.
   *
   * @param count how many bytes pass in a second, positive
   * @return this
   * @throws IllegalArgumentException if it is not positive
   */
  public Faults bytesPerSecond(long count) {
    if (count <= 0) {
      throw new IllegalArgumentException(count + " bytes per second");
    }
    bytesPerSecond = count;
    return this;
  }

  /**
   * Lets one byte at a time through, each after a pause: the attack of a remote that is slow on
   * purpose.
   *
   * @param pauseBeforeEach how long, positive
   * @return this
   * @throws IllegalArgumentException if it is not positive
   */
  public Faults drip(Duration pauseBeforeEach) {
    if (pauseBeforeEach.isZero()) {
      throw new IllegalArgumentException("a drip without a pause");
    }
    requireNotNegative("pause", pauseBeforeEach);
    pause = pauseBeforeEach;
    return split(1);
  }

  /**
   * Changes bytes at random.
   *
   * @param rate the probability of each byte to be changed, 0 to 1
   * @return this
   */
  public Faults corrupt(double rate) {
    corruptRate = requireRate(rate);
    return this;
  }

  /**
   * Changes one byte.
   *
   * @param offset which
   * @return this
   */
  public Faults corruptAt(long offset) {
    corrupted.add(Range.of(offset, 1));
    return this;
  }

  /**
   * Loses bytes at random.
   *
   * @param rate the probability of each byte to be lost, 0 to 1
   * @return this
   */
  public Faults drop(double rate) {
    dropRate = requireRate(rate);
    return this;
  }

  /**
   * Loses some bytes.
   *
   * @param offset the first of them
   * @param count how many, positive
   * @return this
   */
  public Faults dropAt(long offset, int count) {
    dropped.add(Range.of(offset, count));
    return this;
  }

  /**
   * Repeats bytes at random.
   *
   * @param rate the probability of each byte to come twice, 0 to 1
   * @return this
   */
  public Faults duplicate(double rate) {
    duplicateRate = requireRate(rate);
    return this;
  }

  /**
   * Repeats some bytes: they all come, and then they all come again. Ranges that overlap are
   * repeated each on its own.
   *
   * @param offset the first of them
   * @param count how many, positive
   * @return this
   */
  public Faults duplicateAt(long offset, int count) {
    duplicated.add(Range.of(offset, count));
    return this;
  }

  /**
   * Stops everything for a while.
   *
   * @param offset how many bytes pass before
   * @param time how long nothing passes, not negative; begins when the next byte should
   * @return this
   * @throws IllegalArgumentException if one of them is negative
   */
  public Faults stallAt(long offset, Duration time) {
    requireNotNegative("stall", time);
    stalls.put(requireOffset(offset), TimeUnit.NANOSECONDS.convert(time));
    return this;
  }

  /**
   * Stops everything until the connection is closed.
   *
   * @param offset how many bytes pass before
   * @return this
   */
  public Faults stallAt(long offset) {
    stalls.put(requireOffset(offset), FOR_EVER);
    return this;
  }

  /**
   * Breaks the connection, in both directions: the read or write that would pass the next byte
   * fails. The other side of a pipe sees a reset, too; that of a socket sees the end of the stream.
   *
   * @param offset how many bytes pass before
   * @return this
   */
  public Faults resetAt(long offset) {
    resetAt = requireOffset(offset);
    return this;
  }

  /**
   * Ends this direction and leaves the other as it is. Reads say that the remote has ended its
   * side. Writes go nowhere; the other side of a pipe sees the end of the stream.
   *
   * @param offset how many bytes pass before
   * @return this
   */
  public Faults endAt(long offset) {
    endAt = requireOffset(offset);
    return this;
  }

  FaultSettings settings() {
    return new FaultSettings(
        mostPiece,
        randomPieces,
        leastDelay,
        mostDelay,
        bytesPerSecond,
        pause,
        corruptRate,
        dropRate,
        duplicateRate,
        List.copyOf(corrupted),
        List.copyOf(dropped),
        List.copyOf(duplicated),
        Map.copyOf(stalls),
        resetAt,
        endAt);
  }

  private static int requirePositive(String what, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException("a " + what + " of " + value + " bytes");
    }
    return value;
  }

  private static void requireNotNegative(String what, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException("a " + what + " of " + value);
    }
  }

  private static double requireRate(double rate) {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("rate " + rate + " is not 0 to 1");
    }
    return rate;
  }

  private static long requireOffset(long offset) {
    if (offset < 0) {
      throw new IllegalArgumentException("offset " + offset);
    }
    return offset;
  }
}
