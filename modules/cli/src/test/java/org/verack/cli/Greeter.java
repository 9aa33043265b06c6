package org.verack.cli;

import java.io.IOException;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.connection.Endpoint;
import org.verack.wire.Networks;

/** Connects under some name, and does nothing else. */
record Greeter(PeerContext context, Peer peer) implements AutoCloseable {

  static Greeter dial(String address, String userAgent) throws IOException, InterruptedException {
    PeerContext context = PeerContext.create();
    Peer peer =
        Peer.outbound(context, PeerConfig.builder(Networks.REGTEST).userAgent(userAgent).build());
    peer.connect(Endpoint.parse(address));
    return new Greeter(context, peer);
  }

  boolean isOpen() {
    return peer.isOpen();
  }

  @Override
  public void close() {
    context.close();
  }
}
