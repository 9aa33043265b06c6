package com.example.guide;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.verack.peer.DisconnectReason;
import org.verack.peer.InboundLimits;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.PeerEvent;
import org.verack.peer.PeerListener;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.connection.Socks5Dialer;
import org.verack.peer.connection.TcpListener;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.ServiceFlags;

/** What the guide shows of connecting. */
final class Connecting {

  private final ConcurrentLinkedQueue<String> notes = new ConcurrentLinkedQueue<>();

  static PeerConfig configure(Network network, int height) {
    return PeerConfig.builder(network)
        .userAgent("/monitor:1.0/")
        .services(ServiceFlags.NONE)
        .bestHeight(() -> height)
        .relay(false)
        .handshakeTimeout(Duration.ofSeconds(20))
        .build();
  }

  static String dial(String address) throws IOException, InterruptedException {
    try (PeerContext context = PeerContext.create();
        Peer peer = Peer.outbound(context, PeerConfig.of(Networks.REGTEST))) {
      peer.connect(address);
      return peer.stats().transport() + " " + peer.negotiation().protocolVersion();
    }
  }

  static PeerListener listen(PeerContext context, PeerConfig config, Consumer<Peer> register)
      throws IOException {
    return PeerListener.listen(
        context,
        config,
        TcpListener.listen(Endpoint.parse("127.0.0.1:0")),
        InboundLimits.DEFAULT.withTotal(50),
        register);
  }

  static PeerConfig throughTor(Network network) {
    return PeerConfig.builder(network)
        .dialer(Socks5Dialer.parse("socks5://127.0.0.1:9050").isolated())
        .hideRemote(true)
        .build();
  }

  void watchTheEnd(Peer peer) {
    peer.onEvent(PeerEvent.Disconnected.class, (ended, event) -> judge(ended, event.reason()));
  }

  private void judge(Peer peer, DisconnectReason reason) {
    switch (reason) {
      case DisconnectReason.LocalClose close -> note("we left: " + close.why());
      case DisconnectReason.RemoteClose close -> dialLater(peer);
      case DisconnectReason.ConnectionLost lost -> dialLater(peer);
      case DisconnectReason.VersionRefused refused -> note(refused.why());
      default -> {
        if (reason.isMisbehaviour()) {
          ban(peer.stats().remote());
        }
        note(reason.toString());
      }
    }
  }

  private void dialLater(Peer peer) {
    note("later: " + peer.stats().remote());
  }

  private void ban(Endpoint remote) {
    note("banned: " + remote);
  }

  private void note(String text) {
    notes.add(text);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }
}
