package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;
import org.verack.conformance.scenario.CoreScenario;
import org.verack.peer.DisconnectReason;
import org.verack.peer.DisconnectReason.HandshakeTimeout;
import org.verack.peer.DisconnectReason.RemoteClose;
import org.verack.peer.DisconnectReason.Stalled;
import org.verack.peer.DisconnectReason.TransportFault;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerConfig.Encryption;
import org.verack.peer.PeerContext;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.peer.testkit.script.RawV2Transport;
import org.verack.peer.testkit.script.ScriptedPeer;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.UnknownMessage;
import org.verack.wire.WireFault;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.transport.TransportKind;

/**
 * What a peer does, dialing and listening, with a remote that breaks the rules of the encrypted
 * transport. That nothing is left of it, no thread, no timer and no memory, is checked after every
 * test, as everywhere.
 */
class RogueEncryptionTest extends PeerTests {

  private static final Network NETWORK = Networks.REGTEST;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long SEED = 7;
  private static final int MOST_CONTENTS = 4_000_013;
  private static final int KEY = 64;
  private static final int TERMINATOR = 16;
  private static final int EMPTY_PACKET = 20;

  private final List<ScriptedPeer> rogues = new ArrayList<>();

  /** A peer of ours, and a remote on which nothing happens by itself. */
  private record Meeting(
      Peer peer,
      RawV2Transport raw,
      ScriptedPeer remote,
      CompletableFuture<@Nullable Void> connecting) {

    /** Says it all at once, because the peer may end the connection in the middle of it. */
    Meeting say(Bytes... pieces) {
      remote.sendRaw(joined(pieces));
      return this;
    }

    /** The keys are exchanged, and the remote has said its garbage. */
    Meeting sayKey(Bytes garbage) {
      say(raw.key(), garbage);
      remote.expectReady();
      return this;
    }

    /** All that comes before messages. */
    Meeting secure(Bytes garbage) {
      return sayKey(garbage).say(raw.terminator(), raw.packet(Bytes.EMPTY, garbage));
    }

    Bytes message(Message message) throws Exception {
      List<Bytes> packets = new ArrayList<>();
      raw.write(
          NETWORK.encode(message, remote.format()),
          (array, from, length) -> packets.add(Bytes.wrap(array, from, length)));
      return packets.getFirst();
    }
  }

  private static final PeerConfig CONFIG =
      PeerConfig.builder(NETWORK)
          .encryption(Encryption.REQUIRED)
          .pingInterval(Duration.ZERO)
          .build();

  private Meeting meet(boolean inbound) {
    return meet(inbound, Bytes.EMPTY);
  }

  /** The remote says something before the peer knows of the connection. */
  private Meeting meet(boolean inbound, Bytes early) {
    return meet(context, inbound, early);
  }

  private Meeting meet(PeerContext at, boolean inbound, Bytes early) {
    Peer peer = inbound ? Peer.inbound(at, CONFIG) : Peer.outbound(at, CONFIG);
    Pipes.Pair pair = Pipes.on(time).open();
    Random random = new Random(SEED);
    RawV2Transport raw =
        inbound
            ? RawV2Transport.initiator(NETWORK, random)
            : RawV2Transport.responder(NETWORK, random);
    ScriptedPeer.Builder builder =
        ScriptedPeer.builder(NETWORK, time).transport(network -> raw).byHand();
    ScriptedPeer remote =
        inbound ? builder.dialed(pair.dialer()) : builder.accepted(pair.listener());
    rogues.add(remote);
    if (!early.isEmpty()) {
      remote.sendRaw(early);
    }
    var ours = inbound ? pair.listener() : pair.dialer();
    CompletableFuture<@Nullable Void> connecting =
        time.async(
            "connect",
            () -> {
              peer.connect(ours);
              return null;
            });
    return new Meeting(peer, raw, remote, connecting);
  }

  /** The remote has gone through the transport's handshake; do messages come and go? */
  private void talks(Meeting meeting) throws Exception {
    ScriptedPeer remote = meeting.remote();
    remote.handshake();
    time.awaitQuiet();
    assertThat(meeting.connecting()).isCompleted();
    remote.heard();
    remote.send(new Ping(5));
    assertThat(remote.expect(Pong.class)).isEqualTo(new Pong(5));
    assertThat(meeting.peer().stats().transport()).isEqualTo(TransportKind.V2);
    assertThat(remote.transport()).isEqualTo(TransportKind.V2);
    assertThat(meeting.peer().stats().sessionId()).isEqualTo(remote.sessionId()).isPresent();
  }

  private void endsWith(Meeting meeting, WireFault fault) {
    assertThat(ended(meeting.peer()))
        .isInstanceOfSatisfying(
            TransportFault.class, reason -> assertThat(reason.cause().fault()).isEqualTo(fault));
    assertThat(meeting.connecting()).isCompletedExceptionally();
    leavesNothing();
  }

  private void leavesNothing() {
    rogues.forEach(ScriptedPeer::close);
    rogues.clear();
    time.awaitQuiet();
    assertThat(context.peers()).isEmpty();
    assertThat(context.inboundBytes()).isZero();
    assertThat(time.threads()).isEmpty();
    assertThat(time.timers()).isZero();
  }

  private static Bytes joined(Bytes... pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Bytes piece : pieces) {
      all.writeBytes(piece.toArray());
    }
    return Bytes.wrap(all.toByteArray());
  }

  private static Bytes bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return Bytes.wrap(bytes);
  }

  // Keys.

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aKeyThatIsThereBeforeWeSayAnythingIsTaken(boolean inbound) throws Exception {
    Bytes key = meet(inbound).raw().key();
    Bytes garbage = bytes(1000);
    Meeting meeting = meet(inbound, joined(key, garbage));
    meeting.remote().expectReady();
    meeting.say(meeting.raw().terminator(), meeting.raw().packet(Bytes.EMPTY, garbage));
    talks(meeting);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aKeyThatComesJustInTimeIsTaken(boolean inbound) throws Exception {
    Meeting meeting = meet(inbound);
    meeting.say(meeting.raw().key().slice(0, KEY - 1));
    time.advance(LIMIT.minusMillis(1));
    meeting.say(meeting.raw().key().slice(KEY - 1, 1));
    meeting.remote().expectReady();
    meeting.say(meeting.raw().terminator(), meeting.raw().packet(Bytes.EMPTY));
    talks(meeting);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aKeyThatIsNotWholeInTimeEndsTheConnection(boolean inbound) {
    Meeting meeting = meet(inbound);
    meeting.say(meeting.raw().key().slice(0, KEY - 1));
    time.advance(LIMIT);
    assertThat(ended(meeting.peer())).isEqualTo(new HandshakeTimeout(LIMIT, "key"));
    meeting.remote().close();
    leavesNothing();
  }

  @CoreScenario("p2p_v2_misbehaving/slow-key")
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aKeyThatComesByteByByteIsTaken(boolean inbound) throws Exception {
    Meeting meeting = meet(inbound);
    for (int i = 0; i < KEY; i++) {
      meeting.say(meeting.raw().key().slice(i, 1));
      time.advance(Duration.ofMillis(100));
    }
    meeting.remote().expectReady();
    meeting.say(meeting.raw().terminator(), meeting.raw().packet(Bytes.EMPTY));
    talks(meeting);
  }

  // Garbage.

  static Stream<Arguments> lengthsOfGarbage() {
    return Stream.of(true, false)
        .flatMap(
            inbound ->
                Stream.of(0, 1, 15, 16, 17, 4094, 4095).map(each -> Arguments.of(inbound, each)));
  }

  @CoreScenario("p2p_v2_misbehaving/garbage")
  @ParameterizedTest
  @MethodSource("lengthsOfGarbage")
  void anyGarbageUpToTheLimitIsTaken(boolean inbound, int length) throws Exception {
    talks(meet(inbound).secure(bytes(length)));
  }

  @CoreScenario({"p2p_v2_misbehaving/garbage", "p2p_v2_transport/no-terminator"})
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oneByteOfGarbageTooMuchEndsTheConnection(boolean inbound) {
    Meeting meeting = meet(inbound).secure(bytes(4096));
    endsWith(meeting, WireFault.NO_TERMINATOR);
  }

  @CoreScenario("p2p_v2_misbehaving/terminator")
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWrongTerminatorIsGarbageUntilThereIsTooMuchOfIt(boolean inbound) {
    Meeting meeting = meet(inbound).sayKey(bytes(100));
    Bytes wrong = RawV2Transport.withFlippedBit(meeting.raw().terminator(), 127);
    meeting.say(wrong, bytes(4095 - 100 - 1));
    time.awaitQuiet();
    assertThat(meeting.peer().disconnectReason()).isEmpty();
    meeting.say(bytes(1));
    endsWith(meeting, WireFault.NO_TERMINATOR);
  }

  @CoreScenario({"p2p_v2_misbehaving/terminator", "p2p_timeouts/no-terminator"})
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aTerminatorThatDoesNotComeEndsTheConnectionInTime(boolean inbound) {
    Meeting meeting = meet(inbound).sayKey(bytes(100));
    time.advance(LIMIT);
    assertThat(ended(meeting.peer())).isEqualTo(new HandshakeTimeout(LIMIT, "version"));
    leavesNothing();
  }

  // What is authenticated.

  @CoreScenario("p2p_v2_misbehaving/authentication")
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void garbageThatIsNotAuthenticatedEndsTheConnection(boolean inbound) {
    Bytes garbage = bytes(100);
    List<Bytes> wrong =
        List.of(
            Bytes.EMPTY,
            garbage.slice(0, 99),
            garbage.slice(1, 99),
            RawV2Transport.withFlippedBit(garbage, 0),
            RawV2Transport.withFlippedBit(garbage, 799));
    for (Bytes authenticated : wrong) {
      Meeting meeting = meet(inbound).sayKey(garbage);
      meeting.say(meeting.raw().terminator(), meeting.raw().packet(Bytes.EMPTY, authenticated));
      endsWith(meeting, WireFault.BAD_TAG);
    }
  }

  @CoreScenario("p2p_v2_misbehaving/authentication")
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theGarbageIsAuthenticatedByTheFirstPacketOnly(boolean inbound) {
    Bytes garbage = bytes(100);
    Meeting late = meet(inbound).sayKey(garbage);
    late.say(
        late.raw().terminator(),
        late.raw().decoy(Bytes.EMPTY, Bytes.EMPTY),
        late.raw().packet(Bytes.EMPTY, garbage));
    endsWith(late, WireFault.BAD_TAG);

    Meeting twice = meet(inbound).sayKey(garbage);
    twice.say(
        twice.raw().terminator(),
        twice.raw().decoy(Bytes.EMPTY, garbage),
        twice.raw().packet(Bytes.EMPTY, garbage));
    endsWith(twice, WireFault.BAD_TAG);

    Meeting message = meet(inbound).secure(garbage);
    message.say(message.raw().packet(bytes(9), garbage));
    endsWith(message, WireFault.BAD_TAG);
  }

  // Decoys.

  @CoreScenario("p2p_v2_encrypted/decoys")
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void decoysAreDroppedWhereverTheyCome(boolean inbound) throws Exception {
    Bytes garbage = bytes(50);
    Meeting meeting = meet(inbound).sayKey(garbage);
    RawV2Transport raw = meeting.raw();
    meeting.say(raw.terminator(), raw.decoy(bytes(30), garbage));
    // Past the rekeying after 224 packets.
    for (int i = 0; i < 250; i++) {
      meeting.say(raw.decoy(bytes(i), Bytes.EMPTY));
    }
    meeting.say(raw.packet(bytes(40)));
    meeting.say(raw.decoy(Bytes.EMPTY, Bytes.EMPTY));
    meeting.say(raw.decoy(bytes(MOST_CONTENTS), Bytes.EMPTY));
    // With all the bits of the header byte that mean nothing.
    meeting.say(raw.packet(0xff, 13, bytes(13), Bytes.EMPTY));
    talks(meeting);
    meeting.say(raw.decoy(bytes(100_000), Bytes.EMPTY));
    meeting.remote().expectNothingFor(seconds(1));
    meeting.remote().send(new Ping(6));
    assertThat(meeting.remote().expect(Pong.class)).isEqualTo(new Pong(6));
    assertThat(context.inboundBytes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void decoysDoNotExtendTheTimeForTheHandshake(boolean inbound) {
    Meeting meeting = meet(inbound).secure(Bytes.EMPTY);
    for (int i = 0; i < 59; i++) {
      meeting.say(meeting.raw().decoy(bytes(10), Bytes.EMPTY));
      time.advance(seconds(1));
    }
    time.advance(seconds(1));
    assertThat(ended(meeting.peer())).isEqualTo(new HandshakeTimeout(LIMIT, "version"));
    leavesNothing();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bitsOfTheHeaderThatMeanNothingAreIgnored(boolean inbound) throws Exception {
    Meeting meeting = meet(inbound).secure(Bytes.EMPTY);
    talks(meeting);
    Bytes ping = Bytes.ofHex("12" + "0100000000000000");
    meeting.say(meeting.raw().packet(0x7f, ping.length(), ping, Bytes.EMPTY));
    assertThat(meeting.remote().expect(Pong.class)).isEqualTo(new Pong(1));
  }

  // Lengths.

  static Stream<Arguments> lengthsTooLong() {
    return Stream.of(true, false)
        .flatMap(
            inbound ->
                Stream.of(MOST_CONTENTS + 1, 1 << 23, (1 << 24) - 1)
                    .map(each -> Arguments.of(inbound, each)));
  }

  @CoreScenario("p2p_invalid_messages/size")
  @ParameterizedTest
  @MethodSource("lengthsTooLong")
  void aLengthThatIsTooLongEndsTheConnectionBeforeThePacketComes(boolean inbound, int length) {
    Meeting meeting = meet(inbound).secure(bytes(10));
    meeting.say(meeting.raw().packet(0, length, bytes(1), Bytes.EMPTY).slice(0, 3));
    endsWith(meeting, WireFault.OVERSIZED_FRAME);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLengthThatIsNotTrueIsNotAuthentic(boolean inbound) {
    Meeting meeting = meet(inbound).secure(bytes(10));
    meeting.say(meeting.raw().packet(0, 20, bytes(21), Bytes.EMPTY));
    endsWith(meeting, WireFault.BAD_TAG);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theLongestPacketIsHeardInItsTimeOrNotAtAll(boolean inbound) throws Exception {
    Meeting meeting = meet(inbound).secure(bytes(10));
    talks(meeting);
    List<UnknownMessage> heard = new ArrayList<>();
    meeting.peer().on(UnknownMessage.class, (from, message) -> heard.add(message));
    byte[] longest = new byte[MOST_CONTENTS];
    longest[1] = 'x';
    meeting.say(meeting.raw().packet(Bytes.wrap(longest)));
    time.awaitQuiet();
    assertThat(heard)
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.command()).isEqualTo("x");
              assertThat(message.payload().length()).isEqualTo(4_000_000);
            });
    // Only the beginning of another one.
    meeting.say(meeting.raw().packet(Bytes.wrap(longest)).slice(0, 3_000_000));
    time.advance(Duration.ofMinutes(30));
    assertThat(ended(meeting.peer())).isInstanceOf(DisconnectReason.Stalled.class);
    leavesNothing();
  }

  // Bits and cuts.

  /** Everything a remote says after its key, up to and including its first message. */
  private static Bytes afterKey(Meeting meeting) throws Exception {
    Bytes garbage = bytes(GARBAGE);
    return joined(
        garbage,
        meeting.raw().terminator(),
        meeting.raw().decoy(bytes(5), garbage),
        meeting.raw().packet(Bytes.EMPTY),
        meeting.message(meeting.remote().version()));
  }

  private static final int GARBAGE = 20;
  private static final int DECOY = EMPTY_PACKET + 5;

  /** Says all that with one bit of it the other way round. */
  private static void sayFlipped(Meeting meeting, int bit) throws Exception {
    Bytes key = meeting.raw().key();
    boolean inKey = bit < KEY * 8;
    meeting.say(inKey ? RawV2Transport.withFlippedBit(key, bit) : key);
    meeting.remote().expectReady();
    Bytes rest = afterKey(meeting);
    meeting.say(inKey ? rest : RawV2Transport.withFlippedBit(rest, bit - KEY * 8));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBitThatIsFlippedAnywhereEndsTheConnection_P055(boolean inbound) throws Exception {
    int handshake = KEY + GARBAGE + TERMINATOR + DECOY + EMPTY_PACKET;
    int all = handshake + 3 + 1 + 13 + 100;
    for (int at = 0; at < all; at++) {
      Meeting meeting = meet(inbound);
      sayFlipped(meeting, at * 8 + at % 8);
      time.advance(LIMIT);
      DisconnectReason reason = ended(meeting.peer());
      switch (reason) {
        case TransportFault fault ->
            assertThat(fault.cause().fault())
                .as("a bit of byte %d", at)
                .isIn(WireFault.BAD_TAG, WireFault.OVERSIZED_FRAME);
        // The terminator is not found, or the length says that more is to come.
        case HandshakeTimeout timeout -> assertThat(timeout.awaited()).isEqualTo("version");
        case Stalled stalled -> assertThat(stalled.limit()).isLessThan(LIMIT);
        default -> throw new AssertionError("byte " + at + ": " + reason);
      }
      assertThat(meeting.connecting()).isCompletedExceptionally();
      leavesNothing();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRemoteThatIsGoneAfterAnyByteLeavesNothing(boolean inbound) throws Exception {
    int all = KEY + GARBAGE + TERMINATOR + DECOY + EMPTY_PACKET + 3 + 1 + 13 + 100;
    for (int cut = 0; cut < all; cut++) {
      Meeting meeting = meet(inbound);
      meeting.say(meeting.raw().key().slice(0, Math.min(cut, KEY)));
      if (cut > KEY) {
        meeting.remote().expectReady();
        meeting.say(afterKey(meeting).slice(0, cut - KEY));
      }
      time.awaitQuiet();
      meeting.remote().close();
      assertThat(ended(meeting.peer()))
          .as("after %d bytes", cut)
          .isInstanceOfSatisfying(
              RemoteClose.class, reason -> assertThat(reason.duringHandshake()).isTrue());
      assertThat(meeting.connecting()).isCompletedExceptionally();
      leavesNothing();
    }
  }

  // Secrets.

  /** Remembers what could be a secret key. */
  private static final class Drawn implements RandomGenerator {

    private final Random random = new Random(SEED);
    private final List<byte[]> keys = new ArrayList<>();

    @Override
    public long nextLong() {
      return random.nextLong();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      random.nextBytes(bytes);
      if (bytes.length == 32) {
        keys.add(bytes.clone());
      }
    }
  }

  @Test
  void theLogsAndReasonsHaveNoSecrets() throws Exception {
    Drawn drawn = new Drawn();
    List<DisconnectReason> reasons = new ArrayList<>();
    List<String> lines;
    try (CapturedLog log = new CapturedLog(Level.TRACE);
        PeerContext seeded =
            PeerContext.builder().runtime(time).peerRandom(connection -> drawn).build()) {
      for (boolean inbound : new boolean[] {true, false}) {
        Meeting good = meet(seeded, inbound, Bytes.EMPTY).secure(bytes(30));
        talks(good);
        good.say(RawV2Transport.withFlippedBit(good.raw().packet(bytes(9)), 50));
        reasons.add(ended(good.peer()));
        Meeting bad = meet(seeded, inbound, Bytes.EMPTY).secure(bytes(4096));
        reasons.add(ended(bad.peer()));
      }
      rogues.forEach(ScriptedPeer::close);
      closeAndWait(seeded);
      lines = log.lines();
    }
    assertThat(drawn.keys).hasSizeGreaterThanOrEqualTo(4);
    assertThat(lines).anyMatch(line -> line.contains("ping"));
    assertThat(reasons).hasSize(4);
    for (byte[] key : drawn.keys) {
      for (int at = 0; at + 6 <= key.length; at++) {
        String part = HexFormat.of().formatHex(key, at, at + 6);
        assertThat(lines).noneMatch(line -> line.toLowerCase(Locale.ROOT).contains(part));
        assertThat(reasons).noneMatch(reason -> reason.toString().contains(part));
      }
    }
  }
}
