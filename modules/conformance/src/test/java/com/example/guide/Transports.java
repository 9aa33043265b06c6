package com.example.guide;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.ObjLongConsumer;
import org.verack.peer.HandshakeLimits;
import org.verack.peer.MessageHandler;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.capture.Capture;
import org.verack.peer.capture.CaptureReader;
import org.verack.peer.capture.Replay;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.message.Headers;
import org.verack.wire.request.Requests;

/** What the pages show of transports, policies, taps and captures. */
final class Transports {

  private Transports() {}

  static PeerConfig onlyEncrypted(Network network) {
    return PeerConfig.builder(network).encryption(PeerConfig.Encryption.REQUIRED).build();
  }

  static PeerContext behindTor() {
    return PeerContext.builder()
        .handshakeLimits(HandshakeLimits.DEFAULT.withExemptLocal(false))
        .build();
  }

  static PeerConfig strict() {
    PeerConfig strict =
        PeerConfig.builder(Networks.MAINNET).policy(PeerConfig.Policy.STRICT).build();
    return strict;
  }

  static void tap(Peer peer, ObjLongConsumer<String> meter) {
    peer.onRead((from, transfer) -> meter.accept(transfer.command(), transfer.bytes()));
    peer.onWrite((to, transfer) -> meter.accept(transfer.command(), transfer.bytes()));
  }

  static void toPcap(PeerContext context, Peer peer, String address, Path file) throws Exception {
    try (Capture capture = Capture.toPcap(context, file)) {
      capture.watch(peer); // before it connects, to have the handshake
      peer.connect(address);
      askForHeaders(peer);
    }
  }

  static void toFolder(PeerContext context, Peer peer, String address, Path folder)
      throws Exception {
    try (Capture capture = Capture.toFolder(context, folder)) {
      capture.watch(peer);
      peer.connect(address);
      askForHeaders(peer);
    }
  }

  private static void askForHeaders(Peer peer) throws Exception {
    var locator = List.of(peer.config().network().genesisHash());
    var unused = peer.request(Requests.headers(locator), Duration.ofSeconds(30));
  }

  static void replay(Network network, Path file, MessageHandler<Headers> handler) throws Exception {
    try (PeerContext context = PeerContext.create()) {
      Peer peer = Peer.outbound(context, PeerConfig.of(network));
      peer.on(Headers.class, handler);
      peer.connect(Replay.asFastAsPossible(context, network, CaptureReader.open(file)));
      peer.awaitDisconnect(); // all of it has been handled
    }
  }
}
