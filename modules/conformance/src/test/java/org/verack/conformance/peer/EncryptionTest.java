package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.verack.conformance.scenario.CoreScenario;
import org.verack.peer.DisconnectReason;
import org.verack.peer.HandshakeLimits;
import org.verack.peer.InboundLimits;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerConfig.Encryption;
import org.verack.peer.PeerContext;
import org.verack.peer.PeerListener;
import org.verack.peer.Transfer;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.pipe.PipeConnection;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.peer.testkit.script.RawV2Transport;
import org.verack.peer.testkit.script.ScriptedPeer;
import org.verack.wire.Bytes;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.ServiceFlags;
import org.verack.wire.TransportException;
import org.verack.wire.UnknownMessage;
import org.verack.wire.WireFault;
import org.verack.wire.WireFormat;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.message.Reject;
import org.verack.wire.message.SendAddrV2;
import org.verack.wire.message.SendCmpct;
import org.verack.wire.message.SendHeaders;
import org.verack.wire.message.Verack;
import org.verack.wire.message.Version;
import org.verack.wire.message.WtxidRelay;
import org.verack.wire.request.Requests;
import org.verack.wire.role.RejectCode;
import org.verack.wire.transport.TransportKind;

/** The encrypted transport (BIP 324) between two peers, and between a peer and others. */
class EncryptionTest extends PeerTests {

  private static final Network NETWORK = Networks.REGTEST;
  private static final Endpoint HERE = new Endpoint("node.example", 18444);

  private final PipeNetwork pipes = new PipeNetwork(Pipes.on(time));
  private final List<ScriptedPeer> strangers = new ArrayList<>();
  private PeerContext others = PeerContext.builder().runtime(time).build();

  @AfterEach
  void theOthersEnd() {
    strangers.forEach(ScriptedPeer::close);
    var closing =
        time.async(
            "close",
            () -> {
              others.close();
              return "closed";
            });
    time.awaitQuiet();
    assertThat(closing).isCompleted();
    pipes.close();
  }

  private PeerConfig encryption(Encryption value) {
    return with(builder -> builder.encryption(value));
  }

  private PeerConfig with(UnaryOperator<PeerConfig.Builder> changes) {
    return changes
        .apply(PeerConfig.builder(NETWORK).dialer(pipes).pingInterval(Duration.ZERO))
        .build();
  }

  private PeerListener listen(PeerConfig config) throws IOException {
    return PeerListener.listen(
        others, config, pipes.listen(HERE), InboundLimits.DEFAULT, peer -> {});
  }

  private CompletableFuture<@Nullable Void> dial(Peer peer) {
    CompletableFuture<@Nullable Void> dialing =
        time.async(
            "dial",
            () -> {
              peer.connect(HERE);
              return null;
            });
    time.awaitQuiet();
    return dialing;
  }

  private Peer dialed(PeerConfig config) {
    Peer peer = Peer.outbound(context, config);
    assertThat(dial(peer)).isCompleted();
    return peer;
  }

  // Two peers.

  @CoreScenario("p2p_v2_transport/session-id")
  @Test
  void twoPeersEncryptByDefaultAndSeeTheSameSession_P030_P050() throws IOException {
    PeerListener listening = listen(encryption(Encryption.PREFERRED));
    Peer dialer = dialed(encryption(Encryption.PREFERRED));
    Peer accepted = listening.peers().getFirst();
    assertThat(dialer.stats().transport()).isEqualTo(TransportKind.V2);
    assertThat(accepted.stats().transport()).isEqualTo(TransportKind.V2);
    assertThat(dialer.stats().sessionId()).isEqualTo(accepted.stats().sessionId());
    assertThat(dialer.stats().sessionId().orElseThrow().length()).isEqualTo(32);
    var ping = time.async("ping", () -> dialer.request(Requests.ping(), seconds(5)));
    time.awaitQuiet();
    assertThat(ping).isCompleted();
  }

  @Test
  void sessionsDifferFromEachOther() throws IOException {
    listen(encryption(Encryption.PREFERRED));
    List<Bytes> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(dialed(encryption(Encryption.PREFERRED)).stats().sessionId().orElseThrow());
    }
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void everyByteOnTheWireCountsKeysAndGarbageIncluded_P054() throws IOException {
    PeerListener listening = listen(encryption(Encryption.PREFERRED));
    Peer dialer = dialed(encryption(Encryption.PREFERRED));
    Peer accepted = listening.peers().getFirst();
    assertThat(dialer.stats().sent().bytes()).isEqualTo(accepted.stats().received().bytes());
    assertThat(accepted.stats().sent().bytes()).isEqualTo(dialer.stats().received().bytes());
    // A key of 64 bytes, a terminator of 16 and an empty version packet of 20, and garbage.
    assertThat(dialer.stats().sent().bytesOutsideMessages()).isBetween(100L, 100L + 4095);
  }

  @Test
  void ofTheTwoPeersEitherMayNotWantIt_P051() throws IOException {
    PeerListener listening = listen(encryption(Encryption.PREFERRED));
    Peer plain = dialed(encryption(Encryption.OFF));
    assertThat(plain.stats().transport()).isEqualTo(TransportKind.V1);
    assertThat(plain.stats().sessionId()).isEmpty();
    assertThat(listening.peers().getFirst().stats().transport()).isEqualTo(TransportKind.V1);
  }

  @Test
  void whoRequiresEncryptionTakesNothingElse() throws IOException {
    PeerListener listening = listen(encryption(Encryption.REQUIRED));
    assertThat(dialed(encryption(Encryption.REQUIRED)).stats().transport())
        .isEqualTo(TransportKind.V2);
    Peer plain = Peer.outbound(context, encryption(Encryption.OFF));
    assertThat(dial(plain)).isCompletedExceptionally();
    assertThat(listening.peers()).hasSize(1);
  }

  @CoreScenario("p2p_v2_transport/service")
  @Test
  void theVersionOffersTheTransportUnlessItIsOff() throws IOException {
    PeerListener listening = listen(encryption(Encryption.PREFERRED));
    Peer with = dialed(encryption(Encryption.PREFERRED));
    Peer without = dialed(encryption(Encryption.OFF));
    assertThat(with.negotiation().local().services().has(ServiceFlags.P2P_V2)).isTrue();
    assertThat(without.negotiation().local().services().has(ServiceFlags.P2P_V2)).isFalse();
    assertThat(listening.peers()).hasSize(2);
  }

  @Test
  void aNetworkWithoutTheTransportDoesNotHaveIt() {
    Network plain = NETWORK.toBuilder().encryptedTransport(false).build();
    assertThat(PeerConfig.of(plain).encryption()).isEqualTo(Encryption.OFF);
    assertThatThrownBy(() -> PeerConfig.builder(plain).encryption(Encryption.PREFERRED))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aConnectionThatIsHandedOverIsEncryptedOnlyIfThatIsRequired() {
    for (Encryption each : Encryption.values()) {
      Pipes.Pair pair = Pipes.on(time).open();
      Peer dialer = Peer.outbound(context, encryption(each));
      Peer accepting = Peer.inbound(others, encryption(Encryption.PREFERRED));
      List<CompletableFuture<String>> connecting =
          List.of(
              time.async("connect", () -> connect(dialer, pair.dialer())),
              time.async("connect", () -> connect(accepting, pair.listener())));
      time.awaitQuiet();
      assertThat(connecting).allMatch(CompletableFuture::isDone);
      assertThat(dialer.stats().transport())
          .isEqualTo(each == Encryption.REQUIRED ? TransportKind.V2 : TransportKind.V1);
    }
  }

  private static String connect(Peer peer, PipeConnection connection) throws Exception {
    peer.connect(connection);
    return "connected";
  }

  @CoreScenario("p2p_net_deadlock/encrypted")
  @Test
  void fourMegabytesAtEachOtherDoNotDeadlock_Core() throws IOException {
    PeerListener listening = listen(encryption(Encryption.REQUIRED));
    Peer dialer = dialed(encryption(Encryption.REQUIRED));
    Peer accepted = listening.peers().getFirst();
    UnknownMessage large = new UnknownMessage("large", Bytes.wrap(new byte[3_999_000]));
    List<UnknownMessage> arrived = new ArrayList<>();
    dialer.on(UnknownMessage.class, (from, message) -> arrived.add(message));
    accepted.on(UnknownMessage.class, (from, message) -> arrived.add(message));
    for (int i = 0; i < 2; i++) {
      assertThat(dialer.sendAsync(large)).isNotNull();
      assertThat(accepted.sendAsync(large)).isNotNull();
    }
    time.awaitQuiet();
    assertThat(arrived).hasSize(4);
  }

  // Falling back.

  /** A node that knows v1 only: it hangs up when it has read a header with a wrong magic. */
  private CompletableFuture<Integer> plainNode(int bytesRead, Bytes answer) throws IOException {
    return plainNode(bytesRead, answer, Remote.version(70017));
  }

  private CompletableFuture<Integer> plainNode(int bytesRead, Bytes answer, Version version)
      throws IOException {
    var listening = pipes.listen(HERE);
    return time.async(
        "plain node",
        () -> {
          int connections = 0;
          try {
            while (true) {
              PipeConnection connection = listening.accept();
              connections++;
              ByteBuffer buffer = ByteBuffer.allocate(bytesRead);
              while (buffer.hasRemaining() && connection.read(buffer) >= 0) {
                time.now();
              }
              boolean ours =
                  buffer.position() >= 4 && Bytes.wrap(buffer.array()).slice(0, 4).equals(MAGIC);
              if (ours) {
                serve(connection, version);
              } else {
                connection.write(ByteBuffer.wrap(answer.toArray()));
                connection.close();
              }
            }
          } catch (IOException e) {
            return connections;
          }
        });
  }

  private static final Bytes MAGIC = Bytes.ofHex("fabfb5da");

  /** Says what a v1 node says in a handshake. */
  private static void serve(PipeConnection connection, Version version) throws IOException {
    WireFormat format = WireFormat.witness(70017);
    for (var message : List.of(version, Verack.INSTANCE)) {
      Bytes frame = NETWORK.encode(message, format).frame();
      connection.write(ByteBuffer.wrap(frame.toArray()));
    }
  }

  @CoreScenario({"p2p_v2_transport/downgrade", "p2p_private_broadcast_retry_v1/retry"})
  @Test
  void aNodeThatHangsUpAtOurKeyIsDialedAgainWithoutEncryption_P052_P053_Core() throws IOException {
    plainNode(24, Bytes.EMPTY);
    Peer peer = dialed(encryption(Encryption.PREFERRED));
    assertThat(peer.stats().transport()).isEqualTo(TransportKind.V1);
    assertThat(peer.isOpen()).isTrue();
  }

  @CoreScenario("p2p_v2_transport/downgrade")
  @Test
  void nextTimeItIsDialedWithoutEncryptionInTheFirstPlaceForADay_Core() throws IOException {
    var node = plainNode(24, Bytes.EMPTY);
    for (int i = 0; i < 3; i++) {
      closed(dialed(encryption(Encryption.PREFERRED)));
    }
    time.advance(Duration.ofDays(1));
    closed(dialed(encryption(Encryption.PREFERRED)));
    pipes.close();
    time.awaitQuiet();
    assertThat(node).isCompletedWithValue(2 + 1 + 1 + 2);
  }

  @Test
  void whoClaimsToHaveItIsTriedEncryptedNextTime() throws IOException {
    Version claiming =
        Remote.version(70017, 1, ServiceFlags.of(ServiceFlags.NETWORK, ServiceFlags.P2P_V2));
    var node = plainNode(24, Bytes.EMPTY, claiming);
    for (int i = 0; i < 2; i++) {
      closed(dialed(encryption(Encryption.PREFERRED)));
    }
    pipes.close();
    time.awaitQuiet();
    assertThat(node).isCompletedWithValue(2 + 2);
  }

  @Test
  void whoCannotBeGreetedWithoutEncryptionEitherIsTriedEncryptedNextTime() throws IOException {
    List<Bytes> begun = new ArrayList<>();
    var listening = pipes.listen(HERE);
    var node =
        time.async(
            "full node",
            () -> {
              try {
                while (true) {
                  PipeConnection connection = listening.accept();
                  ByteBuffer buffer = ByteBuffer.allocate(24);
                  while (buffer.hasRemaining() && connection.read(buffer) >= 0) {
                    time.now();
                  }
                  begun.add(Bytes.wrap(buffer.array()).slice(0, 4));
                  connection.close();
                }
              } catch (IOException e) {
                return "closed";
              }
            });
    for (int i = 0; i < 2; i++) {
      Peer peer = Peer.outbound(context, encryption(Encryption.PREFERRED));
      assertThat(dial(peer)).isCompletedExceptionally();
      assertThat(ended(peer)).isInstanceOf(DisconnectReason.RemoteClose.class);
    }
    pipes.close();
    time.awaitQuiet();
    assertThat(node).isCompleted();
    assertThat(begun).hasSize(4);
    assertThat(begun.get(1)).isEqualTo(MAGIC).isEqualTo(begun.get(3));
    assertThat(begun.get(2)).isNotEqualTo(MAGIC);
  }

  private void closed(Peer peer) {
    var closing =
        time.async(
            "close",
            () -> {
              peer.close();
              return "closed";
            });
    time.awaitQuiet();
    assertThat(closing).isCompleted();
  }

  @CoreScenario("p2p_v2_transport/no-downgrade")
  @Test
  void whoHasSaidAByteOrHungUpEarlierIsNotDialedAgain_Core() throws IOException {
    var node = plainNode(24, Bytes.ofHex("00"));
    Peer peer = Peer.outbound(context, encryption(Encryption.PREFERRED));
    assertThat(dial(peer)).isCompletedExceptionally();
    assertThat(ended(peer)).isEqualTo(new DisconnectReason.RemoteClose(true, true));
    pipes.close();
    time.awaitQuiet();
    assertThat(node).isCompletedWithValue(1);
  }

  @Test
  void whoRequiresEncryptionDoesNotFallBack() throws IOException {
    var node = plainNode(24, Bytes.EMPTY);
    Peer peer = Peer.outbound(context, encryption(Encryption.REQUIRED));
    assertThat(dial(peer)).isCompletedExceptionally();
    assertThat(ended(peer)).isInstanceOf(DisconnectReason.RemoteClose.class);
    pipes.close();
    time.awaitQuiet();
    assertThat(node).isCompletedWithValue(1);
  }

  /** Bcoin says this before it hangs up; a key begins so once in 2^100 times. */
  @Test
  void aNodeThatAnswersOurKeyWithAMessageIsDialedAgainToo() throws IOException {
    Reject reject = new Reject("malformed", RejectCode.MALFORMED, "error parsing message", null);
    plainNode(24, NETWORK.encode(reject, WireFormat.witness(70017)).frame());
    assertThat(dialed(encryption(Encryption.PREFERRED)).stats().transport())
        .isEqualTo(TransportKind.V1);
  }

  /** Ten bad messages of 24 bytes, and bcoin bans our address. */
  @Test
  void aNodeThatDoesNotAnswerGetsLessThanTenMessagesWorthOfGarbage() throws IOException {
    List<Integer> lengths = new ArrayList<>();
    var listening = pipes.listen(HERE);
    for (int i = 0; i < 20; i++) {
      Peer peer = Peer.outbound(context, encryption(Encryption.REQUIRED));
      var dialing = dial(peer);
      PipeConnection accepted = listening.accept();
      lengths.add(accepted.readable());
      accepted.close();
      time.awaitQuiet();
      assertThat(dialing).isCompletedExceptionally();
    }
    assertThat(lengths).allSatisfy(length -> assertThat(length).isBetween(64, 239));
    assertThat(lengths.stream().distinct().count()).as("lengths").isGreaterThan(10);
  }

  @Test
  void aNodeThatIsGoneWhenItIsDialedAgainEndsThePeer() throws IOException {
    var listening = pipes.listen(HERE);
    var node =
        time.async(
            "plain node",
            () -> {
              PipeConnection connection = listening.accept();
              ByteBuffer buffer = ByteBuffer.allocate(24);
              while (buffer.hasRemaining() && connection.read(buffer) >= 0) {
                time.now();
              }
              listening.close();
              connection.close();
              return "gone";
            });
    Peer peer = Peer.outbound(context, encryption(Encryption.PREFERRED));
    assertThat(dial(peer)).isCompletedExceptionally();
    assertThat(node).isCompleted();
    assertThat(ended(peer)).isInstanceOf(DisconnectReason.ConnectionLost.class);
  }

  @CoreScenario("p2p_timeouts/dialed")
  @Test
  void silenceAtOurKeyEndsAfter60Seconds_Core() throws IOException {
    var node = plainNode(10_000, Bytes.EMPTY);
    Peer peer = Peer.outbound(context, encryption(Encryption.PREFERRED));
    var dialing = dial(peer);
    time.advance(seconds(60));
    assertThat(ended(peer)).isEqualTo(new DisconnectReason.HandshakeTimeout(seconds(60), "key"));
    assertThat(dialing).isCompletedExceptionally();
    pipes.close();
    time.awaitQuiet();
    assertThat(node).isCompletedWithValue(1);
  }

  // Detecting.

  private Line detecting(Encryption encryption) {
    return open(Peer.inbound(context, encryption(encryption)));
  }

  @CoreScenario("p2p_v2_transport/detecting")
  @Test
  void theTransportIsKnownFromTheSixteenthByteOn_P051_Core() {
    Line line = detecting(Encryption.PREFERRED);
    Bytes version = NETWORK.encode(Remote.version(70017), WireFormat.witness(70017)).frame();
    line.remote().sayRaw(version.slice(0, 15));
    time.awaitQuiet();
    assertThat(line.peer().stats().transport()).isEqualTo(TransportKind.DETECTING);
    line.remote().sayRaw(version.slice(15, 1));
    time.awaitQuiet();
    assertThat(line.peer().stats().transport()).isEqualTo(TransportKind.V1);
  }

  @CoreScenario("p2p_v2_transport/magic")
  @Test
  void aRemoteOfAnotherNetworkIsRecognised_Core() {
    Line line = detecting(Encryption.PREFERRED);
    Bytes version =
        Networks.MAINNET.encode(Remote.version(70017), WireFormat.witness(70017)).frame();
    line.remote().sayRaw(version);
    assertThat(ended(line.peer()))
        .isInstanceOfSatisfying(
            DisconnectReason.TransportFault.class,
            fault -> assertThat(fault.cause().fault()).isEqualTo(WireFault.WRONG_NETWORK));
  }

  @Test
  void withoutEncryptionAKeyIsAWrongMagic() {
    Line line = detecting(Encryption.OFF);
    line.remote().sayRaw(Bytes.wrap(new byte[64]));
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.TransportFault.class);
  }

  @Test
  void whoRequiresEncryptionSaysThatTheRemoteDoesNotSpeakIt() {
    Line line = detecting(Encryption.REQUIRED);
    line.remote().sayRaw(NETWORK.encode(Remote.version(70017), WireFormat.witness(70017)).frame());
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.TransportRefused.class);
  }

  // Strangers. What they do against the rules is in RogueEncryptionTest.

  /** Somebody who dials us from somewhere, with a transport that goes on by itself or not. */
  private ScriptedPeer stranger(
      PeerContext at, String host, UnaryOperator<ScriptedPeer.Builder> settings) {
    Pipes.Pair pair =
        Pipes.on(time).between(new Endpoint(host, 50_000), new Endpoint("10.0.0.1", 18444)).open();
    Peer peer = Peer.inbound(at, encryption(Encryption.PREFERRED));
    time.async(
        "connect",
        () -> {
          peer.connect(pair.listener());
          return "connected";
        });
    ScriptedPeer stranger =
        settings.apply(ScriptedPeer.builder(NETWORK, time)).dialed(pair.dialer());
    strangers.add(stranger);
    time.awaitQuiet();
    return stranger;
  }

  @Test
  void aScriptedPeerSpeaksTheTransport_Core() {
    ScriptedPeer stranger =
        stranger(context, "10.1.1.1", builder -> builder.transport(TransportKind.V2).byHand());
    Peer peer = context.peers().getFirst();
    stranger.send(Remote.version(70017));
    stranger.expectOnly(Version.class, WtxidRelay.class, SendAddrV2.class, Verack.class);
    stranger.send(Verack.INSTANCE);
    stranger.expectOnly(SendHeaders.class, SendCmpct.class);
    stranger.send(new Ping(5));
    stranger.expectOnly(Pong.class);
    assertThat(peer.stats().sessionId()).isEqualTo(stranger.sessionId()).isPresent();
  }

  @Test
  void aStrictPeerSaysNothingBeforeThereAreKeys() {
    PeerConfig strict = with(builder -> builder.policy(PeerConfig.Policy.STRICT));
    for (int round = 0; round < 40; round++) {
      // Either before the remote's key is whole, or just when it is.
      String heard = "77".repeat(round % 2 == 0 ? 30 : 64);
      Line line = open(Peer.inbound(context, strict));
      line.remote().sayRaw(Bytes.ofHex(heard));
      line.remote().close();
      assertThat(ended(line.peer())).isEqualTo(new DisconnectReason.RemoteClose(true, true));
    }
  }

  // Admission.

  private PeerContext limited(HandshakeLimits limits) {
    return PeerContext.builder().runtime(time).handshakeLimits(limits).build();
  }

  private boolean admitted(PeerContext at, String host) {
    ScriptedPeer stranger =
        stranger(at, host, builder -> builder.transport(TransportKind.V2).byHand());
    if (stranger.transport() != TransportKind.V2) {
      stranger.expectDisconnect();
      return false;
    }
    return true;
  }

  @Test
  void ofOnePrefixFourMayBeginAtOnceAndTwoMoreEverySecond() throws IOException {
    try (PeerContext at = limited(HandshakeLimits.DEFAULT)) {
      others.close();
      others = at;
      for (int i = 0; i < 4; i++) {
        assertThat(admitted(at, "192.0.2." + i)).isTrue();
      }
      assertThat(admitted(at, "192.0.2.99")).isFalse();
      assertThat(admitted(at, "198.51.100.1")).as("another prefix").isTrue();
      time.advance(seconds(1));
      assertThat(admitted(at, "192.0.2.5")).isTrue();
      assertThat(admitted(at, "192.0.2.6")).isTrue();
      assertThat(admitted(at, "192.0.2.7")).isFalse();
      theOthersEnd();
    }
  }

  @Test
  void inAllFortyMayBeginAtOnce() throws IOException {
    try (PeerContext at = limited(HandshakeLimits.DEFAULT)) {
      others.close();
      others = at;
      for (int i = 0; i < 40; i++) {
        assertThat(admitted(at, "10.1." + i + ".1")).isTrue();
      }
      assertThat(admitted(at, "10.2.1.1")).isFalse();
      time.advance(Duration.ofMillis(50));
      assertThat(admitted(at, "10.2.1.1")).as("20 a second").isTrue();
      theOthersEnd();
    }
  }

  @Test
  void remotesOnThisMachineAreExemptUnlessToldOtherwise() throws IOException {
    try (PeerContext at = limited(HandshakeLimits.DEFAULT.withExemptLocal(false))) {
      for (int i = 0; i < 10; i++) {
        assertThat(admitted(context, "127.0.0.1")).isTrue();
      }
      others.close();
      others = at;
      for (int i = 0; i < 4; i++) {
        assertThat(admitted(at, "127.0.0.1")).isTrue();
      }
      assertThat(admitted(at, "127.0.0.1")).isFalse();
      theOthersEnd();
    }
  }

  @Test
  void noMoreThanEightOfOnePrefixMayBeUnderWay() throws IOException {
    HandshakeLimits fast = new HandshakeLimits(1000, 1000, 1000, 1000, 8, 4, true);
    try (PeerContext at = limited(fast)) {
      others.close();
      others = at;
      List<ScriptedPeer> slow = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        RawV2Transport raw = RawV2Transport.initiator(NETWORK, new Random(i));
        ScriptedPeer stranger =
            stranger(at, "192.0.2." + i, builder -> builder.transport(network -> raw));
        // Enough to be no version message, not enough to be a key.
        slow.add(stranger.sendRaw(raw.key().slice(0, 20)));
      }
      time.awaitQuiet();
      assertThat(admitted(at, "192.0.2.9")).isFalse();
      slow.getFirst().close();
      time.awaitQuiet();
      assertThat(admitted(at, "192.0.2.9")).isTrue();
      theOthersEnd();
    }
  }

  @Test
  void plainConnectionsAreNotCounted() throws IOException {
    HandshakeLimits one = new HandshakeLimits(1, 1, 1, 1, 1, 1, false);
    try (PeerContext at = limited(one)) {
      others.close();
      others = at;
      listen(encryption(Encryption.PREFERRED));
      for (int i = 0; i < 5; i++) {
        assertThat(dialed(encryption(Encryption.OFF)).isOpen()).isTrue();
      }
      theOthersEnd();
    }
  }

  @Test
  void whoTapsAConnectionSeesThatItIsOfAnotherNetwork() {
    List<Transfer> read = new ArrayList<>();
    Peer peer = Peer.inbound(context, encryption(Encryption.PREFERRED));
    peer.onRead((from, transfer) -> read.add(transfer));
    Line line = open(peer);
    line.remote().sayRaw(Bytes.ofHex("f9beb4d976657273696f6e0000000000"));
    assertThat(ended(peer)).isInstanceOf(DisconnectReason.TransportFault.class);
    assertThat(read)
        .singleElement()
        .satisfies(each -> assertThat(each.fault()).containsInstanceOf(TransportException.class));
  }
}
