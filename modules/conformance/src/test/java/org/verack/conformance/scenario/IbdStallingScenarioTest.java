package org.verack.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.junit.TestkitExtension;
import org.verack.peer.testkit.node.TestNode;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Hash;
import org.verack.wire.Networks;
import org.verack.wire.chain.Block;
import org.verack.wire.message.GetData;
import org.verack.wire.message.InventoryVector;

/**
 * Core's {@code p2p_ibd_stalling}: a peer that keeps the window of a block download from moving is
 * left after two seconds, the next after four, and so on. A library for peers downloads no chain;
 * the scenario is played by {@link BlockDownload}, which shows how one is made of {@code
 * Peer.stream}.
 */
@ExtendWith(TestkitExtension.class)
class IbdStallingScenarioTest {

  private static final GeneratedChain CHAIN =
      ChainGenerator.seeded(8).coinbaseMaturity(2).generate(200);
  private static final List<Hash> HASHES =
      IntStream.rangeClosed(1, 200).mapToObj(CHAIN::hash).toList();

  private final List<Block> connected = new ArrayList<>();

  private BlockDownload download(VirtualRuntime time, int window) {
    return new BlockDownload(time, HASHES, window, connected::add);
  }

  /** Somebody who greets us and then gives no block. */
  private static Encounter silent(VirtualRuntime time, PeerContext context) {
    PeerConfig config = PeerConfig.of(Networks.REGTEST);
    return Encounter.of(time, Peer.outbound(context, config)).greeted();
  }

  private static CompletableFuture<Peer> start(
      VirtualRuntime time, BlockDownload download, Peer peer) {
    var downloading =
        time.async(
            "download",
            () -> {
              download.from(peer);
              return peer;
            });
    time.awaitQuiet();
    return downloading;
  }

  private static List<Hash> askedFor(Encounter line) {
    return line.remote().heard().stream()
        .filter(GetData.class::isInstance)
        .flatMap(message -> ((GetData) message).items().stream())
        .map(InventoryVector::hash)
        .toList();
  }

  @CoreScenario("p2p_ibd_stalling/window")
  @Test
  void nothingIsAskedForBeyondTheWindowAndNotMoreThanSixteenBlocksOfOnePeer(
      VirtualRuntime time, PeerContext context) {
    BlockDownload download = download(time, 40);
    List<Hash> asked = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Encounter line = silent(time, context);
      start(time, download, line.peer());
      List<Hash> ofThis = askedFor(line);
      assertThat(ofThis).hasSizeLessThanOrEqualTo(BlockDownload.BATCH);
      asked.addAll(ofThis);
    }
    assertThat(asked).isEqualTo(HASHES.subList(0, 40));
  }

  @CoreScenario({"p2p_ibd_stalling/doubling", "p2p_ibd_stalling/decay"})
  @Test
  void whoHoldsTheWindowUpIsLeftAfterTwoSecondsTheNextAfterFourAndThenEight(
      VirtualRuntime time, PipeNetwork network, PeerContext context) throws Exception {
    BlockDownload download = download(time, BlockDownload.BATCH);
    for (int seconds : new int[] {2, 4, 8}) {
      assertThat(download.patience()).isEqualTo(Duration.ofSeconds(seconds));
      Encounter stalling = silent(time, context);
      start(time, download, stalling.peer());
      assertThat(askedFor(stalling)).isEqualTo(HASHES.subList(0, BlockDownload.BATCH));
      time.advance(Duration.ofSeconds(seconds).minusNanos(1));
      assertThat(stalling.peer().isOpen()).isTrue();
      time.advance(Duration.ofNanos(1));
      assertThat(stalling.end()).hasToString("closed by us: it stalls the download");
    }
    assertThat(download.patience()).isEqualTo(Duration.ofSeconds(16));

    try (TestNode node =
            TestNode.builder(CHAIN)
                .runtime(time)
                .listen(network, new Endpoint("node.example", 18444))
                .start();
        Peer good =
            Peer.outbound(context, PeerConfig.builder(Networks.REGTEST).dialer(network).build())) {
      good.connect(node.endpoint());
      assertThat(start(time, download, good)).isCompletedWithValue(good);
      assertThat(connected).isEqualTo(CHAIN.blocks().subList(1, 201));
      assertThat(download.patience()).isEqualTo(BlockDownload.LEAST_PATIENCE);
    }
  }

  @CoreScenario("p2p_ibd_stalling/not-the-staller")
  @Test
  void whoIsSlowWithoutHoldingOthersUpIsNotLeft(VirtualRuntime time, PeerContext context) {
    BlockDownload download = download(time, 32);
    Encounter first = silent(time, context);
    Encounter second = silent(time, context);
    start(time, download, first.peer());
    start(time, download, second.peer());
    assertThat(askedFor(first)).isEqualTo(HASHES.subList(0, 16));
    assertThat(askedFor(second)).isEqualTo(HASHES.subList(16, 32));
    time.advance(Duration.ofSeconds(2));
    assertThat(first.end()).isInstanceOf(DisconnectReason.LocalClose.class);
    assertThat(second.peer().isOpen()).isTrue();
  }

  @CoreScenario("p2p_ibd_stalling/disconnected")
  @Test
  void whatAPeerThatGoesOwesIsAskedOfTheNext(VirtualRuntime time, PeerContext context) {
    BlockDownload download = download(time, BlockDownload.BATCH);
    Encounter leaving = silent(time, context);
    var first = start(time, download, leaving.peer());
    leaving.remote().send(CHAIN.block(1), CHAIN.block(2));
    time.awaitQuiet();
    leaving.remote().close();
    time.awaitQuiet();
    assertThat(first).isCompleted();
    assertThat(connected).containsExactly(CHAIN.block(1), CHAIN.block(2));
    Encounter other = silent(time, context);
    start(time, download, other.peer());
    assertThat(askedFor(other)).startsWith(CHAIN.hash(3)).hasSize(BlockDownload.BATCH);
  }
}
