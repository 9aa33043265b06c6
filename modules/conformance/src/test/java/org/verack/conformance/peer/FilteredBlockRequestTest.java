package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.verack.conformance.scenario.CoreScenario;
import org.verack.peer.Peer;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.ServiceFlags;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.PartialMerkleTree;
import org.verack.wire.chain.Transaction;
import org.verack.wire.message.GetData;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.MerkleBlock;
import org.verack.wire.message.NotFound;
import org.verack.wire.request.FilteredBlock;
import org.verack.wire.request.FoundFilteredBlocks;
import org.verack.wire.request.Requests;

/** Blocks through a bloom filter (BIP 37). */
class FilteredBlockRequestTest extends RequestTests {

  private static final GeneratedChain LONG = ChainGenerator.seeded(7).spends(12).generate(130);
  private static final Block FULL = full(LONG.tipHeight());
  private static final Block OTHER = full(LONG.height(FULL.hash()).orElseThrow() - 1);

  private static Block full(int from) {
    return IntStream.iterate(from, height -> height - 1)
        .mapToObj(LONG::block)
        .filter(block -> block.transactionCount() > 4)
        .findFirst()
        .orElseThrow();
  }

  private static MerkleBlock filtered(Block block, int... matches) {
    BitSet wanted = new BitSet();
    IntStream.of(matches).forEach(wanted::set);
    return MerkleBlock.of(block.header(), PartialMerkleTree.of(block.txids(), wanted));
  }

  private static Transaction bare(Block block, int index) {
    try {
      return Transaction.parse(block.transaction(index).strippedBytes());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static PartialMerkleTree.Match match(Block block, int index) {
    return new PartialMerkleTree.Match(index, block.txids().get(index));
  }

  private Line bloom() {
    return quiet(ServiceFlags.BLOOM);
  }

  @CoreScenario("p2p_filter/merkleblock")
  @Test
  void theProofAndAllItProvesAreTheAnswer() {
    Line line = bloom();
    var answer = ask(line, Requests.filteredBlock(FULL.hash()));
    assertThat(asked(line, GetData.class).question().items())
        .containsExactly(InventoryVector.filteredBlock(FULL.hash()));
    say(line, filtered(FULL, 1, 3), bare(FULL, 1));
    assertThat(answer).isNotDone();
    say(line, bare(FULL, 3));
    assertThat(answer)
        .isCompletedWithValue(
            Optional.of(
                new FilteredBlock(
                    FULL.header(),
                    FULL.transactionCount(),
                    List.of(match(FULL, 1), match(FULL, 3)),
                    List.of(bare(FULL, 1), bare(FULL, 3)),
                    List.of())));
  }

  @Test
  void aBlockInWhichNothingMatchesIsCompleteByItself() {
    Line line = bloom();
    var answer = ask(line, Requests.filteredBlock(FULL.hash()));
    say(line, filtered(FULL));
    assertThat(answer.join().orElseThrow().matches()).isEmpty();
  }

  @Test
  void transactionsThatHaveNotComeBeforeThePongAreMissing() {
    Line line = bloom();
    var answer = ask(line, Requests.filteredBlock(FULL.hash()));
    var asked = asked(line, GetData.class);
    say(line, filtered(FULL, 1, 2), bare(FULL, 2));
    assertThat(answer).isNotDone();
    say(line, asked.pong());
    assertThat(answer.join().orElseThrow())
        .satisfies(block -> assertThat(block.transactions()).containsExactly(bare(FULL, 2)))
        .satisfies(block -> assertThat(block.missing()).containsExactly(match(FULL, 1)));
  }

  @Test
  void blocksMayComeInAnyOrderAndPassedOverInSilence_Core() {
    Line line = bloom();
    Hash unknown = Hash.sha256d(Bytes.EMPTY);
    var answer = ask(line, Requests.filteredBlocks(List.of(FULL.hash(), unknown, OTHER.hash())));
    var asked = asked(line, GetData.class);
    say(line, filtered(OTHER, 1), filtered(FULL, 2), bare(FULL, 2), bare(OTHER, 1));
    assertThat(answer).isNotDone();
    say(line, asked.pong());
    FoundFilteredBlocks found = answer.join();
    assertThat(found.found())
        .extracting(FilteredBlock::header)
        .containsExactly(FULL.header(), OTHER.header());
    assertThat(found.missing()).containsExactly(unknown);
  }

  @Test
  void withoutAFilterThereIsNoAnswerAndTheBlockIsMissing() {
    Line line = bloom();
    var answer = ask(line, Requests.filteredBlock(FULL.hash()));
    say(line, asked(line, GetData.class).pong());
    assertThat(answer).isCompletedWithValue(Optional.empty());
  }

  @Test
  void aNotFoundNamesWhatIsMissing() {
    Line line = bloom();
    var answer = ask(line, Requests.filteredBlock(FULL.hash()));
    say(line, NotFound.of(InventoryVector.filteredBlock(FULL.hash())));
    assertThat(answer).isCompletedWithValue(Optional.empty());
  }

  @Test
  void aProofWithAnotherRootIsNoAnswer() {
    Line line = bloom();
    var answer = ask(line, Requests.filteredBlock(FULL.hash()));
    MerkleBlock forged =
        MerkleBlock.of(FULL.header(), PartialMerkleTree.of(OTHER.txids(), i -> i == 1));
    line.remote().say(forged);
    failsAndStays(line, answer, "the tree's root is not that of the header");
  }

  @Test
  void transactionsThatAreNotProvedGoToTheHandlersHoweverManyThereAre() {
    Peer peer = Peer.outbound(context, DEFAULT);
    List<Transaction> unsolicited = unsolicited(peer, Transaction.class);
    Line line = quiet(peer, ServiceFlags.BLOOM);
    var answer = ask(line, Requests.filteredBlock(FULL.hash()));
    say(line, filtered(FULL, 1));
    for (int i = 0; i < 50; i++) {
      say(line, bare(FULL, 2));
    }
    assertThat(answer).isNotDone();
    assertThat(unsolicited).hasSize(50);
    say(line, bare(FULL, 1), bare(FULL, 1));
    assertThat(answer).isCompleted();
    assertThat(unsolicited).hasSize(51);
  }

  @Test
  void aPeerThatDoesNotOfferBloomFiltersIsNotAsked_BIP111() {
    cannotBeAsked(quiet(), Requests.filteredBlock(FULL.hash()), "BLOOM");
  }

  @Test
  void aPeerFromBeforeBip111NeedNotOfferThem() {
    Line line = quiet(70002, ServiceFlags.NETWORK);
    var answer = ask(line, Requests.filteredBlock(FULL.hash()));
    say(line, filtered(FULL));
    assertThat(answer).isCompleted();
  }

  @Test
  void aPeerFromBeforeBip37IsNotAsked() {
    Line line = quiet(60002, ServiceFlags.NETWORK);
    cannotBeAsked(line, Requests.filteredBlock(FULL.hash()), "70001");
  }
}
