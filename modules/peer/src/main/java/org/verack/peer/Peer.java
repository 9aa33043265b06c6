package org.verack.peer;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.verack.peer.connection.Connection;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.runtime.PeerRuntime;
import org.verack.wire.EncodeException;
import org.verack.wire.EncodedMessage;
import org.verack.wire.Message;
import org.verack.wire.Network;
import org.verack.wire.ServiceFlags;
import org.verack.wire.WireFormat;
import org.verack.wire.address.NetworkAddress;
import org.verack.wire.request.Request;
import org.verack.wire.request.RequestException;
import org.verack.wire.request.Requests;
import org.verack.wire.request.Setting;
import org.verack.wire.role.Announcement;
import org.verack.wire.role.InventoryEntry;
import org.verack.wire.role.LocalVersion;
import org.verack.wire.role.LocatorMessage;
import org.verack.wire.role.Negotiation;
import org.verack.wire.role.NegotiationMessage;
import org.verack.wire.role.PeerRules;
import org.verack.wire.role.PreferenceMessage;
import org.verack.wire.role.Rejection;
import org.verack.wire.role.RelayMessage;
import org.verack.wire.role.VerackMessage;
import org.verack.wire.role.VersionMessage;
import org.verack.wire.transport.DetectingTransport;
import org.verack.wire.transport.Transport;
import org.verack.wire.transport.V1Transport;
import org.verack.wire.transport.V2Greeting;
import org.verack.wire.transport.V2Transport;

/**
 * One connection to one peer, used in blocking style.
 *
 * <p>A peer is made, given handlers, and then connected; {@link #connect(Connection)} returns when
 * the handshake is complete. From then on {@link #send} and {@link #request} work from any thread
 * until the connection ends, for whatever {@link DisconnectReason}. A peer connects once.
 *
 * <p>A peer is a scope: when its connection ends, its threads end, its timers are taken back, and
 * every waiting request and unsent message completes with the reason. {@link #close()} returns when
 * that is so.
 *
 * <p>All methods are safe for use from any thread. Those that block react to interruption: what
 * they were doing is then given up, and the connection stays, unless it is the one that is being
 * made. Only {@link #close()} waits on.
 *
 * {@snippet :
 * try (Peer peer = Peer.outbound(context, config)) {
 *   peer.on(Inv.class, (from, inv) -> from.send(GetData.of(inv.items())));
 *   peer.connect("127.0.0.1:18444"); // returns when both have said verack
 *   var locator = List.of(network.genesisHash());
 *   List<BlockHeader> headers = peer.request(Requests.headers(locator), Duration.ofSeconds(30));
 *   assert headers.getLast().hash().equals(chain.tipHash());
 * } // here its threads have ended, and nobody waits for an answer any more
 * }
 */
public final class Peer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

  private static final Duration READER_GRACE = Duration.ofSeconds(1);

  /** How long a remote has to take what it is told at the end. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private enum State {
    NEW,
    GREETING,
    OPEN,
    ENDED
  }

  /** What there is from the moment a connection was handed over. */
  private record Line(
      Connection connection,
      Transport transport,
      ReadLoop reader,
      WriteLoop writer,
      Deadlines deadlines,
      Instant since,
      FlightEvents.@Nullable Flight flight) {}

  private final PeerContext context;
  private final PeerConfig config;
  private final PeerRuntime runtime;
  private final boolean inbound;
  private final long id;
  private final Dialing dialing;
  private final HandlerTable handlers = new HandlerTable();
  private final OutboundQueue outbound;
  private final Inbox inbox;
  private final RequestTable requests;
  private final RequestSender requestSender = new RequestSender();
  private final KeepAlive keepAlive;
  private final RemoteChain remoteChain = new RemoteChain();
  private final Meter received;
  private final Meter sent;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed;

  // Guarded by the lock for writing; read by anyone.
  private volatile State state = State.NEW;
  private volatile @Nullable Line line;
  private volatile @Nullable Negotiation negotiation;
  private volatile @Nullable DisconnectReason reason;
  private volatile WireFormat format;
  private volatile Duration timeOffset = Duration.ZERO;
  private volatile String awaited = "version";
  private volatile @Nullable RemoteInterest interest;
  private volatile @Nullable RandomGenerator random;
  private volatile Runnable afterEnd = () -> {};

  // Guarded by the lock.
  private int activities;
  private PeerRuntime.@Nullable Timer handshakeTimer;
  private PeerRuntime.@Nullable Timer graceTimer;
  private long dialedNonce;
  private @Nullable DisconnectReason readersReason;
  private boolean mayFallBack;
  private boolean fellBack;

  private Peer(PeerContext context, PeerConfig config, boolean inbound) {
    this.context = Objects.requireNonNull(context, "context");
    this.config = Objects.requireNonNull(config, "config");
    this.runtime = context.runtime();
    this.inbound = inbound;
    this.id = context.nextId();
    this.dialing = new Dialing(this, context, config);
    this.format = WireFormat.witness(config.protocolVersion());
    this.changed = runtime.newCondition(lock);
    this.outbound = new OutboundQueue(config.outboundLimit(), context.outbound(), runtime);
    this.inbox =
        new Inbox(
            config.inboxLimit(),
            context.inbound(),
            runtime,
            dispatcher -> start("dispatch", dispatcher));
    this.requests = new RequestTable(runtime);
    this.keepAlive =
        new KeepAlive(
            runtime,
            config.handshake(),
            config.pingInterval(),
            config.policy() == PeerConfig.Policy.STRICT,
            () -> random().nextLong(),
            this::sendControl,
            this::end);
    this.received = new Meter(this, Transfer.Direction.RECEIVED);
    this.sent = new Meter(this, Transfer.Direction.SENT);
  }

  /**
   * Makes a peer that will speak first.
   *
   * @param context what it shares with others
   * @param config how it behaves
   * @return the peer, not connected
   */
  public static Peer outbound(PeerContext context, PeerConfig config) {
    return new Peer(context, config, false);
  }

  /**
   * Makes a peer that waits for the remote to speak first. {@link PeerListener} does this for
   * connections that it accepts.
   *
   * @param context what it shares with others
   * @param config how it behaves
   * @return the peer, not connected
   */
  public static Peer inbound(PeerContext context, PeerConfig config) {
    return new Peer(context, config, true);
  }

  /** Has something run when all that belonged to the connection has ended; at least once then. */
  void afterEnd(Runnable task) {
    afterEnd = task;
  }

  // Handlers.

  /**
   * Adds a handler for messages. It gets every message that is an instance of the type and was not
   * the answer to a request; also those of the handshake if it is added before the peer is
   * connected.
   *
   * @param <M> the messages
   * @param type their class, or an interface that several of them implement
   * @param handler what to do; see {@link MessageHandler} for its rules
   * @return takes the handler back
   */
  public <M extends Message> Registration on(Class<M> type, MessageHandler<? super M> handler) {
    Objects.requireNonNull(handler, "handler");
    Runnable removal =
        handlers.add(type, (peer, subject) -> handler.handle(peer, type.cast(subject)));
    return removal::run;
  }

  /**
   * Adds a handler for events.
   *
   * @param <E> the events
   * @param type their class, or {@link PeerEvent} for all
   * @param handler what to do; the rules of {@link MessageHandler} hold
   * @return takes the handler back
   */
  public <E extends PeerEvent> Registration onEvent(
      Class<E> type, PeerEvent.Handler<? super E> handler) {
    Objects.requireNonNull(handler, "handler");
    Runnable removal =
        handlers.add(type, (peer, subject) -> handler.handle(peer, type.cast(subject)));
    return removal::run;
  }

  /**
   * Adds a tap on what is read: every message, those of the handshake and those that do not decode
   * included, and the failure that ends the reading, if one does.
   *
   * @param tap called on the peer's reader thread, which it must not block
   * @return takes the tap back
   */
  public Registration onRead(Tap tap) {
    return received.add(Objects.requireNonNull(tap, "tap"));
  }

  /**
   * Adds a tap on what is written: every message after it was handed over to the connection, those
   * of the handshake included, and the one at which writing failed, if it does.
   *
   * @param tap called on the peer's writer thread, which it must not block
   * @return takes the tap back
   */
  public Registration onWrite(Tap tap) {
    return sent.add(Objects.requireNonNull(tap, "tap"));
  }

  // Connecting.

  /**
   * Dials {@code host:port} and greets whoever is there.
   *
   * @param address where to; an IPv6 address stands in brackets; the network's port if there is
   *     none
   * @throws IllegalArgumentException if the address is not one
   * @throws IOException as in {@link #connect(Endpoint)}
   * @throws InterruptedException if the thread was interrupted; the connection is then closed
   */
  public void connect(String address) throws IOException, InterruptedException {
    connect(Endpoint.parse(address, config.network().port()));
  }

  /**
   * Dials an endpoint and greets whoever is there. Blocks until the handshake is complete.
   *
   * <p>If the configuration prefers encryption, a remote that hangs up at our key without having
   * sent a byte, or answers it with a message of the plain transport, is dialed a second time
   * without encryption. If it greets us then, and does not claim to have the encrypted transport,
   * it is dialed so in the first place for a day.
   *
   * @param endpoint where to
   * @throws IOException if the dialing fails; a {@link PeerClosedException} if the connection ends
   *     before the handshake is complete
   * @throws InterruptedException if the thread was interrupted; the connection is then closed
   * @throws IllegalStateException if the peer has been connected before, or is inbound, or its
   *     context is closed
   */
  public void connect(Endpoint endpoint) throws IOException, InterruptedException {
    if (inbound) {
      throw new IllegalStateException("an inbound peer is given its connection");
    }
    requireNew();
    boolean encrypt =
        switch (config.encryption()) {
          case OFF -> false;
          case PREFERRED -> !context.plainRemotes().contains(endpoint);
          case REQUIRED -> true;
        };
    boolean mayFallBack = config.encryption() == PeerConfig.Encryption.PREFERRED;
    boolean greeted = connect(dialing.dial(endpoint), encrypt, mayFallBack, false);
    if (!greeted) {
      LOG.debug("dialing {} again without encryption", endpoint);
      connectAgain(endpoint);
      if (!negotiation().remote().services().has(ServiceFlags.P2P_V2)) {
        // One that says it has it was only too busy to greet us in it.
        context.plainRemotes().add(endpoint);
      }
    }
  }

  private void connectAgain(Endpoint endpoint) throws IOException, InterruptedException {
    Connection connection;
    try {
      connection = dialing.dial(endpoint);
    } catch (IOException e) {
      end(new DisconnectReason.ConnectionLost(e));
      throw e;
    } catch (InterruptedException e) {
      end(new DisconnectReason.LocalClose("interrupted while dialing again"));
      throw e;
    } catch (RuntimeException | Error e) {
      end(new DisconnectReason.Failure(e));
      throw e;
    }
    boolean unused = connect(connection, false, false, true);
  }

  /**
   * Takes over a connection and greets the remote. Blocks until the handshake is complete.
   *
   * <p>What we have dialed is encrypted only if the configuration requires it; what the remote has
   * dialed, as it wishes.
   *
   * @param connection the connection; it is closed with the peer, also when this method throws
   * @throws PeerClosedException if the connection ends before the handshake is complete
   * @throws InterruptedException if the thread was interrupted; the connection is then closed
   * @throws IllegalStateException if the peer has been connected before, or its context is closed;
   *     the connection is then closed
   */
  public void connect(Connection connection) throws PeerClosedException, InterruptedException {
    boolean unused =
        connect(connection, config.encryption() == PeerConfig.Encryption.REQUIRED, false, false);
  }

  /** Connects; returns false if the connection is to be made again, with the handshake to come. */
  private boolean connect(
      Connection connection, boolean encrypt, boolean mayFallBack, boolean again)
      throws PeerClosedException, InterruptedException {
    begin(connection, encrypt, mayFallBack, again);
    boolean fallsBack;
    try {
      fallsBack = awaitGreetedOrFallBack();
    } catch (InterruptedException e) {
      end(new DisconnectReason.LocalClose("interrupted during the handshake"));
      throw e;
    }
    if (negotiation == null && state == State.ENDED) {
      throw new PeerClosedException(endReason());
    }
    return !fallsBack;
  }

  /** Returns whether it fell back. */
  private boolean awaitGreetedOrFallBack() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (state == State.GREETING && !fellBack) {
        changed.await();
      }
      return fellBack && state == State.GREETING;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives the connection up for another without encryption, if that is allowed. On the reader
   * thread, which ends then.
   */
  boolean fallBack() {
    Line present = Objects.requireNonNull(line);
    lock.lock();
    try {
      if (state != State.GREETING || !mayFallBack) {
        return false;
      }
      fellBack = true;
      cancelHandshakeTimer();
      if (graceTimer != null) {
        graceTimer.cancel();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    present.deadlines().stop();
    present.connection().close();
    return true;
  }

  /** Waits for the end of the handshake, whatever it is; returns how much of the time is left. */
  private long awaitGreeted(long nanos) throws InterruptedException {
    long left = nanos;
    lock.lockInterruptibly();
    try {
      while (state == State.GREETING && left > 0) {
        if (nanos == Long.MAX_VALUE) {
          changed.await();
        } else {
          left = changed.awaitNanos(left);
        }
      }
      return left;
    } finally {
      lock.unlock();
    }
  }

  private void requireNew() throws PeerClosedException {
    if (state == State.ENDED) {
      throw new PeerClosedException(endReason());
    }
    if (state != State.NEW) {
      throw new IllegalStateException("a peer connects once");
    }
  }

  private void begin(Connection connection, boolean encrypt, boolean mayFallBack, boolean again)
      throws PeerClosedException {
    boolean claimed = false;
    try {
      lock.lock();
      try {
        claim(again);
        claimed = true;
        launch(connection, encrypt, mayFallBack);
      } finally {
        lock.unlock();
      }
    } catch (PeerClosedException | RuntimeException | Error e) {
      if (claimed) {
        end(new DisconnectReason.Failure(e));
      }
      connection.close();
      throw e;
    }
    LOG.debug("connected {}", this);
  }

  private void claim(boolean again) throws PeerClosedException {
    if (again && state == State.GREETING) {
      return;
    }
    requireNew();
    context.add(this);
  }

  private void launch(Connection connection, boolean encrypt, boolean mayFallBack) {
    this.fellBack = false;
    this.mayFallBack = mayFallBack;
    random = context.random(connection);
    Transport transport = transport(encrypt);
    Prelude prelude = transport.isReady() ? null : new Prelude(runtime);
    PeerRules rules = config.stallDetection() ? config.network().rules() : PeerRules.NONE;
    Deadlines deadlines =
        new Deadlines(
            runtime, rules, config.idleTimeout(), context.inbound()::isAwaited, this::end);
    ReadLoop reader = new ReadLoop(this, connection, transport, prelude, deadlines);
    WriteLoop writer =
        new WriteLoop(this, connection, transport, prelude, outbound, deadlines, runtime);
    line =
        new Line(
            connection, transport, reader, writer, deadlines, runtime.now(), FlightEvents.begin());
    state = State.GREETING;
    handshakeTimer = runtime.schedule(config.handshakeTimeout(), this::handshakeTimeout);
    start("read", reader);
    start("write", writer);
  }

  /** From the moment on at which there is a connection. */
  RandomGenerator random() {
    return Objects.requireNonNull(random);
  }

  private Transport transport(boolean encrypt) {
    Network network = config.network();
    if (inbound && config.encryption() != PeerConfig.Encryption.OFF) {
      return new DetectingTransport(network, () -> V2Greeting.random(random()));
    }
    return encrypt
        ? V2Transport.initiator(network, V2Greeting.random(random()))
        : new V1Transport(network);
  }

  private void handshakeTimeout() {
    if (state == State.GREETING) {
      end(new DisconnectReason.HandshakeTimeout(config.handshakeTimeout(), awaited));
    }
  }

  private void start(String part, Runnable task) {
    enter();
    try {
      Thread unused =
          runtime.start(
              "peer-" + id + "-" + part,
              () -> {
                try {
                  EngineThreads.run(task);
                } finally {
                  leave();
                }
              });
    } catch (RuntimeException | Error e) {
      leave();
      throw e;
    }
  }

  /** Counts one more thing that has to end before the peer has. */
  private void enter() {
    lock.lock();
    try {
      activities++;
    } finally {
      lock.unlock();
    }
  }

  private void leave() {
    lock.lock();
    try {
      activities--;
      if (activities == 0 && state == State.ENDED) {
        Line last = line;
        if (last != null) {
          last.transport().discard();
        }
        context.remove(this);
        afterEnd.run();
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  // What the handshake asks and tells. On the reader thread.

  LocalVersion localVersion() {
    Line present = Objects.requireNonNull(line);
    long nonce = random().nextLong();
    if (!inbound) {
      rememberNonce(nonce);
    }
    return new LocalVersion(
        config.protocolVersion(),
        config.encryption() == PeerConfig.Encryption.OFF
            ? config.services()
            : config.services().with(ServiceFlags.P2P_V2),
        runtime.now(),
        nonce,
        config.userAgent(),
        config.bestHeight().getAsInt(),
        config.relay(),
        config.hideRemote()
            ? NetworkAddress.UNSPECIFIED
            // Nothing for a DNS name: the dialer knows what it stands for, the remote, too.
            : present.connection().remote().address().orElse(NetworkAddress.UNSPECIFIED),
        config.hideRemote() ? 0 : present.connection().remote().port());
  }

  private void rememberNonce(long nonce) {
    lock.lock();
    try {
      if (state != State.ENDED) {
        dialedNonce = nonce;
        context.dialedNonces().add(nonce);
      }
    } finally {
      lock.unlock();
    }
  }

  void awaiting(String what) {
    awaited = what;
  }

  void remoteVersion(VersionMessage theirs, Instant ourTime) {
    timeOffset = Duration.between(ourTime, theirs.sentAt());
    theirs.bestHeight().ifPresent(remoteChain::sawHeight);
  }

  void format(WireFormat agreed) {
    format = agreed;
  }

  /**
   * Ends the connection because it cannot be written to. Usually the remote has closed it, and the
   * reader is about to find that out; it gets a moment to, because it can say so.
   */
  void writeFailed(Connection connection, IOException cause) {
    DisconnectReason known;
    lock.lock();
    try {
      if (fellBack || !connection.equals(Objects.requireNonNull(line).connection())) {
        // That connection has been given up for another.
        return;
      }
      known = readersReason;
      if (known == null && state != State.ENDED) {
        graceTimer =
            runtime.schedule(READER_GRACE, () -> end(new DisconnectReason.ConnectionLost(cause)));
      }
    } finally {
      lock.unlock();
    }
    if (known != null) {
      end(known);
    }
  }

  /**
   * Notes why the reader is about to end the connection. Should the remote not even take what it is
   * told about that, this is still the reason, and it is not waited for long.
   *
   * @return whether the remote can be told; not if writing has failed already, or the connection
   *     has ended
   */
  boolean endsBecause(DisconnectReason why) {
    lock.lock();
    try {
      readersReason = why;
      if (graceTimer != null || state == State.ENDED) {
        return false;
      }
      graceTimer = runtime.schedule(LAST_WORDS, () -> end(why));
      return true;
    } finally {
      lock.unlock();
    }
  }

  void opened(Negotiation done) throws InterruptedException, Ended {
    lock.lock();
    try {
      if (state != State.GREETING) {
        throw new Ended(endReason());
      }
      negotiation = done;
      interest = new RemoteInterest(done, config, runtime, this::trickleDelay, this::trySend);
      state = State.OPEN;
      cancelHandshakeTimer();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    LOG.debug(
        "handshake with {} complete, protocol version {}, {}",
        this,
        done.protocolVersion(),
        done.remote());
    Line present = Objects.requireNonNull(line);
    FlightEvents.greeted(this, present.flight(), done);
    present.reader().post(new PeerEvent.Connected());
    present.deadlines().watchIdle();
    if (!config.pingInterval().isZero()
        && config.handshake().answersPings(done.protocolVersion())) {
      keepAlive.start(ping -> sendSoon(List.of(ping)));
    }
  }

  private void cancelHandshakeTimer() {
    if (handshakeTimer != null) {
      handshakeTimer.cancel();
    }
  }

  // Sending.

  /**
   * Sends a message. Blocks while the queue to this peer is full, or the handshake not complete.
   * When it returns, the message is in the queue and will be written unless the connection ends.
   *
   * @param message the message
   * @throws PeerClosedException if the connection has ended, or ends while this waits
   * @throws InterruptedException if the thread was interrupted; the message is then not sent
   * @throws EncodeException if the message cannot be written at the protocol version in force; the
   *     connection stays
   * @throws IllegalStateException if the peer was never connected
   * @throws IllegalArgumentException if the message belongs to the handshake
   */
  public void send(Message message) throws PeerClosedException, InterruptedException {
    awaitOpen();
    outbound.put(new OutboundQueue.Item(encode(message), true));
  }

  /**
   * Sends a message that was encoded once for many peers, or with or without witnesses as the
   * sender wants it. Blocks as {@link #send(Message)}. Its bytes do not count towards the context's
   * budget.
   *
   * {@snippet :
   * EncodedMessage once = network.encode(block, WireFormat.base(ProtocolVersion.LATEST));
   * for (Peer each : context.peers()) {
   *   each.send(once); // without witnesses, whatever was agreed
   * }
   * }
   *
   * @param message the message; it is encoded again if its network or protocol version is not this
   *     peer's
   * @throws PeerClosedException as in {@link #send(Message)}
   * @throws InterruptedException as there
   */
  public void send(EncodedMessage message) throws PeerClosedException, InterruptedException {
    awaitOpen();
    requireSendable(message.message());
    outbound.put(new OutboundQueue.Item(fitting(message), false));
  }

  /** Most messages are the same bytes at all versions; their checksum is then not made again. */
  private EncodedMessage fitting(EncodedMessage message) {
    WireFormat present = format;
    boolean sameNetwork = message.network().equals(config.network());
    if (sameNetwork && message.format().protocolVersion() == present.protocolVersion()) {
      return message;
    }
    EncodedMessage again =
        config.network().encode(message.message(), present.withWitness(message.format().witness()));
    return sameNetwork && again.payload().equals(message.payload()) ? message : again;
  }

  /**
   * Sends a message if the queue has room for it now. Does not block.
   *
   * {@snippet :
   * if (!peer.trySend(Headers.of(header))) { // it has not read what it was sent before
   *   peer.close("too slow for news");
   * }
   * assert peer.isOpen();
   * }
   *
   * @param message the message
   * @return whether it is in the queue; false also before the handshake is complete
   * @throws PeerClosedException if the connection has ended
   * @throws EncodeException as in {@link #send(Message)}
   */
  public boolean trySend(Message message) throws PeerClosedException {
    requireConnected();
    return state == State.OPEN && outbound.offer(new OutboundQueue.Item(encode(message), true));
  }

  /**
   * Sends a message without waiting for room in the queue. Does not block. The message is held in
   * addition to the queue until there is room; who sends many this way has to look at the results.
   *
   * {@snippet :
   * CompletableFuture<?> written = peer.sendAsync(GetAddr.INSTANCE);
   * remote.expect(GetAddr.class);
   * time.awaitQuiet();
   * assert written.isDone() && !written.isCompletedExceptionally();
   * }
   *
   * @param message the message
   * @return completes soon after the message was written, on a thread of its own; exceptionally
   *     with a {@link PeerClosedException} if it was not
   * @throws EncodeException as in {@link #send(Message)}
   * @throws IllegalStateException if the handshake is not complete
   */
  public CompletableFuture<@Nullable Void> sendAsync(Message message) {
    try {
      requireConnected();
      if (state == State.GREETING) {
        throw new IllegalStateException("the handshake is not complete");
      }
      OutboundQueue.Item item = new OutboundQueue.Item(encode(message), true);
      outbound.putLater(item);
      return onOwnThread(item.written);
    } catch (PeerClosedException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** What the program does with a result must not run on, and block, a thread of the engine. */
  private CompletableFuture<@Nullable Void> onOwnThread(CompletableFuture<@Nullable Void> result) {
    CompletableFuture<@Nullable Void> copy = new CompletableFuture<>();
    CompletableFuture<@Nullable Void> unusedResult =
        result.whenComplete(
            (nothing, failure) -> {
              Runnable completion =
                  () -> {
                    if (failure == null) {
                      copy.complete(null);
                    } else {
                      copy.completeExceptionally(failure);
                    }
                  };
              try {
                Thread unused = runtime.start("peer-" + id + "-sent", completion);
              } catch (RuntimeException | Error e) {
                LOG.error("no thread to say what became of a message of {}", this, e);
                completion.run();
              }
            });
    return copy;
  }

  /**
   * Asks for what follows a block, unless that was the last thing asked this way: a message of the
   * same type whose locator begins with the same block and which ends at the same. What the remote
   * answered meanwhile does not matter. A message with an empty locator is always sent. Blocks as
   * {@link #send(Message)}.
   *
   * @param message the message
   * @return whether it was sent
   * @throws PeerClosedException as in {@link #send(Message)}
   * @throws InterruptedException as there
   * @throws EncodeException as there
   */
  public boolean sendUnlessRepeated(LocatorMessage message)
      throws PeerClosedException, InterruptedException {
    awaitOpen();
    RemoteInterest present = interest();
    if (present.wasAsked(message)) {
      return false;
    }
    send(message);
    present.asked(message);
    return true;
  }

  /**
   * Tells the remote that one of its messages is not taken (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0061.mediawiki">BIP 61</a>). Does not
   * block.
   *
   * @param rejection what and why
   * @return whether it is in the queue; false if the configuration does not want it, the network or
   *     the protocol version has no such message, the queue has no room, or the connection has
   *     ended
   */
  public boolean reject(Rejection rejection) {
    return config.rejects()
        && config
            .network()
            .rules()
            .reject(rejection, format.protocolVersion())
            .filter(this::sendControl)
            .isPresent();
  }

  /**
   * Announces something to the remote: at once, or together with other things at one of the moments
   * that {@link PeerConfig#trickleInterval} describes. Does not block. What cannot be queued at
   * that moment waits for the next; nothing is announced twice.
   *
   * {@snippet :
   * Transaction payment = chain.unconfirmed(1).getFirst();
   * assert peer.announce(TransactionAnnouncement.of(payment)); // at one of its moments
   * time.advance(Duration.ofMinutes(1));
   * assert peer.stats().sent().of("inv").messages() == 1;
   * assert !peer.announce(TransactionAnnouncement.of(payment)); // it knows by now
   * }
   *
   * @param announcement what to announce; everything that trickles goes only to remotes that want
   *     it
   * @return whether the remote will be told, if the connection lasts; false if it is known to have
   *     it, does not want it, the handshake is not complete, the connection has ended, or 50,000
   *     things wait already
   */
  public boolean announce(Announcement announcement) {
    RemoteInterest present = interest;
    return present != null && present.announce(announcement);
  }

  /**
   * Notes that the remote has something, so that it is not announced to it. What the remote
   * announces itself is noted once something has been announced to it. Does nothing before the
   * handshake is complete.
   *
   * @param entry what it has, in the form that was negotiated
   */
  public void addKnown(InventoryEntry entry) {
    RemoteInterest present = interest;
    if (present != null) {
      present.addKnown(entry);
    }
  }

  private long trickleDelay() {
    Duration interval = config.trickleInterval(inbound);
    if (config.policy() == PeerConfig.Policy.STRICT) {
      long period = Nanos.of(interval);
      Instant since = Objects.requireNonNull(line).since();
      return period - Nanos.of(Duration.between(since, runtime.now())) % period;
    }
    return inbound
        ? context.inboundTrickle().delay(interval)
        : TrickleSchedule.exponential(interval, random());
  }

  /**
   * Returns the latest preference of a kind that the remote has stated since the handshake. What it
   * said before the verack is in {@link #negotiation()}.
   *
   * {@snippet :
   * assert peer.preference(FeeFilter.class).isEmpty();
   * remote.send(new FeeFilter(1_000));
   * time.awaitQuiet();
   * assert peer.preference(FeeFilter.class).orElseThrow().satPerKvB() == 1_000;
   * }
   *
   * @param <M> the preference
   * @param type its class
   * @return the message, or empty if there was none that means something
   */
  public <M extends PreferenceMessage> Optional<M> preference(Class<M> type) {
    RemoteInterest present = interest;
    return present == null ? Optional.empty() : present.preference(type);
  }

  /**
   * Returns what is known of the remote's chain.
   *
   * @return always the same
   */
  public RemoteChain remoteChain() {
    return remoteChain;
  }

  /**
   * Returns how messages are written to this remote where the sender does not choose.
   *
   * @return the protocol version in force and whether there are witnesses; before the handshake is
   *     complete, what it begins with
   */
  public WireFormat format() {
    return format;
  }

  /** What the remote wants and has; after the handshake. */
  RemoteInterest interest() {
    return Objects.requireNonNull(interest);
  }

  /**
   * Waits until everything that was sent before has been written.
   *
   * @throws PeerClosedException if the connection ends before
   * @throws InterruptedException if the thread was interrupted
   */
  public void flush() throws PeerClosedException, InterruptedException {
    requireConnected();
    outbound.awaitWritten();
  }

  private EncodedMessage encode(Message message) {
    requireSendable(message);
    RemoteInterest present = interest;
    if (message instanceof RelayMessage && present != null) {
      present.weWantRelay();
    }
    return config.network().encode(message, format);
  }

  private static void requireSendable(Message message) {
    if (message instanceof NegotiationMessage
        || message instanceof VersionMessage
        || message instanceof VerackMessage) {
      throw new IllegalArgumentException(
          message.command() + " belongs to the handshake and nowhere else");
    }
  }

  private void requireConnected() throws PeerClosedException {
    if (state == State.ENDED) {
      throw new PeerClosedException(endReason());
    }
    if (state == State.NEW) {
      throw new IllegalStateException("the peer is not connected");
    }
  }

  private void awaitOpen() throws PeerClosedException, InterruptedException {
    requireConnected();
    if (state == State.GREETING) {
      long unused = awaitGreeted(Long.MAX_VALUE);
      requireConnected();
    }
  }

  /** Queues messages of the engine; false if the remote lets them pile up or the peer has ended. */
  boolean sendControl(List<Message> messages) {
    return sendControl(messages, true);
  }

  boolean sendControl(Message message) {
    return sendControl(List.of(message));
  }

  /**
   * Queues messages of the engine, to be written when the read loop is about to wait. So what
   * answers messages that came together goes out together. On the reader thread.
   */
  boolean sendSoon(List<Message> messages) {
    return sendControl(messages, false);
  }

  private boolean sendControl(List<Message> messages, boolean now) {
    WireFormat present = format;
    return outbound.putControl(
        messages.stream().map(message -> config.network().encode(message, present)).toList(), now);
  }

  /** Whether messages wait for room in the queue. */
  boolean isOverfull() {
    return outbound.isOverfull();
  }

  /** Has what was to be sent soon written. */
  void sendNow() {
    outbound.tellWriter();
  }

  /** Sends what an exchange wants to say while the read loop offers it a message. */
  void sendReplies(List<Message> messages) {
    if (!sendSoon(messages)) {
      end(new DisconnectReason.OutboundOverflow(OutboundQueue.CONTROL_ALLOWANCE));
    }
  }

  // Asking.

  /**
   * Asks the remote a question and waits for the answer.
   *
   * <p>Messages that belong to the answer do not reach the handlers. Requests whose answers cannot
   * be told apart wait for each other; others run side by side. When each is complete, {@link
   * org.verack.wire.request} says.
   *
   * <p>A handler may ask, too. But a remote whose handlers serve us answers when they are free: two
   * programs whose handlers ask each other at the same time wait for each other until the deadline.
   * A handler that asks somebody who may be asking us does better to leave it to another thread.
   *
   * @param <R> the answer
   * @param request the question
   * @param deadline how long to wait in all, for the turn, for room in the queue, and for the
   *     answer
   * @return the answer
   * @throws PeerClosedException if the connection ends before the answer is complete
   * @throws RequestTimeoutException if the time is up; the connection stays
   * @throws RequestException if the answer is wrong, or the remote cannot be asked this
   * @throws InterruptedException if the thread was interrupted; the request is then given up
   */
  public <R> R request(Request<R> request, Duration deadline)
      throws PeerClosedException, RequestTimeoutException, RequestException, InterruptedException {
    return request(request, deadline, awaitOpen(request, deadline));
  }

  /** Waits for the handshake; returns the time at which the deadline is over. */
  private long awaitOpen(Request<?> request, Duration deadline)
      throws PeerClosedException, RequestTimeoutException, InterruptedException {
    requireConnected();
    long end = runtime.nanoTime() + Nanos.of(deadline);
    if (state == State.GREETING && awaitGreeted(Nanos.of(deadline)) <= 0) {
      throw new RequestTimeoutException(request.name(), deadline);
    }
    requireConnected();
    return end;
  }

  private <R> R request(Request<R> request, Duration deadline, long end)
      throws PeerClosedException, RequestTimeoutException, RequestException, InterruptedException {
    try (RequestRun<R> run = prepare(request)) {
      return run.finish(() -> end, deadline);
    }
  }

  /**
   * Asks many questions one after the other, with several of them in flight. Blocks until the
   * handshake is complete; asks when the answers are fetched.
   *
   * {@snippet :
   * int transactions = 0;
   * StreamOptions options = StreamOptions.of(Duration.ofMinutes(1));
   * try (var blocks = peer.stream(Requests.eachBlock(hashes), options)) {
   *   while (blocks.hasNext()) {
   *     transactions += blocks.next().orElseThrow().transactions().size();
   *   }
   * }
   * assert transactions > hashes.size();
   * }
   *
   * @param <R> the answers
   * @param requests the questions; gone through as they are asked
   * @param options how many at a time, and how patiently
   * @return the answers, in the order of the questions; to be closed
   * @throws PeerClosedException if the connection has ended
   * @throws InterruptedException if the thread was interrupted
   */
  public <R> RequestStream<R> stream(Iterable<? extends Request<R>> requests, StreamOptions options)
      throws PeerClosedException, InterruptedException {
    awaitOpen();
    return new RequestStream<>(requests.iterator(), options, this::prepare, runtime::nanoTime);
  }

  private <R> RequestRun<R> prepare(Request<R> request) {
    Negotiation greeting = Objects.requireNonNull(negotiation);
    Setting setting =
        new Setting(greeting, interest().preferences(), config.handshake(), random()::nextLong);
    var recorded = FlightEvents.asking(this, request.name());
    return new RequestRun<>(requests, request, setting, requestSender, runtime::nanoTime, recorded);
  }

  /** How requests say what they have to say. */
  private final class RequestSender implements RequestRun.Sender {

    @Override
    public boolean send(Message message, long nanos)
        throws PeerClosedException, InterruptedException {
      return outbound.put(new OutboundQueue.Item(encode(message), true), nanos);
    }

    @Override
    public boolean sendAtOnce(List<Message> messages) {
      return sendControl(messages);
    }
  }

  /**
   * Measures the round trip to the remote (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0031.mediawiki">BIP 31</a>).
   *
   * @param deadline how long to wait in all
   * @return from the asking to the answer, with what the ping had to wait in our queue
   * @throws PeerClosedException as in {@link #request}
   * @throws RequestTimeoutException as there
   * @throws RequestException if the protocol version in force has no pong
   * @throws InterruptedException as there
   */
  public Duration ping(Duration deadline)
      throws PeerClosedException, RequestTimeoutException, RequestException, InterruptedException {
    Request<Long> question = Requests.ping();
    long end = awaitOpen(question, deadline);
    long sent = runtime.nanoTime();
    Long unused = request(question, deadline, end);
    Duration roundTrip = Duration.ofNanos(runtime.nanoTime() - sent);
    keepAlive.record(roundTrip);
    return roundTrip;
  }

  // Looking.

  /**
   * Returns how the two sides greeted each other.
   *
   * @return versions and what was negotiated; also after the connection has ended
   * @throws IllegalStateException if the handshake was never complete
   */
  public Negotiation negotiation() {
    Negotiation done = negotiation;
    if (done == null) {
      throw new IllegalStateException("the handshake is not complete");
    }
    return done;
  }

  /**
   * Returns a snapshot of the connection.
   *
   * @return the numbers as they are, not all taken at the same instant
   * @throws IllegalStateException if the peer was never connected
   */
  public PeerStats stats() {
    Line present = line;
    if (present == null) {
      throw new IllegalStateException("the peer was never connected");
    }
    ReadLoop reader = present.reader();
    WriteLoop writer = present.writer();
    return new PeerStats(
        id,
        inbound,
        present.connection().remote(),
        present.connection().local(),
        present.since(),
        present.transport().kind(),
        present.transport().sessionId(),
        Optional.ofNullable(negotiation),
        timeOffset,
        sent.traffic(Optional.ofNullable(writer.lastWrite()).map(this::instant)),
        received.traffic(
            reader.hasRead() ? Optional.of(instant(reader.lastRead())) : Optional.empty()),
        reader.payloadFaults(),
        keepAlive.last(),
        keepAlive.least(),
        keepAlive.outstandingSince().map(this::instant),
        outbound.bytes(),
        inbox.bytes(),
        Optional.ofNullable(reason));
  }

  private Instant instant(long nanos) {
    return runtime.now().minusNanos(runtime.nanoTime() - nanos);
  }

  /**
   * Returns the number of this peer in its context.
   *
   * @return from 1
   */
  public long id() {
    return id;
  }

  /**
   * Returns whether the remote dialed us.
   *
   * @return whether it did
   */
  public boolean isInbound() {
    return inbound;
  }

  /**
   * Returns how this peer behaves.
   *
   * @return the configuration
   */
  public PeerConfig config() {
    return config;
  }

  /**
   * Returns what this peer shares with others.
   *
   * @return the context
   */
  public PeerContext context() {
    return context;
  }

  /**
   * Returns whether messages can be sent: the handshake is complete and the connection has not
   * ended.
   *
   * @return whether they can
   */
  public boolean isOpen() {
    return state == State.OPEN;
  }

  /**
   * Returns why the connection ended.
   *
   * @return the reason, or empty while it has not
   */
  public Optional<DisconnectReason> disconnectReason() {
    return Optional.ofNullable(reason);
  }

  boolean isEnded() {
    return state == State.ENDED;
  }

  DisconnectReason endReason() {
    DisconnectReason known = reason;
    return known != null ? known : new DisconnectReason.LocalClose("not connected");
  }

  HandlerTable handlers() {
    return handlers;
  }

  /** Who is on the other side, for display; null before there is a connection. */
  @Nullable String remote() {
    Line present = line;
    return present == null ? null : present.connection().remote().toString();
  }

  long outboundBytes() {
    return outbound.bytes();
  }

  Inbox inbox() {
    return inbox;
  }

  RequestTable requests() {
    return requests;
  }

  KeepAlive keepAlive() {
    return keepAlive;
  }

  Meter received() {
    return received;
  }

  Meter sent() {
    return sent;
  }

  /** Runs every handler of a message or event. On the dispatcher. */
  void callHandlers(Object subject) throws Exception {
    for (HandlerTable.Call call : handlers.find(subject.getClass())) {
      call.run(this, subject);
    }
  }

  /** Makes the failure of a handler the end of the connection. */
  Inbox.Work guarded(Inbox.Work work) {
    return () -> {
      try {
        work.run();
      } catch (PeerClosedException e) {
        if (!isEnded()) {
          failed(e);
        }
      } catch (InterruptedException e) {
        if (!isEnded()) {
          failed(e);
        }
      } catch (Throwable e) {
        failed(e);
      }
    };
  }

  private void failed(Throwable cause) {
    LOG.debug("a handler of {} failed", this, cause);
    end(new DisconnectReason.Failure(cause));
  }

  // Ending.

  /**
   * Waits until the connection has ended and all that belonged to it.
   *
   * @return why it ended
   * @throws InterruptedException if the thread was interrupted
   * @throws IllegalStateException if called by a handler, whose own thread would have to end first
   */
  public DisconnectReason awaitDisconnect() throws InterruptedException {
    if (EngineThreads.isCurrent()) {
      throw new IllegalStateException("a handler cannot wait for its own end");
    }
    lock.lockInterruptibly();
    try {
      while (state != State.ENDED || activities > 0) {
        changed.await();
      }
      return endReason();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the connection, with what is queued unsent and unhandled, and waits until its threads have
   * ended. A handler that runs is interrupted, unless what it handles is the end. A dial that is
   * under way is given up. From a handler, of this or any other peer, it only begins the ending,
   * because two handlers that wait for each other's peers would wait for ever. Idempotent.
   */
  @Override
  public void close() {
    close("close was called");
  }

  /**
   * Ends the connection as {@link #close()}, giving a reason.
   *
   * @param why in a few words, for {@link DisconnectReason.LocalClose}
   */
  public void close(String why) {
    end(new DisconnectReason.LocalClose(why));
    inbox.abandon();
    if (EngineThreads.isCurrent()) {
      return;
    }
    lock.lock();
    try {
      while (activities > 0) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the connection; the first reason counts, or that for which the reader was about to. Does
   * not block.
   */
  void end(DisconnectReason why) {
    Line present;
    DisconnectReason first;
    lock.lock();
    try {
      if (state == State.ENDED) {
        return;
      }
      first = readersReason != null ? readersReason : why;
      reason = first;
      state = State.ENDED;
      present = line;
      cancelHandshakeTimer();
      if (graceTimer != null) {
        graceTimer.cancel();
      }
      if (dialedNonce != 0) {
        context.dialedNonces().remove(dialedNonce);
      }
      changed.signalAll();
      enter();
    } finally {
      lock.unlock();
    }
    try {
      dialing.end(first);
      keepAlive.stop();
      outbound.end(first);
      requests.end(first);
      context.inbound().wake();
      RemoteInterest interested = interest;
      if (interested != null) {
        interested.end();
      }
      if (present != null) {
        present.deadlines().stop();
        present.connection().close();
        tellHandlers(new PeerEvent.Disconnected(first));
        if (why instanceof DisconnectReason.LocalClose) {
          inbox.abandon();
        }
        LOG.debug("{} ended: {}", this, first);
        if (negotiation == null) {
          FlightEvents.greeted(this, present.flight(), null);
        }
        FlightEvents.end(this, present.flight(), first);
      }
    } finally {
      leave();
    }
  }

  private void tellHandlers(PeerEvent.Disconnected last) {
    try {
      inbox.end(guarded(() -> callHandlers(last)));
    } catch (RuntimeException | Error e) {
      // No thread can be had; what else there is to end must end in any case.
      LOG.error("the handlers of {} are not told of its end", this, e);
    }
  }

  /** Returns the number, the direction and the remote endpoint. */
  @Override
  public String toString() {
    Line present = line;
    return "peer "
        + id
        + (inbound ? " (inbound" : " (outbound")
        + (present == null ? ", not connected)" : ", " + present.connection().remote() + ")");
  }
}
