package com.example.headernode.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.headernode.HeaderNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.fault.FaultPlan;
import org.verack.peer.testkit.junit.TestkitExtension;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.script.ScriptedPeer;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Hash;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Headers;
import org.verack.wire.message.Ping;

/** The node as its peers see it: no socket, no port, no sleep. */
@ExtendWith(TestkitExtension.class)
class HeaderNodeTest {

  private static final Network NETWORK = Networks.REGTEST;
  private static final Endpoint PLACE = new Endpoint("my-node", 18444);
  private static final GeneratedChain CHAIN = ChainGenerator.seeded(1).generate(5);
  private static final List<BlockHeader> HEADERS =
      IntStream.rangeClosed(1, 5)
          .mapToObj(height -> CHAIN.block(CHAIN.hash(height)).orElseThrow().header())
          .toList();

  private HeaderNode node;

  @BeforeEach
  void start(PeerContext context, PipeNetwork network) throws Exception {
    node =
        new HeaderNode(
            context, PeerConfig.of(NETWORK), network.listen(PLACE), HEADERS.subList(0, 4));
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private static GetHeaders question(BlockHeader from) {
    return new GetHeaders(70016, List.of(from.hash()), Hash.ZERO);
  }

  @Test
  void answersWithWhatFollows(VirtualRuntime time, PipeNetwork network) throws Exception {
    try (ScriptedPeer remote =
        ScriptedPeer.builder(NETWORK, time).dial(network, PLACE).handshake()) {
      remote.send(question(HEADERS.get(1)));
      assertEquals(HEADERS.subList(2, 4), remote.expect(Headers.class).headers());
      remote.expectNothingFor(Duration.ofMinutes(10));
    }
  }

  @Test
  void tellsEverybodyOfANewHeader(VirtualRuntime time, PipeNetwork network) throws Exception {
    var script = ScriptedPeer.builder(NETWORK, time);
    try (ScriptedPeer one = script.dial(network, PLACE).handshake();
        ScriptedPeer other = script.dial(network, PLACE).handshake()) {
      node.add(HEADERS.get(4));
      one.expect(Headers.class, headers -> headers.headers().contains(HEADERS.get(4)));
      other.expect(Headers.class);
    }
  }

  @Test
  void dropsWhoFallsSilent(VirtualRuntime time, PipeNetwork network) throws Exception {
    try (ScriptedPeer remote =
        ScriptedPeer.builder(NETWORK, time).byHand().dial(network, PLACE).handshake()) {
      // And no ping is answered.
      assertTrue(remote.heard().stream().anyMatch(Ping.class::isInstance));
      remote.expectNothingFor(Duration.ofMinutes(4));
      remote.expectDisconnectWithin(Duration.ofMinutes(1));
    }
  }

  @Test
  void servesOverABadLine(VirtualRuntime time, PipeNetwork network) throws Exception {
    FaultPlan slow =
        FaultPlan.seeded(7).onBoth(line -> line.split(1).delay(Duration.ofMillis(300)));
    try (ScriptedPeer remote =
        ScriptedPeer.builder(NETWORK, time)
            .patience(Duration.ofSeconds(5))
            .dial(slow.wrap(network, time), PLACE)
            .handshake()) {
      remote.send(question(HEADERS.get(0)));
      assertEquals(HEADERS.subList(1, 4), remote.expect(Headers.class).headers());
    }
  }

  /** So that nobody thinks this was tested as a module when it was not. */
  @Test
  void runsAsAModuleOrNotAsItWasMeantTo() {
    boolean named = Boolean.getBoolean("named");
    assertEquals(named, HeaderNode.class.getModule().isNamed());
    assertEquals(named, ScriptedPeer.class.getModule().isNamed());
    assertEquals(named, HeaderNodeTest.class.getModule().isNamed());
  }
}
