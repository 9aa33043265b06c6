package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerStats;
import org.verack.peer.Registration;
import org.verack.peer.Transfer;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.PayloadException;
import org.verack.wire.TransportException;
import org.verack.wire.UnknownMessage;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFormat;
import org.verack.wire.message.FeeFilter;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.message.Version;

/** What passes, seen from outside: onRead and onWrite. */
class TapTest extends PeerTests {

  private static final PeerConfig DEFAULT = PeerConfig.of(Remote.NETWORK);

  private final List<Transfer> read = Collections.synchronizedList(new ArrayList<>());
  private final List<Transfer> written = Collections.synchronizedList(new ArrayList<>());

  private Peer tapped(PeerConfig config) {
    Peer peer = Peer.outbound(context, config);
    peer.onRead((from, transfer) -> keep(read, transfer));
    peer.onWrite((from, transfer) -> keep(written, transfer));
    return peer;
  }

  private static void keep(List<Transfer> list, Transfer transfer) {
    // The payload is there only now, unless it is asked for.
    assertThat(transfer.payload()).isNotNull();
    list.add(transfer);
  }

  private static long frameLength(Message message) {
    return Remote.NETWORK.encode(message, WireFormat.witness(70017)).frameLength();
  }

  private static Bytes payload(Message message) {
    return Remote.NETWORK.encode(message, WireFormat.witness(70017)).payload();
  }

  @Test
  void everyMessageIsSeenWithItsBytesThoseOfTheHandshakeIncluded_P037_P161_P162() {
    Line line = connected(tapped(DEFAULT));
    assertThat(read)
        .extracting(Transfer::command)
        .containsExactly("version", "wtxidrelay", "sendaddrv2", "verack");
    assertThat(written)
        .extracting(Transfer::command)
        .startsWith("version", "wtxidrelay", "sendaddrv2", "verack");
    assertThat(read.get(0).direction()).isEqualTo(Transfer.Direction.RECEIVED);
    assertThat(written.get(0).direction()).isEqualTo(Transfer.Direction.SENT);
    assertThat(read.get(0).message()).contains(Remote.version(70017));
    assertThat(written.get(0).message()).containsInstanceOf(Version.class);

    var stats = line.peer().stats();
    assertThat(read.stream().mapToLong(Transfer::bytes).sum()).isEqualTo(stats.received().bytes());
    assertThat(written.stream().mapToLong(Transfer::bytes).sum()).isEqualTo(stats.sent().bytes());
    assertThat(read).allSatisfy(each -> assertThat(each.fault()).isEmpty());
  }

  @Test
  void thePayloadIsWhatWentOverTheLine() {
    Line line = connected(tapped(DEFAULT));
    UnknownMessage large = new UnknownMessage("large", Bytes.wrap(new byte[200_000]));
    time.async(
        "say",
        () -> {
          line.remote().say(new FeeFilter(1), new FeeFilter(2), large);
          return null;
        });
    time.awaitQuiet();
    List<Transfer> last = read.subList(read.size() - 3, read.size());
    assertThat(last)
        .extracting(each -> each.payload().orElseThrow())
        .containsExactly(payload(new FeeFilter(1)), payload(new FeeFilter(2)), large.payload());
    // What was collected as one array is shared with the message, not copied.
    UnknownMessage message = (UnknownMessage) last.get(2).message().orElseThrow();
    assertThat(last.get(2).payload().orElseThrow().array()).isSameAs(message.payload().array());
    Ping ping = new Ping(5);
    assertThat(line.peer().sendAsync(ping)).satisfies(sent -> time.awaitQuiet()).isCompleted();
    assertThat(written.getLast().payload()).contains(payload(ping));
  }

  @Test
  void aMessageThatDoesNotDecodeIsSeenWithTheFaultAndItsBytes_P161() {
    Line line = connected(tapped(DEFAULT));
    line.remote().sayFrame("ping", Bytes.ofHex("0102"), true);
    line.remote().sayFrame("feefilter", payload(new FeeFilter(1)), false);
    isStillThere(line);
    List<Transfer> faulty = read.stream().filter(each -> each.fault().isPresent()).toList();
    assertThat(faulty).extracting(Transfer::command).containsExactly("ping", "feefilter");
    assertThat(faulty).extracting(Transfer::bytes).containsExactly(26L, 32L);
    assertThat(faulty).allSatisfy(each -> assertThat(each.message()).isEmpty());
    assertThat(faulty)
        .allSatisfy(each -> assertThat(each.fault()).containsInstanceOf(PayloadException.class));
    assertThat(faulty.get(0).payload()).contains(Bytes.ofHex("0102"));
  }

  @Test
  void aViolationIsSeenBeforeItEndsTheConnection_P161() {
    Line line = connected(tapped(DEFAULT));
    Bytes tooMany = Bytes.ofHex("fde903" + "00".repeat(30 * 1001));
    line.remote().sayFrame("addr", tooMany, true);
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.Violation.class);
    assertThat(read.getLast().fault()).containsInstanceOf(ViolationException.class);
    assertThat(read.getLast().payload()).contains(tooMany);
  }

  @Test
  void aReadThatFailsIsSeenWithTheErrorAndTheBytesAndNoMessage_P161() {
    Line line = connected(tapped(DEFAULT));
    line.remote().say(new FeeFilter(1));
    line.remote().sayRaw(Bytes.ofHex("fabfb5da" + "00".repeat(7)));
    line.remote().close();
    assertThat(ended(line.peer())).isEqualTo(new DisconnectReason.RemoteClose(true, false));
    Transfer last = read.getLast();
    assertThat(last.fault()).containsInstanceOf(EOFException.class);
    assertThat(last.bytes()).isEqualTo(11);
    assertThat(last.message()).isEmpty();
    assertThat(last.payload()).isEmpty();
    assertThat(last.command()).isEmpty();
    assertThat(line.peer().stats().received().bytesOutsideMessages()).isEqualTo(11);
  }

  @Test
  void aStreamThatCannotBeReadIsSeen_P161() {
    Line line = connected(tapped(DEFAULT));
    line.remote().sayRaw(Bytes.ofHex("00".repeat(30)));
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.TransportFault.class);
    assertThat(read.getLast().fault()).containsInstanceOf(TransportException.class);
    assertThat(read.getLast().bytes()).isEqualTo(30);
  }

  @Test
  void theEndOfTheStreamIsSeenAsAReadOfNothing_P161() {
    Line line = connected(tapped(DEFAULT));
    line.remote().close();
    assertThat(ended(line.peer())).isEqualTo(new DisconnectReason.RemoteClose(false, false));
    assertThat(read.getLast().fault()).containsInstanceOf(EOFException.class);
    assertThat(read.getLast().bytes()).isZero();
  }

  @Test
  void aWriteThatFailsIsSeenWithTheBytesReallyWritten_P162() {
    Peer peer = tapped(DEFAULT);
    Line line = open(peer, 1000);
    line.remote().greetDialer(70017);
    line.remote().heard();
    long before = peer.stats().sent().bytes();
    int seen = written.size();
    Ping first = new Ping(1);
    UnknownMessage second = new UnknownMessage("large", Bytes.wrap(new byte[5000]));
    Ping third = new Ping(2);
    time.async(
        "send",
        () -> {
          peer.send(first);
          peer.send(second);
          peer.send(third);
          return null;
        });
    time.awaitQuiet();
    line.remote().close();
    time.awaitQuiet();
    long sent = peer.stats().sent().bytes() - before;
    assertThat(sent).isEqualTo(1000);
    List<Transfer> last = written.subList(seen, written.size());
    // The third was not begun.
    assertThat(last)
        .extracting(each -> each.message().orElseThrow())
        .containsExactly(first, second);
    assertThat(last.get(0).fault()).isEmpty();
    assertThat(last.get(0).bytes()).isEqualTo(frameLength(first));
    assertThat(last.get(1).fault()).containsInstanceOf(IOException.class);
    assertThat(last.get(1).bytes()).isEqualTo(1000 - frameLength(first));
    assertThat(peer.stats().sent().of(PeerStats.OTHER).messages()).isZero();
    assertThat(peer.stats().sent().bytesOutsideMessages()).isEqualTo(1000 - frameLength(first));
  }

  @Test
  void tapsCanBeAddedAndTakenBackWhileTheConnectionRuns() {
    Line line = connected(DEFAULT);
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    Registration one = line.peer().onRead((from, transfer) -> seen.add("1 " + transfer.command()));
    Registration two = line.peer().onRead((from, transfer) -> seen.add("2 " + transfer.command()));
    line.remote().say(new FeeFilter(1));
    time.awaitQuiet();
    assertThat(seen).containsExactly("1 feefilter", "2 feefilter");
    one.close();
    one.close();
    line.remote().say(new FeeFilter(2));
    time.awaitQuiet();
    assertThat(seen).containsExactly("1 feefilter", "2 feefilter", "2 feefilter");
    two.close();
    line.remote().say(new FeeFilter(3));
    time.awaitQuiet();
    assertThat(seen).hasSize(3);
  }

  @Test
  void aTapMayTakeItselfBack() {
    Line line = connected(DEFAULT);
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    Registration[] own = new Registration[1];
    own[0] =
        line.peer()
            .onRead(
                (from, transfer) -> {
                  seen.add(transfer.command());
                  own[0].close();
                });
    line.remote().say(new FeeFilter(1), new FeeFilter(2));
    isStillThere(line);
    assertThat(seen).containsExactly("feefilter");
  }

  @Test
  void aTapOnReadingThatThrowsEndsTheConnection() {
    IllegalStateException mine = new IllegalStateException("mine");
    Line line = connected(DEFAULT);
    line.peer()
        .onRead(
            (from, transfer) -> {
              throw mine;
            });
    line.remote().say(new FeeFilter(1));
    assertThat(ended(line.peer())).isEqualTo(new DisconnectReason.Failure(mine));
  }

  @Test
  void aTapOnWritingThatThrowsEndsTheConnectionAndWhatWasWrittenWasWritten() {
    IllegalStateException mine = new IllegalStateException("mine");
    Line line = connected(DEFAULT);
    line.peer()
        .onWrite(
            (from, transfer) -> {
              throw mine;
            });
    var sent = line.peer().sendAsync(new Ping(1));
    assertThat(ended(line.peer())).isEqualTo(new DisconnectReason.Failure(mine));
    assertThat(sent).isCompleted();
    assertThat(line.remote().heard()).contains(new Ping(1));
  }

  @Test
  void aTapThatThrowsAtTheEndLeavesTheReasonAlone() {
    Peer peer = Peer.outbound(context, DEFAULT);
    peer.onRead(
        (from, transfer) -> {
          if (transfer.fault().isPresent()) {
            throw new IllegalStateException("mine");
          }
        });
    Line line = connected(peer);
    line.remote().close();
    assertThat(ended(peer)).isEqualTo(new DisconnectReason.RemoteClose(false, false));
  }

  @Test
  void thePayloadCanOnlyBeTakenDuringTheCall() {
    Line line = connected(DEFAULT);
    List<Transfer> kept = Collections.synchronizedList(new ArrayList<>());
    line.peer().onRead((from, transfer) -> kept.add(transfer));
    line.remote().say(new FeeFilter(1));
    time.awaitQuiet();
    assertThatThrownBy(() -> kept.get(0).payload()).isInstanceOf(IllegalStateException.class);
    assertThat(kept.get(0)).hasToString("received feefilter, 1 sat/kvB, 32 bytes");
  }

  @Test
  void aTapMaySendWithoutWaiting() {
    Line line = connected(DEFAULT);
    line.remote().heard();
    line.peer()
        .onRead(
            (from, transfer) -> {
              try {
                assertThat(from.trySend(new Pong(7))).isTrue();
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    line.remote().say(new FeeFilter(1));
    line.remote().expect(Pong.class);
  }
}
