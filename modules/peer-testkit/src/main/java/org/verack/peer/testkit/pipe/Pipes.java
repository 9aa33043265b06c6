package org.verack.peer.testkit.pipe;

import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.runtime.PeerRuntime;

/**
 * Makes pairs of connections in memory. Immutable: each setting makes a new value. Safe for use
 * from any thread.
 *
 * {@snippet :
 * try (Pipes.Pair pair = Pipes.on(time).capacity(3).open()) {
 *   pair.dialer().write(ByteBuffer.wrap(new byte[] {1, 2, 3})); // one more would wait
 *   pair.dialer().close();
 *   ByteBuffer in = ByteBuffer.allocate(10);
 *   assert pair.listener().read(in) == 3; // what was written can still be read
 *   assert pair.listener().read(in) == -1; // and then the end
 * }
 * }
 */
public final class Pipes {

  /** How many bytes can be on their way in each direction, unless told otherwise. */
  public static final int DEFAULT_CAPACITY = 64 * 1024;

  /**
   * The two sides of a connection: what one writes, the other reads.
   *
   * @param dialer the side of the one who dialed
   * @param listener the side of the one who was dialed
   */
  public record Pair(PipeConnection dialer, PipeConnection listener) implements AutoCloseable {

    /** Closes both sides. */
    @Override
    public void close() {
      dialer.close();
      listener.close();
    }
  }

  private static final Pipes DEFAULT =
      new Pipes(
          ReentrantLock::newCondition,
          DEFAULT_CAPACITY,
          new Endpoint("127.0.0.1", 50000),
          new Endpoint("127.0.0.1", 18444));

  private final Function<ReentrantLock, Condition> conditions;
  private final int capacity;
  private final Endpoint dialer;
  private final Endpoint listener;

  private Pipes(
      Function<ReentrantLock, Condition> conditions,
      int capacity,
      Endpoint dialer,
      Endpoint listener) {
    this.conditions = conditions;
    this.capacity = capacity;
    this.dialer = dialer;
    this.listener = listener;
  }

  /**
   * Makes a connection with the defaults, for threads that live in real time.
   *
   * @return both sides
   */
  public static Pair pair() {
    return DEFAULT.open();
  }

  /**
   * Makes a connection with the defaults, for threads of a runtime.
   *
   * @param runtime through which reads and writes wait
   * @return both sides
   */
  public static Pair pair(PeerRuntime runtime) {
    return on(runtime).open();
  }

  /**
   * Takes the defaults, for threads of a runtime.
   *
   * @param runtime through which reads and writes wait
   * @return settings to change or use
   */
  public static Pipes on(PeerRuntime runtime) {
    return new Pipes(runtime::newCondition, DEFAULT_CAPACITY, DEFAULT.dialer, DEFAULT.listener);
  }

  /**
   * Takes the defaults, for threads that live in real time.
   *
   * @return settings to change or use
   */
  public static Pipes inRealTime() {
    return DEFAULT;
  }

  /**
   * Changes how many bytes can be on their way.
   *
   * @param bytes in each direction, at least 1
   * @return new settings
   * @throws IllegalArgumentException if it is less
   */
  public Pipes capacity(int bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("capacity " + bytes + " is not positive");
    }
    return new Pipes(conditions, bytes, dialer, listener);
  }

  /**
   * Changes where the two sides say that they are.
   *
   * @param dialerEndpoint the endpoint of the one who dials
   * @param listenerEndpoint the endpoint of the one who is dialed
   * @return new settings
   */
  public Pipes between(Endpoint dialerEndpoint, Endpoint listenerEndpoint) {
    return new Pipes(
        conditions,
        capacity,
        Objects.requireNonNull(dialerEndpoint, "dialerEndpoint"),
        Objects.requireNonNull(listenerEndpoint, "listenerEndpoint"));
  }

  /**
   * Makes a connection.
   *
   * @return both sides
   */
  public Pair open() {
    Flow there = new Flow(capacity, conditions);
    Flow back = new Flow(capacity, conditions);
    return new Pair(
        new PipeConnection(dialer, listener, back, there),
        new PipeConnection(listener, dialer, there, back));
  }

  Condition newCondition(ReentrantLock lock) {
    return conditions.apply(lock);
  }
}
