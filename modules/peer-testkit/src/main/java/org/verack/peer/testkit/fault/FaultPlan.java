package org.verack.peer.testkit.fault;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.verack.peer.connection.Connection;
import org.verack.peer.connection.ConnectionListener;
import org.verack.peer.connection.Dialer;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.runtime.PeerRuntime;

/**
 * What goes wrong with a connection, in both directions, and the seed of all that is random in it.
 * Immutable: each setting makes a new value, and plans with the same settings are equal.
 *
 * {@snippet :
 * FaultPlan far = FaultPlan.seeded(7).onBoth(line -> line.delay(Duration.ofMillis(80)));
 * PeerConfig config = PeerConfig.builder(network).dialer(far.wrap(lan, time)).build();
 * Peer peer = Peer.outbound(context, config);
 * var connecting = time.async("connect", () -> { peer.connect("127.0.0.1:18444"); return peer; });
 * assert !time.advanceUntil(Duration.ofMillis(159), connecting::isDone);
 * assert time.advanceUntil(Duration.ofSeconds(1), connecting::isDone);
 * }
 *
 * <p>The same seed does the same to the same bytes, whoever cuts them into reads and writes in
 * whatever way; only how long a random delay or a narrow line takes depends on that, too. Times are
 * those of the runtime, so on a {@link org.verack.peer.testkit.time.VirtualRuntime} a stall of an
 * hour takes no time at all.
 */
public final class FaultPlan {

  private final long seed;
  private final FaultSettings reads;
  private final FaultSettings writes;

  private FaultPlan(long seed, FaultSettings reads, FaultSettings writes) {
    this.seed = seed;
    this.reads = reads;
    this.writes = writes;
  }

  /**
   * Begins a plan in which nothing goes wrong.
   *
   * @param seed of what will be random
   * @return a plan to change
   */
  public static FaultPlan seeded(long seed) {
    return new FaultPlan(seed, FaultSettings.NONE, FaultSettings.NONE);
  }

  /**
   * Adds faults to what is read.
   *
   * @param faults sets them
   * @return a new plan
   */
  public FaultPlan onReads(Consumer<Faults> faults) {
    return new FaultPlan(seed, changed(reads, faults), writes);
  }

  /**
   * Adds faults to what is written.
   *
   * @param faults sets them
   * @return a new plan
   */
  public FaultPlan onWrites(Consumer<Faults> faults) {
    return new FaultPlan(seed, reads, changed(writes, faults));
  }

  /**
   * Adds faults to what is read and to what is written. What is random differs between the two.
   *
   * @param faults sets them; called for each direction
   * @return a new plan
   */
  public FaultPlan onBoth(Consumer<Faults> faults) {
    return onReads(faults).onWrites(faults);
  }

  private static FaultSettings changed(FaultSettings settings, Consumer<Faults> change) {
    Faults faults = new Faults(settings);
    change.accept(faults);
    return faults.settings();
  }

  /**
   * Returns the seed.
   *
   * @return any number
   */
  public long seed() {
    return seed;
  }

  /**
   * Takes another seed.
   *
   * @param value any number
   * @return a new plan
   */
  public FaultPlan withSeed(long value) {
    return new FaultPlan(value, reads, writes);
  }

  /**
   * Puts the faults on a connection. The result owns the connection and closes it.
   *
   * @param connection whose reads and writes go wrong
   * @param runtime through which what is slow waits
   * @return the connection to use instead
   */
  public Connection wrap(Connection connection, PeerRuntime runtime) {
    Objects.requireNonNull(connection, "connection");
    Objects.requireNonNull(runtime, "runtime");
    return new FaultyConnection(
        connection, runtime, new Impairment(reads, seed, 0), new Impairment(writes, seed, 1));
  }

  /**
   * Puts the faults on every connection that is dialed. Each gets a seed of its own, made from this
   * plan's and its number.
   *
   * @param dialer makes the connections
   * @param runtime through which what is slow waits
   * @return the dialer to use instead
   */
  public Dialer wrap(Dialer dialer, PeerRuntime runtime) {
    Objects.requireNonNull(dialer, "dialer");
    Objects.requireNonNull(runtime, "runtime");
    AtomicLong count = new AtomicLong();
    return new Dialer() {
      @Override
      public Connection dial(Endpoint endpoint, Duration timeout) throws IOException {
        return next(count).wrap(dialer.dial(endpoint, timeout), runtime);
      }

      @Override
      public Connection dial(Endpoint endpoint, Duration timeout, PeerRuntime clock)
          throws IOException {
        return next(count).wrap(dialer.dial(endpoint, timeout, clock), runtime);
      }

      @Override
      public boolean viaProxy() {
        return dialer.viaProxy();
      }
    };
  }

  /**
   * Puts the faults on every connection that is accepted, as {@link #wrap(Dialer, PeerRuntime)}.
   *
   * @param listener where the connections arrive
   * @param runtime through which what is slow waits
   * @return the listener to use instead
   */
  public ConnectionListener wrap(ConnectionListener listener, PeerRuntime runtime) {
    Objects.requireNonNull(listener, "listener");
    Objects.requireNonNull(runtime, "runtime");
    AtomicLong count = new AtomicLong();
    return new ConnectionListener() {
      @Override
      public Connection accept() throws IOException {
        return next(count).wrap(listener.accept(), runtime);
      }

      @Override
      public Endpoint local() {
        return listener.local();
      }

      @Override
      public void close() {
        listener.close();
      }
    };
  }

  private FaultPlan next(AtomicLong count) {
    return withSeed(Impairment.mixed(seed + count.getAndIncrement()));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FaultPlan that
        && seed == that.seed
        && reads.equals(that.reads)
        && writes.equals(that.writes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(seed, reads, writes);
  }

  /** Returns the seed and what goes wrong in each direction. */
  @Override
  public String toString() {
    return "faults of seed " + seed + "; reads: " + reads + "; writes: " + writes;
  }
}
