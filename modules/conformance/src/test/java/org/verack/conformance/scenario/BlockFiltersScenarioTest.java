package org.verack.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.junit.TestkitExtension;
import org.verack.peer.testkit.node.TestNode;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.script.ScriptedPeer;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.Networks;
import org.verack.wire.ServiceFlags;
import org.verack.wire.chain.Block;
import org.verack.wire.filter.FilterHeaders;
import org.verack.wire.message.CFCheckpt;
import org.verack.wire.message.CFilter;
import org.verack.wire.message.GetCFCheckpt;
import org.verack.wire.message.GetCFHeaders;
import org.verack.wire.message.GetCFilters;
import org.verack.wire.request.FoundFilters;
import org.verack.wire.request.Requests;

/**
 * Core's {@code p2p_blockfilters} (BIP 157): a node that offers filters gives those of its chain,
 * with headers and checkpoints that fit together, and disconnects who asks for what cannot be.
 */
@ExtendWith(TestkitExtension.class)
class BlockFiltersScenarioTest {

  private static final Endpoint HOME = new Endpoint("node.example", 18444);
  private static final GeneratedChain CHAIN =
      ChainGenerator.seeded(157).coinbaseMaturity(2).generate(1010);
  private static final int TIP = CHAIN.tipHeight();
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private static TestNode node(VirtualRuntime time, PipeNetwork network, boolean filters)
      throws IOException {
    return TestNode.builder(CHAIN)
        .runtime(time)
        .listen(network, HOME)
        .compactFilters(filters)
        .start();
  }

  private static Peer visit(PipeNetwork network, PeerContext context) throws Exception {
    Peer peer =
        Peer.outbound(context, PeerConfig.builder(Networks.REGTEST).dialer(network).build());
    peer.connect(HOME);
    return peer;
  }

  @CoreScenario("p2p_blockfilters/service")
  @Test
  void aServiceBitSaysWhoGivesFilters(VirtualRuntime time, PipeNetwork network, PeerContext context)
      throws Exception {
    for (boolean offered : new boolean[] {true, false}) {
      try (TestNode node = node(time, network, offered);
          Peer peer = visit(network, context)) {
        assertThat(node.peers()).hasSizeLessThanOrEqualTo(1);
        ServiceFlags services = peer.negotiation().remote().services();
        assertThat(services.has(ServiceFlags.COMPACT_FILTERS)).isEqualTo(offered);
      }
    }
  }

  @CoreScenario("p2p_blockfilters/answers")
  @Test
  void checkpointsHeadersAndFiltersFitTogether(
      VirtualRuntime time, PipeNetwork network, PeerContext context) throws Exception {
    try (TestNode node = node(time, network, true);
        Peer peer = visit(network, context)) {
      CFCheckpt checkpoints =
          peer.request(Requests.filterCheckpoints(TIP, node.chain().tipHash()), DEADLINE);
      FilterHeaders headers =
          peer.request(Requests.filterHeaders(0, TIP, CHAIN.tipHash()), DEADLINE);
      assertThat(headers.connectsTo(Hash.ZERO)).isTrue();
      assertThat(checkpoints.filterHeaders()).containsExactly(headers.at(1000));

      List<Hash> blocks = IntStream.rangeClosed(900, 999).mapToObj(CHAIN::hash).toList();
      FoundFilters filters = peer.request(Requests.compactFilters(900, blocks, headers), DEADLINE);
      assertThat(filters.missing()).isEmpty();
      Block block = CHAIN.block(950);
      Bytes script = block.transaction(0).outputs().getFirst().script();
      assertThat(filters.found().get(50).contains(script)).isTrue();
    }
  }

  static Stream<Message> refused() {
    Hash other = ChainGenerator.seeded(2).generate(1).tipHash();
    return Stream.of(
        new GetCFilters(1, 0, CHAIN.hash(1)),
        new GetCFHeaders(255, 0, CHAIN.hash(1)),
        new GetCFCheckpt(1, CHAIN.hash(1)),
        new GetCFilters(0, 0, other),
        new GetCFHeaders(0, 0, other),
        new GetCFCheckpt(0, other),
        new GetCFilters(0, 2, CHAIN.hash(1)),
        new GetCFilters(0, 0, CHAIN.hash(1000)),
        new GetCFHeaders(0, 1_000_000, CHAIN.hash(1000)));
  }

  @CoreScenario("p2p_blockfilters/refused")
  @ParameterizedTest
  @MethodSource("refused")
  void whoAsksForWhatCannotBeIsDisconnected(
      Message question, VirtualRuntime time, PipeNetwork network) throws Exception {
    try (TestNode node = node(time, network, true);
        ScriptedPeer visitor =
            ScriptedPeer.builder(Networks.REGTEST, time).dial(network, HOME).handshake()) {
      visitor.send(new GetCFilters(0, 1, CHAIN.hash(1)));
      assertThat(visitor.expect(CFilter.class).block()).isEqualTo(CHAIN.hash(1));
      visitor.send(question);
      visitor.expectDisconnect();
      assertThat(node.peers()).isEmpty();
    }
  }

  @CoreScenario("p2p_blockfilters/not-offered")
  @Test
  void whoAsksANodeThatOffersNoneIsDisconnected(VirtualRuntime time, PipeNetwork network)
      throws Exception {
    try (TestNode node = node(time, network, false);
        ScriptedPeer visitor =
            ScriptedPeer.builder(Networks.REGTEST, time).dial(network, HOME).handshake()) {
      visitor.send(new GetCFCheckpt(0, CHAIN.tipHash()));
      visitor.expectDisconnect();
      assertThat(node.peers()).isEmpty();
    }
  }
}
