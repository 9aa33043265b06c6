package org.verack.wire.decred.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.Network;
import org.verack.wire.decred.DecredNetworks;
import org.verack.wire.decred.chain.Block;
import org.verack.wire.decred.chain.BlockHeader;
import org.verack.wire.decred.message.GetData;
import org.verack.wire.decred.message.GetMinings;
import org.verack.wire.decred.message.Headers;
import org.verack.wire.decred.message.Inv;
import org.verack.wire.decred.message.InventoryVector;
import org.verack.wire.decred.message.MiningState;
import org.verack.wire.decred.message.NotFound;
import org.verack.wire.message.GetBlocks;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Ping;

class DecredChainTest {

  private static final Network NETWORK = DecredNetworks.SIMNET;
  private static final DecredChain CHAIN = DecredChain.generate(NETWORK, 5, 60);
  private static final DecredResponder RESPONDER = new DecredResponder(CHAIN);

  private static Hash hash(int height) {
    return CHAIN.blocks().get(height).hash();
  }

  @Test
  void eachBlockFollowsTheOneBeforeAndHasItsWorkAndItsTransactions() throws Exception {
    assertThat(CHAIN.tipHeight()).isEqualTo(60);
    assertThat(hash(0)).isEqualTo(NETWORK.genesisHash());
    int transactions = 0;
    for (int height = 1; height <= 60; height++) {
      Block block = CHAIN.blocks().get(height);
      BlockHeader header = block.header();
      assertThat(header.previousBlock()).isEqualTo(hash(height - 1));
      assertThat(header.height()).isEqualTo(height);
      assertThat(header.size()).isEqualTo(block.size());
      assertThat(header.time()).isGreaterThan(CHAIN.blocks().get(height - 1).header().time());
      assertThat(header.hasWork(NETWORK.powLimitBits())).isTrue();
      assertThat(block.hasValidMerkleRoot()).isTrue();
      assertThat(Block.parse(block.bytes())).isEqualTo(block);
      transactions += block.transactions().size();
    }
    assertThat(transactions).isGreaterThan(100);
  }

  @Test
  void aSeedGivesTheSameChainAndAnotherAnother() {
    assertThat(DecredChain.generate(NETWORK, 5, 60).tip()).isEqualTo(CHAIN.tip());
    assertThat(DecredChain.generate(NETWORK, 6, 60).tip()).isNotEqualTo(CHAIN.tip());
    assertThat(DecredChain.generate(NETWORK, 5, 10).tip()).isEqualTo(CHAIN.blocks().get(10));
  }

  @Test
  void whatCannotBeMinedIsRefused() {
    assertThatThrownBy(() -> DecredChain.generate(DecredNetworks.MAINNET, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than a test has time for");
    assertThatThrownBy(() -> DecredChain.generate(NETWORK, 1, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void blocksThatComeInAnyOrderMakeTheLongestChainAndAreFoundAnyway() {
    DecredChain other = DecredChain.generate(NETWORK, 6, 20);
    List<Block> blocks = new ArrayList<>(CHAIN.blocks());
    blocks.addAll(other.blocks().subList(1, 20));
    blocks.removeLast();
    Collections.shuffle(blocks, new Random(1));
    DecredChain chain = DecredChain.of(NETWORK, blocks);
    assertThat(chain.blocks()).isEqualTo(CHAIN.blocks());
    assertThat(chain.block(other.blocks().get(5).hash())).isPresent();
    assertThat(chain.height(other.blocks().get(5).hash())).isEmpty();
    assertThat(chain.block(other.tip().hash())).isEmpty();

    blocks.remove(CHAIN.blocks().get(1));
    assertThat(DecredChain.of(NETWORK, blocks).tip()).isEqualTo(other.blocks().get(18));
    assertThat(DecredChain.of(NETWORK, List.of()).tipHeight()).isZero();
  }

  @Test
  void headersAreGivenFromWhereTheChainsPart() {
    Headers headers = headers(new GetHeaders(12, List.of(Hash.ZERO, hash(50)), Hash.ZERO));
    assertThat(headers.size()).isEqualTo(10);
    assertThat(headers.header(0).hash()).isEqualTo(hash(51));
    assertThat(headers(new GetHeaders(12, List.of(hash(50)), hash(53))).size()).isEqualTo(3);
    assertThat(headers(new GetHeaders(12, List.of(hash(60)), Hash.ZERO)).size()).isZero();
    assertThat(headers(new GetHeaders(12, List.of(), hash(7))).header(0).hash()).isEqualTo(hash(7));
    assertThat(headers(new GetHeaders(12, List.of(), Hash.ZERO)).size()).isZero();
  }

  private static Headers headers(Message question) {
    List<Message> answers = RESPONDER.answers(question);
    assertThat(answers).hasSize(1);
    return (Headers) answers.get(0);
  }

  @Test
  void blocksAreGivenAndWhatIsMissingIsNamed() {
    InventoryVector unknown = InventoryVector.block(Hash.ZERO);
    InventoryVector transaction = InventoryVector.tx(hash(3));
    List<Message> answers =
        RESPONDER.answers(GetData.of(unknown, InventoryVector.block(hash(3)), transaction));
    assertThat(answers).containsExactly(CHAIN.blocks().get(3), NotFound.of(unknown, transaction));
  }

  @Test
  void hashesAndTheStateAreGiven() {
    assertThat(RESPONDER.answers(new GetBlocks(12, List.of(hash(58)), Hash.ZERO)))
        .containsExactly(Inv.of(InventoryVector.block(hash(59)), InventoryVector.block(hash(60))));
    assertThat(RESPONDER.answers(new GetBlocks(12, List.of(hash(60)), Hash.ZERO))).isEmpty();
    assertThat(RESPONDER.answers(GetMinings.INSTANCE))
        .containsExactly(new MiningState(1, 60, List.of(hash(60)), List.of()));
    assertThat(RESPONDER.answers(new Ping(1))).isEmpty();
  }
}
