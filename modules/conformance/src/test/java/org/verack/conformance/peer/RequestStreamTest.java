package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerClosedException;
import org.verack.peer.RequestStream;
import org.verack.peer.RequestTimeoutException;
import org.verack.peer.StreamOptions;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
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
import org.verack.wire.request.Request;
import org.verack.wire.request.RequestException;
import org.verack.wire.request.Requests;

/** Many requests with a window in flight. */
class RequestStreamTest extends RequestTests {

  private static final GeneratedChain LONG = ChainGenerator.seeded(3).generate(60);
  private static final Duration PATIENCE = seconds(20);

  private static Block at(int height) {
    return LONG.block(height);
  }

  private static Hash hashAt(int height) {
    return LONG.hash(height);
  }

  private static Iterable<Request<Optional<Block>>> blocks(int from, int count) {
    return Requests.eachBlock(hashes(from, count));
  }

  private <R> RequestStream<R> stream(
      Line line, Iterable<? extends Request<R>> requests, StreamOptions options) {
    var stream = time.async("stream", () -> line.peer().stream(requests, options));
    time.awaitQuiet();
    return stream.join();
  }

  private RequestStream<Optional<Block>> stream(Line line, int count, int window) {
    return stream(line, blocks(1, count), new StreamOptions(window, 1 << 20, PATIENCE));
  }

  private <R> CompletableFuture<R> next(RequestStream<R> stream) {
    CompletableFuture<R> answer = time.async("next", stream::next);
    time.awaitQuiet();
    return answer;
  }

  /** The blocks that are asked for, in order. */
  private static List<Hash> asked(Line line) {
    List<Hash> hashes = new ArrayList<>();
    for (Message message : line.remote().heard()) {
      if (message instanceof GetData getData) {
        getData.items().forEach(item -> hashes.add(item.hash()));
      }
    }
    return hashes;
  }

  private static List<Hash> hashes(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(RequestStreamTest::hashAt).toList();
  }

  @Test
  void asManyAsTheWindowHoldsAreAskedForAtFirstAndOneForEachThatIsFetched() {
    Line line = quiet();
    var stream = stream(line, 8, 3);
    line.remote().expect();
    var first = next(stream);
    assertThat(asked(line)).isEqualTo(hashes(1, 3));
    say(line, at(1), at(2), at(3));
    assertThat(first).isCompletedWithValue(Optional.of(at(1)));
    assertThat(asked(line)).isEmpty();
    assertThat(next(stream)).isCompletedWithValue(Optional.of(at(2)));
    assertThat(asked(line)).isEqualTo(hashes(4, 1));
    stream.close();
  }

  @Test
  void theUsualWindowIsThatOfBitcoinCore() {
    Line line = quiet();
    var stream = stream(line, blocks(1, 40), StreamOptions.of(PATIENCE));
    next(stream);
    assertThat(asked(line)).isEqualTo(hashes(1, 16));
    stream.close();
  }

  @Test
  void answersAreFetchedInTheOrderOfAskingWhateverTheOrderInWhichTheyCome() {
    Line line = quiet();
    var stream = stream(line, 3, 3);
    var first = next(stream);
    say(line, at(3), at(2));
    assertThat(first).isNotDone();
    say(line, at(1));
    assertThat(first).isCompletedWithValue(Optional.of(at(1)));
    assertThat(next(stream)).isCompletedWithValue(Optional.of(at(2)));
    assertThat(stream.hasNext()).isTrue();
    assertThat(next(stream)).isCompletedWithValue(Optional.of(at(3)));
    assertThat(stream.hasNext()).isFalse();
    failsWith(next(stream), NoSuchElementException.class);
    stream.close();
  }

  @Test
  void aMissingBlockHasItsPlaceAmongTheOthers() {
    Line line = quiet();
    var stream = stream(line, 3, 3);
    var first = next(stream);
    say(line, NotFound.of(InventoryVector.witnessBlock(hashAt(1))), at(2), at(3));
    assertThat(first).isCompletedWithValue(Optional.empty());
    assertThat(next(stream)).isCompletedWithValue(Optional.of(at(2)));
    stream.close();
  }

  @Test
  void bytesBoundWhatIsAskedForAsSoonAsItIsKnownHowLargeBlocksAre() {
    Line line = quiet();
    int size = 24 + IntStream.range(1, 17).map(height -> at(height).size()).max().orElseThrow();
    var stream = stream(line, blocks(1, 40), new StreamOptions(16, 3L * size, PATIENCE));
    var first = next(stream);
    assertThat(asked(line)).isEqualTo(hashes(1, 16));
    say(line, at(1));
    assertThat(first).isCompleted();
    // Fifteen are in flight, each taken to be as large as the first: nothing more is asked for
    // before all but two of them have been fetched.
    for (int i = 2; i <= 14; i++) {
      say(line, at(i));
      assertThat(next(stream)).isCompleted();
      assertThat(asked(line)).isEmpty();
    }
    say(line, at(15));
    assertThat(next(stream)).isCompleted();
    assertThat(asked(line)).isEqualTo(hashes(17, 1));
    stream.close();
  }

  @Test
  void oneIsAskedForHoweverLargeItMayBe() {
    Line line = quiet();
    var stream = stream(line, blocks(1, 3), new StreamOptions(16, 1, PATIENCE));
    for (int i = 1; i <= 3; i++) {
      var answer = next(stream);
      say(line, at(i));
      assertThat(answer).isCompletedWithValue(Optional.of(at(i)));
    }
    stream.close();
  }

  @Test
  void nothingForAsLongAsThePatienceLastsFailsTheFetchingAndNotTheStream() {
    Line line = quiet();
    var stream = stream(line, 4, 3);
    var first = next(stream);
    time.advance(PATIENCE.minusNanos(1));
    assertThat(first).isNotDone();
    time.advance(Duration.ofNanos(1));
    failsWith(first, RequestTimeoutException.class);
    var again = next(stream);
    time.advance(PATIENCE.minusNanos(1));
    assertThat(again).isNotDone();
    say(line, at(1));
    assertThat(again).isCompletedWithValue(Optional.of(at(1)));
    stream.close();
  }

  @Test
  void whateverComesForTheStreamRenewsThePatience() {
    Line line = quiet();
    var stream = stream(line, 4, 4);
    var first = next(stream);
    time.advance(seconds(15));
    say(line, at(3));
    time.advance(seconds(15));
    say(line, at(2));
    time.advance(PATIENCE.minusNanos(1));
    assertThat(first).isNotDone();
    time.advance(Duration.ofNanos(1));
    failsWith(first, RequestTimeoutException.class);
    stream.close();
  }

  @Test
  void whoFetchesSlowlyDoesNotRunOutOfPatience() {
    Line line = quiet();
    var stream = stream(line, 3, 1);
    var first = next(stream);
    say(line, at(1));
    assertThat(first).isCompleted();
    time.advance(seconds(100));
    var second = next(stream);
    time.advance(seconds(19));
    assertThat(second).isNotDone();
    say(line, at(2));
    assertThat(second).isCompletedWithValue(Optional.of(at(2)));
    stream.close();
  }

  @Test
  void blocksThatAreInFlightWhenTheStreamIsClosedAreDropped() {
    Peer peer = Peer.outbound(context, DEFAULT);
    List<Block> unsolicited = unsolicited(peer, Block.class);
    Line line = quiet(peer);
    var stream = stream(line, 5, 3);
    var first = next(stream);
    List<Message> heard = line.remote().heard();
    say(line, at(1));
    assertThat(first).isCompleted();
    stream.close();
    stream.close();
    say(line, at(2), at(3), at(9));
    assertThat(unsolicited).containsExactly(at(9));
    Pong last = new Pong(((Ping) heard.get(heard.size() - 1)).nonce());
    say(line, last, at(3));
    assertThat(unsolicited).containsExactly(at(9), at(3));
  }

  @Test
  void whoFetchesWhenTheStreamIsClosedIsTold() {
    Line line = quiet();
    var stream = stream(line, 3, 3);
    var first = next(stream);
    stream.close();
    failsWith(first, IllegalStateException.class);
    failsWith(next(stream), IllegalStateException.class);
    assertThatThrownBy(stream::hasNext).isInstanceOf(IllegalStateException.class);
    isStillThere(line);
  }

  @Test
  void anInterruptedFetchLosesNothing() {
    Line line = quiet();
    var stream = stream(line, 3, 3);
    Thread[] fetching = new Thread[1];
    var interrupted =
        time.async(
            "next",
            () -> {
              fetching[0] = Thread.currentThread();
              return stream.next();
            });
    time.awaitQuiet();
    fetching[0].interrupt();
    failsWith(interrupted, InterruptedException.class);
    say(line, at(1));
    assertThat(next(stream)).isCompletedWithValue(Optional.of(at(1)));
    stream.close();
  }

  @Test
  void whatCameBeforeTheConnectionEndedCanStillBeFetched() {
    Line line = quiet();
    var stream = stream(line, 6, 4);
    var first = next(stream);
    say(line, at(1), at(2), at(4));
    line.remote().close();
    time.awaitQuiet();
    assertThat(first).isCompletedWithValue(Optional.of(at(1)));
    assertThat(next(stream)).isCompletedWithValue(Optional.of(at(2)));
    for (int i = 0; i < 2; i++) {
      PeerClosedException end =
          (PeerClosedException) failsWith(next(stream), PeerClosedException.class);
      assertThat(end.reason()).isInstanceOf(DisconnectReason.RemoteClose.class);
    }
    stream.close();
  }

  @Test
  void aWrongAnswerFailsItsFetchAndTheStreamGoesOn() {
    Line line = quiet();
    var stream = stream(line, 3, 3);
    var first = next(stream);
    say(line, Block.of(at(1).header(), at(2).transactions()), at(2));
    failsWith(first, RequestException.class);
    assertThat(next(stream)).isCompletedWithValue(Optional.of(at(2)));
    stream.close();
  }

  @Test
  void requestsThatCannotBeAskedFailInTheirPlace() {
    Line line = quiet();
    List<Request<?>> requests =
        List.of(Requests.block(hashAt(1)), Requests.mempool(), Requests.block(hashAt(2)));
    @SuppressWarnings("unchecked") // only looked at as objects
    Iterable<Request<Object>> mixed = (Iterable<Request<Object>>) (Iterable<?>) requests;
    var stream = stream(line, mixed, StreamOptions.of(PATIENCE));
    var first = next(stream);
    say(line, at(1), at(2));
    assertThat(first).isCompletedWithValue(Optional.of(at(1)));
    failsWith(next(stream), RequestException.class);
    assertThat(next(stream)).isCompletedWithValue(Optional.of(at(2)));
    stream.close();
  }

  @Test
  void requestsThatTakeTurnsAreAskedOneByOne() {
    Line line = quiet();
    List<Request<List<BlockHeader>>> requests =
        List.of(Requests.headers(List.of(hashAt(0))), Requests.headers(List.of(hashAt(1))));
    var stream = stream(line, requests, StreamOptions.of(PATIENCE));
    var first = next(stream);
    line.remote().expect(GetHeaders.class, Ping.class);
    say(line, Headers.of(at(1).header()));
    assertThat(first).isCompletedWithValue(List.of(at(1).header()));
    line.remote().expect();
    var second = next(stream);
    line.remote().expect(GetHeaders.class, Ping.class);
    say(line, Headers.of(at(2).header()));
    assertThat(second).isCompletedWithValue(List.of(at(2).header()));
    stream.close();
  }

  @Test
  void aStreamThatWaitsForItsTurnEndsWhenItIsClosedAndKeepsNobodyFromTheirs() {
    Line line = quiet();
    var other = ask(line, Requests.headers(List.of(hashAt(0))));
    List<Request<List<BlockHeader>>> requests = List.of(Requests.headers(List.of(hashAt(1))));
    var stream = stream(line, requests, StreamOptions.of(PATIENCE));
    var waiting = next(stream);
    stream.close();
    failsWith(waiting, IllegalStateException.class);
    line.remote().heard();
    say(line, Headers.of());
    assertThat(other).isCompleted();
    var last = ask(line, Requests.headers(List.of(hashAt(0))));
    say(line, Headers.of());
    assertThat(last).isCompleted();
  }

  @Test
  void aFullQueueDoesNotKeepWhatHasComeFromBeingFetched() {
    Line line = open(Peer.outbound(context, config(b -> b.outboundLimit(300))), 2000);
    line.remote().greetDialer(70017);
    line.remote().heard();
    var stream = stream(line, 16, 8);
    var first = next(stream);
    List<Hash> asked = new ArrayList<>(asked(line));
    assertThat(asked).isNotEmpty();
    for (int i = 1; i <= 16; i++) {
      say(line, at(i));
      assertThat(first).isCompletedWithValue(Optional.of(at(i)));
      if (i < 16) {
        first = next(stream);
        asked.addAll(asked(line));
      }
    }
    assertThat(asked).isEqualTo(hashes(1, 16));
    stream.close();
  }

  @Test
  void aQuestionThatWaitedForRoomWhenTheStreamWasClosedIsAnsweredToNobody() {
    Peer peer = Peer.outbound(context, config(b -> b.outboundLimit(300)));
    List<Message> unsolicited = unsolicited(peer, Message.class);
    Line line = open(peer, 2000);
    line.remote().greetDialer(70017);
    line.remote().heard();
    unsolicited.clear();
    var unused = peer.sendAsync(new UnknownMessage("bulk", Bytes.wrap(new byte[9000])));
    var stream = stream(line, 3, 3);
    var waiting = next(stream);
    stream.close();
    List<Message> heard = line.remote().heard();
    failsWith(waiting, IllegalStateException.class);
    line.remote().expect();
    assertThat(heard).hasExactlyElementsOfTypes(UnknownMessage.class, GetData.class, Ping.class);
    say(line, at(1), new Pong(((Ping) heard.get(2)).nonce()));
    assertThat(unsolicited).isEmpty();
    say(line, at(1));
    assertThat(unsolicited).containsExactly(at(1));
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new StreamOptions(0, 1, PATIENCE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new StreamOptions(1001, 1, PATIENCE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new StreamOptions(1, 0, PATIENCE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> StreamOptions.of(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
