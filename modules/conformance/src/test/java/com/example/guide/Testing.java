package com.example.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.node.Misbehaviour;
import org.verack.peer.testkit.node.TestNode;
import org.verack.peer.testkit.script.ScriptedPeer;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Headers;
import org.verack.wire.message.Ping;

/** What the guide shows of testing. */
final class Testing {

  private Testing() {}

  static void servesHeaders(Serving node, Peer peer, ScriptedPeer remote, List<BlockHeader> chain) {
    node.serve(peer);
    remote.send(new GetHeaders(70016, List.of(chain.getFirst().hash()), chain.getLast().hash()));
    Headers answer = remote.expect(Headers.class);
    assertEquals(chain.subList(1, chain.size()), answer.headers());
  }

  static void pingsEveryTwoMinutes(VirtualRuntime time, Peer peer) {
    time.advance(Duration.ofHours(1));
    assertTrue(peer.isOpen());
    assertEquals(31, peer.stats().sent().of("ping").messages());
  }

  static int downloadsFromANode() throws Exception {
    GeneratedChain chain = ChainGenerator.seeded(7).generate(50);
    try (TestNode node = TestNode.builder(chain).start();
        PeerContext context = PeerContext.create();
        Peer peer = Peer.outbound(context, PeerConfig.of(chain.network()))) {
      peer.connect(node.endpoint());
      List<BlockHeader> headers = Conversing.allHeaders(peer, chain.network().genesisHash());
      return Conversing.download(peer, headers.stream().map(BlockHeader::hash).toList());
    }
  }

  static void misbehaves(TestNode node, GeneratedChain chain) {
    node.switchTo(chain.extend(1)); // announces the new block, as each peer has asked for
    node.misbehave(Misbehaviour.withhold(chain.tipHash())); // says nothing of this block
    node.misbehave(new Misbehaviour.Stall(3)); // three more answers, and then nothing at all
    node.misbehave(new Misbehaviour.LieAboutWork(40), Misbehaviour.flood(1_000, new Ping(1)));
    node.behave();
  }
}
