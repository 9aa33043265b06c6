package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.UnknownMessage;
import org.verack.wire.message.GetAddr;
import org.verack.wire.message.GetBlocks;
import org.verack.wire.message.GetData;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Headers;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.MemPool;
import org.verack.wire.message.NotFound;
import org.verack.wire.message.Ping;

/** What the remote owes us, and what happens when it does not come. */
class StallTest extends PeerTests {

  private static final GetHeaders GET_HEADERS =
      new GetHeaders(70017, List.of(Hash.ZERO), Hash.ZERO);
  private static final GetBlocks GET_BLOCKS = new GetBlocks(70017, List.of(Hash.ZERO), Hash.ZERO);
  private static final GetData GET_DATA = GetData.of(InventoryVector.tx(Hash.ZERO));

  private final ReentrantLock lock = new ReentrantLock();
  private boolean released;

  private static PeerConfig detecting() {
    return config(builder -> builder.policy(PeerConfig.Policy.STRICT).pingInterval(Duration.ZERO));
  }

  private void send(Line line, Message message) {
    assertThat(line.peer().sendAsync(message)).isNotNull();
    line.remote().heard();
  }

  private void endsAfter(Line line, int seconds) {
    time.advance(seconds(seconds - 1));
    assertThat(line.peer().disconnectReason()).isEmpty();
    time.advance(seconds(1));
    assertThat(ended(line.peer()))
        .isInstanceOfSatisfying(
            DisconnectReason.Stalled.class,
            reason -> assertThat(reason.limit()).isEqualTo(seconds(seconds)));
  }

  @Test
  void headersAreDueIn90SecondsAndOtherAnswersIn30_P123() {
    for (Message each : List.of(GET_BLOCKS, GET_DATA, MemPool.INSTANCE)) {
      Line line = connected(detecting());
      send(line, each);
      endsAfter(line, 30);
    }
    Line line = connected(detecting());
    send(line, GET_HEADERS);
    endsAfter(line, 90);
  }

  @Test
  void theAnswerClearsWhatIsDue_P120() {
    Line line = connected(detecting());
    send(line, GET_HEADERS);
    send(line, GET_BLOCKS);
    send(line, GET_DATA);
    line.remote().say(Headers.of(), Inv.of(InventoryVector.block(Hash.ZERO)));
    line.remote().say(NotFound.of(InventoryVector.tx(Hash.ZERO)));
    time.advance(Duration.ofMinutes(4));
    assertThat(line.peer().disconnectReason()).isEmpty();
  }

  @Test
  void otherMessagesDoNotClearIt_P120() {
    Line line = connected(detecting());
    send(line, GET_DATA);
    time.advance(seconds(20));
    line.remote().say(Headers.of(), new Ping(1));
    time.advance(seconds(10));
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.Stalled.class);
  }

  @Test
  void askingAgainReplacesTheDeadline_P121() {
    Line line = connected(detecting());
    send(line, GET_BLOCKS);
    time.advance(seconds(20));
    send(line, GET_BLOCKS);
    endsAfter(line, 30);
  }

  @Test
  void pingsAndQuestionsWithoutAnAnswerAreNotTracked_P126() {
    Line line = connected(detecting());
    send(line, GetAddr.INSTANCE);
    send(line, new Ping(5));
    time.advance(Duration.ofMinutes(4));
    assertThat(line.peer().disconnectReason()).isEmpty();
  }

  @Test
  void theDetectionCanBeSwitchedOffAndIsOffByDefault_P127() {
    PeerConfig off =
        config(
            builder ->
                builder
                    .policy(PeerConfig.Policy.STRICT)
                    .stallDetection(false)
                    .pingInterval(Duration.ZERO));
    for (PeerConfig each : List.of(off, PeerConfig.of(Remote.NETWORK))) {
      Line line = connected(each);
      send(line, GET_DATA);
      time.advance(Duration.ofMinutes(4));
      assertThat(line.peer().disconnectReason()).isEmpty();
    }
  }

  /** The reader waits for our handlers: neither silence nor a missing answer is the remote's. */
  @Test
  void timeInWhichOurHandlersKeepUsFromReadingDoesNotCount_P100_P122() {
    PeerConfig narrow =
        config(
            builder ->
                builder
                    .policy(PeerConfig.Policy.STRICT)
                    .pingInterval(Duration.ZERO)
                    .inboxLimit(1000));
    Peer peer = Peer.outbound(context, narrow);
    var release = time.newCondition(lock);
    peer.on(
        UnknownMessage.class,
        (from, message) -> {
          lock.lockInterruptibly();
          try {
            while (!released) {
              release.await();
            }
          } finally {
            lock.unlock();
          }
        });
    Line line = connected(peer);
    send(line, GET_DATA);
    time.advance(seconds(10));
    UnknownMessage large = new UnknownMessage("large", Bytes.wrap(new byte[900]));
    line.remote().say(large, large, large);
    time.awaitQuiet();
    time.advance(Duration.ofHours(1));
    assertThat(peer.disconnectReason()).as("our own fault").isEmpty();
    lock.lock();
    try {
      released = true;
      release.signalAll();
    } finally {
      lock.unlock();
    }
    time.awaitQuiet();
    time.advance(seconds(19));
    assertThat(peer.disconnectReason()).isEmpty();
    time.advance(seconds(1));
    assertThat(ended(peer)).isInstanceOf(DisconnectReason.Stalled.class);
  }

  @Test
  void aLargeMessageThatStopsComingEndsTheConnectionAlthoughBytesTrickle() {
    Line line = connected(PeerConfig.of(Remote.NETWORK));
    byte[] payload = new byte[1_000_000];
    Bytes frame =
        Remote.NETWORK
            .encode(new UnknownMessage("large", Bytes.wrap(payload)), line.peer().format())
            .frame();
    line.remote().sayRaw(frame.slice(0, 100_000));
    int at = 100_000;
    int waited = 0;
    while (line.peer().disconnectReason().isEmpty() && waited < 3600) {
      line.remote().sayRaw(frame.slice(at, 1));
      at++;
      waited++;
      time.advance(seconds(1));
    }
    assertThat(ended(line.peer()))
        .isInstanceOfSatisfying(
            DisconnectReason.Stalled.class,
            reason -> assertThat(reason.awaited()).isEqualTo("the rest of a message"));
    // 256 KiB of memory were given, at 8 KiB/s and 20 s more.
    assertThat(waited).isEqualTo(20 + 32);
  }

  @Test
  void aLargeMessageMayComeSlowly() {
    Line line = connected(PeerConfig.of(Remote.NETWORK));
    Bytes frame =
        Remote.NETWORK
            .encode(
                new UnknownMessage("large", Bytes.wrap(new byte[1_000_000])), line.peer().format())
            .frame();
    int step = 10_000;
    for (int at = 0; at < frame.length(); at += step) {
      line.remote().sayRaw(frame.slice(at, Math.min(frame.length() - at, step)));
      time.advance(seconds(1));
    }
    isStillThere(line);
  }
}
