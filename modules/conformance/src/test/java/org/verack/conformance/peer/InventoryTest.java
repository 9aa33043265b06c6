package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.verack.conformance.scenario.CoreScenario;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.ServiceFlags;
import org.verack.wire.message.FilterClear;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.NodeAddress;
import org.verack.wire.message.Ping;
import org.verack.wire.message.TransactionAnnouncement;
import org.verack.wire.message.Verack;
import org.verack.wire.message.Version;

/** What the remote is told of, and when. */
class InventoryTest extends PeerTests {

  private static final PeerConfig DEFAULT =
      config(builder -> builder.pingInterval(Duration.ZERO).idleTimeout(Duration.ZERO));

  private static PeerConfig strictAndQuiet() {
    return config(
        builder ->
            builder
                .policy(PeerConfig.Policy.STRICT)
                .pingInterval(Duration.ZERO)
                .idleTimeout(Duration.ZERO));
  }

  private static Hash hash(int number) {
    byte[] bytes = new byte[Hash.LENGTH];
    bytes[0] = (byte) number;
    bytes[1] = (byte) (number >>> 8);
    bytes[2] = (byte) (number >>> 16);
    return Hash.sha256d(bytes, 0, bytes.length);
  }

  private static InventoryVector tx(int number) {
    return InventoryVector.tx(hash(number));
  }

  private Line line(PeerConfig config) {
    Line line = connected(config);
    line.remote().heard();
    return line;
  }

  /** The entries of the inventories that came, one list a message. */
  private static List<List<InventoryVector>> told(Remote remote) {
    List<List<InventoryVector>> told = new ArrayList<>();
    for (Message message : remote.heard()) {
      assertThat(message).isInstanceOf(Inv.class);
      told.add(((Inv) message).items());
    }
    return told;
  }

  @Test
  void transactionsWaitForTheNextTickAndGoOutTogether_P143_P144() {
    Line line = line(strictAndQuiet());
    assertThat(line.peer().announce(tx(1))).isTrue();
    assertThat(line.peer().announce(tx(2))).isTrue();
    time.advance(Duration.ofMillis(9_999));
    line.remote().expect();
    time.advance(Duration.ofMillis(1));
    assertThat(told(line.remote())).containsExactly(List.of(tx(1), tx(2)));
  }

  @Test
  void ticksAreTenSecondsApartFromTheBeginningOfTheConnection_P144() {
    Line line = line(strictAndQuiet());
    time.advance(seconds(7));
    assertThat(line.peer().announce(tx(1))).isTrue();
    time.advance(seconds(3));
    assertThat(told(line.remote())).containsExactly(List.of(tx(1)));
  }

  @Test
  void thousandsOfEntriesGoOutInMessagesOfAThousand_P145() {
    Line line = line(strictAndQuiet());
    List<InventoryVector> all = IntStream.range(0, 2500).mapToObj(InventoryTest::tx).toList();
    all.forEach(entry -> assertThat(line.peer().announce(entry)).isTrue());
    time.advance(seconds(10));
    assertThat(told(line.remote()))
        .containsExactly(all.subList(0, 1000), all.subList(1000, 2000), all.subList(2000, 2500));
  }

  @Test
  void byDefaultOneMessageGoesOutAtATime_Core() {
    Line line = line(DEFAULT);
    List<InventoryVector> all = IntStream.range(0, 2500).mapToObj(InventoryTest::tx).toList();
    all.forEach(entry -> assertThat(line.peer().announce(entry)).isTrue());
    List<List<InventoryVector>> told = new ArrayList<>();
    for (int second = 0; second < 600 && told.size() < 3; second++) {
      time.advance(seconds(1));
      List<List<InventoryVector>> now = told(line.remote());
      assertThat(now.size()).isLessThanOrEqualTo(3);
      told.addAll(now);
    }
    assertThat(told)
        .containsExactly(all.subList(0, 1000), all.subList(1000, 2000), all.subList(2000, 2500));
  }

  @Test
  void blocksAreAnnouncedAtOnce_P142() {
    for (PeerConfig each : List.of(DEFAULT, strictAndQuiet())) {
      Line line = line(each);
      assertThat(line.peer().announce(tx(1))).isTrue();
      assertThat(line.peer().announce(InventoryVector.block(hash(2)))).isTrue();
      assertThat(line.peer().announce(InventoryVector.witnessBlock(hash(3)))).isTrue();
      assertThat(told(line.remote()))
          .containsExactly(
              List.of(InventoryVector.block(hash(2))),
              List.of(InventoryVector.witnessBlock(hash(3))));
    }
  }

  @Test
  void nothingIsAnnouncedTwice_P140_P144() {
    Line line = line(strictAndQuiet());
    assertThat(line.peer().announce(tx(1))).isTrue();
    assertThat(line.peer().announce(InventoryVector.block(hash(2)))).isTrue();
    assertThat(line.peer().announce(InventoryVector.block(hash(2)))).isFalse();
    time.advance(seconds(10));
    line.remote().expect(Inv.class, Inv.class);
    assertThat(line.peer().announce(tx(1))).as("by value").isFalse();
    time.advance(seconds(10));
    line.remote().expect();
  }

  @Test
  void whatTheRemoteIsKnownToHaveIsNotAnnounced_P140_P146_P147() {
    Line line = line(strictAndQuiet());
    line.peer().addKnown(InventoryVector.tx(hash(1)));
    assertThat(line.peer().announce(InventoryVector.tx(hash(1)))).as("by value").isFalse();
    assertThat(line.peer().announce(tx(2))).isTrue();
    line.peer().addKnown(tx(2));
    time.advance(seconds(10));
    line.remote().expect();
  }

  @Test
  void whatTheRemoteAnnouncesItselfIsKnown_Core() {
    Line line = line(DEFAULT);
    assertThat(line.peer().announce(tx(1))).isTrue();
    line.remote().say(Inv.of(tx(1), tx(2)));
    time.awaitQuiet();
    assertThat(line.peer().announce(tx(2))).isFalse();
    time.advance(Duration.ofMinutes(1));
    line.remote().expect();
  }

  @Test
  void onlyTheNewestThousandThingsAreRemembered_P146_P148() {
    Line line = line(strictAndQuiet());
    IntStream.range(0, 1001).forEach(i -> line.peer().addKnown(tx(i)));
    assertThat(line.peer().announce(tx(1000))).isFalse();
    assertThat(line.peer().announce(tx(1))).isFalse();
    assertThat(line.peer().announce(tx(0))).as("the oldest was forgotten").isTrue();
  }

  @CoreScenario("p2p_tx_privacy/before-verack")
  @Test
  void nothingIsAnnouncedBeforeTheHandshakeIsCompleteOrAfterTheEnd_P141_Core() {
    Line line = inbound(DEFAULT);
    line.remote().say(Remote.version(70017));
    time.awaitQuiet();
    assertThat(line.peer().announce(tx(1))).isFalse();
    line.remote().say(Verack.INSTANCE).heard();
    time.advance(Duration.ofMinutes(1));
    line.remote().expect();
    assertThat(line.peer().announce(tx(1))).isTrue();
    line.remote().close();
    ended(line.peer());
    assertThat(line.peer().announce(tx(2))).isFalse();
    assertThat(line.peer().announce(InventoryVector.block(hash(3)))).isFalse();
  }

  @CoreScenario("p2p_segwit/wtxid")
  @Test
  void aTransactionIsAnnouncedByTheIdThatWasAgreed_BIP339() {
    Line withWtxid = line(DEFAULT);
    Line without = outbound(DEFAULT);
    without.remote().greetListener(70015);
    without.remote().heard();
    var announcement = new TransactionAnnouncement(hash(1), hash(2));
    assertThat(withWtxid.peer().announce(announcement)).isTrue();
    assertThat(without.peer().announce(announcement)).isTrue();
    time.advance(Duration.ofMinutes(1));
    assertThat(told(withWtxid.remote())).containsExactly(List.of(InventoryVector.wtx(hash(2))));
    assertThat(told(without.remote())).containsExactly(List.of(InventoryVector.tx(hash(1))));
  }

  @CoreScenario({"p2p_blocksonly/nothing-told", "p2p_filter/relay"})
  @Test
  void transactionsGoOnlyToRemotesThatWantThemOrLaterAskForThem_BIP37() {
    PeerConfig serving = config(builder -> builder.services(ServiceFlags.BLOOM));
    Line line = inbound(serving);
    line.remote()
        .say(
            new Version(
                70017,
                ServiceFlags.NONE,
                0,
                NodeAddress.NONE,
                NodeAddress.NONE,
                1,
                "/light:1.0/",
                0,
                false),
            Verack.INSTANCE)
        .heard();
    assertThat(line.peer().announce(tx(1))).isFalse();
    assertThat(line.peer().announce(InventoryVector.block(hash(2)))).isTrue();
    line.remote().expect(Inv.class);
    line.remote().say(FilterClear.INSTANCE);
    time.awaitQuiet();
    assertThat(line.peer().announce(tx(1))).isTrue();
    time.advance(Duration.ofMinutes(1));
    assertThat(told(line.remote())).containsExactly(List.of(tx(1)));
  }

  @Test
  void announcementsToInboundPeersComeAtTheSameMoments_Core() {
    Line first = inbound(DEFAULT);
    Line second = inbound(DEFAULT);
    for (Line each : List.of(first, second)) {
      each.remote().greetListener(70017);
      each.remote().heard();
    }
    for (int round = 0; round < 20; round++) {
      assertThat(first.peer().announce(tx(round))).isTrue();
      assertThat(second.peer().announce(tx(round))).isTrue();
      int steps = 0;
      List<List<InventoryVector>> told;
      do {
        time.advance(Duration.ofMillis(50));
        told = told(first.remote());
        assertThat(told(second.remote())).as("at the same moment").isEqualTo(told);
      } while (told.isEmpty() && steps++ < 10_000);
      assertThat(told).hasSize(1);
    }
  }

  @Test
  void theMomentsAreRandomWithTheConfiguredMean_Core() {
    Line line = line(DEFAULT);
    int rounds = 400;
    long waited = 0;
    for (int round = 0; round < rounds; round++) {
      assertThat(line.peer().announce(tx(round))).isTrue();
      long began = time.nanoTime();
      while (told(line.remote()).isEmpty()) {
        time.advance(Duration.ofMillis(100));
      }
      waited += time.nanoTime() - began;
    }
    // The mean of 400 exponential times of mean 2 s has a standard deviation of 0.1 s.
    assertThat(waited / 1e9 / rounds).isBetween(1.4, 2.7);
  }

  @Test
  void whatFindsNoRoomInTheQueueIsAnnouncedLater() {
    PeerConfig narrow =
        config(
            builder ->
                builder
                    .policy(PeerConfig.Policy.STRICT)
                    .pingInterval(Duration.ZERO)
                    .outboundLimit(1));
    Peer peer = Peer.outbound(context, narrow);
    Line line = open(peer, 256);
    line.remote().greetListener(70017);
    line.remote().heard();
    for (int i = 0; i < 10; i++) {
      peer.sendAsync(new Ping(i));
    }
    time.awaitQuiet();
    assertThat(peer.announce(InventoryVector.block(hash(1)))).isTrue();
    assertThat(line.remote().heard()).noneMatch(Inv.class::isInstance);
    time.advance(seconds(10));
    line.remote().expect(Inv.class);
  }
}
