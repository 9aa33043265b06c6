package org.verack.peer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Message;
import org.verack.wire.Network;
import org.verack.wire.UnknownMessage;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFormat;
import org.verack.wire.role.HandshakeScript;
import org.verack.wire.role.HandshakeScript.VerackOrder;
import org.verack.wire.role.LocalVersion;
import org.verack.wire.role.Negotiation;
import org.verack.wire.role.NegotiationMessage;
import org.verack.wire.role.RejectCode;
import org.verack.wire.role.Rejection;
import org.verack.wire.role.VerackMessage;
import org.verack.wire.role.VersionMessage;

/**
 * Greets the remote: versions, negotiation, veracks. Runs on the peer's reader thread; what it says
 * goes through the queue like everything else.
 */
final class Handshake {

  /** Bounds what endless negotiation can make us remember; real nodes say a handful of things. */
  private static final int MAX_HEARD = 1000;

  private static final int MAX_HEARD_BYTES = 64 * 1024;

  private final Peer peer;
  private final PeerConfig config;
  private final HandshakeScript script;
  private final ReadLoop reader;
  private final boolean strict;

  private final List<Message> unsaid = new ArrayList<>();
  private final List<Message> sent = new ArrayList<>();
  private final List<Message> heard = new ArrayList<>();
  private final List<Early> setAside = new ArrayList<>();
  private long setAsideBytes;
  private int heardBytes;
  private boolean negotiationOver;
  private int version;

  /** A message that waits for the end of the handshake, and what it took on the wire. */
  record Early(Message message, int wireSize) {}

  Handshake(Peer peer, ReadLoop reader) {
    this.peer = peer;
    this.config = peer.config();
    this.script = config.handshake();
    this.reader = reader;
    this.strict = config.policy() == PeerConfig.Policy.STRICT;
  }

  Negotiation greet() throws IOException, InterruptedException, Ended {
    LocalVersion local = ask(peer::localVersion);
    VersionMessage ours;
    VersionMessage theirs;
    if (peer.isInbound()) {
      theirs = hearVersion(local);
      ours = script.answer(local, theirs);
      say(List.of(ours));
    } else {
      ours = script.version(local);
      say(List.of(ours));
      theirs = hearVersion(local);
    }
    reader.protocolVersion(version);

    List<Message> negotiation = script.negotiation(soFar(ours, theirs));
    VerackOrder order = script.verackOrder();
    boolean verackLater = !peer.isInbound() && order == VerackOrder.DIALER_WAITS;
    sent.addAll(negotiation);
    say(negotiation);
    if (order == VerackOrder.NOT_AWAITED) {
      negotiationOver = true;
      reader.verackMayCome();
    } else {
      peer.awaiting("verack");
    }
    negotiate(ours, theirs);
    if (!verackLater) {
      say(List.of(script.verack()));
    }
    while (nextNegotiation() != null) {
      // What belongs to the negotiation is remembered on the way.
    }
    if (verackLater) {
      say(List.of(script.verack()));
    }

    Negotiation done = soFar(ours, theirs);
    peer.format(script.format(done));
    say(script.greeting(done));
    sendSaid();
    return done;
  }

  private VersionMessage hearVersion(LocalVersion local)
      throws IOException, InterruptedException, Ended {
    peer.awaiting("version");
    VersionMessage theirs = awaitVersion();
    peer.remoteVersion(theirs, local.time());
    version = smaller(config.protocolVersion(), theirs.protocolVersion());
    peer.format(WireFormat.witness(version));
    check(theirs);
    return theirs;
  }

  private Negotiation soFar(VersionMessage ours, VersionMessage theirs) {
    return new Negotiation(peer.isInbound(), ours, theirs, version, sent, heard);
  }

  /** Versions are 32 bits without a sign: a negative one is a very new one. */
  private static int smaller(int a, int b) {
    return Integer.compareUnsigned(a, b) < 0 ? a : b;
  }

  /** What is said goes out together, when we wait for the remote or are through. */
  private void say(List<? extends Message> messages) {
    unsaid.addAll(messages);
  }

  private void sendSaid() throws Ended {
    if (!unsaid.isEmpty() && !peer.sendSoon(unsaid)) {
      throw new Ended(
          peer.isEnded()
              ? peer.endReason()
              : new DisconnectReason.OutboundOverflow(OutboundQueue.CONTROL_ALLOWANCE));
    }
    unsaid.clear();
  }

  private @Nullable Message next() throws IOException, InterruptedException, Ended {
    sendSaid();
    return reader.next();
  }

  /** Runs what the program gave us; its failure is the end of the connection, not of the loop. */
  private static <T> T ask(Supplier<T> program) throws Ended {
    try {
      return program.get();
    } catch (RuntimeException e) {
      throw new Ended(new DisconnectReason.Failure(e));
    }
  }

  private void negotiate(VersionMessage ours, VersionMessage theirs)
      throws IOException, InterruptedException, Ended {
    Optional<String> objection;
    try {
      objection = config.negotiator().negotiate(new Conversation(ours, theirs));
    } catch (PeerClosedException e) {
      throw new Ended(e.reason());
    } catch (RuntimeException e) {
      throw new Ended(new DisconnectReason.Failure(e));
    }
    if (objection.isPresent()) {
      throw refused(RejectCode.NONSTANDARD, objection.get());
    }
  }

  /** What the program's negotiator sees. */
  private final class Conversation implements Negotiator.Talk {
    private final VersionMessage ours;
    private final VersionMessage theirs;

    Conversation(VersionMessage ours, VersionMessage theirs) {
      this.ours = ours;
      this.theirs = theirs;
    }

    @Override
    public Negotiation soFar() {
      return Handshake.this.soFar(ours, theirs);
    }

    @Override
    public void send(NegotiationMessage message) {
      say(List.of(message));
      sent.add(message);
    }

    @Override
    public Optional<NegotiationMessage> next() throws IOException, InterruptedException {
      try {
        return Optional.ofNullable(nextNegotiation());
      } catch (Ended e) {
        // The loop learns of it from negotiate(), unless the program has a better reason.
        throw new PeerClosedException(e.reason());
      }
    }
  }

  private VersionMessage awaitVersion() throws IOException, InterruptedException, Ended {
    while (true) {
      Message message = next();
      if (message instanceof VersionMessage version) {
        reader.dispatch(version);
        return version;
      }
      if (message != null && (strict || isForbidden(message))) {
        String rule = "a version message must precede all others";
        throw new Ended(
            new DisconnectReason.UnexpectedMessage(message.command(), rule),
            message instanceof UnknownMessage
                ? null
                : new Rejection("version", RejectCode.MALFORMED, rule));
      }
      if (message != null) {
        reader.post(new PeerEvent.EarlyMessage(message));
      }
    }
  }

  private void check(VersionMessage theirs) throws Ended {
    if (!config.allowSelfConnection()
        && peer.isInbound()
        && peer.context().dialedNonces().contains(theirs.nonce())) {
      throw new Ended(new DisconnectReason.SelfConnection());
    }
    int announced = theirs.protocolVersion();
    if (Integer.compareUnsigned(announced, config.minimumVersion()) < 0) {
      throw refused(
          RejectCode.OBSOLETE,
          "protocol version " + announced + " is below the minimum of " + config.minimumVersion());
    }
    Optional<String> objection =
        ask(
            () ->
                script
                    .objection(theirs, peer.isInbound())
                    .or(() -> config.versionCheck().apply(theirs)));
    if (objection.isPresent()) {
      throw refused(RejectCode.NONSTANDARD, objection.get());
    }
  }

  private static Ended refused(int code, String why) {
    return new Ended(new DisconnectReason.VersionRefused(why), new Rejection("version", code, why));
  }

  /** Reads up to the next message of the negotiation; null at the verack and after it. */
  private @Nullable NegotiationMessage nextNegotiation()
      throws IOException, InterruptedException, Ended {
    while (!negotiationOver) {
      Message message = next();
      switch (message) {
        case null -> {}
        case VerackMessage verack -> {
          negotiationOver = true;
          reader.dispatch(verack);
        }
        case NegotiationMessage negotiation -> {
          hear(negotiation);
          return negotiation;
        }
        case Message other when script.messagesBeforeVerack(version).isPresent() ->
            setAside(other, script.messagesBeforeVerack(version).getAsInt());
        case VersionMessage again when !strict ->
            reader.post(new PeerEvent.RepeatedHandshake(again));
        default -> tooEarly(message);
      }
    }
    return null;
  }

  private void hear(NegotiationMessage message) throws InterruptedException, Ended {
    heardBytes += reader.wireSize();
    if (heard.size() >= MAX_HEARD || heardBytes > MAX_HEARD_BYTES) {
      throw new Ended(
          new DisconnectReason.UnexpectedMessage(
              message.command(), "there was too much of it between version and verack"));
    }
    try {
      script.hear(message, Collections.unmodifiableList(heard));
    } catch (ViolationException e) {
      throw new Ended(new DisconnectReason.Violation(message.command(), e));
    }
    heard.add(message);
    reader.dispatch(message);
  }

  private void tooEarly(Message message) throws InterruptedException, Ended {
    if (message instanceof UnknownMessage ? isForbidden(message) : strict) {
      throw new Ended(
          new DisconnectReason.UnexpectedMessage(
              message.command(), "only negotiation belongs between version and verack"));
    }
    reader.post(new PeerEvent.EarlyMessage(message));
  }

  private boolean isForbidden(Message message) {
    return message instanceof UnknownMessage
        && config.network().unknownCommands() == Network.UnknownCommands.END_THE_CONNECTION;
  }

  /** Keeps a message for when the handshake is complete. */
  private void setAside(Message message, int most) throws Ended {
    if (isForbidden(message)) {
      throw outOfPlace(message, config.network() + " does not have it");
    }
    if (setAside.size() >= most) {
      throw outOfPlace(
          message,
          most == 0
              ? "nothing may come between version and verack"
              : "more than " + most + " messages between version and verack");
    }
    setAsideBytes += reader.wireSize();
    if (setAsideBytes > config.inboxLimit()) {
      throw outOfPlace(message, "there was too much of it between version and verack");
    }
    setAside.add(new Early(message, reader.wireSize()));
  }

  private static Ended outOfPlace(Message message, String rule) {
    return new Ended(
        new DisconnectReason.UnexpectedMessage(message.command(), rule),
        new Rejection("verack", RejectCode.MALFORMED, "a verack message must follow version"));
  }

  /** The messages that came before the verack and are to be handled after it. */
  List<Early> setAside() {
    return setAside;
  }
}
