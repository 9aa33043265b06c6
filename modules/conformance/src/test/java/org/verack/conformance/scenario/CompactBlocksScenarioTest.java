package org.verack.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
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
import org.verack.wire.Message;
import org.verack.wire.Networks;
import org.verack.wire.chain.Block;
import org.verack.wire.compact.Reconstruction;
import org.verack.wire.compact.ShortIds;
import org.verack.wire.message.BlockTxn;
import org.verack.wire.message.CmpctBlock;
import org.verack.wire.message.GetBlockTxn;
import org.verack.wire.message.GetData;
import org.verack.wire.message.Headers;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.SendCmpct;
import org.verack.wire.message.SendHeaders;
import org.verack.wire.request.Request;
import org.verack.wire.request.Requests;

/**
 * Core's {@code p2p_compactblocks} (BIP 152): who is told of new blocks in which form, which blocks
 * are given in compact form, and whose missing transactions. How a block is put together from one
 * is in {@code CompactBlockRequestTest}.
 */
@ExtendWith(TestkitExtension.class)
class CompactBlocksScenarioTest {

  private static final GeneratedChain CHAIN =
      ChainGenerator.seeded(152).coinbaseMaturity(2).generate(40);
  private static final Endpoint HOME = new Endpoint("node.example", 18444);
  private static final SendCmpct AT_ONCE = new SendCmpct(true, SendCmpct.VERSION);
  private static final SendCmpct ON_REQUEST = new SendCmpct(false, SendCmpct.VERSION);

  private static TestNode node(VirtualRuntime time, PipeNetwork network) throws IOException {
    return TestNode.builder(CHAIN).runtime(time).listen(network, HOME).start();
  }

  private static ScriptedPeer visitor(VirtualRuntime time, PipeNetwork network) throws IOException {
    return ScriptedPeer.builder(Networks.REGTEST, time).dial(network, HOME).handshake();
  }

  private static void say(VirtualRuntime time, ScriptedPeer visitor, Message... messages) {
    visitor.send(messages);
    time.awaitQuiet();
  }

  @CoreScenario("p2p_compactblocks/negotiation")
  @Test
  void theLatestWordOfVersionTwoCounts(VirtualRuntime time, PipeNetwork network) throws Exception {
    GeneratedChain first = CHAIN.extend(1);
    GeneratedChain second = first.extend(1);
    GeneratedChain third = second.extend(1);
    try (TestNode node = node(time, network);
        ScriptedPeer visitor = visitor(time, network)) {
      say(time, visitor, SendHeaders.INSTANCE, new SendCmpct(true, 1), new SendCmpct(true, 3));
      node.switchTo(first);
      assertThat(visitor.expect(Headers.class)).isEqualTo(Headers.of(first.tip().header()));

      say(time, visitor, ON_REQUEST, AT_ONCE, new SendCmpct(false, 1));
      node.switchTo(second);
      assertThat(visitor.expect(CmpctBlock.class).header()).isEqualTo(second.tip().header());

      say(time, visitor, ON_REQUEST);
      node.switchTo(third);
      assertThat(visitor.expect(Headers.class)).isEqualTo(Headers.of(third.tip().header()));
    }
  }

  @CoreScenario("p2p_compactblocks/announcement")
  @Test
  void aCompactBlockIsAllThatItTakesForWhoHasTheTransactions(
      VirtualRuntime time, PipeNetwork network) throws Exception {
    GeneratedChain next = CHAIN.extend(1);
    Block block = next.tip();
    try (TestNode node = node(time, network);
        ScriptedPeer visitor = visitor(time, network)) {
      say(time, visitor, AT_ONCE);
      node.switchTo(next);
      CmpctBlock compact = visitor.expect(CmpctBlock.class);
      assertThat(compact.prefilled()).as("nobody can have the coinbase").hasSize(1);
      assertThat(compact.shortIdCount()).isEqualTo(block.transactionCount() - 1);
      assertThat(Reconstruction.of(compact, ShortIds.WITNESS, block.transactions()))
          .isEqualTo(new Reconstruction.Complete(block));
    }
  }

  @CoreScenario("p2p_compactblocks/depth")
  @Test
  void onlyTheLastSixBlocksComeInCompactForm(VirtualRuntime time, PipeNetwork network)
      throws Exception {
    try (TestNode node = node(time, network);
        ScriptedPeer visitor = visitor(time, network)) {
      visitor.send(GetData.of(InventoryVector.compactBlock(CHAIN.hash(35))));
      assertThat(visitor.expect(CmpctBlock.class).header()).isEqualTo(CHAIN.header(35));
      visitor.send(GetData.of(InventoryVector.compactBlock(CHAIN.hash(34))));
      assertThat(visitor.expect(Block.class)).isEqualTo(CHAIN.block(34));
      assertThat(node.peers()).hasSize(1);
    }
  }

  @CoreScenario("p2p_compactblocks/getblocktxn")
  @Test
  void missingTransactionsAreGivenForTheLastElevenBlocksAndOlderBlocksWhole(
      VirtualRuntime time, PipeNetwork network) throws Exception {
    try (TestNode node = node(time, network);
        ScriptedPeer visitor = visitor(time, network)) {
      Block recent = CHAIN.block(30);
      int last = recent.transactionCount() - 1;
      visitor.send(new GetBlockTxn(recent.hash(), List.of(0, last)));
      assertThat(visitor.expect(BlockTxn.class))
          .isEqualTo(
              new BlockTxn(
                  recent.hash(), List.of(recent.transaction(0), recent.transaction(last))));
      visitor.send(new GetBlockTxn(CHAIN.hash(29), List.of(0)));
      assertThat(visitor.expect(Block.class)).isEqualTo(CHAIN.block(29));
      assertThat(node.peers()).hasSize(1);
    }
  }

  @CoreScenario("p2p_compactblocks/invalid-index")
  @Test
  void whoAsksForATransactionThatTheBlockDoesNotHaveIsDisconnected(
      VirtualRuntime time, PipeNetwork network) throws Exception {
    try (TestNode node = node(time, network);
        ScriptedPeer visitor = visitor(time, network)) {
      visitor.send(new GetBlockTxn(CHAIN.tipHash(), List.of(CHAIN.tip().transactionCount())));
      visitor.expectDisconnect();
      assertThat(node.peers()).isEmpty();
    }
  }

  /** Of the peers that could give a block one says nothing, and so another is asked meanwhile. */
  @CoreScenario("p2p_compactblocks/other-peers")
  @Test
  void aPeerThatStallsDoesNotKeepTheBlockFromComingFromAnother(
      VirtualRuntime time, PipeNetwork network, PeerContext context) throws Exception {
    PeerConfig config = PeerConfig.builder(Networks.REGTEST).dialer(network).build();
    Encounter stalling = Encounter.of(time, Peer.outbound(context, config));
    stalling.remote().handshake().send(ON_REQUEST);
    stalling.remote().heard();
    try (TestNode node = node(time, network);
        Peer other = Peer.outbound(context, config)) {
      other.connect(node.endpoint());
      time.awaitQuiet();
      Request<Optional<Block>> wanted = Requests.compactBlock(CHAIN.tipHash(), List.of());
      var first = time.async("ask", () -> stalling.peer().request(wanted, Duration.ofSeconds(30)));
      assertThat(stalling.remote().heard()).hasAtLeastOneElementOfType(GetData.class);
      assertThat(other.request(wanted, Duration.ofSeconds(30))).contains(CHAIN.tip());
      assertThat(first).isNotDone();
      time.advance(Duration.ofSeconds(30));
      assertThat(first).isCompletedExceptionally();
      assertThat(stalling.peer().isOpen()).as("leaving it is the program's decision").isTrue();
    }
  }
}
