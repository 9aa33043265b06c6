package org.verack.peer;

import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;
import org.verack.peer.connection.Connection;
import org.verack.peer.runtime.PeerRuntime;
import org.verack.peer.runtime.SystemRuntime;

/**
 * What the peers of a program share: time and threads, randomness, the memory of their own nonces,
 * and the budgets of bytes that they may hold together.
 *
 * <p>A program has one. Two contexts in one process know nothing of each other; in particular, they
 * may connect to each other without taking it for a connection to themselves.
 *
 * <p>Safe for use from any thread. Closing it closes its peers and listeners, and returns when
 * their threads have ended.
 *
 * {@snippet :
 * try (PeerContext small = PeerContext.builder().inboundBudget(64 << 20).build()) { // 64 MiB
 *   assert small.peers().isEmpty() && small.inboundBytes() == 0;
 * }
 *
 * Peer peer = Peer.outbound(context, config);
 * peer.connect("127.0.0.1:18444");
 * assert context.peers().contains(peer);
 * context.close(); // with all its peers; returns when their threads have ended
 * assert peer.disconnectReason().orElseThrow() instanceof DisconnectReason.LocalClose;
 * }
 */
public final class PeerContext implements AutoCloseable {

  private final PeerRuntime runtime;
  private final boolean ownsRuntime;
  private final RandomGenerator random;
  private final Function<? super Connection, ? extends RandomGenerator> peerRandom;
  private final ByteBudget inbound;
  private final ByteBudget outbound;
  private final TrickleSchedule inboundTrickle;
  private final HandshakeAdmission admission;
  private final PlainRemotes plainRemotes;
  private final AtomicLong ids = new AtomicLong();
  private final Set<Long> dialedNonces = ConcurrentHashMap.newKeySet();
  private final Set<Peer> peers = ConcurrentHashMap.newKeySet();
  private final Set<Peer> dialing = ConcurrentHashMap.newKeySet();
  private final Set<PeerListener> listeners = ConcurrentHashMap.newKeySet();
  private final Runnable queueEvents;
  private volatile boolean closed;

  private PeerContext(Builder builder) {
    ownsRuntime = builder.runtime == null;
    runtime = builder.runtime == null ? new SystemRuntime() : builder.runtime;
    random = builder.random;
    RandomGenerator common = random;
    peerRandom = builder.peerRandom == null ? connection -> common : builder.peerRandom;
    admission = new HandshakeAdmission(builder.handshakeLimits, runtime);
    plainRemotes = new PlainRemotes(runtime);
    inboundTrickle = new TrickleSchedule(runtime, random);
    inbound = new ByteBudget(builder.inboundBudget, runtime);
    outbound = new ByteBudget(builder.outboundBudget, runtime);
    queueEvents = () -> FlightEvents.queues(this);
    FlightRecorder.addPeriodicEvent(FlightEvents.QueuesEvent.class, queueEvents);
  }

  /**
   * Creates a context with the machine's time and threads, secure randomness, and a quarter of the
   * heap for each budget.
   *
   * @return the context
   */
  public static PeerContext create() {
    return builder().build();
  }

  /**
   * Begins a context.
   *
   * @return a builder with the defaults of {@link #create()}
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the peers whose connections have not ended.
   *
   * @return a copy
   */
  public List<Peer> peers() {
    return List.copyOf(peers);
  }

  /**
   * Returns how many bytes of received messages are held by all peers together.
   *
   * @return bytes
   */
  public long inboundBytes() {
    return inbound.used();
  }

  /**
   * Returns how many bytes wait to be written by all peers together, except for messages that were
   * encoded by the program for many of them.
   *
   * @return bytes
   */
  public long outboundBytes() {
    return outbound.used();
  }

  /**
   * Returns the time and threads of these peers, for what belongs to them and is written outside
   * this module.
   *
   * @return the runtime; it is not the caller's to close
   */
  public PeerRuntime runtime() {
    return runtime;
  }

  /** The random numbers of the peer on a connection. */
  RandomGenerator random(Connection connection) {
    return peerRandom.apply(connection);
  }

  ByteBudget inbound() {
    return inbound;
  }

  ByteBudget outbound() {
    return outbound;
  }

  HandshakeAdmission admission() {
    return admission;
  }

  /** Where to dial without encryption. */
  PlainRemotes plainRemotes() {
    return plainRemotes;
  }

  TrickleSchedule inboundTrickle() {
    return inboundTrickle;
  }

  long nextId() {
    return ids.incrementAndGet();
  }

  /** The nonces of our own dials, by which a listener recognises a connection to ourselves. */
  Set<Long> dialedNonces() {
    return dialedNonces;
  }

  void add(Peer peer) {
    peers.add(peer);
    if (closed) {
      peers.remove(peer);
      throw new IllegalStateException("the context is closed");
    }
  }

  void remove(Peer peer) {
    peers.remove(peer);
  }

  /** Notes a peer that dials, which has no connection yet. */
  void addDialing(Peer peer) {
    dialing.add(peer);
    if (closed) {
      dialing.remove(peer);
      throw new IllegalStateException("the context is closed");
    }
  }

  void removeDialing(Peer peer) {
    dialing.remove(peer);
  }

  void add(PeerListener listener) {
    listeners.add(listener);
    if (closed) {
      listeners.remove(listener);
      throw new IllegalStateException("the context is closed");
    }
  }

  void remove(PeerListener listener) {
    listeners.remove(listener);
  }

  /**
   * Closes listeners and peers, those that are dialing, too, and waits until their threads have
   * ended; from a handler it only begins the ending. A runtime that the context was given stays as
   * it is, because others may use it.
   */
  @Override
  public void close() {
    closed = true;
    for (PeerListener listener : List.copyOf(listeners)) {
      listener.close();
    }
    Set<Peer> open = new LinkedHashSet<>(peers);
    open.addAll(dialing);
    for (Peer peer : open) {
      peer.end(new DisconnectReason.LocalClose("the context was closed"));
    }
    for (Peer peer : open) {
      peer.close();
    }
    boolean unused = FlightRecorder.removePeriodicEvent(queueEvents);
    if (ownsRuntime) {
      runtime.close();
    }
  }

  /** Collects the parts of a context. Not safe for use by several threads at once. */
  public static final class Builder {

    private @Nullable PeerRuntime runtime;
    private RandomGenerator random = new SecureRandom();
    private @Nullable Function<? super Connection, ? extends RandomGenerator> peerRandom;
    private HandshakeLimits handshakeLimits = HandshakeLimits.DEFAULT;
    private long inboundBudget = Runtime.getRuntime().maxMemory() / 4;
    private long outboundBudget = Runtime.getRuntime().maxMemory() / 4;

    private Builder() {}

    /**
     * Sets time and threads. Several contexts may share them; who made them closes them.
     *
     * @param value the runtime
     * @return this builder
     */
    public Builder runtime(PeerRuntime value) {
      runtime = Objects.requireNonNull(value, "runtime");
      return this;
    }

    /**
     * Sets the source of nonces, of keys, and of the moments to announce.
     *
     * @param value a secure one outside tests; called from any thread
     * @return this builder
     */
    public Builder random(RandomGenerator value) {
      random = Objects.requireNonNull(value, "random");
      return this;
    }

    /**
     * Gives each peer random numbers of its own, so that what one does does not depend on when
     * others draw theirs: for simulations that have to go the same way twice. What peers share,
     * such as the moments at which inbound ones are told of transactions, still comes from {@link
     * #random(RandomGenerator)}.
     *
     * @param value makes the source when a peer is given its connection; called from any thread,
     *     the source from any thread, too
     * @return this builder
     */
    public Builder peerRandom(Function<? super Connection, ? extends RandomGenerator> value) {
      peerRandom = Objects.requireNonNull(value, "peerRandom");
      return this;
    }

    /**
     * Sets how many encrypted handshakes are accepted.
     *
     * @param value the limits
     * @return this builder
     */
    public Builder handshakeLimits(HandshakeLimits value) {
      handshakeLimits = Objects.requireNonNull(value, "handshakeLimits");
      return this;
    }

    /**
     * Sets how many bytes of received messages all peers together may hold beyond one message each.
     *
     * @param bytes positive
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder inboundBudget(long bytes) {
      inboundBudget = requirePositive(bytes);
      return this;
    }

    /**
     * Sets how many bytes may wait to be written by all peers together beyond one message each.
     *
     * @param bytes positive
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder outboundBudget(long bytes) {
      outboundBudget = requirePositive(bytes);
      return this;
    }

    private static long requirePositive(long bytes) {
      if (bytes <= 0) {
        throw new IllegalArgumentException("a budget of " + bytes + " bytes");
      }
      return bytes;
    }

    /**
     * Makes the context.
     *
     * @return it
     */
    public PeerContext build() {
      return new PeerContext(this);
    }
  }
}
