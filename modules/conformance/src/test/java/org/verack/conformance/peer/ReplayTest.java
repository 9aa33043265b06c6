package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.verack.conformance.scenario.CoreScenario;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerEvent;
import org.verack.peer.capture.Capture;
import org.verack.peer.capture.CaptureReader;
import org.verack.peer.capture.Replay;
import org.verack.peer.connection.Connection;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.UnknownMessage;
import org.verack.wire.WireFormat;
import org.verack.wire.message.FeeFilter;
import org.verack.wire.message.GetAddr;
import org.verack.wire.message.Ping;
import org.verack.wire.message.SendAddrV2;
import org.verack.wire.message.Verack;
import org.verack.wire.message.WtxidRelay;

/** Captured files played to a real peer. */
class ReplayTest extends PeerTests {

  private static final PeerConfig DEFAULT = PeerConfig.of(Remote.NETWORK);
  private static final WireFormat FORMAT = WireFormat.witness(70017);
  private static final DisconnectReason END = new DisconnectReason.RemoteClose(false, false);

  @TempDir Path folder;

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private long micros = 1_700_000_000_000_000L;

  /** Adds a record as Bitcoin Core writes it. */
  private ReplayTest recorded(String command, Bytes payload) {
    file.writeBytes(CaptureTest.record(micros, command, payload).toArray());
    return this;
  }

  private ReplayTest recorded(Message... messages) {
    for (Message each : messages) {
      recorded(each.command(), Remote.NETWORK.messages().encode(each, FORMAT));
    }
    return this;
  }

  private ReplayTest after(Duration pause) {
    micros += pause.toMillis() * 1000;
    return this;
  }

  private ReplayTest handshake() {
    return recorded(
        Remote.version(70017), WtxidRelay.INSTANCE, SendAddrV2.INSTANCE, Verack.INSTANCE);
  }

  private CaptureReader reader() {
    return new CaptureReader(new ByteArrayInputStream(file.toByteArray()));
  }

  private Replay fast() {
    return Replay.asFastAsPossible(context, Remote.NETWORK, reader());
  }

  private CompletableFuture<@Nullable Void> play(Peer peer, Connection replay) {
    CompletableFuture<@Nullable Void> connecting =
        time.async(
            "connect",
            () -> {
              peer.connect(replay);
              return null;
            });
    time.awaitQuiet();
    return connecting;
  }

  private static List<Object> handled(Peer peer) {
    List<Object> handled = Collections.synchronizedList(new ArrayList<>());
    peer.on(Message.class, (from, message) -> handled.add(message));
    peer.onEvent(PeerEvent.PayloadFault.class, (from, fault) -> handled.add(fault.raw()));
    return handled;
  }

  @CoreScenario("p2p_message_capture/record")
  @Test
  void handlersGetWhatWasCapturedByBitcoinCore() {
    UnknownMessage broken = new UnknownMessage("feefilter", Bytes.ofHex("00"));
    handshake().recorded(new FeeFilter(5), broken, new UnknownMessage("new", Bytes.ofHex("aa")));
    for (boolean inbound : new boolean[] {false, true}) {
      Peer peer = inbound ? Peer.inbound(context, DEFAULT) : Peer.outbound(context, DEFAULT);
      List<Object> handled = handled(peer);
      assertThat(play(peer, fast())).isCompleted();
      assertThat(ended(peer)).isEqualTo(END);
      assertThat(handled.subList(0, 7))
          .containsExactly(
              Remote.version(70017),
              WtxidRelay.INSTANCE,
              SendAddrV2.INSTANCE,
              Verack.INSTANCE,
              new FeeFilter(5),
              broken,
              new UnknownMessage("new", Bytes.ofHex("aa")));
      // The last is the ping by which the end is known.
      assertThat(handled.subList(7, handled.size())).hasOnlyElementsOfType(Ping.class).hasSize(1);
      assertThat(peer.negotiation().remote().userAgent()).isEqualTo("/remote:1.0/");
      assertThat(peer.negotiation().agreed(WtxidRelay.class)).isTrue();
    }
  }

  @Test
  void whatWeCapturedIsPlayedBack() throws IOException {
    Capture capture = Capture.toFolder(context, folder);
    Peer peer = Peer.outbound(context, DEFAULT);
    capture.watch(peer);
    List<Object> live = handled(peer);
    Line line = connected(peer);
    line.remote().say(new FeeFilter(1), GetAddr.INSTANCE, new FeeFilter(2));
    line.remote().sayFrame("ping", Bytes.ofHex("01"), true);
    line.remote().heard();
    line.remote().close();
    time.awaitQuiet();
    closeAndWait(capture);
    Peer again = Peer.outbound(context, DEFAULT);
    List<Object> replayed = handled(again);
    CaptureReader records =
        CaptureReader.open(folder.resolve("127.0.0.1_18444").resolve("msgs_recv.dat"));
    play(again, Replay.asFastAsPossible(context, Remote.NETWORK, records));
    assertThat(ended(again)).isEqualTo(END);
    assertThat(replayed.subList(0, replayed.size() - 1)).isEqualTo(live);
  }

  @Test
  void theConnectionEndsWhenHandlersAreThrough() {
    handshake().recorded(new FeeFilter(1), new FeeFilter(2), new FeeFilter(3));
    Peer peer = Peer.outbound(context, DEFAULT);
    List<Object> sent = Collections.synchronizedList(new ArrayList<>());
    peer.on(
        FeeFilter.class,
        (from, message) -> {
          // As with a live remote, the connection is there while a handler sends and waits.
          from.send(GetAddr.INSTANCE);
          from.flush();
          sent.add(message);
        });
    play(peer, fast());
    assertThat(ended(peer)).isEqualTo(END);
    assertThat(sent).containsExactly(new FeeFilter(1), new FeeFilter(2), new FeeFilter(3));
    assertThat(peer.stats().sent().of("getaddr").messages()).isEqualTo(3);
  }

  @Test
  void pausesAreThoseOfTheFile() {
    handshake()
        .after(Duration.ofMillis(250))
        .recorded(new FeeFilter(1))
        .after(Duration.ofHours(2))
        .recorded(new FeeFilter(2))
        // A clock that was set back.
        .after(Duration.ofHours(-1))
        .recorded(new FeeFilter(3));
    PeerConfig patient =
        config(builder -> builder.pingInterval(Duration.ZERO).idleTimeout(Duration.ZERO));
    Peer peer = Peer.outbound(context, patient);
    Instant begun = time.now();
    List<String> handled = Collections.synchronizedList(new ArrayList<>());
    peer.on(
        FeeFilter.class,
        (from, message) ->
            handled.add(message.satPerKvB() + " " + Duration.between(begun, time.now())));
    assertThat(play(peer, Replay.asRecorded(context, Remote.NETWORK, reader()))).isCompleted();
    assertThat(handled).isEmpty();
    time.advance(Duration.ofHours(3));
    assertThat(handled).containsExactly("1 PT0.25S", "2 PT2H0.25S", "3 PT2H0.25S");
    assertThat(ended(peer)).isEqualTo(END);
  }

  @Test
  void aReplayThatWaitsIsClosedWithItsPeer() {
    handshake().after(Duration.ofDays(365_000)).recorded(new FeeFilter(1));
    Peer peer = Peer.outbound(context, DEFAULT);
    assertThat(play(peer, Replay.asRecorded(context, Remote.NETWORK, reader()))).isCompleted();
    closeAndWait(peer);
  }

  @Test
  void aPeerWithoutPongsIsReplayedToo() {
    recorded(Remote.version(60000), Verack.INSTANCE);
    recorded("inv", Bytes.ofHex("00"));
    Peer peer = Peer.outbound(context, DEFAULT);
    List<Object> handled = handled(peer);
    play(peer, fast());
    assertThat(ended(peer)).isEqualTo(END);
    assertThat(handled).hasSize(3);
  }

  @Test
  void aFileWithoutAHandshakeIsARemoteThatLeavesInTheMiddleOfIt() {
    recorded(new FeeFilter(1));
    Peer peer = Peer.outbound(context, DEFAULT);
    assertThat(play(peer, fast())).isCompletedExceptionally();
    assertThat(ended(peer)).isEqualTo(new DisconnectReason.RemoteClose(false, true));
  }

  @Test
  void aFileThatIsCutOffIsPlayedUpToThere() {
    handshake().recorded(new FeeFilter(1));
    file.writeBytes(new byte[] {1, 2, 3});
    CaptureReader records = reader();
    Peer peer = Peer.outbound(context, DEFAULT);
    List<Object> handled = handled(peer);
    play(peer, Replay.asFastAsPossible(context, Remote.NETWORK, records));
    assertThat(ended(peer)).isEqualTo(END);
    assertThat(handled).contains(new FeeFilter(1));
    assertThat(records.isTruncated()).isTrue();
  }

  @Test
  void aFileThatIsNoCaptureEndsThePeerWithTheReason() {
    handshake();
    file.writeBytes(new byte[100]);
    Peer peer = Peer.outbound(context, DEFAULT);
    play(peer, fast());
    assertThat(ended(peer)).isInstanceOf(DisconnectReason.ConnectionLost.class);
    assertThat(ended(peer)).asString().contains("not a capture of messages");
  }

  @Test
  void aPolicyAppliesToAReplayAsToARemote() {
    handshake().recorded("ping", Bytes.ofHex("01"));
    Peer peer = Peer.outbound(context, strict());
    play(peer, fast());
    assertThat(ended(peer)).isInstanceOf(DisconnectReason.PayloadFault.class);
  }

  @Test
  void bothSidesOfASessionCanBePlayed() throws IOException {
    Capture capture = Capture.toFolder(context, folder);
    PeerConfig self = config(builder -> builder.allowSelfConnection(true));
    Pipes.Pair pair = Pipes.pair(time);
    Peer dialer = Peer.outbound(context, self);
    Peer listener = Peer.inbound(context, self);
    capture.watch(dialer);
    play(listener, pair.listener());
    play(dialer, pair.dialer());
    var sending =
        time.async(
            "send",
            () -> {
              dialer.send(new FeeFilter(1));
              listener.send(new FeeFilter(2));
              // The pong comes behind what the listener has sent.
              return dialer.ping(seconds(5));
            });
    time.awaitQuiet();
    assertThat(sending).isCompleted();
    closeAndWait(dialer);
    closeAndWait(capture);
    List<Message> fees = Collections.synchronizedList(new ArrayList<>());
    for (String each : Stream.of("msgs_recv.dat", "msgs_sent.dat").toList()) {
      Peer peer = Peer.outbound(context, DEFAULT);
      peer.on(FeeFilter.class, (from, message) -> fees.add(message));
      CaptureReader records = CaptureReader.open(folder.resolve("127.0.0.1_18444").resolve(each));
      play(peer, Replay.asFastAsPossible(context, Remote.NETWORK, records));
      assertThat(ended(peer)).isEqualTo(END);
    }
    assertThat(fees).containsExactly(new FeeFilter(2), new FeeFilter(1));
  }

  @Test
  void aPeerThatLeavesPingsUnansweredComesToTheEndAfterAMinute() {
    handshake().recorded(new FeeFilter(5));
    PeerConfig proxy =
        config(
            builder ->
                builder.answersPings(false).pingInterval(Duration.ZERO).idleTimeout(Duration.ZERO));
    Peer peer = Peer.outbound(context, proxy);
    assertThat(play(peer, fast())).isCompleted();
    assertThat(peer.disconnectReason()).isEmpty();
    time.advance(Duration.ofMinutes(1));
    assertThat(ended(peer)).isEqualTo(END);
  }
}
