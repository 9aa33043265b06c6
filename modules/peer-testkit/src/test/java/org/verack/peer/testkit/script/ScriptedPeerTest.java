package org.verack.peer.testkit.script;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.PeerEvent;
import org.verack.peer.connection.Dialer;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.connection.TcpListener;
import org.verack.peer.runtime.SystemRuntime;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Bytes;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.PayloadException;
import org.verack.wire.UnknownMessage;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.message.FeeFilter;
import org.verack.wire.message.GetAddr;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Headers;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.message.SendAddrV2;
import org.verack.wire.message.SendCmpct;
import org.verack.wire.message.SendHeaders;
import org.verack.wire.message.Verack;
import org.verack.wire.message.Version;
import org.verack.wire.message.WtxidRelay;
import org.verack.wire.request.Requests;
import org.verack.wire.transport.V1Transport;

class ScriptedPeerTest {

  private static final Network NETWORK = Networks.REGTEST;

  private final VirtualRuntime time = new VirtualRuntime();
  private final PeerContext context = PeerContext.builder().runtime(time).build();
  private final Peer peer = Peer.outbound(context, PeerConfig.of(NETWORK));
  private final Pipes.Pair pair = Pipes.on(time).open();

  private @Nullable ScriptedPeer remote;

  private static ScriptedPeer.Builder scripted(VirtualRuntime time) {
    return ScriptedPeer.builder(NETWORK, time);
  }

  private ScriptedPeer met(ScriptedPeer.Builder builder) {
    time.async(
        "connect",
        () -> {
          peer.connect(pair.dialer());
          return null;
        });
    remote = builder.accepted(pair.listener());
    return remote;
  }

  private ScriptedPeer connected() {
    return met(scripted(time)).handshake();
  }

  @AfterEach
  void nothingIsLeft() {
    if (remote != null) {
      remote.close();
    }
    context.close();
    time.awaitQuiet();
    assertThat(time.threads()).isEmpty();
  }

  // The handshake.

  @Test
  void greetsThePeerThatDialed() {
    ScriptedPeer remote = met(scripted(time).userAgent("/far:1/").height(12)).handshake();
    time.awaitQuiet();
    assertThat(peer.isOpen()).isTrue();
    assertThat(peer.negotiation().remote().userAgent()).isEqualTo("/far:1/");
    assertThat(peer.remoteChain().height()).hasValue(12);
    assertThat(peer.negotiation().agreed(WtxidRelay.class)).isTrue();
    assertThat(remote.negotiation().agreed(SendAddrV2.class)).isTrue();
    assertThat(remote.negotiation().inbound()).isTrue();
    assertThat(remote.format()).isEqualTo(WireFormat.witness(70017));
  }

  @Test
  void greetsThePeerThatItDialed() {
    Peer inbound = Peer.inbound(context, PeerConfig.of(NETWORK));
    time.async(
        "connect",
        () -> {
          inbound.connect(pair.listener());
          return null;
        });
    remote = scripted(time).dialed(pair.dialer());
    assertThat(remote.handshake().negotiation().inbound()).isFalse();
    assertThat(inbound.isOpen()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {70017, 70016, 70015, 60001, 60000, 31800})
  void speaksAnyProtocolVersion(int version) {
    ScriptedPeer remote = met(scripted(time).protocolVersion(version)).handshake();
    assertThat(peer.negotiation().protocolVersion()).isEqualTo(version);
    remote.heard();
    remote.send(new Ping(9));
    if (version > 60000) {
      assertThat(remote.expect(Pong.class)).isEqualTo(new Pong(9));
    }
    remote.expectNothingFor(Duration.ZERO);
  }

  @Test
  void canBeGreetedByHand() {
    ScriptedPeer remote = met(scripted(time).byHand());
    Version theirs = remote.expect(Version.class);
    assertThat(theirs.protocolVersion()).isEqualTo(70017);
    remote.expectNothingFor(Duration.ZERO);
    remote.send(remote.version());
    remote.expectOnly(WtxidRelay.class, SendAddrV2.class, Verack.class);
    assertThatIllegalStateException().isThrownBy(remote::negotiation);
    remote.send(Verack.INSTANCE);
    remote.expect(SendHeaders.class);
    assertThat(peer.isOpen()).isTrue();
  }

  @Test
  void saysThatTheHandshakeWentWrong() {
    ScriptedPeer remote = met(scripted(time).version((Version) scriptedVersion(1)));
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(remote::handshake)
        .withMessageContaining("expected: the rest of the handshake\ncame:     the end: closed by")
        .withMessageContaining("-> version 1, ");
  }

  private Object scriptedVersion(int version) {
    try (Pipes.Pair other = Pipes.on(time).open();
        ScriptedPeer any = scripted(time).protocolVersion(version).accepted(other.listener())) {
      return any.version();
    }
  }

  // Expectations that are met.

  @Test
  void expectsAndAnswers() {
    ScriptedPeer remote = connected();
    CompletableFuture<List<BlockHeader>> asking =
        time.async(
            "ask",
            () -> peer.request(Requests.headers(List.of(NETWORK.genesisHash())), ofSeconds(30)));
    GetHeaders asked =
        remote.expect(
            GetHeaders.class, question -> question.locator().contains(NETWORK.genesisHash()));
    assertThat(asked.locator()).hasSize(1);
    remote.send(Headers.of(List.of()));
    time.awaitQuiet();
    assertThat(asking).isCompletedWithValue(List.of());
  }

  @Test
  void pingsAreAnsweredAndPassedOver() throws Exception {
    ScriptedPeer remote = connected();
    time.advance(ofMinutes(30));
    assertThat(peer.isOpen()).as("its pings are answered").isTrue();
    assertThat(peer.trySend(new FeeFilter(1))).isTrue();
    assertThat(peer.trySend(GetAddr.INSTANCE)).isTrue();
    remote.expect(GetAddr.class);
    remote.expectNothingFor(ofMinutes(5));
  }

  @Test
  void whatIsPassedOverCanBeExpected() {
    ScriptedPeer remote = connected();
    remote.heard();
    remote.expectWithin(ofMinutes(3), Ping.class);
    assertThat(time.elapsed()).as("not turned further than needed").isEqualTo(ofMinutes(2));
  }

  @Test
  void byHandNothingIsAnsweredOrPassedOver() {
    ScriptedPeer remote = met(scripted(time).byHand()).handshake();
    remote.expectOnly(SendHeaders.class, SendCmpct.class, Ping.class);
    remote.expectNothingFor(ofMinutes(1));
    time.advance(ofMinutes(10));
    assertThat(peer.disconnectReason()).isPresent();
  }

  @Test
  void expectsTheEnd() {
    ScriptedPeer remote = connected();
    time.async(
        "close",
        () -> {
          peer.close();
          return null;
        });
    remote.expectDisconnect();
    remote.expectDisconnect();
  }

  @Test
  void expectsTheEndInTime() {
    ScriptedPeer remote = met(scripted(time));
    remote.expect(Version.class);
    remote.expectDisconnectWithin(ofSeconds(60));
    assertThat(peer.disconnectReason()).containsInstanceOf(DisconnectReason.HandshakeTimeout.class);
  }

  // What is no message.

  @Test
  void saysWhatNoPeerWould() {
    AtomicInteger faults = new AtomicInteger();
    peer.onEvent(PeerEvent.PayloadFault.class, (from, fault) -> faults.incrementAndGet());
    ScriptedPeer remote = connected();
    remote.sendFrame("ping", Bytes.ofHex("0102030405060708"), false);
    remote.sendFrame("ping", Bytes.ofHex("0102030405060708"), true);
    assertThat(remote.expect(Pong.class)).isEqualTo(new Pong(0x0807060504030201L));
    assertThat(faults).hasValue(1);
    remote.sendRaw(Bytes.ofHex("00".repeat(40)));
    remote.expectDisconnect();
    assertThat(remote.transcript()).contains("-> 40 bytes: " + "00".repeat(32) + "...\n");
    assertThat(peer.disconnectReason()).containsInstanceOf(DisconnectReason.TransportFault.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> remote.sendFrame("thirteenchars", Bytes.EMPTY, true));
  }

  @Test
  void tellsWhatCannotBeRead() throws Exception {
    remote = scripted(time).accepted(pair.listener());
    byte[] frame = NETWORK.encode(new Ping(1), WireFormat.witness(70016)).frame().toArray();
    frame[30] ^= 1;
    pair.dialer().write(ByteBuffer.wrap(frame));
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> remote.expect(Ping.class))
        .withMessageContaining("came:     ping that cannot be read: the checksum of ping is")
        .withCauseInstanceOf(PayloadException.class);
    assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> remote.heard());
  }

  @Test
  void tellsThatTheStreamIsNoneAndStillSeesItsEnd() throws Exception {
    remote = scripted(time).accepted(pair.listener());
    pair.dialer().write(ByteBuffer.allocate(100));
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> remote.expectDisconnect())
        .withMessageContaining("came:     bytes that cannot be read: magic 00000000");
    pair.dialer().close();
    time.awaitQuiet();
    assertThat(remote.transcript()).contains("<- the end: closed by the remote");
  }

  // Expectations that are not met.

  @Test
  void aFailureTellsWhatWasExpectedWhatCameAndAllThatWasSaid() {
    ScriptedPeer remote = connected();
    time.advance(ofMillis(1500));
    remote.send(new Ping(7));
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> remote.expect(GetHeaders.class))
        .satisfies(
            failure ->
                assertThat(failure.getMessage().lines().map(String::strip))
                    .containsSubsequence(
                        "expected: GetHeaders",
                        "came:     pong 7",
                        "scripted peer at 127.0.0.1:18444 with 127.0.0.1:50000, since the line was"
                            + " opened:",
                        "0.000 s  -> verack",
                        "1.500 s  -> ping 7",
                        "1.500 s  <- pong 7"));
    assertThat(remote.expect(Pong.class)).as("still there").isEqualTo(new Pong(7));
  }

  @Test
  void aFailureTellsThatNothingCame() {
    ScriptedPeer remote = connected();
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> remote.expect(GetHeaders.class))
        .withMessageContaining("came:     nothing, and all is at rest\n");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> remote.expectWithin(ofSeconds(90), GetHeaders.class))
        .withMessageContaining("came:     nothing within 90.0 s\n");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(remote::expectDisconnect)
        .withMessageContaining("expected: the end of the connection\n");
  }

  @Test
  void aFailureTellsThatItWasAnotherOne() {
    ScriptedPeer remote = connected();
    remote.send(new Ping(7));
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> remote.expect(Pong.class, pong -> pong.nonce() == 8))
        .withMessageContaining("expected: Pong that fits\ncame:     pong 7\n");
  }

  @Test
  void nothingIsExpectedAndSomethingComes() throws Exception {
    ScriptedPeer remote = connected();
    peer.trySend(GetAddr.INSTANCE);
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> remote.expectNothingFor(ofSeconds(3)))
        .withMessageContaining("expected: nothing for 3.0 s\ncame:     getaddr\n");
    remote.expect(GetAddr.class);
    peer.trySend(GetAddr.INSTANCE);
    remote.heard();
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> remote.expectOnly(GetAddr.class))
        .withMessageContaining("expected: GetAddr and nothing else\ncame:     nothing\n");
    peer.trySend(GetAddr.INSTANCE);
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> remote.expectOnly())
        .withMessageContaining("expected: nothing\ncame:     getaddr\n");
  }

  @Test
  void theEndIsExpectedByItself() {
    ScriptedPeer remote = connected();
    remote.heard();
    pair.dialer().close();
    remote.expectOnly();
    remote.expectDisconnect();
  }

  @Test
  void nothingCanBeSaidToWhoHasHungUp() {
    ScriptedPeer remote = connected();
    pair.dialer().close();
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> remote.send(new Ping(1)))
        .withMessageStartingWith("cannot be said, the line is gone\nscripted peer at")
        .withMessageContaining("-> ping 1")
        .withCauseInstanceOf(IOException.class);
  }

  // Time and the line.

  @Test
  void aHeldInputHoldsThePeerUp() {
    ScriptedPeer remote = connected();
    remote.heard();
    remote.holdInput();
    UnknownMessage bulk = new UnknownMessage("bulk", Bytes.wrap(new byte[200_000]));
    CompletableFuture<?> sent = peer.sendAsync(bulk);
    time.awaitQuiet();
    assertThat(sent).isNotDone();
    assertThat(pair.listener().readable()).isEqualTo(Pipes.DEFAULT_CAPACITY);
    assertThat(remote.heard()).containsExactly(bulk);
    assertThat(sent).isCompleted();
    peer.sendAsync(bulk);
    remote.expectNothingFor(ofSeconds(1));
    remote.releaseInput();
    remote.expect(UnknownMessage.class);
  }

  @Test
  void waitsInAThreadOfTheRuntime() {
    ScriptedPeer remote = connected();
    remote.heard();
    CompletableFuture<Ping> waiting =
        time.async("expects", () -> remote.expectWithin(ofMinutes(3), Ping.class));
    CompletableFuture<Ping> tooShort =
        time.async("expects", () -> remote.expectWithin(ofSeconds(3), Ping.class));
    time.advance(ofMinutes(2));
    assertThat(waiting).isCompleted();
    assertThat(tooShort).isCompletedExceptionally();
  }

  @Test
  void dialsAndIsDialedInANetworkInMemory() throws Exception {
    Endpoint place = new Endpoint("bob", 8333);
    try (PipeNetwork network = new PipeNetwork(Pipes.on(time));
        var listener = network.listen(place);
        ScriptedPeer dialing = scripted(time).dial(network, place);
        ScriptedPeer accepting = scripted(time).accept(listener)) {
      CompletableFuture<ScriptedPeer> greeting = time.async("greet", dialing::handshake);
      accepting.handshake();
      time.awaitQuiet();
      assertThat(greeting).isCompletedWithValue(dialing);
      assertThat(dialing.connection().remote()).isEqualTo(place);
    }
  }

  @Test
  void takesATransport() {
    AtomicInteger made = new AtomicInteger();
    met(scripted(time)
            .transport(
                network -> {
                  made.incrementAndGet();
                  return new V1Transport(network);
                }))
        .handshake();
    assertThat(made).hasValue(1);
  }

  @Test
  void worksOverRealSockets() throws Exception {
    try (SystemRuntime runtime = new SystemRuntime();
        TcpListener listener = TcpListener.listen(new Endpoint("127.0.0.1", 0));
        PeerContext real = PeerContext.create()) {
      PeerConfig plain = PeerConfig.builder(NETWORK).encryption(PeerConfig.Encryption.OFF).build();
      Peer dialing = Peer.outbound(real, plain);
      CompletableFuture<Boolean> connecting = new CompletableFuture<>();
      Thread thread =
          runtime.start(
              "connect",
              () -> {
                try {
                  dialing.connect(listener.local());
                  connecting.complete(true);
                } catch (IOException | InterruptedException e) {
                  connecting.completeExceptionally(e);
                }
              });
      ScriptedPeer far = ScriptedPeer.builder(NETWORK, runtime).accept(listener).handshake();
      assertThat(connecting.join()).isTrue();
      thread.join();
      dialing.send(GetAddr.INSTANCE);
      far.expect(GetAddr.class);
      far.expectNothingFor(ofMillis(1));
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> far.expectWithin(ofMillis(1), GetAddr.class))
          .withMessageContaining("came:     nothing within 0.001 s");
      dialing.close();
      far.expectDisconnect();
      far.close();
    }
  }

  @Test
  void aWriteThatIsStuckInARealSocketHasADeadline() throws Exception {
    try (SystemRuntime runtime = new SystemRuntime();
        TcpListener listener = TcpListener.listen(new Endpoint("127.0.0.1", 0));
        ScriptedPeer dialing =
            ScriptedPeer.builder(NETWORK, runtime)
                .patience(ofMillis(50))
                .dial(Dialer.TCP, listener.local());
        var deaf = listener.accept()) {
      assertThat(deaf.remote()).isEqualTo(dialing.connection().local());
      Bytes much = Bytes.wrap(new byte[1 << 24]);
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(
              () -> {
                while (true) {
                  dialing.sendRaw(much);
                }
              })
          .withMessageStartingWith("cannot be said, the line is gone");
    }
  }
}
