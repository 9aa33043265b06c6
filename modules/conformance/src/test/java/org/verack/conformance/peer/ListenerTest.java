package org.verack.conformance.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.verack.conformance.scenario.CoreScenario;
import org.verack.peer.DisconnectReason;
import org.verack.peer.InboundLimits;
import org.verack.peer.ListenerStats;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.PeerListener;
import org.verack.peer.connection.Connection;
import org.verack.peer.connection.ConnectionListener;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.pipe.PipeConnection;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.wire.message.Version;

/** Accepting connections. */
class ListenerTest extends PeerTests {

  private static final Endpoint HERE = new Endpoint("listener", 18444);

  private final PeerContext others = PeerContext.builder().runtime(time).build();
  private final PipeNetwork network = new PipeNetwork(Pipes.on(time));
  private final PeerConfig config = config(builder -> builder.dialer(network));

  @AfterEach
  void theOthersEnd() {
    var closing =
        time.async(
            "close",
            () -> {
              others.close();
              return "closed";
            });
    time.awaitQuiet();
    assertThat(closing).isCompleted();
    network.close();
  }

  private PeerListener listen(int limit) throws IOException {
    return listen(InboundLimits.DEFAULT.withTotal(limit));
  }

  private PeerListener listen(InboundLimits limits) throws IOException {
    return PeerListener.listen(context, config, network.listen(HERE), limits, peer -> {});
  }

  /** Somebody connects from a host; returns the peer if it was let in. */
  private Optional<Peer> from(String host) {
    Peer peer = Peer.outbound(others, config(builder -> builder.dialer(network.from(host))));
    return dial(peer).isCompletedExceptionally() ? Optional.empty() : Optional.of(peer);
  }

  private void close(Peer peer) {
    var closing = time.async("close", () -> closed(peer));
    time.awaitQuiet();
    assertThat(closing).isCompleted();
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

  private CompletableFuture<String> close(PeerListener listener) {
    CompletableFuture<String> closing =
        time.async(
            "close",
            () -> {
              listener.close();
              return "closed";
            });
    time.awaitQuiet();
    return closing;
  }

  @Test
  void everyConnectionBecomesAnInboundPeer_P005() throws Exception {
    PeerListener listener = listen(10);
    Peer first = Peer.outbound(others, config);
    Peer second = Peer.outbound(others, config);
    assertThat(dial(first)).isCompleted();
    assertThat(dial(second)).isCompleted();
    assertThat(listener.peers()).hasSize(2).allMatch(Peer::isInbound).allMatch(Peer::isOpen);
    assertThat(listener.endpoint()).isEqualTo(HERE);
    close(first);
    assertThat(listener.peers()).hasSize(1);
    assertThat(close(listener)).isCompleted();
    assertThat(second.disconnectReason()).contains(new DisconnectReason.RemoteClose(false, false));
  }

  private static String closed(Peer peer) {
    peer.close();
    return "closed";
  }

  @CoreScenario("p2p_add_connections/quota")
  @Test
  void connectionsOverTheLimitAreClosedAndRoomIsMadeAgain() throws Exception {
    PeerListener listener = listen(1);
    Peer first = Peer.outbound(others, config);
    Peer second = Peer.outbound(others, config);
    assertThat(dial(first)).isCompleted();
    assertThat(dial(second)).isCompletedExceptionally();
    close(first);
    assertThat(dial(Peer.outbound(others, config))).isCompleted();
    close(listener);
  }

  @Test
  void thereIsNoLimitPerPrefixByDefault() throws Exception {
    PeerListener listener = listen(InboundLimits.DEFAULT);
    for (int i = 0; i < 125; i++) {
      assertThat(from("127.0.0.1")).isPresent();
    }
    assertThat(from("1.2.3.4")).isEmpty();
    assertThat(listener.stats()).isEqualTo(new ListenerStats(125, 125, 1, 0, 0));
    close(listener);
  }

  /** Two of each row are let in, a third is not, and one from elsewhere is. */
  @ParameterizedTest
  @CsvSource({
    "32, 64, 1.2.3.4, 1.2.3.4, 1.2.3.4, 1.2.3.5",
    "32, 64, 1.2.3.4, ::ffff:1.2.3.4, 1.2.3.4, ::1.2.3.4",
    "24, 64, 1.2.3.4, 1.2.3.5, 1.2.3.255, 1.2.4.0",
    "22, 64, 1.2.0.4, 1.2.3.5, 1.2.2.1, 1.2.4.0",
    "0, 64, 1.2.3.4, 9.9.9.9, 8.8.8.8, 2001:db8::1",
    "32, 64, 2001:db8::1, 2001:db8::2, 2001:db8:0:0:ffff::, 2001:db8:0:1::",
    "32, 50, 2001:db8::1, 2001:db8:0:3fff::2, 2001:db8:0:1::, 2001:db8:0:4000::",
    "32, 128, 2001:db8::1, 2001:DB8::1, 2001:db8::1, 2001:db8::2",
    "32, 64, fd00::1, fd00::2, fd00::3, fd00:0:0:1::",
    "32, 64, some.onion, SOME.onion, some.onion, other.onion",
  })
  void peersOfOnePrefixAreLimited(
      int ipv4, int ipv6, String first, String second, String third, String elsewhere)
      throws Exception {
    PeerListener listener = listen(InboundLimits.DEFAULT.withPerPrefix(2).withPrefixes(ipv4, ipv6));
    Peer leaving = from(first).orElseThrow();
    assertThat(from(second)).isPresent();
    assertThat(from(third)).isEmpty();
    assertThat(from(elsewhere)).isPresent();
    assertThat(listener.stats()).isEqualTo(new ListenerStats(3, 3, 0, 1, 0));
    close(leaving);
    assertThat(listener.stats().open()).isEqualTo(2);
    assertThat(from(third)).isPresent();
    assertThat(from(third)).isEmpty();
    close(listener);
  }

  @Test
  void whoIsRefusedHearsNothingAndCostsNoPeer() throws Exception {
    List<Peer> offered = new ArrayList<>();
    PeerListener listener =
        PeerListener.listen(
            context,
            config,
            network.listen(HERE),
            InboundLimits.DEFAULT.withPerPrefix(1),
            offered::add);
    assertThat(from("1.2.3.4")).isPresent();
    PipeConnection refused = (PipeConnection) network.from("1.2.3.4").dial(HERE, seconds(1));
    time.awaitQuiet();
    assertThat(refused.readable()).isZero();
    assertThat(refused.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    assertThat(offered).hasSize(1);
    assertThat(context.peers()).hasSize(1);
    close(listener);
  }

  @Test
  void thoseWhoFailInTheHandshakeMakeRoomAgain() throws Exception {
    PeerListener listener = listen(InboundLimits.DEFAULT.withPerPrefix(1));
    for (int i = 0; i < 10; i++) {
      Connection stranger = network.from("1.2.3.4").dial(HERE, seconds(1));
      time.awaitQuiet();
      assertThat(listener.stats().open()).isEqualTo(1);
      stranger.write(ByteBuffer.wrap("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8)));
      time.awaitQuiet();
      assertThat(listener.stats().open()).isZero();
      stranger.close();
    }
    assertThat(listener.stats()).isEqualTo(new ListenerStats(0, 10, 0, 0, 0));
    close(listener);
  }

  @Test
  void limitsOutOfRangeAreRefused() {
    InboundLimits limits = InboundLimits.DEFAULT;
    assertThatThrownBy(() -> limits.withTotal(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> limits.withPerPrefix(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> limits.withPrefixes(33, 64))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> limits.withPrefixes(32, 129))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPeerIsGivenItsHandlersBeforeTheHandshake() throws Exception {
    List<Version> versions = new ArrayList<>();
    PeerListener listener =
        PeerListener.listen(
            context,
            config,
            network.listen(HERE),
            peer -> peer.on(Version.class, (from, version) -> versions.add(version)));
    dial(Peer.outbound(others, config));
    assertThat(versions).hasSize(1);
    close(listener);
  }

  @Test
  void aPeerThatSaysNothingIsForgottenAfterTheHandshakeTimeout() throws Exception {
    PeerListener listener = listen(10);
    Connection silent = network.dial(HERE, seconds(1));
    time.awaitQuiet();
    assertThat(listener.peers()).hasSize(1);
    time.advance(seconds(60));
    assertThat(listener.peers()).isEmpty();
    silent.close();
    close(listener);
  }

  @Test
  void nobodyIsThereAfterTheEnd() throws Exception {
    PeerListener listener = listen(10);
    assertThat(close(listener)).isCompleted();
    assertThat(close(listener)).isCompleted();
    assertThatThrownBy(() -> network.dial(HERE, seconds(1))).isInstanceOf(IOException.class);
  }

  @Test
  void closingTheContextClosesItsListeners() throws Exception {
    PeerListener listener = listen(10);
    Peer dialer = Peer.outbound(others, config);
    dial(dialer);
    var closing =
        time.async(
            "close",
            () -> {
              context.close();
              return "closed";
            });
    time.awaitQuiet();
    assertThat(closing).isCompleted();
    assertThat(listener.peers()).isEmpty();
    assertThat(dialer.disconnectReason()).isPresent();
  }

  /** Mostly: no file descriptors left. */
  @Test
  void acceptingGoesOnASecondAfterItFailed() throws Exception {
    ConnectionListener inner = network.listen(HERE);
    List<Integer> failures = new ArrayList<>(List.of(1, 2, 3));
    ConnectionListener failing =
        new ConnectionListener() {
          @Override
          public Connection accept() throws IOException {
            if (!failures.isEmpty()) {
              failures.removeLast();
              throw new IOException("too many open files");
            }
            return inner.accept();
          }

          @Override
          public Endpoint local() {
            return inner.local();
          }

          @Override
          public void close() {
            inner.close();
          }
        };
    PeerListener listener = PeerListener.listen(context, config, failing, peer -> {});
    CompletableFuture<@Nullable Void> dialing = dial(Peer.outbound(others, config));
    assertThat(dialing).isNotDone();
    time.advance(seconds(2));
    assertThat(dialing).isNotDone();
    assertThat(listener.stats().failures()).isEqualTo(3);
    time.advance(seconds(1));
    assertThat(dialing).isCompleted();
    assertThat(listener.stats()).isEqualTo(new ListenerStats(1, 1, 0, 0, 3));
    close(listener);
  }
}
