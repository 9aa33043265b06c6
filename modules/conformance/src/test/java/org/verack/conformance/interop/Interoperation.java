package org.verack.conformance.interop;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.verack.peer.Peer;
import org.verack.peer.PeerContext;
import org.verack.peer.testkit.node.TestNode;
import org.verack.wire.Network;
import org.verack.wire.Networks;

/**
 * What tests with another implementation have in common: regtest, a context, and patience that only
 * a failing test uses up.
 */
@ExtendWith(Outcomes.class)
abstract class Interoperation {

  static final Network NETWORK = Networks.REGTEST;
  static final Duration DEADLINE = Duration.ofSeconds(60);

  PeerContext context;

  @BeforeEach
  final void openContext() {
    context = PeerContext.create();
  }

  @AfterEach
  final void closeContext() {
    context.close();
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Our node's view of the only one who has dialed it. */
  static Peer onlyPeer(TestNode node) throws InterruptedException {
    if (!node.awaitPeers(1, DEADLINE)) {
      throw new AssertionError("nobody has shaken hands with the node");
    }
    List<Peer> peers = node.peers();
    if (peers.size() != 1) {
      throw new AssertionError("one peer was expected: " + peers);
    }
    return peers.get(0);
  }
}
