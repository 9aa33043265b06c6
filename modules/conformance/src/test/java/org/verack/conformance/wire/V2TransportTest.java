package org.verack.conformance.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.verack.conformance.scenario.CoreScenario;
import org.verack.conformance.wire.Feed.Event;
import org.verack.peer.testkit.script.RawV2Transport;
import org.verack.wire.Bytes;
import org.verack.wire.EncodedMessage;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.TransportException;
import org.verack.wire.UnknownMessage;
import org.verack.wire.WireFault;
import org.verack.wire.WireFormat;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Verack;
import org.verack.wire.secp256k1.EllSwift;
import org.verack.wire.transport.DetectingTransport;
import org.verack.wire.transport.ShortIds;
import org.verack.wire.transport.Transport;
import org.verack.wire.transport.TransportKind;
import org.verack.wire.transport.V1Transport;
import org.verack.wire.transport.V2Greeting;
import org.verack.wire.transport.V2Transport;
import org.verack.wire.transport.WireSink;

/** The encrypted transport, and the choice between it and the plain one (BIP 324). */
class V2TransportTest {

  private static final Network NETWORK = Networks.MAINNET;
  private static final WireFormat FORMAT = WireFormat.witness(70016);
  private static final byte[] NOTHING = {};
  private static final long RAW_SEED = 2;
  private static final int MOST_CONTENTS = 4_000_013;
  private static final byte[] VERSION = version(NETWORK, Bytes.EMPTY);

  private static byte[] version(Network network, Bytes payload) {
    return network.encode(new UnknownMessage("version", payload), FORMAT).frame().toArray();
  }

  private static V2Greeting greeting(long seed) {
    return V2Greeting.random(new Random(seed));
  }

  private static V2Transport initiator(long seed) {
    return V2Transport.initiator(NETWORK, greeting(seed));
  }

  private static DetectingTransport listener(long seed) {
    return new DetectingTransport(NETWORK, () -> greeting(seed));
  }

  private static EncodedMessage ping(long nonce) {
    return NETWORK.encode(new Ping(nonce), FORMAT);
  }

  private static byte[] bytes(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static RawV2Transport rawTransport(boolean initiating) {
    Random random = new Random(RAW_SEED);
    return initiating
        ? RawV2Transport.initiator(NETWORK, random)
        : RawV2Transport.responder(NETWORK, random);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** A transport of ours whose remote is in the hands of the test. */
  private record Setting(Feed feed, RawV2Transport raw, Feed remote) {

    /** With either role; the keys are exchanged, and nothing else. */
    static Setting of(boolean initiating) {
      Feed feed = new Feed(initiating ? initiator(1) : V2Transport.responder(NETWORK, greeting(1)));
      RawV2Transport raw = rawTransport(!initiating);
      Feed remote = new Feed(raw).put(feed.output());
      feed.put(raw.key().toArray());
      return new Setting(feed, raw, remote);
    }

    /** With the handshake complete. */
    static Setting established() {
      Setting setting = of(true);
      setting.put(setting.terminator(), setting.packet(NOTHING));
      assertThat(setting.feed.transport.kind()).isEqualTo(TransportKind.V2);
      return setting;
    }

    Setting put(byte[]... stream) {
      feed.put(joined(stream));
      return this;
    }

    byte[] terminator() {
      return raw.terminator().toArray();
    }

    byte[] packet(byte[] contents) {
      return packet(false, contents, NOTHING);
    }

    byte[] packet(boolean decoy, byte[] contents, byte[] authenticated) {
      Bytes with = Bytes.wrap(authenticated);
      Bytes packet =
          decoy ? raw.decoy(Bytes.wrap(contents), with) : raw.packet(Bytes.wrap(contents), with);
      return packet.toArray();
    }

    byte[] message(int id, byte... payload) {
      return packet(joined(new byte[] {(byte) id}, payload));
    }
  }

  private static final byte[] PONG = {19, 1, 2, 3, 4, 5, 6, 7, 8};

  // Agreeing.

  @Test
  void twoSidesAgreeOnASessionThatDiffersFromEveryOther() throws Exception {
    List<Bytes> sessions = new ArrayList<>();
    for (long seed = 0; seed < 20; seed++) {
      V2Transport dialer = initiator(seed);
      DetectingTransport accepting = listener(seed + 100);
      Feed ours = new Feed(dialer);
      Feed theirs = new Feed(accepting).put(ours.output());
      assertThat(accepting.kind()).isEqualTo(TransportKind.DETECTING);
      assertThat(accepting.sessionId()).isEmpty();
      ours.put(theirs.output());
      assertThat(dialer.kind()).isEqualTo(TransportKind.V2);
      theirs.put(((Event.Output) ours.events().get(1)).bytes().toArray());
      assertThat(accepting.kind()).isEqualTo(TransportKind.V2);
      assertThat(accepting.sessionId()).isEqualTo(dialer.sessionId()).isPresent();
      sessions.add(dialer.sessionId().orElseThrow());

      ByteArrayOutputStream wire = new ByteArrayOutputStream();
      dialer.write(ping(seed), wire::write);
      theirs.put(wire.toByteArray());
      wire.reset();
      accepting.write(ping(seed + 1), wire::write);
      ours.put(wire.toByteArray());
      assertThat(theirs.messages()).containsExactly(raw(ping(seed)));
      assertThat(ours.messages()).containsExactly(raw(ping(seed + 1)));
    }
    assertThat(sessions).doesNotHaveDuplicates();
  }

  private static UnknownMessage raw(EncodedMessage message) {
    return new UnknownMessage(message.message().command(), message.payload());
  }

  @Test
  void sidesOfDifferentNetworksDoNotAgree() {
    Feed ours = new Feed(V2Transport.initiator(Networks.SIGNET, greeting(1)));
    Feed theirs = new Feed(listener(2)).put(ours.output());
    ours.put(theirs.output()).put(bytes(5000, 3));
    assertThat(ours.failure()).isEqualTo(WireFault.NO_TERMINATOR);
    assertThat(ours.transport.kind()).isEqualTo(TransportKind.DETECTING);
  }

  @Test
  void nothingCanBeReadOrWrittenBeforeTheRemotesKeyHasCome() {
    V2Transport transport = initiator(1);
    assertThat(transport.isReady()).isFalse();
    assertThatIllegalStateException().isThrownBy(transport::poll);
    assertThatIllegalStateException().isThrownBy(() -> transport.write(ping(1), NOWHERE));
    assertThatIllegalStateException().isThrownBy(() -> transport.writeDecoy(Bytes.EMPTY, NOWHERE));
    DetectingTransport undecided = listener(1);
    assertThatIllegalStateException().isThrownBy(undecided::poll);
    assertThatIllegalStateException().isThrownBy(() -> undecided.write(ping(1), NOWHERE));
    assertThat(undecided.takeOutput()).isEqualTo(Bytes.EMPTY);
  }

  private static final WireSink NOWHERE = (array, from, length) -> {};

  @Test
  void messagesCanBeWrittenAsSoonAsTheRemotesKeyHasCome() throws Exception {
    Setting setting = Setting.of(true);
    V2Transport transport = (V2Transport) setting.feed.transport;
    assertThat(transport.isReady()).isTrue();
    assertThat(transport.kind()).isEqualTo(TransportKind.DETECTING);
    assertThat(transport.sessionId()).isEmpty();
    assertThat(transport.write(ping(7), NOWHERE)).isEqualTo(3 + 1 + 1 + 8 + 16);
  }

  @Test
  void aGreetingIsForOneConnectionAndKeepsItsSecrets() {
    V2Greeting greeting = greeting(1);
    V2Transport unused = V2Transport.initiator(NETWORK, greeting);
    assertThat(unused.isReady()).isFalse();
    assertThatIllegalStateException()
        .isThrownBy(() -> V2Transport.responder(NETWORK, greeting))
        .withMessage("a greeting is for one connection");
    assertThat(greeting.toString()).matches("v2 greeting with \\d+ bytes of garbage and 0 decoys");
  }

  @Test
  void aGreetingIsChecked() {
    Bytes key = Bytes.ofHex("00".repeat(31) + "01");
    Bytes encoded = rawTransport(true).key();
    assertGreetingRefused(Bytes.wrap(new byte[32]), encoded, 0, "not a secret key of secp256k1");
    assertGreetingRefused(key, encoded.slice(0, 63), 0, "a public key of 63 bytes");
    assertGreetingRefused(key, encoded, 0, "the public key is not that of the secret key");
    byte[] secret = EllSwift.randomKey(new Random(RAW_SEED));
    assertGreetingRefused(Bytes.wrap(secret), encoded, 4096, "4096 bytes of garbage, limit 4095");
  }

  private static void assertGreetingRefused(Bytes key, Bytes encoded, int garbage, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                V2Greeting.of(key, encoded, Bytes.wrap(new byte[garbage]), List.of(), Bytes.EMPTY))
        .withMessage(message);
  }

  @Test
  void garbageHasAnyLengthUpToItsLimit() {
    Random random = new Random(5);
    int least = Integer.MAX_VALUE;
    int most = 0;
    for (int i = 0; i < 300; i++) {
      int length = V2Transport.initiator(NETWORK, V2Greeting.random(random)).takeOutput().length();
      least = Math.min(least, length);
      most = Math.max(most, length);
    }
    assertThat(least).isBetween(64, 64 + 200);
    assertThat(most).isBetween(64 + 3900, 64 + 4095);
  }

  // Dialing somebody who may not know v2.

  @Test
  void onlyADialerThatHasNotReceivedOneByteShouldTryV1() throws Exception {
    V2Transport dialer = initiator(1);
    assertThat(dialer.suggestsV1()).isTrue();
    dialer.proceed();
    assertThat(dialer.suggestsV1()).isTrue();
    assertThat(dialer.midFrame()).isFalse();
    dialer.input().put((byte) 1);
    dialer.proceed();
    assertThat(dialer.suggestsV1()).isFalse();
    assertThat(dialer.midFrame()).isTrue();

    assertThat(V2Transport.responder(NETWORK, greeting(1)).suggestsV1()).isFalse();
    assertThat(listener(1).suggestsV1()).isFalse();
    assertThat(new V1Transport(NETWORK).suggestsV1()).isFalse();
  }

  // Listening.

  @Test
  void sixteenBytesMakeAV1PeerAndFifteenDoNot() throws Exception {
    DetectingTransport transport = listener(1);
    byte[] frame = VERSION;
    Feed feed = new Feed(transport);
    for (int i = 0; i < 15; i++) {
      feed.put(new byte[] {frame[i]});
      assertThat(transport.kind()).isEqualTo(TransportKind.DETECTING);
      assertThat(transport.isReady()).isFalse();
      assertThat(transport.computesNext()).isFalse();
      assertThat(transport.midFrame()).isTrue();
    }
    feed.put(new byte[] {frame[15]});
    assertThat(transport.kind()).isEqualTo(TransportKind.V1);
    assertThat(transport.isReady()).isTrue();
    feed.put(Arrays.copyOfRange(frame, 16, frame.length));
    assertThat(feed.messages()).containsExactly(new UnknownMessage("version", Bytes.EMPTY));
    assertThat(feed.output()).isEmpty();

    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    transport.write(ping(1), wire::write);
    assertThat(Bytes.wrap(wire.toByteArray())).isEqualTo(ping(1).frame());
  }

  @Test
  void aV1StreamGivesTheSameFramesAsWithoutDetection() {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.writeBytes(version(NETWORK, Bytes.wrap(bytes(90, 1))));
    stream.writeBytes(
        NETWORK
            .encode(new UnknownMessage("large", Bytes.wrap(bytes(900_000, 2))), FORMAT)
            .frame()
            .toArray());
    stream.writeBytes(ping(3).frame().toArray());
    List<UnknownMessage> expected =
        new Feed(new V1Transport(NETWORK)).put(stream.toByteArray()).messages();
    Random random = new Random(4);
    assertThat(expected).hasSize(3);
    assertThat(
            new Feed(listener(1))
                .put(stream.toByteArray(), () -> 1 + random.nextInt(70_000))
                .messages())
        .isEqualTo(expected);
  }

  @CoreScenario("p2p_v2_misbehaving/early-key")
  @Test
  void theFirstByteThatDiffersGetsOurKey() {
    byte[] frame = VERSION;
    Bytes expected = V2Transport.responder(NETWORK, greeting(1)).takeOutput();
    for (int same = 0; same < 16; same++) {
      Feed feed = new Feed(listener(1));
      feed.put(Arrays.copyOf(frame, same));
      assertThat(feed.events()).isEmpty();
      feed.put(new byte[] {(byte) ~frame[same]});
      assertThat(feed.events()).containsExactly(new Event.Output(expected));
    }
  }

  @Test
  void whatComputesSaysSoBefore() throws Exception {
    DetectingTransport transport = listener(1);
    byte[] key = rawTransport(true).key().toArray();
    assertThat(transport.computesNext()).isFalse();
    transport.input().put(key, 0, 16);
    assertThat(transport.computesNext()).isTrue();
    transport.proceed();
    assertThat(transport.computesNext()).isFalse();
    transport.input().put(key, 16, 47);
    assertThat(transport.computesNext()).isFalse();
    transport.proceed();
    transport.input().put(key, 63, 1);
    assertThat(transport.computesNext()).isTrue();
    transport.proceed();
    assertThat(transport.computesNext()).isFalse();
    assertThat(transport.isReady()).isTrue();
  }

  @Test
  void aV1PeerOfAnotherNetworkIsRefused() throws Exception {
    byte[] other = version(Networks.TESTNET4, Bytes.EMPTY);
    Feed atOnce = new Feed(listener(1)).put(other);
    assertThat(atOnce.events()).containsExactly(new Event.Failed(WireFault.WRONG_NETWORK));
    Feed byBytes = new Feed(listener(1));
    byBytes.put(Arrays.copyOf(other, 15), () -> 1);
    assertThat(byBytes.failure()).isNull();
    byBytes.put(new byte[] {other[15]});
    assertThat(byBytes.failure()).isEqualTo(WireFault.WRONG_NETWORK);
    assertThatThrownBy(byBytes.transport::proceed)
        .hasMessage("magic 1c163f28 of a v1 peer is not that of mainnet at byte 0");
  }

  @Test
  void aV1PeerIsRefusedWhereOnlyV2IsSpoken() {
    byte[] version = VERSION;
    Feed feed = new Feed(V2Transport.responder(NETWORK, greeting(1))).put(version);
    assertThat(feed.failure()).isEqualTo(WireFault.NOT_ENCRYPTED);
  }

  // Garbage.

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 448, 4094, 4095})
  void anyGarbageUpToTheLimitIsSkipped(int length) {
    for (boolean initiating : new boolean[] {true, false}) {
      byte[] garbage = bytes(length, 3);
      Setting setting = Setting.of(initiating);
      byte[] stream =
          joined(
              garbage,
              setting.terminator(),
              setting.packet(false, NOTHING, garbage),
              setting.packet(PONG));
      setting.feed.put(stream, () -> 1);
      assertThat(setting.feed.messages())
          .containsExactly(new UnknownMessage("pong", Bytes.wrap(PONG).slice(1, 8)));
    }
  }

  @Test
  void oneByteMoreOfGarbageIsTooMuch() {
    byte[] garbage = bytes(4096, 3);
    Setting setting = Setting.of(true);
    setting.put(garbage, setting.terminator());
    assertThat(setting.feed.failure()).isEqualTo(WireFault.NO_TERMINATOR);
  }

  @Test
  void garbageEndsTheConnectionWithItsLastByteAndNotBefore() {
    Setting setting = Setting.of(false);
    setting.put(bytes(4095 + 15, 3));
    assertThat(setting.feed.failure()).isNull();
    setting.put(new byte[1]);
    assertThat(setting.feed.failure()).isEqualTo(WireFault.NO_TERMINATOR);
    assertThatThrownBy(setting.feed.transport::poll)
        .isInstanceOf(TransportException.class)
        .hasMessage("the remote's garbage does not end after 4095 bytes");
  }

  @Test
  void aTerminatorThatBeginsAgainInTheGarbageIsFound() {
    Setting setting = Setting.of(true);
    byte[] terminator = setting.terminator();
    byte[] garbage = joined(Arrays.copyOf(terminator, 15), Arrays.copyOf(terminator, 9));
    setting.put(garbage, terminator, setting.packet(false, NOTHING, garbage));
    assertThat(setting.feed.transport.kind()).isEqualTo(TransportKind.V2);
  }

  @Test
  void theFirstPacketAuthenticatesTheGarbageEvenIfItIsADecoy() {
    byte[] garbage = bytes(30, 3);
    Setting right = Setting.of(true);
    right.put(
        garbage,
        right.terminator(),
        right.packet(true, bytes(9, 4), garbage),
        right.packet(true, NOTHING, NOTHING),
        right.packet(NOTHING));
    assertThat(right.feed.transport.kind()).isEqualTo(TransportKind.V2);

    Setting late = Setting.of(true);
    late.put(
        garbage,
        late.terminator(),
        late.packet(true, bytes(9, 4), NOTHING),
        late.packet(false, NOTHING, garbage));
    assertThat(late.feed.failure()).isEqualTo(WireFault.BAD_TAG);

    Setting twice = Setting.of(true);
    twice.put(
        garbage,
        twice.terminator(),
        twice.packet(true, bytes(9, 4), garbage),
        twice.packet(false, NOTHING, garbage));
    assertThat(twice.feed.failure()).isEqualTo(WireFault.BAD_TAG);
  }

  @Test
  void aFailureIsRepeatedAndNothingIsReadAfterIt() {
    Setting setting = Setting.established();
    byte[] broken = setting.packet(PONG);
    broken[10] ^= 1;
    setting.put(broken, setting.packet(PONG));
    assertThat(setting.feed.failure()).isEqualTo(WireFault.BAD_TAG);
    setting.feed.transport.input().put(setting.packet(PONG));
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(setting.feed.transport::poll)
          .isInstanceOf(TransportException.class)
          .hasMessage("a packet is not authentic");
    }
  }

  // Contents.

  @CoreScenario("p2p_v2_misbehaving/version-packet")
  @Test
  void theContentsOfTheVersionPacketAreIgnored() {
    Setting setting = Setting.of(true);
    setting.put(setting.terminator(), setting.packet(bytes(1000, 1)), setting.packet(PONG));
    assertThat(setting.feed.messages()).hasSize(1);
  }

  @Test
  void aCommandMayBeAbbreviatedOrNot() {
    Setting setting = Setting.established();
    byte[] full =
        joined(new byte[1], "pong".getBytes(US_ASCII), new byte[8], Arrays.copyOfRange(PONG, 1, 9));
    setting.put(setting.packet(PONG), setting.packet(full));
    assertThat(setting.feed.messages()).hasSize(2);
    assertThat(setting.feed.messages().get(1)).isEqualTo(setting.feed.messages().get(0));
    assertThat(setting.feed.events().stream().filter(Event.Received.class::isInstance))
        .extracting(event -> ((Event.Received) event).wireSize())
        .containsExactly(9 + 20, 21 + 20);
  }

  @Test
  void whatIsNoCommandIsAFaultOfThatMessageAlone() {
    Setting setting = Setting.established();
    setting.put(
        setting.packet(NOTHING),
        setting.message(29, (byte) 1, (byte) 2),
        setting.message(0, (byte) 'p'),
        setting.packet(joined(new byte[] {0, 0}, bytes(30, 1))),
        setting.packet(PONG));
    assertThat(setting.feed.messages())
        .startsWith(
            new UnknownMessage("?", Bytes.EMPTY),
            new UnknownMessage("?", Bytes.wrap(new byte[] {1, 2})),
            new UnknownMessage("?", Bytes.wrap(new byte[] {0, 'p'})))
        .endsWith(new UnknownMessage("pong", Bytes.wrap(PONG).slice(1, 8)))
        .hasSize(5);
    assertThat(setting.feed.events().stream().filter(Event.Received.class::isInstance))
        .extracting(event -> ((Event.Received) event).fault())
        .containsExactly(
            WireFault.BAD_COMMAND,
            WireFault.BAD_COMMAND,
            WireFault.BAD_COMMAND,
            WireFault.BAD_COMMAND,
            null);
  }

  @Test
  void aConnectionCanHaveShortIdsOfItsOwn() throws Exception {
    ShortIds table =
        ShortIds.of(NETWORK.messages()).with(29, "uproof").without("ping").with(19, "verack");
    Setting setting = Setting.established();
    setting.feed.transport.useShortIds(table);
    setting.put(setting.message(29, (byte) 9), setting.message(19), setting.message(18));
    assertThat(setting.feed.messages())
        .containsExactly(
            new UnknownMessage("uproof", Bytes.wrap(new byte[] {9})),
            new UnknownMessage("verack", Bytes.EMPTY),
            new UnknownMessage("?", Bytes.EMPTY));
    assertThat(setting.feed.transport.write(ping(1), NOWHERE)).isEqualTo(20 + 13 + 8);
    assertThat(setting.feed.transport.write(NETWORK.encode(new Verack(), FORMAT), NOWHERE))
        .isEqualTo(20 + 1);
  }

  @Test
  void aTableThatIsGivenBeforeTheTransportIsKnownHoldsForIt() {
    DetectingTransport transport = listener(1);
    transport.useShortIds(ShortIds.of(NETWORK.messages()).with(200, "mine"));
    RawV2Transport remote = rawTransport(true);
    Feed feed = new Feed(transport).put(remote.key().toArray());
    Feed unused = new Feed(remote).put(feed.output());
    feed.put(remote.terminator().toArray());
    feed.put(remote.packet(Bytes.EMPTY).toArray());
    feed.put(remote.packet(Bytes.wrap(new byte[] {(byte) 200})).toArray());
    assertThat(feed.messages()).containsExactly(new UnknownMessage("mine", Bytes.EMPTY));
  }

  @Test
  void shortIdsAreATable() {
    ShortIds table = ShortIds.of(NETWORK.messages());
    assertThat(table.command(1)).hasValue("addr");
    assertThat(table.id("addrv2")).isEqualTo(28);
    assertThat(table.id("version")).isZero();
    assertThat(table.command(0)).isEmpty();
    assertThat(table.command(256)).isEmpty();
    ShortIds moved = table.with(200, "addr");
    assertThat(moved.id("addr")).isEqualTo(200);
    assertThat(moved.command(1)).isEmpty();
    assertThat(moved.with(28, "addr").id("addrv2")).isZero();
    assertThat(moved.with(1, "addr")).isEqualTo(table).hasSameHashCodeAs(table);
    assertThat(moved).isNotEqualTo(table);
    assertThatIllegalArgumentException().isThrownBy(() -> table.with(0, "addr"));
    assertThatIllegalArgumentException().isThrownBy(() -> table.with(256, "addr"));
    assertThatIllegalArgumentException().isThrownBy(() -> table.with(1, ""));
  }

  // Sizes.

  @Test
  void theLongestMessageArrivesAndOneByteMoreIsRefusedByItsLength() throws Exception {
    byte[] payload = bytes(4_000_000, 1);
    Setting setting = Setting.established();
    byte[] contents = joined(new byte[1], "abcdefghijkl".getBytes(US_ASCII), payload);
    assertThat(contents).hasSize(MOST_CONTENTS);
    byte[] longest = setting.packet(contents);
    setting.put(longest);
    assertThat(setting.feed.messages())
        .containsExactly(new UnknownMessage("abcdefghijkl", Bytes.wrap(payload)));

    byte[] tooLong = setting.packet(Arrays.copyOf(contents, MOST_CONTENTS + 1));
    setting.put(Arrays.copyOf(tooLong, 2));
    assertThat(setting.feed.failure()).isNull();
    setting.put(Arrays.copyOfRange(tooLong, 2, 3));
    assertThat(setting.feed.failure()).isEqualTo(WireFault.OVERSIZED_FRAME);
    assertThatThrownBy(setting.feed.transport::poll)
        .hasMessage("packet of 4000014 bytes, limit 4000013 at byte 0");
  }

  @Test
  void memoryFollowsWhatArrivesAndIsAskedForBefore() throws Exception {
    Setting setting = Setting.established();
    byte[] packet = setting.packet(bytes(4_000_000, 1));
    Transport transport = setting.feed.transport;
    int at = 0;
    while (at < packet.length) {
      int asked = transport.heldBytes() + transport.wanted();
      assertThat(asked).isLessThanOrEqualTo(at + Math.max(256 * 1024, 2 * at));
      var input = transport.input();
      assertThat(transport.heldBytes()).isLessThanOrEqualTo(asked);
      assertThat(transport.heldBytes())
          .isLessThanOrEqualTo(at + Math.max(256 * 1024, at))
          .isLessThanOrEqualTo(MOST_CONTENTS + 17);
      int count = Math.min(Math.min(input.remaining(), packet.length - at), 10_000);
      input.put(packet, at, count);
      at += count;
      var frame = transport.poll();
      assertThat(frame != null).isEqualTo(at == packet.length);
    }
    assertThat(transport.heldBytes()).isZero();
    assertThat(transport.wanted()).isZero();
  }

  @Test
  void aLargeMessageIsWrittenInPieces() throws Exception {
    for (int size :
        new int[] {32_747, 32_748, 32_768, 32_769, 65_536, 65_537, 1_000_000, 4_000_000}) {
      Setting setting = Setting.of(true);
      Bytes payload = Bytes.wrap(bytes(size + 9, size), 4, size);
      List<Integer> pieces = new ArrayList<>();
      ByteArrayOutputStream wire = new ByteArrayOutputStream();
      // The remote has had the key and the garbage.
      byte[] output = setting.feed.output();
      setting.remote.put(Arrays.copyOfRange(output, output.length - 36, output.length));
      int written =
          setting.feed.transport.write(
              NETWORK.encode(new UnknownMessage("block", payload), FORMAT),
              (array, from, length) -> {
                pieces.add(length);
                wire.write(array, from, length);
              });
      assertThat(written).isEqualTo(size + 21).isEqualTo(wire.size());
      assertThat(pieces).allMatch(length -> length <= 32_768 + 34);
      assertThat(setting.remote.put(wire.toByteArray()).messages())
          .containsExactly(new UnknownMessage("block", payload));
    }
  }

  @Test
  void networksWhoseMessagesDoNotFitCannotHaveV2() {
    Network large = NETWORK.toBuilder().maxPayload(1 << 24).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> V2Transport.initiator(large, greeting(1)))
        .withMessage("messages of mainnet do not fit a v2 packet");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DetectingTransport(large, () -> greeting(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ((V2Transport) Setting.of(true).feed.transport)
                    .writeDecoy(Bytes.wrap(new byte[MOST_CONTENTS + 1]), NOWHERE));
  }

  // Streams.

  /** One side's whole stream, and what the other makes of it. */
  private static byte[] stream(Transport receiver, int packets, long seed) throws IOException {
    V2Transport sender = initiator(seed);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    Feed sending = new Feed(sender);
    stream.writeBytes(sending.output());
    byte[] answer = new Feed(receiver).put(stream.toByteArray()).output();
    sending.put(answer);
    stream.reset();
    stream.writeBytes(sending.output());
    Random random = new Random(seed);
    for (int i = 0; i < packets; i++) {
      int kind = i == packets - 1 ? 9 : random.nextInt(10);
      int size = kind == 0 && i % 100 == 0 ? random.nextInt(400_000) : random.nextInt(90);
      Bytes payload = Bytes.wrap(bytes(size, i));
      if (kind < 3) {
        sender.writeDecoy(payload, stream::write);
      } else {
        String command = kind < 6 ? "ping" : kind < 8 ? "wtxidrelay" : "c" + i;
        sender.write(NETWORK.encode(new UnknownMessage(command, payload), FORMAT), stream::write);
      }
    }
    return stream.toByteArray();
  }

  @Test
  void tenThousandPacketsAreTheSameHoweverTheStreamIsCut() throws Exception {
    byte[] stream = stream(listener(2), 10_000, 1);
    Feed atOnce = new Feed(listener(2)).put(stream);
    assertThat(atOnce.failure()).isNull();
    assertThat(atOnce.transport.kind()).isEqualTo(TransportKind.V2);
    assertThat(atOnce.messages().size()).isBetween(6500, 7500);
    assertThat(atOnce.transport.midFrame()).isFalse();

    List<Event> expected = merged(atOnce.events());
    assertThat(merged(new Feed(listener(2)).put(stream, () -> 1).events())).isEqualTo(expected);
    for (int most : new int[] {3, 40, 3000, 100_000}) {
      Random random = new Random(most);
      assertThat(merged(new Feed(listener(2)).put(stream, () -> 1 + random.nextInt(most)).events()))
          .isEqualTo(expected);
    }
  }

  /** Outputs that follow each other as one, because how they are taken depends on the pieces. */
  private static List<Event> merged(List<Event> events) {
    List<Event> merged = new ArrayList<>();
    for (Event event : events) {
      if (event instanceof Event.Output second
          && !merged.isEmpty()
          && merged.get(merged.size() - 1) instanceof Event.Output first) {
        byte[] both = joined(first.bytes().toArray(), second.bytes().toArray());
        merged.set(merged.size() - 1, new Event.Output(Bytes.wrap(both)));
      } else {
        merged.add(event);
      }
    }
    return merged;
  }

  @Test
  void aBitThatIsFlippedAnywhereEndsTheStreamThere() throws Exception {
    byte[] stream = stream(listener(2), 12, 1);
    List<UnknownMessage> sent = new Feed(listener(2)).put(stream).messages();
    for (int at = 0; at < stream.length; at++) {
      byte[] broken = stream.clone();
      broken[at] ^= (byte) (1 << at % 8);
      Feed feed = new Feed(listener(2)).put(broken);
      assertThat(feed.messages().size()).isLessThan(sent.size());
      assertThat(feed.messages()).isEqualTo(sent.subList(0, feed.messages().size()));
      assertThat(feed.failure() != null || feed.transport.midFrame()).isTrue();
      assertThat(feed.failure())
          .isIn(null, WireFault.BAD_TAG, WireFault.NO_TERMINATOR, WireFault.OVERSIZED_FRAME);
    }
  }

  @Test
  void aStreamThatIsCutAnywhereGivesWhatCameWhole() throws Exception {
    byte[] stream = stream(listener(2), 12, 1);
    List<Event> all = merged(new Feed(listener(2)).put(stream).events());
    int boundaries = 0;
    for (int length = 0; length <= stream.length; length++) {
      Feed feed = new Feed(listener(2)).put(Arrays.copyOf(stream, length));
      assertThat(feed.failure()).isNull();
      List<UnknownMessage> messages = feed.messages();
      assertThat(messages)
          .isEqualTo(new Feed(listener(2)).put(stream).messages().subList(0, messages.size()));
      if (!feed.transport.midFrame()) {
        boundaries++;
      }
    }
    assertThat(all).hasSizeGreaterThan(2);
    // Before the first byte, after the version packet, and after each of twelve packets.
    assertThat(boundaries).isEqualTo(14);
  }
}
