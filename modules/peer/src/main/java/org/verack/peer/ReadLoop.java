package org.verack.peer;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
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
import org.verack.wire.WireFormat;
import org.verack.wire.role.CoreLimited;
import org.verack.wire.role.NegotiationMessage;
import org.verack.wire.role.PingMessage;
import org.verack.wire.role.PongMessage;
import org.verack.wire.role.VerackMessage;
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

  private static final Duration BUDGET_PATIENCE = Duration.ofSeconds(60);

  private static final Logger LOG = LoggerFactory.getLogger(ReadLoop.class);

  private final Peer peer;
  private final PeerConfig config;
  private final Connection connection;
  private final Transport transport;
  private final PeerRuntime runtime;
  private final ByteBudget budget;
  private final MessageSet messages;
  private final boolean strict;

  private final Counter bytesReceived = new Counter();
  private final Counter messagesReceived = new Counter();
  private final Counter payloadFaults = new Counter();
  private volatile long lastRead;
  private volatile boolean readAnything;

  private WireFormat format;
  private int wireSize;
  private int held;

  ReadLoop(Peer peer, Connection connection, Transport transport) {
    this.peer = peer;
    this.config = peer.config();
    this.connection = connection;
    this.transport = transport;
    this.runtime = peer.context().runtime();
    this.budget = peer.context().inbound();
    this.messages = config.network().messages();
    this.strict = config.policy() == PeerConfig.Policy.STRICT;
    this.format = WireFormat.witness(config.protocolVersion());
    this.lastRead = runtime.nanoTime();
  }

  @Override
  public void run() {
    try {
      Handshake handshake = new Handshake(peer, this);
      peer.opened(handshake.greet());
      while (true) {
        Message message = next();
        if (message != null) {
          handle(message);
        }
      }
    } catch (Ended e) {
      peer.end(e.reason());
    } catch (EOFException e) {
      peer.end(new DisconnectReason.RemoteClose(transport.midFrame(), !peer.isOpen()));
    } catch (TransportException e) {
      peer.end(new DisconnectReason.TransportFault(e));
    } catch (IOException e) {
      peer.end(new DisconnectReason.ConnectionLost(e));
    } catch (InterruptedException e) {
      peer.end(new DisconnectReason.LocalClose("the reader was interrupted"));
    } catch (RuntimeException | Error e) {
      LOG.error("reading from {} failed", peer, e);
      peer.end(new DisconnectReason.Failure(e));
    } finally {
      budget.release(held);
    }
  }

  void format(WireFormat agreed) {
    format = agreed;
  }

  /**
   * Reads the next frame and decodes it.
   *
   * @return the message; null if it did not decode and the policy lets that pass
   */
  @Nullable Message next() throws IOException, InterruptedException, Ended {
    Frame frame = nextFrame();
    wireSize = frame.wireSize();
    messagesReceived.add(1);
    try {
      Message message = frame.decode(messages, format);
      if (!strict && message instanceof CoreLimited limited) {
        limited.requireCoreLimits();
      }
      MessageLog.received(peer, message);
      return message;
    } catch (ViolationException e) {
      throw new Ended(new DisconnectReason.Violation(frame.command(), e));
    } catch (PayloadException e) {
      payloadFaults.add(1);
      UnknownMessage raw = frame.raw();
      if (strict) {
        throw new Ended(new DisconnectReason.PayloadFault(raw.command(), e));
      }
      MessageLog.unreadable(peer, raw.command(), raw.payload(), String.valueOf(e.getMessage()));
      post(new PeerEvent.PayloadFault(e, raw));
      return null;
    }
  }

  private Frame nextFrame() throws IOException, InterruptedException, Ended {
    while (true) {
      Frame frame = transport.poll();
      if (frame != null) {
        return frame;
      }
      int count = connection.read(input());
      if (count < 0) {
        throw new EOFException();
      }
      bytesReceived.add(count);
      lastRead = runtime.nanoTime();
      readAnything = true;
    }
  }

  /** Asks the budget for what a payload in the making takes before the transport allocates it. */
  private ByteBuffer input() throws InterruptedException, Ended {
    holdInBudget(transport.heldBytes() + transport.wanted());
    ByteBuffer input = transport.input();
    holdInBudget(transport.heldBytes());
    return input;
  }

  private void holdInBudget(int bytes) throws InterruptedException, Ended {
    if (bytes > held) {
      if (!budget.acquire(bytes - held, BUDGET_PATIENCE, peer::isEnded)) {
        throw new Ended(new DisconnectReason.OverBudget(BUDGET_PATIENCE));
      }
    } else if (bytes < held) {
      budget.release(held - bytes);
    }
    held = bytes;
  }

  private void handle(Message message) throws InterruptedException, Ended {
    switch (message) {
      case NegotiationMessage late ->
          throw new Ended(
              new DisconnectReason.UnexpectedMessage(
                  late.command(), "it belongs between version and verack"));
      case VersionMessage again -> repeated(again);
      case VerackMessage again -> repeated(again);
      case UnknownMessage unknown
          when config.network().unknownCommands() == Network.UnknownCommands.END_THE_CONNECTION ->
          throw new Ended(
              new DisconnectReason.UnexpectedMessage(
                  unknown.command(), config.network() + " does not have it"));
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
      throw new Ended(
          new DisconnectReason.UnexpectedMessage(
              message.command(), "it came again after the handshake"));
    }
    post(new PeerEvent.RepeatedHandshake(message));
  }

  /**
   * Answers a ping behind whatever came before it. A remote may take our pong to mean that
   * everything it asked earlier has been dealt with, as it can with Bitcoin Core; so while handlers
   * are busy the answer waits for its turn.
   */
  private void answer(PingMessage ping) throws InterruptedException, Ended {
    var pong = config.handshake().pong(ping, format.protocolVersion());
    if (pong.isEmpty()) {
      return;
    }
    Message answer = pong.get();
    if (!peer.inbox().isIdle() || !peer.sendControl(answer)) {
      put(() -> peer.send(answer), wireSize);
    }
  }

  private void deliver(Message message) throws InterruptedException, Ended {
    if (!peer.requests().offer(message, peer::sendReplies)) {
      dispatch(message);
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
    if (!peer.inbox().put(peer.guarded(work), size)) {
      throw new Ended(peer.endReason());
    }
  }

  /** When bytes were last read, or the loop was made, on the runtime's clock. */
  long lastRead() {
    return lastRead;
  }

  boolean hasRead() {
    return readAnything;
  }

  long bytesReceived() {
    return bytesReceived.get();
  }

  long messagesReceived() {
    return messagesReceived.get();
  }

  long payloadFaults() {
    return payloadFaults.get();
  }
}
