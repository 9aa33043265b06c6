package org.verack.peer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.verack.wire.Message;
import org.verack.wire.UnknownMessage;
import org.verack.wire.WireFormat;
import org.verack.wire.role.HandshakeScript;
import org.verack.wire.role.HandshakeScript.VerackOrder;
import org.verack.wire.role.LocalVersion;
import org.verack.wire.role.Negotiation;
import org.verack.wire.role.NegotiationMessage;
import org.verack.wire.role.VerackMessage;
import org.verack.wire.role.VersionMessage;

/**
 * Greets the remote: versions, negotiation, veracks. Runs on the peer's reader thread; what it says
 * goes through the queue like everything else.
 */
final class Handshake {

  private final Peer peer;
  private final PeerConfig config;
  private final HandshakeScript script;
  private final ReadLoop reader;
  private final boolean strict;

  Handshake(Peer peer, ReadLoop reader) {
    this.peer = peer;
    this.config = peer.config();
    this.script = config.handshake();
    this.reader = reader;
    this.strict = config.policy() == PeerConfig.Policy.STRICT;
  }

  Negotiation greet() throws IOException, InterruptedException, Ended {
    LocalVersion local = peer.localVersion();
    VersionMessage ours = script.version(local);
    if (!peer.isInbound()) {
      say(List.of(ours));
    }

    peer.awaiting("version");
    VersionMessage theirs = awaitVersion();
    peer.remoteVersion(theirs, local.time());
    check(theirs);
    if (peer.isInbound()) {
      say(List.of(ours));
    }

    int version = Math.min(config.protocolVersion(), theirs.protocolVersion());
    use(WireFormat.witness(version));
    var begun = new Negotiation(peer.isInbound(), ours, theirs, version, List.of(), List.of());
    List<Message> negotiated = script.negotiation(begun);
    boolean verackLater = !peer.isInbound() && script.verackOrder() == VerackOrder.DIALER_WAITS;
    List<Message> said = new ArrayList<>(negotiated);
    if (!verackLater) {
      said.add(script.verack());
    }
    say(said);

    peer.awaiting("verack");
    List<Message> heard = awaitVerack();
    if (verackLater) {
      say(List.of(script.verack()));
    }

    var done = new Negotiation(peer.isInbound(), ours, theirs, version, negotiated, heard);
    use(script.format(done));
    say(script.greeting(done));
    return done;
  }

  private void say(List<Message> messages) throws Ended {
    if (!messages.isEmpty() && !peer.sendControl(messages)) {
      throw new Ended(peer.endReason());
    }
  }

  private void use(WireFormat format) {
    reader.format(format);
    peer.format(format);
  }

  private VersionMessage awaitVersion() throws IOException, InterruptedException, Ended {
    while (true) {
      Message message = reader.next();
      if (message instanceof VersionMessage version) {
        reader.dispatch(version);
        return version;
      }
      if (message != null) {
        tooEarly(message, "a version message must come first");
      }
    }
  }

  private void check(VersionMessage theirs) throws Ended {
    if (!config.allowSelfConnection()
        && peer.isInbound()
        && peer.context().dialedNonces().contains(theirs.nonce())) {
      throw new Ended(new DisconnectReason.SelfConnection());
    }
    if (theirs.protocolVersion() < config.minimumVersion()) {
      throw refused(
          "protocol version "
              + theirs.protocolVersion()
              + " is below the minimum of "
              + config.minimumVersion());
    }
    var objection = config.versionCheck().apply(theirs);
    if (objection.isPresent()) {
      throw refused(objection.get());
    }
  }

  private static Ended refused(String why) {
    return new Ended(new DisconnectReason.VersionRefused(why));
  }

  /** Reads up to the verack; returns what belongs to the negotiation. */
  private List<Message> awaitVerack() throws IOException, InterruptedException, Ended {
    List<Message> heard = new ArrayList<>();
    while (true) {
      Message message = reader.next();
      switch (message) {
        case null -> {}
        case VerackMessage verack -> {
          reader.dispatch(verack);
          return heard;
        }
        case NegotiationMessage negotiation -> {
          reader.dispatch(negotiation);
          hear(heard, negotiation);
        }
        case VersionMessage again when !strict ->
            reader.post(new PeerEvent.RepeatedHandshake(again));
        default -> tooEarly(message, "only negotiation belongs between version and verack");
      }
    }
  }

  /** Bounds what endless negotiation can make us remember; Bitcoin Core registers far fewer. */
  private static void hear(List<Message> heard, Message message) throws Ended {
    if (heard.size() >= 1000) {
      throw new Ended(
          new DisconnectReason.UnexpectedMessage(
              message.command(), "more than 1000 messages between version and verack"));
    }
    heard.add(message);
  }

  private void tooEarly(Message message, String rule) throws InterruptedException, Ended {
    if (strict && !(message instanceof UnknownMessage)) {
      throw new Ended(new DisconnectReason.UnexpectedMessage(message.command(), rule));
    }
    reader.post(new PeerEvent.EarlyMessage(message));
  }
}
