package com.example.pebble;

import com.example.pebble.Pebble.Tip;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.PeerEvent;
import org.verack.peer.PeerListener;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.connection.TcpListener;

/** A node that tells its tip to whoever dials, and a peer that hears it. */
final class PebblePeers {

  static Tip hearTip() throws Exception {
    PeerConfig config = PeerConfig.of(Pebble.NETWORK);
    var loopback = TcpListener.listen(new Endpoint("127.0.0.1", 0));
    var tip = new CompletableFuture<Tip>();
    try (var there = PeerContext.create();
        var node = PeerListener.listen(there, config, loopback, PebblePeers::tellTip);
        var here = PeerContext.create();
        var peer = Peer.outbound(here, config)) {
      peer.on(Tip.class, (from, message) -> tip.complete(message));
      peer.connect(node.endpoint());
      return tip.get(10, TimeUnit.SECONDS);
    }
  }

  static void tellTip(Peer peer) {
    peer.onEvent(
        PeerEvent.Connected.class, (from, event) -> from.send(new Tip(Pebble.Header.FIRST)));
  }
}
