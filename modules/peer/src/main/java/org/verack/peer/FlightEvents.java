package org.verack.peer;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;
import org.verack.wire.RemoteText;
import org.verack.wire.WireException;
import org.verack.wire.role.Negotiation;
import org.verack.wire.transport.Frame;

/**
 * What the JDK's flight recorder is told of connections. {@code docs/observing.md} describes the
 * events; names and fields are a promise to users.
 *
 * <p>An event that nobody records costs a look at a flag and no memory: each kind has one instance
 * that is never committed, only asked whether the kind is enabled.
 */
final class FlightEvents {

  private FlightEvents() {}

  /** From the moment a connection was handed over to its end. */
  @Name("org.verack.peer.Connection")
  @Label("Connection")
  @Description("A connection to a peer, from its beginning to its end")
  @Category({"Verack", "Peer"})
  @StackTrace(false)
  static final class ConnectionEvent extends Event {
    static final ConnectionEvent PROBE = new ConnectionEvent();

    @Label("Peer")
    long peer;

    @Label("Remote")
    @Nullable String remote;

    @Label("Inbound")
    boolean inbound;

    @Label("Handshake Complete")
    boolean handshakeComplete;

    @Label("Reason")
    @Description("Why it ended")
    @Nullable String reason;

    @Label("Kind of Reason")
    @Nullable String reasonKind;

    @Label("Connected For")
    @Description("By the clock of the program, which counts from before the recording began, too")
    @Timespan(Timespan.NANOSECONDS)
    long connectedFor;

    @Label("Messages Received")
    long messagesReceived;

    @Label("Bytes Received")
    @DataAmount
    long bytesReceived;

    @Label("Messages Sent")
    long messagesSent;

    @Label("Bytes Sent")
    @DataAmount
    long bytesSent;
  }

  /** From the beginning of a connection to both veracks, or to its end before that. */
  @Name("org.verack.peer.Handshake")
  @Label("Handshake")
  @Description("The greeting of a peer")
  @Category({"Verack", "Peer"})
  @StackTrace(false)
  static final class HandshakeEvent extends Event {
    static final HandshakeEvent PROBE = new HandshakeEvent();

    @Label("Peer")
    long peer;

    @Label("Remote")
    @Nullable String remote;

    @Label("Inbound")
    boolean inbound;

    @Label("Complete")
    boolean complete;

    @Label("User Agent")
    @Description("What the remote calls itself, escaped; none if the handshake was not complete")
    @Nullable String userAgent;

    @Label("Services")
    @Nullable String services;

    @Label("Announced Version")
    @Description("The newest protocol version of the remote")
    int announcedVersion;

    @Label("Protocol Version")
    @Description("The version in force")
    int protocolVersion;
  }

  /** A message was read. */
  @Name("org.verack.peer.MessageReceived")
  @Label("Message Received")
  @Category({"Verack", "Peer"})
  @Enabled(false)
  @StackTrace(false)
  static final class MessageReceivedEvent extends Event {
    static final MessageReceivedEvent PROBE = new MessageReceivedEvent();

    @Label("Peer")
    long peer;

    @Label("Command")
    @Nullable String command;

    @Label("Size")
    @Description("On the wire, with the frame header")
    @DataAmount
    long bytes;
  }

  /** A message was written. */
  @Name("org.verack.peer.MessageSent")
  @Label("Message Sent")
  @Category({"Verack", "Peer"})
  @Enabled(false)
  @StackTrace(false)
  static final class MessageSentEvent extends Event {
    static final MessageSentEvent PROBE = new MessageSentEvent();

    @Label("Peer")
    long peer;

    @Label("Command")
    @Nullable String command;

    @Label("Size")
    @Description("On the wire, with the frame header")
    @DataAmount
    long bytes;
  }

  /** How much waits, of each peer for which something does; from time to time. */
  @Name("org.verack.peer.Queues")
  @Label("Queues")
  @Description("How much waits to be written to a peer and to be handled by the program")
  @Category({"Verack", "Peer"})
  @Period("10 s")
  @StackTrace(false)
  static final class QueuesEvent extends Event {
    @Label("Peer")
    long peer;

    @Label("Remote")
    @Nullable String remote;

    @Label("Outbound")
    @DataAmount
    long outbound;

    @Label("Outbound Limit")
    @DataAmount
    long outboundLimit;

    @Label("Inbox")
    @DataAmount
    long inbox;

    @Label("Inbox Limit")
    @DataAmount
    long inboxLimit;
  }

  /** Something went wrong: a message that does not decode, a stall, a broken connection. */
  @Name("org.verack.peer.Fault")
  @Label("Fault")
  @Description("A message that does not decode, a remote that stalls, a connection that breaks")
  @Category({"Verack", "Peer"})
  @StackTrace(false)
  static final class FaultEvent extends Event {
    static final FaultEvent PROBE = new FaultEvent();

    @Label("Peer")
    long peer;

    @Label("Remote")
    @Nullable String remote;

    @Label("Kind")
    @Description("A WireFault for a message, the name of a DisconnectReason for a connection")
    @Nullable String kind;

    @Label("Detail")
    @Nullable String detail;

    @Label("Command")
    @Description("Of the message, escaped; none if it is not about one")
    @Nullable String command;

    @Label("Size")
    @Description("Of the message on the wire")
    @DataAmount
    long bytes;
  }

  /** From the asking to the answer. */
  @Name("org.verack.peer.Request")
  @Label("Request")
  @Description("A request to a peer, with its wait for its turn, the queue and the answer")
  @Category({"Verack", "Peer"})
  @StackTrace(false)
  static final class RequestEvent extends Event {
    static final RequestEvent PROBE = new RequestEvent();

    @Label("Peer")
    long peer;

    @Label("Remote")
    @Nullable String remote;

    @Label("Request")
    @Nullable String name;

    @Label("Outcome")
    @Description("answered, given up, or the name of the exception that the caller got")
    @Nullable String outcome;
  }

  /** The two events that begin with a connection. */
  record Flight(ConnectionEvent connection, HandshakeEvent handshake) {}

  /** Begins a connection; null if nobody records. */
  static @Nullable Flight begin() {
    if (!ConnectionEvent.PROBE.isEnabled() && !HandshakeEvent.PROBE.isEnabled()) {
      return null;
    }
    Flight flight = new Flight(new ConnectionEvent(), new HandshakeEvent());
    flight.connection().begin();
    flight.handshake().begin();
    return flight;
  }

  /**
   * Ends a handshake.
   *
   * @param flight null if nobody recorded when it began
   * @param done what was agreed; null if it failed
   */
  static void greeted(Peer peer, @Nullable Flight flight, @Nullable Negotiation done) {
    if (HandshakeEvent.PROBE.isEnabled()) {
      HandshakeEvent event = flight == null ? new HandshakeEvent() : flight.handshake();
      event.end();
      event.peer = peer.id();
      event.remote = peer.remote();
      event.inbound = peer.isInbound();
      event.complete = done != null;
      if (done != null) {
        event.userAgent = RemoteText.escape(done.remote().userAgent());
        event.services = done.remote().services().toString();
        event.announcedVersion = done.remote().protocolVersion();
        event.protocolVersion = done.protocolVersion();
      }
      event.commit();
    }
  }

  /**
   * Ends a connection.
   *
   * @param flight null if nobody recorded when it began
   */
  static void end(Peer peer, @Nullable Flight flight, DisconnectReason why) {
    fault(peer, why);
    if (ConnectionEvent.PROBE.isEnabled()) {
      ConnectionEvent event = flight == null ? new ConnectionEvent() : flight.connection();
      event.end();
      PeerStats stats = peer.stats();
      event.peer = peer.id();
      event.remote = peer.remote();
      event.inbound = peer.isInbound();
      event.handshakeComplete = stats.negotiation().isPresent();
      event.reason = why.toString();
      event.reasonKind = why.getClass().getSimpleName();
      Instant now = peer.context().runtime().now();
      event.connectedFor = Nanos.of(Duration.between(stats.connectedAt(), now));
      event.messagesReceived = stats.received().messages();
      event.bytesReceived = stats.received().bytes();
      event.messagesSent = stats.sent().messages();
      event.bytesSent = stats.sent().bytes();
      event.commit();
    }
  }

  static void received(Peer peer, String command, int bytes) {
    if (MessageReceivedEvent.PROBE.isEnabled()) {
      MessageReceivedEvent event = new MessageReceivedEvent();
      event.peer = peer.id();
      event.command = RemoteText.escape(command);
      event.bytes = bytes;
      event.commit();
    }
  }

  static void sent(Peer peer, String command, int bytes) {
    if (MessageSentEvent.PROBE.isEnabled()) {
      MessageSentEvent event = new MessageSentEvent();
      event.peer = peer.id();
      event.command = command;
      event.bytes = bytes;
      event.commit();
    }
  }

  /** A message does not decode, or breaks a rule. */
  static void unreadable(Peer peer, Frame frame, WireException fault) {
    if (FaultEvent.PROBE.isEnabled()) {
      FaultEvent event = fault(peer, fault.fault().name(), String.valueOf(fault.getMessage()));
      event.command = RemoteText.escape(frame.command());
      event.bytes = frame.wireSize();
      event.commit();
    }
  }

  /** A connection ended for a reason that is neither side's wish; messages speak for themselves. */
  private static void fault(Peer peer, DisconnectReason why) {
    if (FaultEvent.PROBE.isEnabled()) {
      switch (why) {
        case DisconnectReason.LocalClose wish -> {}
        case DisconnectReason.RemoteClose wish -> {}
        case DisconnectReason.Violation message -> {}
        case DisconnectReason.PayloadFault message -> {}
        default -> fault(peer, why.getClass().getSimpleName(), why.toString()).commit();
      }
    }
  }

  private static FaultEvent fault(Peer peer, String kind, String detail) {
    FaultEvent event = new FaultEvent();
    event.peer = peer.id();
    event.remote = peer.remote();
    event.kind = kind;
    event.detail = detail;
    return event;
  }

  /** A request that is being recorded. It is over once, whoever says so first. */
  static final class Asked {

    private final AtomicReference<@Nullable RequestEvent> event;

    private Asked(RequestEvent event) {
      this.event = new AtomicReference<>(event);
    }

    void over(String outcome) {
      RequestEvent begun = event.getAndSet(null);
      if (begun != null) {
        begun.outcome = outcome;
        begun.commit();
      }
    }
  }

  /** Begins a request; null if nobody records. */
  static @Nullable Asked asking(Peer peer, String name) {
    if (!RequestEvent.PROBE.isEnabled()) {
      return null;
    }
    RequestEvent event = new RequestEvent();
    event.begin();
    event.peer = peer.id();
    event.remote = peer.remote();
    event.name = name;
    return new Asked(event);
  }

  /** Called by the flight recorder, in its own thread, as often as the recording says. */
  static void queues(PeerContext context) {
    for (Peer peer : context.peers()) {
      long outbound = peer.outboundBytes();
      long inbox = peer.inbox().bytes();
      if (outbound == 0 && inbox == 0) {
        continue;
      }
      QueuesEvent event = new QueuesEvent();
      event.peer = peer.id();
      event.remote = peer.remote();
      event.outbound = outbound;
      event.outboundLimit = peer.config().outboundLimit();
      event.inbox = inbox;
      event.inboxLimit = peer.config().inboxLimit();
      event.commit();
    }
  }
}
