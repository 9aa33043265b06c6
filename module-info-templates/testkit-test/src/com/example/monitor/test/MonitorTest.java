package com.example.monitor.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.node.TestNode;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.wire.request.Requests;

class MonitorTest {

  /** A node with a generated chain, and a peer that syncs from it: no socket, no port, no wait. */
  @Test
  void syncsFromANodeInMemory() throws Exception {
    GeneratedChain chain = ChainGenerator.seeded(1).generate(10);
    Endpoint address = new Endpoint("node", 18444);
    try (PipeNetwork network = new PipeNetwork();
        TestNode node = TestNode.builder(chain).listen(network, address).start();
        PeerContext context = PeerContext.create();
        Peer peer =
            Peer.outbound(context, PeerConfig.builder(node.network()).dialer(network).build())) {
      peer.connect(address);
      var headers =
          peer.request(
              Requests.headers(List.of(node.network().genesisHash())), Duration.ofSeconds(10));
      assertEquals(10, headers.size());
      var tip = peer.request(Requests.block(headers.getLast().hash()), Duration.ofSeconds(10));
      assertTrue(tip.orElseThrow().hasValidMerkleRoot());
    }
  }
}
