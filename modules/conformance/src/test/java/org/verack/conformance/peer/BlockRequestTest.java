package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.verack.conformance.scenario.CoreScenario;
import org.verack.peer.Peer;
import org.verack.wire.Bytes;
import org.verack.wire.ServiceFlags;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.MerkleTree;
import org.verack.wire.chain.Transaction;
import org.verack.wire.message.GetData;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.NotFound;
import org.verack.wire.request.FoundBlocks;
import org.verack.wire.request.Requests;

/** What a remote has to prove with a block, and how several requests share what comes. */
class BlockRequestTest extends RequestTests {

  private static Block withTransactions(Block block, List<Transaction> transactions) {
    return Block.of(block.header(), transactions);
  }

  /** The block as it is, but the last byte of its last witness is another. */
  private static Block withAnotherWitness(Block block) throws Exception {
    byte[] bytes = block.bytes().toArray();
    bytes[bytes.length - 5] ^= 1;
    Block changed = Block.parse(Bytes.wrap(bytes));
    assertThat(changed.txids()).isEqualTo(block.txids());
    assertThat(changed).isNotEqualTo(block);
    return changed;
  }

  @CoreScenario("p2p_mutated_blocks/same-peer")
  @Test
  void aBlockWithOtherTransactionsIsNoAnswer() {
    Line line = quiet();
    var one = ask(line, Requests.block(hash(1)));
    line.remote().say(withTransactions(block(1), block(2).transactions()));
    failsAndStays(line, one, "are not its own");
  }

  @Test
  void oneWrongBlockAmongSeveralFailsTheRequestAtOnce() {
    Line line = quiet();
    var several = ask(line, Requests.blocks(List.of(hash(1), hash(2))));
    line.remote().say(withTransactions(block(1), block(2).transactions()));
    failsAndStays(line, several, "are not its own");
  }

  @CoreScenario("p2p_mutated_blocks/same-peer")
  @Test
  void aBlockWhoseLastTransactionsStandTwiceIsNoAnswer_CVE_2012_2459() {
    Block odd =
        CHAIN.extend(150).blocks().stream()
            .filter(block -> block.transactionCount() > 2 && block.transactionCount() % 2 == 1)
            .findFirst()
            .orElseThrow();
    List<Transaction> doubled = new ArrayList<>(odd.transactions());
    doubled.add(doubled.get(doubled.size() - 1));
    Block mutated = withTransactions(odd, doubled);
    assertThat(MerkleTree.root(mutated.txids())).isEqualTo(odd.header().merkleRoot());
    Line line = quiet();
    var answer = ask(line, Requests.block(odd.hash()));
    line.remote().say(mutated);
    failsAndStays(line, answer, "are not its own");
  }

  @CoreScenario("p2p_mutated_blocks/same-peer")
  @Test
  void aBlockWithAnotherWitnessIsNoAnswer() throws Exception {
    int height = 1;
    while (!block(height).transaction(block(height).transactionCount() - 1).hasWitness()) {
      height++;
    }
    Line line = quiet();
    var answer = ask(line, Requests.block(hash(height)));
    line.remote().say(withAnotherWitness(block(height)));
    failsAndStays(line, answer, "witnesses");
  }

  @Test
  void blocksWithoutWitnessesAreTakenFromAPeerThatHasNone() throws Exception {
    Line line = quiet(70017, ServiceFlags.NETWORK);
    var answer = ask(line, Requests.block(hash(6)));
    assertThat(asked(line, GetData.class).question().items())
        .containsExactly(InventoryVector.block(hash(6)));
    Block stripped = Block.parse(block(6).strippedBytes());
    say(line, stripped);
    assertThat(answer).isCompletedWithValue(Optional.of(stripped));
  }

  @Test
  void aNotFoundForSeveralRequestsIsSeenByAllOfThem() {
    Line line = quiet();
    var first = ask(line, Requests.block(hash(1)));
    var second = ask(line, Requests.blocks(List.of(hash(2), hash(3))));
    say(
        line,
        NotFound.of(InventoryVector.witnessBlock(hash(1)), InventoryVector.witnessBlock(hash(3))));
    assertThat(first).isCompletedWithValue(Optional.empty());
    assertThat(second).isNotDone();
    say(line, block(2));
    assertThat(second).isCompletedWithValue(new FoundBlocks(List.of(block(2)), List.of(hash(3))));
  }

  @Test
  void aNotFoundForThingsOfAnotherKindIsNotAboutTheBlocks() {
    Peer peer = Peer.outbound(context, DEFAULT);
    List<NotFound> unsolicited = unsolicited(peer, NotFound.class);
    Line line = quiet(peer);
    var answer = ask(line, Requests.block(hash(1)));
    NotFound other = NotFound.of(InventoryVector.filteredBlock(hash(1)));
    say(line, other);
    assertThat(answer).isNotDone();
    assertThat(unsolicited).containsExactly(other);
  }
}
