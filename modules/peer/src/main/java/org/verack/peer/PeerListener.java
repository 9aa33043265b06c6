package org.verack.peer;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.verack.peer.connection.Connection;
import org.verack.peer.connection.ConnectionListener;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.runtime.PeerRuntime;

/**
 * Accepts connections and makes an inbound {@link Peer} of each, as far as the {@link
 * InboundLimits} allow.
 *
 * <p>When accepting fails, it is tried again a second later, until the listener is closed.
 *
 * <p>Safe for use from any thread.
 *
 * {@snippet :
 * try (PeerContext context = PeerContext.create();
 *     PeerListener listener =
 *         PeerListener.listen(
 *             context,
 *             PeerConfig.of(network),
 *             TcpListener.listen(Endpoint.parse("127.0.0.1:0")), // any port that is free
 *             InboundLimits.DEFAULT.withTotal(50),
 *             inbound -> inbound.on(Inv.class, (from, inv) -> from.send(GetData.of(inv.items()))))) {
 *   assert listener.endpoint().port() != 0; // what to tell others
 *   assert listener.peers().isEmpty();
 * } // closes the port and all peers that came of it
 * }
 */
public final class PeerListener implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PeerListener.class);

  private final PeerContext context;
  private final PeerConfig config;
  private final ConnectionListener listener;
  private final Consumer<Peer> onPeer;
  private final PeerRuntime runtime;
  private final InboundPeers peers;
  private final Counter accepted = new Counter();
  private final Counter refusedByTotal = new Counter();
  private final Counter refusedByPrefix = new Counter();
  private final Counter failures = new Counter();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed;

  // Guarded by the lock.
  private boolean closed;
  private int running;

  private PeerListener(
      PeerContext context,
      PeerConfig config,
      ConnectionListener listener,
      InboundLimits limits,
      Consumer<Peer> onPeer) {
    this.context = Objects.requireNonNull(context, "context");
    this.config = Objects.requireNonNull(config, "config");
    this.listener = Objects.requireNonNull(listener, "listener");
    this.onPeer = Objects.requireNonNull(onPeer, "onPeer");
    this.peers = new InboundPeers(limits);
    this.runtime = context.runtime();
    this.changed = runtime.newCondition(lock);
  }

  /**
   * Begins to accept connections within {@link InboundLimits#DEFAULT}.
   *
   * @param context what the peers share with others
   * @param config how the peers behave
   * @param listener where connections arrive; closed with the result
   * @param onPeer called with each peer before its handshake, to give it handlers; must not block
   * @return the listener
   * @throws IllegalStateException if the context is closed; the listener is then closed, too
   */
  public static PeerListener listen(
      PeerContext context, PeerConfig config, ConnectionListener listener, Consumer<Peer> onPeer) {
    return listen(context, config, listener, InboundLimits.DEFAULT, onPeer);
  }

  /**
   * Begins to accept connections.
   *
   * @param context what the peers share with others
   * @param config how the peers behave
   * @param listener where connections arrive; closed with the result
   * @param limits how many inbound peers there may be at a time; further connections are closed
   * @param onPeer called with each peer before its handshake, to give it handlers; must not block
   * @return the listener
   * @throws IllegalStateException if the context is closed; the listener is then closed, too
   */
  public static PeerListener listen(
      PeerContext context,
      PeerConfig config,
      ConnectionListener listener,
      InboundLimits limits,
      Consumer<Peer> onPeer) {
    PeerListener made = new PeerListener(context, config, listener, limits, onPeer);
    try {
      context.add(made);
    } catch (IllegalStateException e) {
      listener.close();
      throw e;
    }
    try {
      made.start("listen-" + listener.local().port(), made::acceptLoop);
    } catch (RuntimeException | Error e) {
      made.close();
      throw e;
    }
    return made;
  }

  /**
   * Returns where others connect to.
   *
   * @return the endpoint, with the port that was chosen if any was allowed
   */
  public Endpoint endpoint() {
    return listener.local();
  }

  /**
   * Returns the peers that were accepted and have not ended.
   *
   * @return a copy
   */
  public List<Peer> peers() {
    return peers.all();
  }

  /**
   * Returns what was accepted and what was refused.
   *
   * @return the numbers as they are, not all taken at the same instant
   */
  public ListenerStats stats() {
    return new ListenerStats(
        peers.size(), accepted.get(), refusedByTotal.get(), refusedByPrefix.get(), failures.get());
  }

  private void acceptLoop() {
    boolean failing = false;
    while (!isClosed()) {
      try {
        take(listener.accept());
        failing = false;
      } catch (IOException | RuntimeException | Error e) {
        if (!isClosed()) {
          // Mostly: no descriptors left. Some peer will give one back.
          failures.add(1);
          if (failing) {
            LOG.debug("still cannot accept on {}", endpoint(), e);
          } else {
            LOG.warn("cannot accept on {}: {}", endpoint(), e.toString());
          }
          failing = true;
          pause();
        }
      }
      runtime.giveWay();
    }
  }

  /** Lets a connection in if there is room, before anything is spent on it. */
  private void take(Connection connection) {
    try {
      switch (peers.look(connection.remote())) {
        case ROOM -> accept(connection);
        case FULL -> refuse(connection, refusedByTotal, "in all");
        case PREFIX_FULL -> refuse(connection, refusedByPrefix, "of its prefix");
      }
    } catch (RuntimeException | Error e) {
      connection.close();
      throw e;
    }
  }

  private static void refuse(Connection connection, Counter counter, String where) {
    counter.add(1);
    LOG.debug("refusing {}, there are too many {}", connection.remote(), where);
    connection.close();
  }

  private void accept(Connection connection) {
    Peer peer = Peer.inbound(context, config);
    peers.add(peer, connection.remote());
    if (isClosed()) {
      peers.remove(peer);
      connection.close();
      return;
    }
    accepted.add(1);
    peer.afterEnd(() -> peers.remove(peer));
    try {
      onPeer.accept(peer);
      start("greet-" + peer.id(), () -> greet(peer, connection));
    } catch (RuntimeException | Error e) {
      LOG.error("a new inbound peer was not taken", e);
      peers.remove(peer);
      connection.close();
    }
  }

  private void greet(Peer peer, Connection connection) {
    try {
      peer.connect(connection);
    } catch (PeerClosedException e) {
      LOG.debug("no handshake with {}: {}", connection.remote(), e.getMessage());
      peers.remove(peer);
    } catch (InterruptedException e) {
      peers.remove(peer);
      Thread.currentThread().interrupt();
    } catch (IllegalStateException e) {
      // The context was closed meanwhile.
      LOG.debug("too late for {}", connection.remote(), e);
      peers.remove(peer);
    } catch (RuntimeException | Error e) {
      LOG.error("a new inbound peer was not taken", e);
      peers.remove(peer);
    }
  }

  private void start(String name, Runnable task) {
    lock.lock();
    try {
      running++;
    } finally {
      lock.unlock();
    }
    try {
      Thread unused =
          runtime.start(
              name,
              () -> {
                try {
                  EngineThreads.run(task);
                } finally {
                  ended();
                }
              });
    } catch (RuntimeException | Error e) {
      ended();
      throw e;
    }
  }

  private void ended() {
    lock.lock();
    try {
      running--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private void pause() {
    lock.lock();
    try {
      long left = TimeUnit.SECONDS.toNanos(1);
      while (!closed && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      // Only close ends the listening; to stay interrupted would make each pause none.
      LOG.debug("interrupted while pausing", e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the listening and all peers that came of it, and waits until their threads have ended;
   * from a handler it only begins the ending.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    listener.close();
    context.remove(this);
    for (Peer peer : peers.all()) {
      peer.close("the listener was closed");
    }
    if (EngineThreads.isCurrent()) {
      return;
    }
    lock.lock();
    try {
      while (running > 0) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }
}
