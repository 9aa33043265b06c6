package org.verack.peer;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.verack.peer.connection.Connection;
import org.verack.peer.runtime.PeerRuntime;
import org.verack.wire.Message;
import org.verack.wire.MessageSet;
import org.verack.wire.Network;
import org.verack.wire.PayloadException;
import org.verack.wire.TransportException;
import org.verack.wire.UnknownMessage;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFault;
import org.verack.wire.WireFormat;
import org.verack.wire.role.CoreLimited;
import org.verack.wire.role.NegotiationMessage;
import org.verack.wire.role.PeerRules;
import org.verack.wire.role.PingMessage;
import org.verack.wire.role.PongMessage;
import org.verack.wire.role.RejectCode;
import org.verack.wire.role.Rejection;
import org.verack.wire.role.VerackMessage;
import org.verack.wire.role.Verdict;
import org.verack.wire.role.VersionMessage;
import org.verack.wire.transport.Frame;
import org.verack.wire.transport.Transport;

/**
 * Reads frames, greets, and then decides for each message whose it is. Runs on the peer's reader
 * thread; the counters are read by others.
 *
 * <p>It never waits for the writer. What it waits for is bytes, room in the inbox, and, for a large
 * payload, the context's budget.
 */
final class ReadLoop implements Runnable {

  /** A node that does not know our transport hangs up when it has read this much of our key. */
  private static final int V1_HEADER = 24;

  private static final Duration BUDGET_PATIENCE = Duration.ofSeconds(60);

  /**
   * Who waits for more with part of a payload in hand keeps that from those who wait for it. Longer
   * than the largest payload may take meanwhile, so that those who are slow go first.
   */
  private static final Duration BUDGET_PATIENCE_OF_HOLDERS = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(ReadLoop.class);

  private final Peer peer;
  private final PeerConfig config;
  private final Connection connection;
  private final Transport transport;
  private final @Nullable Prelude prelude;
  private final PeerRuntime runtime;
  private final ByteBudget budget;
  private final MessageSet messages;
  private final boolean strict;
  private final PeerRules rules;
  private final Deadlines deadlines;
  private final Turn turn;

  private final Meter meter;
  private final Counter payloadFaults = new Counter();
  private volatile long lastRead;
  private volatile boolean readAnything;

  private WireFormat format;
  private boolean verackMayCome;
  private int wireSize;
  private int held;

  ReadLoop(
      Peer peer,
      Connection connection,
      Transport transport,
      @Nullable Prelude prelude,
      Deadlines deadlines) {
    this.peer = peer;
    this.config = peer.config();
    this.connection = connection;
    this.transport = transport;
    this.prelude = prelude;
    this.runtime = peer.context().runtime();
    this.budget = peer.context().inbound();
    this.meter = peer.received();
    this.messages = config.network().messages();
    this.rules = config.network().rules();
    this.deadlines = deadlines;
    this.turn = new Turn(runtime);
    this.strict = config.policy() == PeerConfig.Policy.STRICT;
    this.format = WireFormat.witness(config.protocolVersion());
    this.lastRead = runtime.nanoTime();
  }

  @Override
  public void run() {
    try {
      if (prelude != null && !secure(prelude)) {
        return;
      }
      greet();
      while (true) {
        Message message = next();
        if (message != null) {
          handle(message);
        }
      }
    } catch (Ended e) {
      end(e.reason(), e.rejection().orElse(null));
    } catch (EOFException e) {
      boolean midFrame = transport.midFrame();
      end(
          new DisconnectReason.RemoteClose(midFrame, !peer.isOpen()),
          midFrame ? unreadable("the stream ends within a message") : null);
    } catch (TransportException e) {
      end(new DisconnectReason.TransportFault(e), unreadable(String.valueOf(e.getMessage())));
    } catch (IOException e) {
      peer.end(new DisconnectReason.ConnectionLost(e));
    } catch (InterruptedException e) {
      peer.end(new DisconnectReason.LocalClose("the reader was interrupted"));
    } catch (RuntimeException | Error e) {
      LOG.error("reading from {} failed", peer, e);
      peer.end(new DisconnectReason.Failure(e));
    } finally {
      budget.release(held);
      if (prelude != null) {
        prelude.abandon();
      }
    }
  }

  private void greet() throws IOException, InterruptedException, Ended {
    Handshake handshake = new Handshake(peer, this);
    peer.opened(handshake.greet());
    for (Handshake.Early early : handshake.setAside()) {
      wireSize = early.wireSize();
      handle(early.message());
    }
  }

  /**
   * Goes through the transport's own handshake.
   *
   * @return whether messages follow; false if the remote is to be dialed again without encryption
   */
  private boolean secure(Prelude prelude) throws IOException, InterruptedException, Ended {
    peer.awaiting("key");
    try (TransportHandshake handshake =
        new TransportHandshake(peer, connection, transport, prelude)) {
      while (handshake.proceed()) {
        read();
      }
    } catch (IOException e) {
      boolean answered = e instanceof TransportException;
      if (transport.suggestsV1()
          && (answered || prelude.written() >= V1_HEADER)
          && peer.fallBack()) {
        transport.discard();
        return false;
      }
      meter.readFailed(e);
      throw e;
    }
    return true;
  }

  private static Rejection unreadable(String why) {
    return new Rejection(Rejection.ANY, RejectCode.MALFORMED, why);
  }

  /** Ends the connection, after the remote was told why if it is to be told and can be. */
  private void end(DisconnectReason reason, @Nullable Rejection rejection) {
    if (rejection != null && transport.isReady() && peer.endsBecause(reason)) {
      try {
        if (peer.reject(rejection)) {
          peer.flush();
        }
      } catch (PeerClosedException e) {
        LOG.debug("{} ended before it was told why", peer);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    peer.end(reason);
  }

  /** Sets the version in force. What has witnesses is read in any case. */
  void protocolVersion(int agreed) {
    format = WireFormat.witness(agreed);
  }

  /** Notes that the handshake did not wait for the remote's verack. */
  void verackMayCome() {
    verackMayCome = true;
  }

  /**
   * Reads the next frame and decodes it.
   *
   * @return the message; null if it did not decode and the policy lets that pass
   */
  @Nullable Message next() throws IOException, InterruptedException, Ended {
    Frame frame = nextFrame();
    wireSize = frame.wireSize();
    try {
      Message message = decode(frame);
      if (!strict && message instanceof CoreLimited limited) {
        limited.requireCoreLimits();
      }
      meter.received(frame, message);
      return message;
    } catch (ViolationException e) {
      meter.unreadable(frame, e);
      throw new Ended(
          new DisconnectReason.Violation(frame.command(), e),
          unreadable(String.valueOf(e.getMessage())));
    } catch (PayloadException e) {
      payloadFaults.add(1);
      meter.unreadable(frame, e);
      UnknownMessage raw = frame.raw();
      if (strict && !isForgiven()) {
        throw new Ended(
            new DisconnectReason.PayloadFault(raw.command(), e),
            unreadable(String.valueOf(e.getMessage())));
      }
      if (e.fault() == WireFault.TRUNCATED && hasRole(raw.command(), PongMessage.class)) {
        peer.keepAlive().forget();
      }
      post(new PeerEvent.PayloadFault(e, raw));
      return null;
    }
  }

  /** Whether the network has messages of this command, and they have this role. */
  private boolean hasRole(String command, Class<?> role) {
    return messages.find(command).filter(type -> role.isAssignableFrom(type.type())).isPresent();
  }

  /**
   * Decodes a frame by the version in force. Negotiation is understood from remotes of every
   * version, unless strictly: BIP 155 names none for {@code sendaddrv2}, and Bitcoin Core asks for
   * none. What takes both sides to agree is not agreed by that, because we say nothing of it to an
   * older remote.
   */
  private Message decode(Frame frame) throws PayloadException, ViolationException {
    try {
      return frame.decode(messages, format);
    } catch (PayloadException e) {
      if (strict
          || e.fault() != WireFault.NOT_AT_THIS_VERSION
          || !hasRole(frame.command(), NegotiationMessage.class)) {
        throw e;
      }
      return frame.decode(messages, WireFormat.witness(config.protocolVersion()));
    }
  }

  /** Whether this is a test on one machine, where btcd forgives what does not decode. */
  private boolean isForgiven() {
    String host = connection.remote().host();
    return config.network().toleratesLocalFaults()
        && peer.isOpen()
        && (host.equals("127.0.0.1") || host.equals("localhost"));
  }

  private Frame nextFrame() throws IOException, InterruptedException, Ended {
    try {
      return readFrame();
    } catch (IOException e) {
      meter.readFailed(e);
      throw e;
    }
  }

  private Frame readFrame() throws IOException, InterruptedException, Ended {
    while (true) {
      Frame frame = transport.poll();
      if (frame != null) {
        return frame;
      }
      read();
    }
  }

  private void read() throws IOException, InterruptedException, Ended {
    peer.sendNow();
    int count = connection.read(input());
    if (count < 0) {
      throw new EOFException();
    }
    meter.passed(count);
    lastRead = runtime.nanoTime();
    readAnything = true;
    deadlines.bytesRead(lastRead);
    turn.passed(count);
  }

  /**
   * Asks the budget for what a payload in the making takes before the transport allocates it, and
   * gives back what the transport no longer holds.
   */
  private ByteBuffer input() throws InterruptedException, Ended {
    int wanted = transport.wanted();
    if (wanted > 0) {
      int holds = transport.heldBytes();
      holdInBudget(holds + wanted);
      // Either one more piece, or the whole, into which the pieces are copied.
      deadlines.payloadGrew(wanted > holds ? wanted - holds : wanted);
    }
    ByteBuffer input = transport.input();
    int holds = transport.heldBytes();
    if (holds == 0 && held > 0) {
      deadlines.payloadDone();
    }
    holdInBudget(holds);
    return input;
  }

  private void holdInBudget(int bytes) throws InterruptedException, Ended {
    if (bytes > held) {
      if (!budget.tryAcquire(bytes - held)) {
        awaitBudget(bytes - held);
      }
    } else if (bytes < held) {
      budget.release(held - bytes);
    }
    held = bytes;
  }

  private void awaitBudget(int bytes) throws InterruptedException, Ended {
    Duration patience = held == 0 ? BUDGET_PATIENCE : BUDGET_PATIENCE_OF_HOLDERS;
    deadlines.pause();
    try {
      if (!budget.acquire(bytes, patience, peer::isEnded)) {
        throw new Ended(new DisconnectReason.OverBudget(patience));
      }
    } finally {
      deadlines.resume();
    }
  }

  private void handle(Message message) throws InterruptedException, Ended {
    deadlines.received(message);
    switch (message) {
      case NegotiationMessage late when rules.endsOnLateNegotiation() ->
          throw new Ended(
              new DisconnectReason.UnexpectedMessage(
                  late.command(), "it belongs between version and verack"));
      case VersionMessage again -> repeated(again);
      case VerackMessage first when verackMayCome -> {
        verackMayCome = false;
        dispatch(first);
      }
      case VerackMessage again -> repeated(again);
      case UnknownMessage unknown
          when config.network().unknownCommands() == Network.UnknownCommands.END_THE_CONNECTION ->
          throw new Ended(
              new DisconnectReason.UnexpectedMessage(
                  unknown.command(), config.network() + " does not have it"),
              unreadable("unknown message " + unknown.command()));
      case PingMessage ping -> {
        answer(ping);
        deliver(ping);
      }
      case PongMessage pong -> {
        peer.keepAlive().received(pong);
        deliver(pong);
      }
      default -> deliver(message);
    }
  }

  private void repeated(Message message) throws InterruptedException, Ended {
    if (strict) {
      Rejection rejection =
          new Rejection(
              message.command(),
              RejectCode.DUPLICATE,
              "duplicate " + message.command() + " message");
      if (rules.endsOnRepeatedHandshake()) {
        throw new Ended(
            new DisconnectReason.UnexpectedMessage(
                message.command(), "it came again after the handshake"),
            rejection);
      }
      // Without room in the queue the remote is not told; the connection goes on in any case.
      boolean unused = peer.reject(rejection);
    }
    post(new PeerEvent.RepeatedHandshake(message));
  }

  /**
   * Answers a ping behind whatever came before it. A remote may take our pong to mean that
   * everything it asked earlier has been dealt with, as it can with Bitcoin Core; so while handlers
   * are busy, or what they have sent waits for room in the queue, the answer waits for its turn.
   */
  private void answer(PingMessage ping) throws InterruptedException, Ended {
    if (!config.answersPings()) {
      return;
    }
    var pong = config.handshake().pong(ping, format.protocolVersion());
    if (pong.isEmpty()) {
      return;
    }
    Message answer = pong.get();
    boolean inTurn = peer.inbox().isIdle() && !peer.isOverfull();
    if (!inTurn || !peer.sendSoon(List.of(answer))) {
      put(() -> peer.send(answer), wireSize);
    }
  }

  private void deliver(Message message) throws InterruptedException, Ended {
    if (peer.requests().offer(message, wireSize, peer::sendReplies)) {
      return;
    }
    switch (rules.judge(message, peer.interest().standing())) {
      case Verdict.Fine fine -> {
        peer.interest().note(message);
        dispatch(message);
      }
      case Verdict.Ignored ignored -> post(new PeerEvent.IgnoredMessage(message, ignored.why()));
      case Verdict.Refused refused ->
          throw new Ended(new DisconnectReason.UnexpectedMessage(message.command(), refused.why()));
    }
  }

  /** Hands a message to the handlers, if there are any for it. */
  void dispatch(Message message) throws InterruptedException, Ended {
    if (!peer.handlers().find(message.getClass()).isEmpty()) {
      put(() -> peer.callHandlers(message), wireSize);
    }
  }

  /** Hands an event to its handlers, if there are any for it. */
  void post(PeerEvent event) throws InterruptedException, Ended {
    if (!peer.handlers().find(event.getClass()).isEmpty()) {
      put(() -> peer.callHandlers(event), event instanceof PeerEvent.Connected ? 0 : wireSize);
    }
  }

  private void put(Inbox.Work work, int size) throws InterruptedException, Ended {
    Inbox.Work guarded = peer.guarded(work);
    if (!peer.inbox().offer(guarded, size) && !awaitRoom(guarded, size)) {
      throw new Ended(peer.endReason());
    }
  }

  private boolean awaitRoom(Inbox.Work work, int size) throws InterruptedException {
    peer.sendNow();
    deadlines.pause();
    try {
      return peer.inbox().put(work, size);
    } finally {
      deadlines.resume();
    }
  }

  /** How many bytes the message that was read last took on the wire. */
  int wireSize() {
    return wireSize;
  }

  /** When bytes were last read, or the loop was made, on the runtime's clock. */
  long lastRead() {
    return lastRead;
  }

  boolean hasRead() {
    return readAnything;
  }

  long payloadFaults() {
    return payloadFaults.get();
  }
}
