package org.verack.conformance.kaspa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.verack.conformance.family.FamilyPeers;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerEvent;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.Network;
import org.verack.wire.kaspa.KaspaHandshake;
import org.verack.wire.kaspa.KaspaNetworks;
import org.verack.wire.kaspa.KaspaServices;
import org.verack.wire.kaspa.chain.Block;
import org.verack.wire.kaspa.chain.SubnetworkId;
import org.verack.wire.kaspa.generator.KaspaDag;
import org.verack.wire.kaspa.generator.KaspaResponder;
import org.verack.wire.kaspa.message.AddressScope;
import org.verack.wire.kaspa.message.GetAddr;
import org.verack.wire.kaspa.message.GetBlockInvs;
import org.verack.wire.kaspa.message.GetSelectedTip;
import org.verack.wire.kaspa.message.InventoryVector;
import org.verack.wire.kaspa.message.Reject;
import org.verack.wire.kaspa.message.Version;
import org.verack.wire.kaspa.request.KaspaRequests;
import org.verack.wire.message.FilterClear;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.message.Verack;
import org.verack.wire.request.Found;
import org.verack.wire.request.RequestException;
import org.verack.wire.role.InventoryEntry;
import org.verack.wire.role.RejectCode;

/** Peers of Kaspa's networks. */
class KaspaPeersTest extends FamilyPeers {

  private static final SubnetworkId SUBNETWORK =
      new SubnetworkId(Bytes.ofHex("0300000000000000000000000000000000000000"));
  private static final SubnetworkId ANOTHER =
      new SubnetworkId(Bytes.ofHex("0400000000000000000000000000000000000000"));

  @Override
  protected Network minable() {
    return KaspaNetworks.REGTEST;
  }

  @Override
  protected List<Network> networks() {
    return KaspaNetworks.all();
  }

  @Override
  protected int many() {
    return 1_300;
  }

  @Override
  protected Served generated(Network network, int blocks) {
    return new Blocks(KaspaDag.generate(network, 1, blocks));
  }

  @Override
  protected InventoryEntry transaction(Hash id) {
    return InventoryVector.tx(id);
  }

  @Override
  protected InventoryEntry block(Hash hash) {
    return InventoryVector.block(hash);
  }

  @Override
  protected Duration announced() {
    return Duration.ofMillis(110);
  }

  @Override
  protected Message unansweredQuestion() {
    return GetSelectedTip.INSTANCE;
  }

  @Override
  protected Optional<Message> malformed(String why) {
    return Optional.of(new Reject("malformed", RejectCode.MALFORMED, why, null));
  }

  private record Blocks(KaspaDag dag, KaspaResponder responder) implements Served {

    Blocks(KaspaDag dag) {
      this(dag, new KaspaResponder(dag));
    }

    @Override
    public Network network() {
      return dag.network();
    }

    @Override
    public List<Message> answers(Message message) {
      return responder.answers(message);
    }

    @Override
    public void configure(PeerConfig.Builder node) {
      node.services(KaspaServices.NETWORK)
          .handshake(KaspaHandshake.of(() -> dag.selectedTip().hash()));
    }

    @Override
    public void fetch(Peer peer) throws Exception {
      Hash tip = peer.request(KaspaRequests.selectedTip(), PATIENCE);
      assertThat(tip).isEqualTo(((Version) peer.negotiation().remote()).selectedTip());
      List<Hash> hashes = new ArrayList<>();
      Hash low = network().genesisHash();
      while (!low.equals(tip)) {
        List<Hash> more = peer.request(KaspaRequests.blockHashes(low, tip), PATIENCE);
        assertThat(more).isNotEmpty();
        hashes.addAll(more);
        low = more.getLast();
      }
      Set<Hash> known = new HashSet<>(List.of(network().genesisHash()));
      List<Block> blocks = new ArrayList<>();
      for (int from = 0; from < hashes.size(); from += KaspaRequests.MAX_BLOCKS) {
        List<Hash> batch =
            hashes.subList(from, Math.min(hashes.size(), from + KaspaRequests.MAX_BLOCKS));
        Found<Block> answer = peer.request(KaspaRequests.blocks(batch), PATIENCE);
        assertThat(answer.missing()).isEmpty();
        for (Block block : answer.found()) {
          assertThat(known).containsAll(block.header().parents());
          assertThat(block.header().hasWork(network().powLimitBits())).isTrue();
          known.add(block.hash());
        }
        blocks.addAll(answer.found());
      }
      assertThat(blocks.equals(dag.blocks().subList(1, dag.blocks().size()))).isTrue();

      Hash nothing = Hash.of("11".repeat(32));
      assertThat(peer.request(KaspaRequests.blocks(List.of(nothing)), PATIENCE))
          .isEqualTo(new Found<>(List.of(), List.of(nothing)));
      assertThat(peer.request(KaspaRequests.blockHashes(nothing, tip), PATIENCE)).isEmpty();
      assertThat(peer.request(KaspaRequests.locator(tip, nothing), PATIENCE)).isEmpty();
      List<Hash> locator =
          peer.request(KaspaRequests.locator(tip, network().genesisHash()), PATIENCE);
      assertThat(locator).startsWith(tip).endsWith(network().genesisHash()).hasSizeLessThan(20);
    }
  }

  @Test
  void nobodyWaitsForAVerack() {
    Line line = outbound(PeerConfig.of(minable()));
    line.remote().expect(Version.class);
    line.remote().send(line.remote().version());
    time.awaitQuiet();
    assertThat(line.remote().heard()).containsExactly(Verack.INSTANCE);
    assertThat(line.peer().isOpen()).isTrue();
    line.remote().send(new Ping(3), Verack.INSTANCE, new Ping(4));
    time.awaitQuiet();
    assertThat(line.remote().heard()).containsExactly(new Pong(3), new Pong(4));
  }

  @Test
  void theFirstVerackIsHeardAndTheSecondRejectedAndForgiven() {
    List<Object> seen = new ArrayList<>();
    Peer peer = Peer.inbound(context(), PeerConfig.of(minable()));
    peer.on(Verack.class, (from, verack) -> seen.add(verack));
    peer.onEvent(PeerEvent.RepeatedHandshake.class, (from, event) -> seen.add(event));
    Line line = open(peer);
    line.remote().handshake();
    time.awaitQuiet();
    assertThat(seen).containsExactly(Verack.INSTANCE);
    line.remote().heard();
    line.remote().send(Verack.INSTANCE, line.remote().version());
    time.awaitQuiet();
    assertThat(line.remote().heard())
        .containsExactly(
            new Reject("verack", RejectCode.DUPLICATE, "duplicate verack message", null),
            new Reject("version", RejectCode.DUPLICATE, "duplicate version message", null));
    assertThat(seen).hasSize(3);
    assertThat(peer.disconnectReason()).isEmpty();
  }

  /** Quirk 30: kaspad's negotiation succeeds after a rejected first message. */
  @Test
  void aFirstMessageThatIsNoVersionEndsTheConnection() {
    Line line = inbound(PeerConfig.of(minable()));
    line.remote().send(Verack.INSTANCE);
    time.awaitQuiet();
    assertThat(line.remote().heard())
        .containsExactly(
            new Reject(
                "version",
                RejectCode.MALFORMED,
                "a version message must precede all others",
                null));
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.UnexpectedMessage.class);
  }

  @Test
  void timesAreMilliseconds() {
    Line line = outbound(PeerConfig.of(minable()));
    Version ours = line.remote().expect(Version.class);
    assertThat(ours.timestamp()).isEqualTo(time.now().toEpochMilli());
    assertThat(ours.sentAt().toEpochMilli()).isEqualTo(ours.timestamp());
    assertThat(ours.isFullNode()).isTrue();
  }

  private PeerConfig with(KaspaHandshake handshake) {
    return PeerConfig.builder(minable()).handshake(handshake).build();
  }

  private static KaspaHandshake full() {
    return KaspaHandshake.of(() -> Hash.ZERO);
  }

  private void meets(Line line, SubnetworkId subnetwork) {
    Version plain = (Version) line.remote().version();
    line.remote()
        .send(
            new Version(
                plain.protocolVersion(),
                plain.services(),
                plain.timestamp(),
                subnetwork,
                plain.receiver(),
                plain.sender(),
                plain.nonce(),
                plain.userAgent(),
                plain.selectedTip(),
                plain.relay()));
    time.awaitQuiet();
  }

  @Test
  void aFullNodeServesPartialNodesAndDialsNone() {
    Line dialedUs = inbound(with(full()));
    meets(dialedUs, SUBNETWORK);
    assertThat(dialedUs.peer().isOpen()).isTrue();
    Line dialed = outbound(with(full()));
    meets(dialed, SUBNETWORK);
    assertThat(ended(dialed.peer()))
        .isEqualTo(new DisconnectReason.VersionRefused("incompatible subnetwork " + SUBNETWORK));
  }

  @Test
  void partialNodesFitFullNodesAndThoseOfTheirSubnetwork() {
    KaspaHandshake partial = full().withSubnetwork(SUBNETWORK);
    for (boolean fits : new boolean[] {true, false}) {
      Line line = outbound(with(partial));
      assertThat(line.remote().expect(Version.class).subnetwork()).isEqualTo(SUBNETWORK);
      meets(line, fits ? SUBNETWORK : ANOTHER);
      assertThat(line.peer().isOpen()).isEqualTo(fits);
    }
    Line fullNode = outbound(with(partial));
    meets(fullNode, null);
    assertThat(fullNode.peer().isOpen()).isTrue();
  }

  @Test
  void partialNodesCanBeUnwanted() {
    Line line = inbound(with(full().withPartialNodes(false)));
    meets(line, SUBNETWORK);
    assertThat(ended(line.peer()))
        .isEqualTo(new DisconnectReason.VersionRefused("partial nodes are not wanted"));
  }

  @Test
  void aVerackIsDueThirtySecondsAfterOurVersion() {
    Line line = inbound(PeerConfig.builder(minable()).stallDetection(true).build());
    line.remote().send(line.remote().version());
    time.advance(Duration.ofSeconds(30).minusNanos(1));
    assertThat(line.peer().disconnectReason()).isEmpty();
    time.advance(Duration.ofNanos(1));
    assertThat(ended(line.peer()))
        .isEqualTo(new DisconnectReason.Stalled("verack", Duration.ofSeconds(30)));
  }

  @Test
  void theSameBlocksAreAskedForOnceInARow() {
    Line line = connected(PeerConfig.of(minable()));
    GetBlockInvs question = new GetBlockInvs(Hash.ZERO, Hash.sha256d(new byte[1], 0, 1));
    for (boolean sent : new boolean[] {true, false}) {
      var asked = time.async("ask", () -> line.peer().sendUnlessRepeated(question));
      time.awaitQuiet();
      assertThat(asked).isCompletedWithValue(sent);
    }
    assertThat(line.remote().heard()).containsExactly(question);
  }

  @Test
  void bloomFiltersAreForNodesThatOfferThem() {
    Line without = connected(PeerConfig.of(minable()));
    without.remote().send(FilterClear.INSTANCE);
    assertThat(ended(without.peer())).isInstanceOf(DisconnectReason.UnexpectedMessage.class);
    Line with = connected(PeerConfig.builder(minable()).services(KaspaServices.BLOOM).build());
    with.remote().send(FilterClear.INSTANCE, new Ping(6));
    time.awaitQuiet();
    assertThat(with.remote().heard()).containsExactly(new Pong(6));
  }

  @Test
  void silenceAboutTheSelectedTipIsAFailure() throws Exception {
    KaspaDag dag = KaspaDag.generate(minable(), 1, 3);
    virtually(
        new Blocks(dag),
        peer -> {
          peer.send(new GetAddr(AddressScope.ALL));
          assertThat(peer.request(KaspaRequests.selectedTip(), PATIENCE))
              .isEqualTo(dag.selectedTip().hash());
        });
    Line line = connected(PeerConfig.of(minable()));
    var asking =
        time.async("ask", () -> line.peer().request(KaspaRequests.selectedTip(), PATIENCE));
    time.awaitQuiet();
    line.remote().expect(GetSelectedTip.class);
    Ping fence = line.remote().expect(Ping.class);
    line.remote().send(new Pong(fence.nonce()));
    time.awaitQuiet();
    assertThatThrownBy(asking::get)
        .hasCauseInstanceOf(RequestException.class)
        .hasMessageContaining("no answer to getseltip");
  }
}
