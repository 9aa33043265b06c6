package org.verack.peer.testkit.script;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerConfig.Encryption;
import org.verack.peer.PeerContext;
import org.verack.peer.connection.Dialer;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.connection.TcpListener;
import org.verack.peer.runtime.SystemRuntime;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Bytes;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.message.GetAddr;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Version;
import org.verack.wire.transport.TransportKind;
import org.verack.wire.transport.V2Greeting;

class ScriptedPeerEncryptionTest {

  private static final Network NETWORK = Networks.REGTEST;

  private final VirtualRuntime time = new VirtualRuntime();
  private final List<ScriptedPeer> peers = new ArrayList<>();

  private ScriptedPeer.Builder scripted(TransportKind transport) {
    return ScriptedPeer.builder(NETWORK, time).transport(transport);
  }

  private ScriptedPeer kept(ScriptedPeer peer) {
    peers.add(peer);
    return peer;
  }

  private void greet(ScriptedPeer dialing, ScriptedPeer accepting) {
    CompletableFuture<ScriptedPeer> greeting = time.async("greet", dialing::handshake);
    accepting.handshake();
    time.awaitQuiet();
    assertThat(greeting).isCompletedWithValue(dialing);
  }

  @AfterEach
  void nothingIsLeft() {
    peers.forEach(ScriptedPeer::close);
    time.awaitQuiet();
    assertThat(time.threads()).isEmpty();
    assertThat(time.timers()).isZero();
  }

  @Test
  void twoThatSpeakItSeeTheSameSession() {
    for (TransportKind accepted : List.of(TransportKind.V2, TransportKind.DETECTING)) {
      Pipes.Pair pair = Pipes.on(time).open();
      ScriptedPeer dialing = kept(scripted(TransportKind.V2).dialed(pair.dialer()));
      ScriptedPeer accepting = kept(scripted(accepted).accepted(pair.listener()));
      greet(dialing, accepting);
      assertThat(dialing.transport()).isEqualTo(TransportKind.V2);
      assertThat(accepting.transport()).isEqualTo(TransportKind.V2);
      assertThat(dialing.sessionId()).isEqualTo(accepting.sessionId()).isPresent();
      dialing.send(GetAddr.INSTANCE);
      accepting.expect(GetAddr.class);
      assertThat(accepting.transcript())
          .contains("bytes of the transport's handshake")
          .contains("<- transport V2, session " + dialing.sessionId().orElseThrow().toHex())
          .contains("<- getaddr");
    }
  }

  @Test
  void eachConnectionHasKeysOfItsOwnAndTheSameInEveryRun() {
    List<List<Bytes>> runs = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      ScriptedPeer.Builder dialers = scripted(TransportKind.V2);
      ScriptedPeer.Builder listeners = scripted(TransportKind.V2).nonce(1);
      List<Bytes> sessions = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Pipes.Pair pair = Pipes.on(time).open();
        ScriptedPeer dialing = kept(dialers.dialed(pair.dialer()));
        kept(listeners.accepted(pair.listener()));
        // Ready is who has the other's key; the session has its name from the next packet on.
        time.awaitQuiet();
        sessions.add(dialing.sessionId().orElseThrow());
      }
      assertThat(sessions).doesNotHaveDuplicates();
      runs.add(sessions);
    }
    assertThat(runs.get(0)).isEqualTo(runs.get(1));
  }

  @Test
  void whatItBeginsWithCanBeGiven() {
    Random random = new Random(1);
    Bytes garbage = Bytes.wrap(new byte[V2Greeting.MAX_GARBAGE]);
    Bytes decoy = Bytes.wrap(new byte[100]);
    Pipes.Pair pair = Pipes.on(time).open();
    ScriptedPeer dialing =
        kept(
            scripted(TransportKind.V2)
                .greetings(
                    () ->
                        V2Greeting.withNewKey(random, garbage, List.of(decoy, decoy), Bytes.EMPTY))
                .dialed(pair.dialer()));
    ScriptedPeer accepting = kept(scripted(TransportKind.V2).accepted(pair.listener()));
    greet(dialing, accepting);
    assertThat(dialing.transcript()).contains(64 + 4095 + " bytes of the transport's handshake");
    assertThat(dialing.transcript()).contains(16 + 120 + 120 + 20 + " bytes of the transport's");
  }

  @Test
  void aNarrowLineDoesNotHoldItUp() {
    Pipes.Pair pair = Pipes.on(time).capacity(10).open();
    ScriptedPeer dialing = kept(scripted(TransportKind.V2).dialed(pair.dialer()));
    ScriptedPeer accepting = kept(scripted(TransportKind.DETECTING).accepted(pair.listener()));
    greet(dialing, accepting);
  }

  @Test
  void whoDetectsTakesThePlainTransportAndWhoDoesNotRefusesIt() {
    Pipes.Pair pair = Pipes.on(time).open();
    ScriptedPeer plain = kept(scripted(TransportKind.V1).dialed(pair.dialer()));
    ScriptedPeer detecting = kept(scripted(TransportKind.DETECTING).accepted(pair.listener()));
    greet(plain, detecting);
    assertThat(detecting.transport()).isEqualTo(TransportKind.V1);
    assertThat(detecting.sessionId()).isEmpty();

    Pipes.Pair other = Pipes.on(time).open();
    ScriptedPeer again = kept(scripted(TransportKind.V1).dialed(other.dialer()));
    ScriptedPeer encrypted = kept(scripted(TransportKind.V2).accepted(other.listener()));
    again.send(again.version());
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(encrypted::handshake)
        .withMessageContaining("bytes that cannot be read");
  }

  @Test
  void whatCannotBeSaidYetFails() throws IOException {
    Pipes.Pair pair = Pipes.on(time).open();
    ScriptedPeer dialing = kept(scripted(TransportKind.V2).dialed(pair.dialer()));
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> dialing.send(GetAddr.INSTANCE))
        .withMessageContaining("expected: the other side's key")
        .withMessageContaining("came:     nothing, and all is at rest");
    pair.listener().close();
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(dialing::expectReady)
        .withMessageContaining("the end: closed by the remote before the transport was ready");
    dialing.expectDisconnect();
  }

  @Test
  void aThreadOfTheClockWaitsForTheKey() {
    Pipes.Pair pair = Pipes.on(time).open();
    ScriptedPeer dialing = kept(scripted(TransportKind.V2).dialed(pair.dialer()));
    CompletableFuture<ScriptedPeer> saying =
        time.async("say", () -> dialing.send(GetAddr.INSTANCE));
    time.advance(ofSeconds(9));
    assertThat(saying).isNotDone();
    ScriptedPeer accepting = kept(scripted(TransportKind.V2).accepted(pair.listener()));
    accepting.expect(GetAddr.class);
    assertThat(saying).isCompleted();
  }

  @Test
  void itCanBeClosedAtAnyMomentOfTheHandshake() {
    for (int step = 0; step < 3; step++) {
      Pipes.Pair pair = Pipes.on(time).open();
      ScriptedPeer dialing = kept(scripted(TransportKind.V2).dialed(pair.dialer()));
      if (step == 1) {
        time.awaitQuiet();
      } else if (step == 2) {
        dialing.holdInput();
        kept(scripted(TransportKind.V2).accepted(pair.listener()));
        time.awaitQuiet();
      }
      dialing.close();
    }
  }

  @Test
  void speaksToAPeerOverRealSockets() throws Exception {
    try (SystemRuntime runtime = new SystemRuntime();
        TcpListener listener = TcpListener.listen(new Endpoint("127.0.0.1", 0));
        PeerContext context = PeerContext.create()) {
      Peer peer =
          Peer.outbound(
              context, PeerConfig.builder(NETWORK).encryption(Encryption.REQUIRED).build());
      CompletableFuture<Boolean> connecting = new CompletableFuture<>();
      Thread thread =
          runtime.start(
              "connect",
              () -> {
                try {
                  peer.connect(listener.local());
                  connecting.complete(true);
                } catch (IOException | InterruptedException e) {
                  connecting.completeExceptionally(e);
                }
              });
      ScriptedPeer far =
          ScriptedPeer.builder(NETWORK, runtime)
              .transport(TransportKind.V2)
              .accept(listener)
              .handshake();
      assertThat(connecting.join()).isTrue();
      thread.join();
      assertThat(far.sessionId()).isEqualTo(peer.stats().sessionId()).isPresent();
      peer.send(GetAddr.INSTANCE);
      far.expect(GetAddr.class);
      peer.close();
      far.expectDisconnect();
      far.close();
      ScriptedPeer deaf =
          ScriptedPeer.builder(NETWORK, runtime)
              .transport(TransportKind.V2)
              .patience(ofMillis(1))
              .dial(Dialer.TCP, listener.local());
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(deaf::expectReady)
          .withMessageContaining("came:     nothing within 0.001 s");
      deaf.close();
    }
  }

  // By hand.

  @Test
  void byHandEachPieceIsTheTests() {
    Pipes.Pair pair = Pipes.on(time).open();
    RawV2Transport raw = RawV2Transport.initiator(NETWORK, new Random(1));
    ScriptedPeer rogue =
        kept(
            ScriptedPeer.builder(NETWORK, time)
                .transport(network -> raw)
                .byHand()
                .dialed(pair.dialer()));
    ScriptedPeer accepting = kept(scripted(TransportKind.V2).byHand().accepted(pair.listener()));
    time.awaitQuiet();
    assertThat(pair.listener().readable()).as("nothing is said by itself").isZero();
    Bytes garbage = Bytes.wrap(new byte[100]);
    rogue.sendRaw(raw.key()).sendRaw(garbage).expectReady();
    rogue.sendRaw(raw.terminator());
    rogue.sendRaw(raw.decoy(Bytes.ofHex("01"), garbage));
    rogue.sendRaw(raw.packet(Bytes.EMPTY));
    rogue.sendRaw(raw.decoy(Bytes.ofHex("02"), Bytes.EMPTY));
    rogue.send(GetAddr.INSTANCE, rogue.version());
    accepting.expect(GetAddr.class);
    assertThat(accepting.expect(Version.class)).isEqualTo(rogue.version());
    accepting.send(new Ping(3));
    assertThat(rogue.expect(Ping.class)).isEqualTo(new Ping(3));
    assertThat(rogue.sessionId()).isEqualTo(accepting.sessionId()).isPresent();
    rogue.sendRaw(RawV2Transport.withFlippedBit(raw.packet(Bytes.ofHex("0301")), 40));
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> accepting.expect(Ping.class))
        .withMessageContaining("a packet is not authentic");
  }

  @Test
  void aPieceThatCannotBeMadeIsRefused() {
    RawV2Transport raw = RawV2Transport.responder(NETWORK, new Random(1));
    assertThatIllegalStateException().isThrownBy(raw::terminator);
    assertThatIllegalStateException().isThrownBy(() -> raw.packet(Bytes.EMPTY));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> raw.packet(0, 1 << 24, Bytes.EMPTY, Bytes.EMPTY))
        .withMessage("a packet of 16777216 bytes, limit 16777215");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> raw.packet(0, -1, Bytes.EMPTY, Bytes.EMPTY));
    assertThat(RawV2Transport.withFlippedBit(Bytes.ofHex("0000"), 9))
        .isEqualTo(Bytes.ofHex("0002"));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> RawV2Transport.withFlippedBit(Bytes.ofHex("0000"), 16));
  }
}
