package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.verack.conformance.scenario.CoreScenario;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerClosedException;
import org.verack.peer.RequestTimeoutException;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.UnknownMessage;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.message.GetData;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Headers;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.NotFound;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.request.FoundBlocks;
import org.verack.wire.request.RequestException;
import org.verack.wire.request.Requests;

/** When a request is answered, and what happens when it is not. */
class RequestTest extends RequestTests {

  // Headers.

  @Test
  void headersThatFollowTheLocatorAreTheAnswer() {
    Line line = quiet();
    var answer = ask(line, Requests.headers(List.of(hash(1), GENESIS)));
    assertThat(line.remote().expect(GetHeaders.class, Ping.class).get(0))
        .isEqualTo(new GetHeaders(70017, List.of(hash(1), GENESIS), Hash.ZERO));
    line.remote().say(Headers.of(header(2), header(3)));
    time.awaitQuiet();
    assertThat(answer).isCompletedWithValue(List.of(header(2), header(3)));
  }

  @Test
  void emptyHeadersMeanThatThereIsNothingNewer() {
    Line line = quiet();
    var answer = ask(line, Requests.headers(List.of(GENESIS)));
    line.remote().say(Headers.of());
    time.awaitQuiet();
    assertThat(answer).isCompletedWithValue(List.of());
  }

  @Test
  void silenceUpToThePongMeansThatThereIsNothingNewer_bcoin() {
    Line line = quiet();
    var answer = ask(line, Requests.headers(List.of(GENESIS)));
    Ping fence = (Ping) line.remote().expect(GetHeaders.class, Ping.class).get(1);
    line.remote().say(new Pong(fence.nonce()));
    time.awaitQuiet();
    assertThat(answer).isCompletedWithValue(List.of());
  }

  @Test
  void headersThatDoNotFollowTheLocatorAreAnAnnouncementForTheHandlers() {
    Peer peer = Peer.outbound(context, DEFAULT);
    List<Headers> announced = new ArrayList<>();
    peer.on(Headers.class, (from, headers) -> announced.add(headers));
    Line line = connected(peer);
    var answer = ask(line, Requests.headers(List.of(GENESIS)));
    line.remote().say(Headers.of(header(5)));
    time.awaitQuiet();
    assertThat(answer).isNotDone();
    line.remote().say(Headers.of(header(1)));
    time.awaitQuiet();
    assertThat(answer).isCompletedWithValue(List.of(header(1)));
    assertThat(announced).containsExactly(Headers.of(header(5)));
  }

  @CoreScenario("p2p_invalid_messages/non-continuous-headers")
  @Test
  void headersThatDoNotFollowEachOtherAreNoAnswer() {
    Line line = quiet();
    var answer = ask(line, Requests.headers(List.of(GENESIS)));
    line.remote().say(Headers.of(header(1), header(3)));
    failsWith(answer, RequestException.class);
    isStillThere(line);
  }

  @Test
  void oneHeaderCanBeAskedForByItsHash() {
    Line line = quiet();
    var answer = ask(line, Requests.headers(List.of(), hash(4)));
    line.remote().say(Headers.of(header(4)));
    time.awaitQuiet();
    assertThat(answer).isCompletedWithValue(List.of(header(4)));
  }

  @Test
  void requestsForHeadersTakeTurns() {
    Line line = quiet();
    var first = ask(line, Requests.headers(List.of(GENESIS)));
    var second = ask(line, Requests.headers(List.of(hash(1))));
    line.remote().expect(GetHeaders.class, Ping.class);
    line.remote().say(Headers.of(header(1)));
    time.awaitQuiet();
    assertThat(first).isCompleted();
    line.remote().expect(GetHeaders.class, Ping.class);
    line.remote().say(Headers.of(header(2)));
    time.awaitQuiet();
    assertThat(second).isCompletedWithValue(List.of(header(2)));
  }

  @Test
  void theTurnOfARequestThatTimedOutPassesOn() {
    Line line = quiet();
    var first = ask(line, Requests.headers(List.of(GENESIS)), seconds(10));
    var second = ask(line, Requests.headers(List.of(hash(1))), seconds(30));
    Ping unanswered = (Ping) line.remote().expect(GetHeaders.class, Ping.class).get(1);
    time.advance(seconds(10));
    failsWith(first, RequestTimeoutException.class);
    line.remote().say(new Pong(unanswered.nonce()), Headers.of(header(2)));
    time.awaitQuiet();
    assertThat(second).isCompletedWithValue(List.of(header(2)));
  }

  // Blocks.

  @CoreScenario("p2p_segwit/requests")
  @Test
  void blocksAreAskedForWithTheirWitnessesAndMayComeInAnyOrder() {
    Line line = quiet();
    var answer = ask(line, Requests.blocks(List.of(hash(1), hash(2))));
    List<Message> asked = line.remote().expect(GetData.class, Ping.class);
    assertThat(((GetData) asked.get(0)).items())
        .containsExactly(
            InventoryVector.witnessBlock(hash(1)), InventoryVector.witnessBlock(hash(2)));
    line.remote().say(CHAIN.block(2), CHAIN.block(1));
    time.awaitQuiet();
    assertThat(answer)
        .isCompletedWithValue(new FoundBlocks(List.of(CHAIN.block(1), CHAIN.block(2)), List.of()));
  }

  @Test
  void aBlockThatTheRemotePassesOverInSilenceIsMissingOnceItsPingIsAnswered_Core() {
    Line line = quiet();
    var answer = ask(line, Requests.blocks(List.of(hash(1), hash(2), hash(3))));
    List<Message> asked = line.remote().expect(GetData.class, Ping.class);
    line.remote().say(CHAIN.block(2));
    time.awaitQuiet();
    assertThat(answer).isNotDone();
    line.remote().say(new Pong(((Ping) asked.get(1)).nonce()));
    time.awaitQuiet();
    assertThat(answer)
        .isCompletedWithValue(new FoundBlocks(List.of(CHAIN.block(2)), List.of(hash(1), hash(3))));
  }

  @Test
  void aNotFoundNamesWhatIsMissing() {
    Line line = quiet();
    var answer = ask(line, Requests.block(hash(1)));
    line.remote().say(NotFound.of(InventoryVector.witnessBlock(hash(1))));
    time.awaitQuiet();
    assertThat(answer).isCompletedWithValue(Optional.empty());
  }

  @Test
  void twoRequestsForTheSameBlockGetOneEach() {
    Line line = quiet();
    var first = ask(line, Requests.block(hash(1)));
    var second = ask(line, Requests.block(hash(1)));
    line.remote().say(CHAIN.block(1));
    time.awaitQuiet();
    assertThat(first).isCompleted();
    assertThat(second).isNotDone();
    line.remote().say(CHAIN.block(1));
    time.awaitQuiet();
    assertThat(second).isCompleted();
  }

  @Test
  void aBlockThatNobodyAskedForGoesToTheHandlers() {
    Peer peer = Peer.outbound(context, DEFAULT);
    List<Block> unsolicited = new ArrayList<>();
    peer.on(Block.class, (from, block) -> unsolicited.add(block));
    Line line = connected(peer);
    var answer = ask(line, Requests.block(hash(1)));
    line.remote().say(CHAIN.block(5), CHAIN.block(1));
    time.awaitQuiet();
    assertThat(answer).isCompletedWithValue(Optional.of(CHAIN.block(1)));
    assertThat(unsolicited).containsExactly(CHAIN.block(5));
  }

  @Test
  void thePongOfAPingThatWasNotNeededAnyMoreReachesNobody() {
    Peer peer = Peer.outbound(context, DEFAULT);
    List<Pong> pongs = new ArrayList<>();
    peer.on(Pong.class, (from, pong) -> pongs.add(pong));
    Line line = connected(peer);
    line.remote().heard();
    var answer = ask(line, Requests.block(hash(1)));
    Ping fence = (Ping) line.remote().expect(GetData.class, Ping.class).get(1);
    line.remote().say(CHAIN.block(1), new Pong(fence.nonce()), new Pong(5));
    time.awaitQuiet();
    assertThat(answer).isCompleted();
    assertThat(pongs).containsExactly(new Pong(5));
  }

  @Test
  void aLateAnswerIsNotTakenForThatOfTheNextRequest() {
    Line line = quiet();
    var first = ask(line, Requests.headers(List.of(hash(5))), seconds(10));
    Ping late = (Ping) line.remote().expect(GetHeaders.class, Ping.class).get(1);
    time.advance(seconds(10));
    failsWith(first, RequestTimeoutException.class);
    var second = ask(line, Requests.headers(List.of(GENESIS)));
    line.remote().expect(GetHeaders.class, Ping.class);
    line.remote().say(Headers.of(), new Pong(late.nonce()));
    time.awaitQuiet();
    assertThat(second).isNotDone();
    line.remote().say(Headers.of(header(1)));
    time.awaitQuiet();
    assertThat(second).isCompletedWithValue(List.of(header(1)));
  }

  @Test
  void theDeadlineCountsWhileTheQueueIsFullToo() {
    Line line = open(Peer.outbound(context, config(b -> b.outboundLimit(1000))), 100);
    line.remote().greetDialer(70017);
    line.peer().sendAsync(new UnknownMessage("bulk", Bytes.wrap(new byte[50_000])));
    var answer = ask(line, Requests.ping(), seconds(5));
    time.advance(seconds(5));
    failsWith(answer, RequestTimeoutException.class);
  }

  @Test
  void aRequestThatWasNeverSentDoesNotHoldUpTheNext() {
    Line line = open(Peer.outbound(context, config(b -> b.outboundLimit(1000))), 100);
    line.remote().greetDialer(70017);
    line.peer().sendAsync(new UnknownMessage("bulk", Bytes.wrap(new byte[50_000])));
    var unsent = ask(line, Requests.headers(List.of(GENESIS)), seconds(5));
    time.advance(seconds(5));
    failsWith(unsent, RequestTimeoutException.class);
    line.remote().heard();
    var answer = ask(line, Requests.headers(List.of(GENESIS)));
    line.remote().expect(GetHeaders.class, Ping.class);
    line.remote().say(Headers.of(header(1)));
    time.awaitQuiet();
    assertThat(answer).isCompletedWithValue(List.of(header(1)));
  }

  // Ends.

  @Test
  void aRequestWithoutAnAnswerTimesOutAndTheConnectionStays() {
    Line line = quiet();
    var answer = ask(line, Requests.headers(List.of(GENESIS)), seconds(7));
    time.advance(seconds(7).minusNanos(1));
    assertThat(answer).isNotDone();
    time.advance(Duration.ofNanos(1));
    failsWith(answer, RequestTimeoutException.class);
    isStillThere(line);
  }

  @Test
  void everyRequestEndsWithTheReasonWhenTheRemoteGoes() {
    Line line = quiet();
    List<CompletableFuture<?>> answers =
        List.of(
            ask(line, Requests.headers(List.of(GENESIS))),
            ask(line, Requests.headers(List.of(GENESIS))),
            ask(line, Requests.block(hash(1))),
            ask(line, Requests.ping()));
    line.remote().close();
    time.awaitQuiet();
    for (CompletableFuture<?> answer : answers) {
      Throwable cause = failsWith(answer, PeerClosedException.class);
      assertThat(((PeerClosedException) cause).reason())
          .isInstanceOf(DisconnectReason.RemoteClose.class);
    }
  }

  @Test
  void anInterruptedRequestIsGivenUpAndTheConnectionStays() {
    Line line = quiet();
    Thread[] asking = new Thread[1];
    var answer =
        time.async(
            "ask",
            () -> {
              asking[0] = Thread.currentThread();
              return line.peer().request(Requests.headers(List.of(GENESIS)), seconds(30));
            });
    time.awaitQuiet();
    asking[0].interrupt();
    failsWith(answer, InterruptedException.class);
    isStillThere(line);
  }

  @Test
  void aHandlerMayAskThePeerWhoseMessageItHandles() {
    Peer peer = Peer.outbound(context, DEFAULT);
    List<Block> fetched = new ArrayList<>();
    peer.on(
        Headers.class,
        (from, headers) -> {
          for (BlockHeader each : headers.headers()) {
            fetched.add(from.request(Requests.block(each.hash()), seconds(30)).orElseThrow());
          }
        });
    Line line = connected(peer);
    line.remote().say(Headers.of(header(1), header(2)));
    time.awaitQuiet();
    line.remote().say(CHAIN.block(1));
    time.awaitQuiet();
    line.remote().say(CHAIN.block(2));
    time.awaitQuiet();
    assertThat(fetched).containsExactly(CHAIN.block(1), CHAIN.block(2));
  }

  @Test
  void aPingMeasuresTheRoundTrip() {
    Line line = quiet();
    var roundTrip = time.async("ping", () -> line.peer().ping(seconds(30)));
    Ping ping = (Ping) line.remote().expect(Ping.class).get(0);
    time.advance(Duration.ofMillis(42));
    line.remote().say(new Pong(ping.nonce()));
    time.awaitQuiet();
    assertThat(roundTrip).isCompletedWithValue(Duration.ofMillis(42));
    assertThat(line.peer().stats().lastPing()).contains(Duration.ofMillis(42));
  }

  @Test
  void aPingCannotBeAskedWhereThereAreNoPongs() {
    Line line = outbound(config(builder -> builder.protocolVersion(60000)));
    line.remote().greetDialer(60000);
    failsWith(ask(line, Requests.ping()), RequestException.class);
  }
}
