package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.verack.peer.Peer;
import org.verack.peer.RequestTimeoutException;
import org.verack.wire.Message;
import org.verack.wire.ServiceFlags;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.PartialMerkleTree;
import org.verack.wire.chain.Transaction;
import org.verack.wire.message.CFHeaders;
import org.verack.wire.message.GetCFHeaders;
import org.verack.wire.message.GetData;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Headers;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.MerkleBlock;
import org.verack.wire.message.NotFound;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.request.Requests;

/** What comes for requests that nobody waits for any more. */
class LateAnswerTest extends RequestTests {

  private final Peer peer = Peer.outbound(context, DEFAULT);
  private final List<Message> unsolicited = unsolicited(peer, Message.class);

  private Line line(ServiceFlags... more) {
    Line line = quiet(peer, more);
    unsolicited.clear();
    return line;
  }

  private void timesOut(CompletableFuture<?> answer) {
    time.advance(seconds(30));
    failsWith(answer, RequestTimeoutException.class);
  }

  @Test
  void aLateBlockIsDroppedUpToThePongAndUnsolicitedAfterIt() {
    Line line = line();
    var answer = ask(line, Requests.blocks(List.of(hash(1), hash(2), hash(3))));
    var asked = asked(line, GetData.class);
    say(line, block(2));
    timesOut(answer);
    say(line, block(1), NotFound.of(InventoryVector.witnessBlock(hash(3))));
    assertThat(unsolicited).isEmpty();
    say(line, block(2));
    assertThat(unsolicited).containsExactly(block(2));
    say(line, asked.pong(), block(1));
    assertThat(unsolicited).containsExactly(block(2), block(1));
  }

  @Test
  void aLateBlockDoesNotAnswerTheNextRequestForIt() {
    Line line = line();
    var first = ask(line, Requests.block(hash(1)));
    var asked = asked(line, GetData.class);
    timesOut(first);
    var second = ask(line, Requests.block(hash(1)));
    say(line, block(1));
    assertThat(second).isNotDone();
    say(line, asked.pong(), block(1));
    assertThat(second).isCompletedWithValue(Optional.of(block(1)));
    assertThat(unsolicited).isEmpty();
  }

  @Test
  void lateHeadersMayBeAnAnnouncementAndGoToTheHandlersButAnswerNobody() {
    Line line = line();
    var first = ask(line, Requests.headers(List.of(GENESIS)));
    var asked = asked(line, GetHeaders.class);
    timesOut(first);
    var second = ask(line, Requests.headers(List.of(GENESIS)));
    say(line, Headers.of(header(1)));
    assertThat(second).isNotDone();
    assertThat(unsolicited).containsExactly(Headers.of(header(1)));
    say(line, asked.pong(), Headers.of(header(1), header(2)));
    assertThat(second).isCompletedWithValue(List.of(header(1), header(2)));
  }

  @Test
  void theRestOfAnAnswerThatWasWrongIsDropped() {
    Line line = line();
    var answer = ask(line, Requests.blocks(List.of(hash(1), hash(2))));
    say(line, Block.of(header(1), block(2).transactions()), block(2));
    assertThat(answer).isCompletedExceptionally();
    assertThat(unsolicited).isEmpty();
  }

  @Test
  void ofACompleteAnswerOnlyThePongIsDue() {
    Line line = line();
    var answer = ask(line, Requests.headers(List.of(GENESIS)));
    var asked = asked(line, GetHeaders.class);
    say(line, Headers.of(header(1)), Headers.of(header(1)), asked.pong());
    assertThat(answer).isCompleted();
    assertThat(unsolicited).containsExactly(Headers.of(header(1)));
  }

  @Test
  void transactionsBehindALateProofAreDroppedWithIt() throws Exception {
    Line line = line(ServiceFlags.BLOOM);
    var answer = ask(line, Requests.filteredBlock(hash(6)));
    timesOut(answer);
    Transaction coinbase = Transaction.parse(block(6).transaction(0).strippedBytes());
    PartialMerkleTree tree = PartialMerkleTree.of(block(6).txids(), i -> i == 0);
    say(line, MerkleBlock.of(header(6), tree), coinbase);
    assertThat(unsolicited).isEmpty();
  }

  @Test
  void lateFilterHeadersDoNotAnswerTheNextRequestWithTheSameStop() {
    Line line = line(ServiceFlags.COMPACT_FILTERS);
    var first = ask(line, Requests.filterHeaders(1, 1, hash(1)));
    var asked = asked(line, GetCFHeaders.class);
    timesOut(first);
    var second = ask(line, Requests.filterHeaders(0, 1, hash(1)));
    say(line, new CFHeaders(0, hash(1), hash(2), List.of(hash(3))), asked.pong());
    assertThat(second).isNotDone();
    say(line, new CFHeaders(0, hash(1), hash(2), List.of(hash(3), hash(4))));
    assertThat(second).isCompleted();
  }

  @Test
  void aLatePongReachesNobody() {
    Line line = line();
    var answer = ask(line, Requests.ping());
    Ping ping = (Ping) line.remote().expect(Ping.class).get(0);
    timesOut(answer);
    say(line, new Pong(ping.nonce()), new Pong(ping.nonce()));
    assertThat(unsolicited).containsExactly(new Pong(ping.nonce()));
  }

  @Test
  void anInterruptedQuestionIsAskedToItsEndSoThatItsFenceStands() {
    Peer narrow = Peer.outbound(context, config(b -> b.outboundLimit(120)));
    Line line = open(narrow, 100);
    line.remote().greetDialer(70017);
    line.remote().heard();
    Thread[] asking = new Thread[1];
    var answer =
        time.async(
            "ask",
            () -> {
              asking[0] = Thread.currentThread();
              return narrow.request(
                  Requests.blocks(IntStream.range(1, 7).mapToObj(RequestTests::hash).toList()),
                  seconds(30));
            });
    time.awaitQuiet();
    asking[0].interrupt();
    failsWith(answer, InterruptedException.class);
    line.remote().expect(GetData.class, Ping.class);
  }

  @Test
  void ofARemoteThatNeverAnswersPingsTheOldestAreForgotten() {
    Line line = line();
    List<Pong> due = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      var answer = ask(line, Requests.block(hash(1)));
      due.add(asked(line, GetData.class).pong());
      say(line, block(1));
      assertThat(answer).isCompleted();
    }
    due.forEach(pong -> say(line, pong));
    assertThat(unsolicited).containsExactlyElementsOf(due.subList(0, 36));
  }
}
