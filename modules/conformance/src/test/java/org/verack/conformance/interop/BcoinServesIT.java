package org.verack.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.verack.conformance.interop.Capability.BLOCKS;
import static org.verack.conformance.interop.Capability.CHAIN;
import static org.verack.conformance.interop.Capability.ENCRYPTION;
import static org.verack.conformance.interop.Capability.HANDSHAKE;
import static org.verack.conformance.interop.Capability.HEADERS;
import static org.verack.conformance.interop.Capability.NEW_BLOCKS;
import static org.verack.conformance.interop.Capability.NOT_FOUND;
import static org.verack.conformance.interop.Capability.PING;
import static org.verack.conformance.interop.Counterpart.BCOIN;
import static org.verack.conformance.interop.Direction.IT_DIALS_US;
import static org.verack.conformance.interop.Direction.WE_DIAL_IT;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerEvent;
import org.verack.peer.PeerListener;
import org.verack.peer.StreamOptions;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.connection.TcpListener;
import org.verack.wire.Hash;
import org.verack.wire.ServiceFlags;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.ProofOfWork;
import org.verack.wire.message.Headers;
import org.verack.wire.message.Inv;
import org.verack.wire.message.Version;
import org.verack.wire.request.FoundBlocks;
import org.verack.wire.request.Requests;
import org.verack.wire.transport.TransportKind;

/** A full node of bcoin that has mined a chain of its own is dialed by us, and dials us. */
class BcoinServesIT extends Interoperation {

  /** 432 is where regtest of bcoin activates segwit by BIP 9: three periods of 144 blocks. */
  private static final int MINED = 450;

  private static final String USER_AGENT = "/bcoin:v" + BCOIN.version() + "/";
  private static final ServiceFlags SERVICES =
      ServiceFlags.of(ServiceFlags.NETWORK, ServiceFlags.BLOOM, ServiceFlags.WITNESS);

  /** For all tests, which only make its chain longer. */
  private static BcoinNode bcoin;

  @BeforeAll
  static void startBcoin() throws Exception {
    bcoin = BcoinNode.startFull();
    bcoin.generate(MINED);
  }

  @AfterAll
  static void stopBcoin() throws Exception {
    if (bcoin != null) {
      bcoin.close();
    }
  }

  private Peer connected() throws Exception {
    Peer peer = Peer.outbound(context, PeerConfig.of(NETWORK));
    peer.connect(bcoin.endpoint());
    return peer;
  }

  private static List<BlockHeader> headers(Peer peer) throws Exception {
    return peer.request(Requests.headers(List.of(NETWORK.genesisHash())), DEADLINE);
  }

  @Test
  @Interoperates(
      with = BCOIN,
      when = WE_DIAL_IT,
      what = HANDSHAKE,
      compared = "version, services and user agent, as we see it")
  @Interoperates(
      with = BCOIN,
      when = WE_DIAL_IT,
      what = ENCRYPTION,
      works = false,
      compared = "it has none; our dial falls back to a plain connection")
  @Interoperates(with = BCOIN, when = WE_DIAL_IT, what = PING, compared = "a pong for the nonce")
  void weKnowWhomWeHaveDialed() throws Exception {
    try (Peer peer = connected()) {
      assertThat(peer.stats().transport()).isEqualTo(TransportKind.V1);
      assertThat(peer.negotiation().protocolVersion()).isEqualTo(70015);
      assertThat(peer.negotiation().remote().userAgent()).isEqualTo(USER_AGENT);
      assertThat(peer.negotiation().remote().services()).isEqualTo(SERVICES);
      assertThat(peer.ping(DEADLINE)).isPositive();
    }
  }

  @Test
  @Interoperates(
      with = BCOIN,
      when = IT_DIALS_US,
      what = HANDSHAKE,
      compared = "version, services and user agent, as we see it")
  @Interoperates(
      with = BCOIN,
      when = IT_DIALS_US,
      what = ENCRYPTION,
      works = false,
      compared = "it has none; our listener takes its plain connection")
  @Interoperates(with = BCOIN, when = IT_DIALS_US, what = PING, compared = "a pong for the nonce")
  void weKnowWhoHasDialedUsAndMayAskIt() throws Exception {
    CompletableFuture<Peer> connected = new CompletableFuture<>();
    PeerConfig config =
        PeerConfig.builder(NETWORK)
            .services(ServiceFlags.of(ServiceFlags.NETWORK, ServiceFlags.WITNESS))
            .build();
    try (PeerListener listener =
        PeerListener.listen(
            context,
            config,
            TcpListener.listen(new Endpoint("127.0.0.1", 0)),
            peer ->
                peer.onEvent(PeerEvent.Connected.class, (who, event) -> connected.complete(who)))) {
      bcoin.connectTo(listener.endpoint());
      Peer peer = await(connected);
      assertThat(peer.isInbound()).isTrue();
      assertThat(peer.stats().transport()).isEqualTo(TransportKind.V1);
      assertThat(peer.negotiation().protocolVersion()).isEqualTo(70015);
      Version version = (Version) peer.negotiation().remote();
      assertThat(version.userAgent()).isEqualTo(USER_AGENT);
      assertThat(version.services()).isEqualTo(SERVICES);
      assertThat(version.startHeight()).isGreaterThanOrEqualTo(MINED);
      assertThat(peer.ping(DEADLINE)).isPositive();
      List<BlockHeader> headers = headers(peer);
      assertThat(headers).hasSizeGreaterThanOrEqualTo(MINED);
      assertThat(peer.request(Requests.block(headers.get(1).hash()), DEADLINE)).isPresent();
      bcoin.stopConnectingTo(listener.endpoint());
    }
  }

  @Test
  @Interoperates(
      with = BCOIN,
      when = WE_DIAL_IT,
      what = HEADERS,
      compared = "450 headers: that they follow each other, their work, and the tip with its RPC's")
  @Interoperates(
      with = BCOIN,
      when = WE_DIAL_IT,
      what = BLOCKS,
      compared =
          "450 blocks before and after segwit: merkle roots, witness commitments, and some by"
              + " their bytes with its RPC's")
  @Interoperates(
      with = BCOIN,
      when = WE_DIAL_IT,
      what = CHAIN,
      compared = "all that it has mined, from genesis to its tip")
  void weSyncTheBlocksThatItHasMinedBeforeAndAfterSegwit() throws Exception {
    try (Peer peer = connected()) {
      List<BlockHeader> headers = headers(peer);
      Hash previous = NETWORK.genesisHash();
      for (BlockHeader header : headers) {
        assertThat(header.previousBlock()).isEqualTo(previous);
        assertThat(ProofOfWork.isMet(header.hash(), header.bits(), NETWORK.powLimitBits()))
            .isTrue();
        previous = header.hash();
      }
      assertThat(headers).hasSize(bcoin.blockCount());
      assertThat(previous).hasToString(bcoin.bestBlockHash());

      List<Block> received = new ArrayList<>();
      for (int from = 0; from < MINED; from += 50) {
        List<Hash> wanted =
            headers.subList(from, Math.min(MINED, from + 50)).stream()
                .map(BlockHeader::hash)
                .toList();
        FoundBlocks answer = peer.request(Requests.blocks(wanted), DEADLINE);
        assertThat(answer.missing()).isEmpty();
        received.addAll(answer.found());
      }
      for (int i = 0; i < MINED; i++) {
        Block block = received.get(i);
        assertThat(block.header()).isEqualTo(headers.get(i));
        assertThat(block.hasValidMerkleRoot()).isTrue();
        assertThat(block.hasValidWitnessCommitment()).isTrue();
      }
      assertThat(received.get(MINED - 1).hasWitness()).isTrue();
      for (int height : List.of(1, 143, 432, MINED)) {
        assertThat(received.get(height - 1).bytes().toHex())
            .isEqualTo(bcoin.rawBlock(bcoin.blockHash(height)));
      }
    }
  }

  @Test
  @Interoperates(
      with = BCOIN,
      when = WE_DIAL_IT,
      what = BLOCKS,
      compared = "100 in a stream, in the order in which they were asked for")
  void itsBlocksAreStreamed() throws Exception {
    try (Peer peer = connected()) {
      List<Hash> hashes = headers(peer).stream().limit(100).map(BlockHeader::hash).toList();
      List<Hash> received = new ArrayList<>();
      try (var blocks = peer.stream(Requests.eachBlock(hashes), StreamOptions.of(DEADLINE))) {
        while (blocks.hasNext()) {
          received.add(blocks.next().orElseThrow().hash());
        }
      }
      assertThat(received).isEqualTo(hashes);
    }
  }

  @Test
  @Interoperates(
      with = BCOIN,
      when = WE_DIAL_IT,
      what = NOT_FOUND,
      compared = "which block its notfound names")
  void aBlockThatItDoesNotHaveIsReportedAsMissing() throws Exception {
    try (Peer peer = connected()) {
      Hash unknown = Hash.of("00".repeat(31) + "77");
      Hash known = Hash.of(bcoin.blockHash(2));
      FoundBlocks answer = peer.request(Requests.blocks(List.of(unknown, known)), DEADLINE);
      assertThat(answer.found()).extracting(Block::hash).containsExactly(known);
      assertThat(answer.missing()).containsExactly(unknown);
    }
  }

  @Test
  @Interoperates(
      with = BCOIN,
      when = WE_DIAL_IT,
      what = NEW_BLOCKS,
      compared = "which block it announces when it has mined one, with its RPC's tip")
  void weHearOfTheBlockThatItMines() throws Exception {
    CompletableFuture<Hash> announced = new CompletableFuture<>();
    try (Peer peer = Peer.outbound(context, PeerConfig.of(NETWORK))) {
      peer.on(
          Headers.class, (from, headers) -> announced.complete(headers.headers().get(0).hash()));
      peer.on(Inv.class, (from, inv) -> announced.complete(inv.items().get(0).hash()));
      peer.connect(bcoin.endpoint());
      // It announces to those whose verack it has seen, and the pong comes after that.
      assertThat(peer.ping(DEADLINE)).isPositive();
      bcoin.generate(1);
      Hash hash = await(announced);
      assertThat(hash).hasToString(bcoin.bestBlockHash());
      assertThat(peer.request(Requests.block(hash), DEADLINE))
          .hasValueSatisfying(block -> assertThat(block.hasValidMerkleRoot()).isTrue());
    }
  }
}
