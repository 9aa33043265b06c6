package com.example.guide;

import java.util.function.Consumer;
import org.verack.peer.Peer;
import org.verack.wire.Network;
import org.verack.wire.Networks;

/** What the guide shows of messages of one's own. */
final class OwnMessage {

  private OwnMessage() {}

  static Network network() {
    return Networks.REGTEST.withMessages(Networks.REGTEST.messages().with(Tide.TYPE));
  }

  static void exchange(Peer peer, Tide today, Consumer<Tide> heard) throws Exception {
    peer.on(Tide.class, (from, tide) -> heard.accept(tide));
    peer.send(today);
  }
}
