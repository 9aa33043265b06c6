package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.PeerListener;
import org.verack.peer.connection.Connection;
import org.verack.peer.connection.ConnectionListener;
import org.verack.peer.connection.Endpoint;
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
    return PeerListener.listen(context, config, network.listen(HERE), limit, peer -> {});
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
  void everyConnectionBecomesAnInboundPeer() throws Exception {
    PeerListener listener = listen(10);
    Peer first = Peer.outbound(others, config);
    Peer second = Peer.outbound(others, config);
    assertThat(dial(first)).isCompleted();
    assertThat(dial(second)).isCompleted();
    assertThat(listener.peers()).hasSize(2).allMatch(Peer::isInbound).allMatch(Peer::isOpen);
    assertThat(listener.endpoint()).isEqualTo(HERE);
    var closing = time.async("close", () -> closed(first));
    time.awaitQuiet();
    assertThat(closing).isCompleted();
    assertThat(listener.peers()).hasSize(1);
    assertThat(close(listener)).isCompleted();
    assertThat(second.disconnectReason()).contains(new DisconnectReason.RemoteClose(false, false));
  }

  private static String closed(Peer peer) {
    peer.close();
    return "closed";
  }

  @Test
  void connectionsOverTheLimitAreClosedAndRoomIsMadeAgain() throws Exception {
    PeerListener listener = listen(1);
    Peer first = Peer.outbound(others, config);
    Peer second = Peer.outbound(others, config);
    assertThat(dial(first)).isCompleted();
    assertThat(dial(second)).isCompletedExceptionally();
    var closing = time.async("close", () -> closed(first));
    time.awaitQuiet();
    assertThat(closing).isCompleted();
    assertThat(dial(Peer.outbound(others, config))).isCompleted();
    close(listener);
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
    time.advance(seconds(3));
    assertThat(dialing).isCompleted();
    close(listener);
  }
}
