package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.verack.conformance.scenario.CoreScenario;
import org.verack.peer.Peer;
import org.verack.wire.Hash;
import org.verack.wire.ServiceFlags;
import org.verack.wire.chain.Transaction;
import org.verack.wire.message.GetData;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.NotFound;
import org.verack.wire.request.FoundTransactions;
import org.verack.wire.request.Requests;

class TransactionRequestTest extends RequestTests {

  private static final List<Transaction> SOME = CHAIN.extend(200).unconfirmed(4);

  private static Transaction transaction(int index) {
    return SOME.get(index);
  }

  private static Hash txid(int index) {
    return transaction(index).txid();
  }

  private static Hash wtxid(int index) {
    return transaction(index).wtxid();
  }

  @Test
  void transactionsAreAskedForByTxidWithTheirWitnessesAndMayComeInAnyOrder() {
    Line line = quiet();
    var answer = ask(line, Requests.transactions(List.of(txid(0), txid(1), txid(0))));
    assertThat(asked(line, GetData.class).question().items())
        .containsExactly(InventoryVector.witnessTx(txid(0)), InventoryVector.witnessTx(txid(1)));
    say(line, transaction(1), transaction(0));
    assertThat(answer)
        .isCompletedWithValue(
            new FoundTransactions(List.of(transaction(0), transaction(1)), List.of()));
  }

  @Test
  void aPeerWithoutWitnessesIsAskedForTransactionsWithoutThem() {
    Line line = quiet(70017, ServiceFlags.NETWORK);
    ask(line, Requests.transactions(List.of(txid(0))));
    assertThat(asked(line, GetData.class).question().items())
        .containsExactly(InventoryVector.tx(txid(0)));
  }

  @CoreScenario("p2p_segwit/wtxid")
  @Test
  void transactionsAreAskedForByWtxidWhereThatWasAgreed() {
    Line line = quiet();
    var answer = ask(line, Requests.transactionsByWtxid(List.of(wtxid(0))));
    assertThat(asked(line, GetData.class).question().items())
        .containsExactly(InventoryVector.wtx(wtxid(0)));
    say(line, transaction(0));
    assertThat(answer)
        .isCompletedWithValue(new FoundTransactions(List.of(transaction(0)), List.of()));
  }

  @Test
  void aPeerThatDoesNotKnowWtxidsIsNotAskedByThem() {
    Line line = quiet(70015, ServiceFlags.of(ServiceFlags.NETWORK, ServiceFlags.WITNESS));
    cannotBeAsked(line, Requests.transactionsByWtxid(List.of(wtxid(0))), "BIP 339");
  }

  @Test
  void aNotFoundCompletesWhatHasComeInPart() {
    Line line = quiet();
    var answer = ask(line, Requests.transactions(List.of(txid(0), txid(1), txid(2))));
    say(
        line,
        transaction(1),
        NotFound.of(InventoryVector.witnessTx(txid(2)), InventoryVector.witnessTx(txid(0))));
    assertThat(answer)
        .isCompletedWithValue(
            new FoundTransactions(List.of(transaction(1)), List.of(txid(0), txid(2))));
  }

  @Test
  void whatHasNotComeBeforeThePongIsMissing() {
    Line line = quiet();
    var answer = ask(line, Requests.transactions(List.of(txid(0), txid(1))));
    say(line, asked(line, GetData.class).pong());
    assertThat(answer)
        .isCompletedWithValue(new FoundTransactions(List.of(), List.of(txid(0), txid(1))));
  }

  @Test
  void aTransactionWithAnotherWitnessHasAnotherWtxidAndIsNoAnswer() throws Exception {
    Peer peer = Peer.outbound(context, DEFAULT);
    List<Transaction> unsolicited = unsolicited(peer, Transaction.class);
    Line line = quiet(peer);
    Transaction whole = SOME.stream().filter(Transaction::hasWitness).findFirst().orElseThrow();
    Transaction stripped = Transaction.parse(whole.strippedBytes());
    var answer = ask(line, Requests.transactionsByWtxid(List.of(whole.wtxid())));
    say(line, stripped);
    assertThat(answer).isNotDone();
    assertThat(unsolicited).containsExactly(stripped);
  }

  @Test
  void aTransactionThatNobodyAskedForGoesToTheHandlers() {
    Peer peer = Peer.outbound(context, DEFAULT);
    List<Transaction> unsolicited = unsolicited(peer, Transaction.class);
    Line line = quiet(peer);
    var answer = ask(line, Requests.transactions(List.of(txid(0))));
    say(line, transaction(3), transaction(0));
    assertThat(answer).isCompleted();
    assertThat(unsolicited).containsExactly(transaction(3));
  }

  @Test
  void atLeastOneAndAtMostAThousandCanBeAskedFor() {
    assertThatThrownBy(() -> Requests.transactions(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    List<Hash> many = CHAIN.extend(1001).blocks().stream().map(block -> block.hash()).toList();
    assertThatThrownBy(() -> Requests.transactions(many.subList(0, 1001)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Requests.transactions(many.subList(0, 1000))).isNotNull();
    assertThat(Requests.transactions(Collections.nCopies(2000, Hash.ZERO))).isNotNull();
  }
}
