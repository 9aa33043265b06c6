package org.verack.conformance.decred;

import static org.assertj.core.api.Assertions.assertThat;
import static org.verack.conformance.decred.DecredRemote.NETWORK;
import static org.verack.conformance.decred.DecredRemote.version;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.ServiceFlags;
import org.verack.wire.UnknownMessage;
import org.verack.wire.decred.DecredServices;
import org.verack.wire.decred.message.FeeFilter;
import org.verack.wire.decred.message.GetData;
import org.verack.wire.decred.message.GetInitState;
import org.verack.wire.decred.message.Headers;
import org.verack.wire.decred.message.InventoryVector;
import org.verack.wire.decred.message.NotFound;
import org.verack.wire.decred.message.Version;
import org.verack.wire.message.GetAddr;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.MemPool;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.message.SendHeaders;
import org.verack.wire.message.Verack;

/**
 * The engine with Decred's networks: what differs from Bitcoin, which is said by the network's
 * values alone. The numbers are those of the rows of the Decred column in the table of features;
 * the sections those of the reference (3.8).
 */
class DecredHandshakeTest {

  private final VirtualRuntime time = new VirtualRuntime();
  private final PeerContext context = PeerContext.builder().runtime(time).build();

  private record Line(
      Peer peer, DecredRemote remote, CompletableFuture<@Nullable Void> connecting) {}

  private static PeerConfig.Builder config() {
    return PeerConfig.builder(NETWORK).services(DecredServices.NETWORK).bestHeight(() -> 7);
  }

  private Line outbound() {
    return open(Peer.outbound(context, config().build()));
  }

  private Line inbound() {
    return open(Peer.inbound(context, config().build()));
  }

  private Line open(Peer peer) {
    Pipes.Pair pair = Pipes.on(time).open();
    var ours = peer.isInbound() ? pair.listener() : pair.dialer();
    var theirs = peer.isInbound() ? pair.dialer() : pair.listener();
    CompletableFuture<@Nullable Void> connecting =
        time.async(
            "connect",
            () -> {
              peer.connect(ours);
              return null;
            });
    time.awaitQuiet();
    return new Line(peer, new DecredRemote(time, theirs), connecting);
  }

  private Line connected() {
    Line line = outbound();
    line.remote().expect(Version.class);
    line.remote().say(version(12), Verack.INSTANCE);
    // The keep-alive pings at an interval, not at once.
    line.remote().expect(Verack.class, SendHeaders.class);
    assertThat(line.connecting()).isCompleted();
    return line;
  }

  private DisconnectReason ended(Peer peer) {
    time.awaitQuiet();
    assertThat(peer.disconnectReason()).as("the peer has ended").isPresent();
    return peer.disconnectReason().get();
  }

  @AfterEach
  void nothingIsLeft() {
    var closing =
        time.async(
            "close",
            () -> {
              context.peers().forEach(Peer::close);
              return null;
            });
    time.awaitQuiet();
    assertThat(closing).isCompleted();
    assertThat(time.threads()).as("threads").isEmpty();
    assertThat(time.timers()).as("timers").isZero();
    assertThat(context.inboundBytes()).as("inbound budget").isZero();
    context.close();
  }

  @Test
  @DisplayName("3.8: outbound order: version, version, their verack, our verack")
  void theDialerWaitsForTheVerackOfTheListener() {
    Line line = outbound();
    Version ours = (Version) line.remote().expect(Version.class).get(0);
    assertThat(ours.protocolVersion()).isEqualTo(12);
    assertThat(ours.services()).isEqualTo(DecredServices.NETWORK);
    assertThat(ours.startHeight()).isEqualTo(7);
    assertThat(ours.receiver().services()).isEqualTo(ServiceFlags.NONE);

    line.remote().say(version(12));
    line.remote().expect();

    line.remote().say(Verack.INSTANCE);
    line.remote().expect(Verack.class, SendHeaders.class);
    assertThat(line.connecting()).isCompleted();
  }

  @Test
  @DisplayName("3.8: inbound order: their version, our version, our verack, their verack")
  void theListenerSendsItsVerackAtOnce() {
    Line line = inbound();
    line.remote().expect();
    line.remote().say(version(12));
    line.remote().expect(Version.class, Verack.class);
    line.remote().say(Verack.INSTANCE);
    line.remote().expect(SendHeaders.class);
    assertThat(line.connecting()).isCompleted();
  }

  @Test
  @DisplayName("3.8: advertised pver: the negotiated one when inbound; addrYou: their services")
  void theListenerSaysTheVersionThatBothSpeakAndTheServicesThatItWasTold() {
    ServiceFlags services = ServiceFlags.of(DecredServices.NETWORK, DecredServices.CF);
    Line line = inbound();
    line.remote().say(version(10, services, 1));
    Version ours = (Version) line.remote().expect(Version.class, Verack.class).get(0);
    assertThat(ours.protocolVersion()).isEqualTo(10);
    assertThat(ours.receiver().services()).isEqualTo(services);
    line.remote().at(10).say(Verack.INSTANCE);
    line.remote().expect(SendHeaders.class);
    assertThat(line.peer().negotiation().protocolVersion()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8})
  @DisplayName("3.8: minimum version 9, checked on the advertised value; no reject")
  void anOldVersionIsRefused(int protocolVersion) {
    Line line = inbound();
    line.remote().say(version(protocolVersion));
    line.remote().expect();
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.VersionRefused.class);
    assertThat(line.connecting()).isCompletedExceptionally();
  }

  @Test
  void theOldestVersionIsSpokenTo() {
    Line line = inbound();
    line.remote().say(version(9)).at(9).say(Verack.INSTANCE);
    line.remote().expect(Version.class, Verack.class, SendHeaders.class);
    assertThat(line.connecting()).isCompleted();
  }

  @Test
  @DisplayName("3.8: verack rule: at 12 the very next message must be the verack")
  void nothingMayComeBetweenVersionAndVerack() {
    Line line = inbound();
    line.remote().say(version(12), GetAddr.INSTANCE);
    assertThat(ended(line.peer()))
        .isEqualTo(
            new DisconnectReason.UnexpectedMessage(
                "getaddr", "nothing may come between version and verack"));
  }

  @Test
  @DisplayName("3.8: verack rule: below 12 two messages may come first, and are handled later")
  void twoMessagesBeforeTheVerackAreHandledAfterTheHandshake() {
    Peer peer = Peer.inbound(context, config().build());
    List<Message> handled = new ArrayList<>();
    peer.on(GetAddr.class, (from, message) -> handled.add(message));
    peer.on(FeeFilter.class, (from, message) -> handled.add(message));
    Line line = open(peer);
    line.remote().say(version(11)).at(11).say(GetAddr.INSTANCE, new FeeFilter(1000));
    line.remote().expect(Version.class, Verack.class);
    assertThat(handled).isEmpty();
    assertThat(line.connecting()).isNotDone();

    line.remote().say(Verack.INSTANCE);
    line.remote().expect(SendHeaders.class);
    assertThat(handled).containsExactly(GetAddr.INSTANCE, new FeeFilter(1000));
  }

  @Test
  void aPingBeforeTheVerackIsAnsweredAfterTheHandshake() {
    Line line = inbound();
    line.remote().say(version(11)).at(11).say(new Ping(5));
    line.remote().expect(Version.class, Verack.class);
    line.remote().say(Verack.INSTANCE);
    assertThat(line.remote().heard()).containsExactly(SendHeaders.INSTANCE, new Pong(5));
  }

  @Test
  @DisplayName("3.8: verack rule: the third message before the verack is an error")
  void aThirdMessageBeforeTheVerackEndsTheConnection() {
    Line line = inbound();
    line.remote().say(version(11)).at(11).say(GetAddr.INSTANCE, GetAddr.INSTANCE, MemPool.INSTANCE);
    assertThat(ended(line.peer()))
        .isEqualTo(
            new DisconnectReason.UnexpectedMessage(
                "mempool", "more than 2 messages between version and verack"));
  }

  @Test
  @DisplayName("3.8: a second version that was buffered ends the connection when running starts")
  void aSecondVersionBeforeTheVerackEndsTheConnectionAfterIt() {
    Line line = inbound();
    line.remote().say(version(11)).at(11).say(version(11));
    assertThat(line.peer().disconnectReason()).isEmpty();
    line.remote().say(Verack.INSTANCE);
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.UnexpectedMessage.class);
  }

  @Test
  @DisplayName("matrix: unknown message before verack: error")
  void anUnknownCommandBeforeTheVerackEndsTheConnection() {
    Line line = inbound();
    line.remote().say(version(11)).at(11).say(new UnknownMessage("alert", Bytes.EMPTY));
    assertThat(ended(line.peer()))
        .isEqualTo(
            new DisconnectReason.UnexpectedMessage("alert", "decred:simnet does not have it"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName("matrix: first message not version: error, no reject")
  void anythingBeforeTheVersionEndsTheConnection(boolean known) {
    Line line = inbound();
    line.remote().say(known ? new Ping(1) : new UnknownMessage("what", Bytes.EMPTY));
    line.remote().expect();
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.UnexpectedMessage.class);
  }

  @Test
  @DisplayName("matrix: unknown message after handshake: disconnect")
  void anUnknownCommandEndsTheConnection() {
    Line line = connected();
    line.remote().say(new UnknownMessage("reject", Bytes.EMPTY));
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.UnexpectedMessage.class);
  }

  @Test
  @DisplayName("matrix: duplicate version, duplicate verack: disconnect")
  void aSecondVerackEndsTheConnection() {
    Line line = connected();
    line.remote().say(Verack.INSTANCE);
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.UnexpectedMessage.class);
  }

  @Test
  @DisplayName("3.1: after any error in a payload the peer disconnects")
  void aPayloadThatDoesNotDecodeEndsTheConnection() {
    Line line = connected();
    Bytes trailing = Bytes.ofHex("00".repeat(9));
    line.remote().say(new UnknownMessage("ping", trailing));
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.PayloadFault.class);
    line.remote().expect();
  }

  @Test
  void aCountOverTheLimitIsAViolationUnderEveryPolicy() {
    Line line = open(Peer.outbound(context, config().policy(PeerConfig.Policy.TOLERANT).build()));
    line.remote().expect(Version.class);
    line.remote().say(version(12), Verack.INSTANCE);
    line.remote().heard();
    line.remote().say(new UnknownMessage("headers", Bytes.ofHex("fdd107")));
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.Violation.class);
  }

  @Test
  @DisplayName("3.8: ping and pong have no gate")
  void aPingIsAnsweredAtTheOldestVersion() {
    Line line = inbound();
    line.remote().say(version(9)).at(9).say(Verack.INSTANCE);
    line.remote().heard();
    line.remote().say(new Ping(42));
    assertThat(line.remote().heard()).containsExactly(new Pong(42));
  }

  @Test
  @DisplayName("3.8: timeout 30 s")
  void aSilentRemoteIsLeftAfterThirtySeconds() {
    Line line = outbound();
    time.advance(Duration.ofSeconds(29));
    assertThat(line.peer().disconnectReason()).isEmpty();
    time.advance(Duration.ofSeconds(1));
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.HandshakeTimeout.class);
  }

  @Test
  void messagesOfTheFamilyReachTheirHandlers() {
    Peer peer = Peer.outbound(context, config().build());
    List<Message> handled = new ArrayList<>();
    peer.on(Headers.class, (from, message) -> handled.add(message));
    peer.on(GetData.class, (from, message) -> handled.add(message));
    Line line = open(peer);
    line.remote().expect(Version.class);
    line.remote().say(version(12), Verack.INSTANCE, Headers.of(), GetData.of());
    line.remote().expect(Verack.class, SendHeaders.class);
    assertThat(handled).containsExactly(Headers.of(), GetData.of());
  }

  @Test
  @DisplayName("3.8: stall table: getdata is answered within 30 s, by the thing or notfound")
  void aRemoteThatDoesNotGiveWhatItWasAskedForIsLeft() throws Exception {
    Line line = connected();
    GetData question = GetData.of(InventoryVector.block(Hash.ZERO));
    send(line.peer(), question);
    line.remote().expect(GetData.class);
    line.remote().say(NotFound.of(InventoryVector.block(Hash.ZERO)));
    time.advance(Duration.ofSeconds(60));
    assertThat(line.peer().disconnectReason()).isEmpty();

    send(line.peer(), question);
    time.advance(Duration.ofSeconds(60));
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.Stalled.class);
  }

  @Test
  @DisplayName("3.8: stall table: getinitstate is answered within 30 s, getheaders need not be")
  void onlyWhatIsDueIsWaitedFor() throws Exception {
    Line line = connected();
    send(line.peer(), new GetHeaders(12, List.of(), Hash.ZERO));
    time.advance(Duration.ofSeconds(60));
    assertThat(line.peer().disconnectReason()).isEmpty();

    send(line.peer(), new GetInitState(List.of()));
    time.advance(Duration.ofSeconds(60));
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.Stalled.class);
  }

  private void send(Peer peer, Message message) throws Exception {
    var sending =
        time.async(
            "send",
            () -> {
              peer.send(message);
              return null;
            });
    time.awaitQuiet();
    sending.get();
  }
}
