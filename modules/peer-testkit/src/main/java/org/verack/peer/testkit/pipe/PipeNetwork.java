package org.verack.peer.testkit.pipe;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.verack.peer.connection.Connection;
import org.verack.peer.connection.Dialer;
import org.verack.peer.connection.Endpoint;

/**
 * A network in memory: some listen at {@code host:port}, others dial it, and no socket is opened.
 *
 * <p>Host names are only compared, so a listener can be at {@code seed.example:8333}, at an onion
 * name, or at ten thousand different addresses. What nobody listens at refuses connections.
 *
 * <p>Safe for use from any thread.
 *
 * {@snippet :
 * try (PipeNetwork network = new PipeNetwork(Pipes.on(time));
 *     ConnectionListener seed = network.listen(Endpoint.parse("seed.example:8333"))) {
 *   Dialer stranger = network.from("198.51.100.7"); // it matters who connects
 *   try (Connection dialed = stranger.dial(seed.local(), Duration.ofSeconds(5));
 *       Connection accepted = seed.accept()) {
 *     assert accepted.remote().host().equals("198.51.100.7");
 *   }
 * }
 * }
 */
public final class PipeNetwork implements Dialer, AutoCloseable {

  private static final String DEFAULT_HOST = "127.0.0.1";
  private static final int FIRST_EPHEMERAL_PORT = 49152;
  private static final int LAST_PORT = 65535;
  private static final int BACKLOG = 128;

  private final Pipes pipes;
  private final ReentrantLock lock = new ReentrantLock();

  /** Signalled when room appears in somebody's backlog, or a listener closes. */
  private final Condition room;

  // Guarded by the lock.
  private final Map<Endpoint, PipeListener> listeners = new HashMap<>();
  private int nextPort = FIRST_EPHEMERAL_PORT;

  /** Creates a network for threads that live in real time. */
  public PipeNetwork() {
    this(Pipes.inRealTime());
  }

  /**
   * Creates a network.
   *
   * @param pipes the settings of its connections; their endpoints are the network's
   */
  public PipeNetwork(Pipes pipes) {
    this.pipes = Objects.requireNonNull(pipes, "pipes");
    this.room = pipes.newCondition(lock);
  }

  /**
   * Starts to listen.
   *
   * @param endpoint where; port 0 for any that is free
   * @return the listener
   * @throws IOException if somebody listens there already
   */
  public PipeListener listen(Endpoint endpoint) throws IOException {
    lock.lock();
    try {
      Endpoint local =
          endpoint.port() == 0 ? new Endpoint(endpoint.host(), freePort(endpoint)) : endpoint;
      PipeListener listener =
          new PipeListener(this, local, lock, pipes.newCondition(lock), BACKLOG);
      if (listeners.putIfAbsent(local, listener) != null) {
        throw new BindException("cannot listen on " + endpoint + ": somebody does already");
      }
      return listener;
    } finally {
      lock.unlock();
    }
  }

  private int freePort(Endpoint endpoint) throws IOException {
    for (int i = FIRST_EPHEMERAL_PORT; i <= LAST_PORT; i++) {
      int port = ephemeralPort();
      if (!listeners.containsKey(new Endpoint(endpoint.host(), port))) {
        return port;
      }
    }
    throw new BindException("cannot listen on " + endpoint + ": all ports are taken");
  }

  private int ephemeralPort() {
    int port = nextPort;
    nextPort = port == LAST_PORT ? FIRST_EPHEMERAL_PORT : port + 1;
    return port;
  }

  /** Connects from {@code 127.0.0.1}. */
  @Override
  public Connection dial(Endpoint endpoint, Duration timeout) throws IOException {
    return dial(DEFAULT_HOST, endpoint, timeout);
  }

  /**
   * Returns a dialer at some host, for tests where it matters who connects.
   *
   * @param host what listeners see as the host of the remote; its port is a new one each time
   * @return the dialer
   */
  public Dialer from(String host) {
    Objects.requireNonNull(host, "host");
    return (endpoint, timeout) -> dial(host, endpoint, timeout);
  }

  private Connection dial(String host, Endpoint endpoint, Duration timeout) throws IOException {
    lock.lock();
    try {
      long left = TimeUnit.NANOSECONDS.convert(timeout);
      while (true) {
        PipeListener listener = find(endpoint);
        if (!listener.isFull()) {
          Endpoint local = new Endpoint(host, ephemeralPort());
          Pipes.Pair pair = pipes.between(local, endpoint).open();
          listener.offer(pair.listener());
          return pair.dialer();
        }
        if (left <= 0) {
          throw new SocketTimeoutException(
              endpoint + " did not answer within " + timeout.toMillis() + " ms");
        }
        left = room.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted =
          new InterruptedIOException("interrupted while dialing " + endpoint);
      interrupted.initCause(e);
      throw interrupted;
    } finally {
      lock.unlock();
    }
  }

  private PipeListener find(Endpoint endpoint) throws IOException {
    @Nullable PipeListener listener = listeners.get(endpoint);
    if (listener == null) {
      throw new ConnectException(endpoint + ": connection refused, nobody listens there");
    }
    return listener;
  }

  /** Called by a listener with the lock held. */
  void roomAppeared() {
    room.signalAll();
  }

  /** Called by a listener with the lock held. */
  void closed(PipeListener listener) {
    listeners.remove(listener.local(), listener);
    room.signalAll();
  }

  /** Closes all listeners. Connections that were accepted stay. */
  @Override
  public void close() {
    List<PipeListener> open;
    lock.lock();
    try {
      open = List.copyOf(listeners.values());
    } finally {
      lock.unlock();
    }
    open.forEach(PipeListener::close);
  }
}
