package org.verack.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.PeerEvent;
import org.verack.peer.PeerListener;
import org.verack.peer.StreamOptions;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.connection.TcpListener;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.node.TestNode;
import org.verack.wire.Hash;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.ServiceFlags;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.ProofOfWork;
import org.verack.wire.chain.Transaction;
import org.verack.wire.filter.BloomFilter;
import org.verack.wire.message.FilterLoad;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.SendCmpct;
import org.verack.wire.request.FilteredBlock;
import org.verack.wire.request.FoundBlocks;
import org.verack.wire.request.FoundTransactions;
import org.verack.wire.request.Requests;

/** Dials bcoin 1.0.2, is dialed by it, and exchanges a chain with it both ways. */
class BcoinIT {

  private static final Network NETWORK = Networks.REGTEST;
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private BcoinNode bcoin;
  private PeerContext context;

  @BeforeEach
  void start() throws Exception {
    bcoin = BcoinNode.start();
    context = PeerContext.create();
  }

  @AfterEach
  void stop() throws Exception {
    if (context != null) {
      context.close();
    }
    if (bcoin != null) {
      bcoin.close();
    }
  }

  @Test
  void weSyncTheBlocksThatItMinesBeforeAndAfterSegwit() throws Exception {
    // 432 is where regtest of bcoin activates segwit by BIP 9: three periods of 144 blocks.
    int blocks = 450;
    bcoin.generate(blocks);
    try (Peer peer = Peer.outbound(context, PeerConfig.of(NETWORK))) {
      peer.connect(bcoin.endpoint());
      assertThat(peer.negotiation().protocolVersion()).isEqualTo(70015);
      assertThat(peer.negotiation().remote().userAgent()).startsWith("/bcoin:");
      assertThat(peer.negotiation().remote().services().has(ServiceFlags.WITNESS)).isTrue();

      List<BlockHeader> headers =
          peer.request(Requests.headers(List.of(NETWORK.genesisHash())), DEADLINE);
      assertThat(headers).hasSize(blocks);
      Hash previous = NETWORK.genesisHash();
      for (BlockHeader header : headers) {
        assertThat(header.previousBlock()).isEqualTo(previous);
        assertThat(ProofOfWork.isMet(header.hash(), header.bits(), NETWORK.powLimitBits()))
            .isTrue();
        previous = header.hash();
      }
      assertThat(previous).hasToString(bcoin.bestBlockHash());

      List<Block> received = new ArrayList<>();
      for (int from = 0; from < blocks; from += 50) {
        List<Hash> wanted =
            headers.subList(from, Math.min(blocks, from + 50)).stream()
                .map(BlockHeader::hash)
                .toList();
        FoundBlocks answer = peer.request(Requests.blocks(wanted), DEADLINE);
        assertThat(answer.missing()).isEmpty();
        received.addAll(answer.found());
      }
      for (int i = 0; i < blocks; i++) {
        Block block = received.get(i);
        assertThat(block.header()).isEqualTo(headers.get(i));
        assertThat(block.hasValidMerkleRoot()).isTrue();
        assertThat(block.hasValidWitnessCommitment()).isTrue();
      }
      assertThat(received.get(blocks - 1).hasWitness()).isTrue();
      for (int height : List.of(1, 143, 432, blocks)) {
        assertThat(received.get(height - 1).bytes().toHex())
            .isEqualTo(bcoin.rawBlock(bcoin.blockHash(height)));
      }
      assertThat(peer.ping(DEADLINE)).isPositive();
    }
  }

  @Test
  void itSyncsAGeneratedChainFromOurServingNode() throws Exception {
    // Without witnesses, because bcoin activates segwit on regtest only at height 432.
    GeneratedChain chain = ChainGenerator.seeded(7).segwitFrom(Integer.MAX_VALUE).generate(200);
    try (TestNode node = TestNode.builder(chain).start()) {
      bcoin.connectTo(node.endpoint());
      assertThat(bcoin.awaitBlockCount(200, DEADLINE)).isEqualTo(200);
      assertThat(bcoin.bestBlockHash()).isEqualTo(chain.tip().hash().toString());
      assertThat(bcoin.rawBlock(bcoin.blockHash(150))).isEqualTo(chain.block(150).bytes().toHex());
    }
  }

  @Test
  void itSyncsAcrossTheActivationOfSegwit() throws Exception {
    GeneratedChain chain = ChainGenerator.seeded(8).segwitFrom(432).generate(500);
    assertThat(chain.tip().hasWitness()).isTrue();
    try (TestNode node = TestNode.builder(chain).start()) {
      bcoin.connectTo(node.endpoint());
      assertThat(bcoin.awaitBlockCount(500, DEADLINE)).isEqualTo(500);
      assertThat(bcoin.bestBlockHash()).isEqualTo(chain.tip().hash().toString());
    }
  }

  @Test
  void aBlockThatItDoesNotHaveIsReportedAsMissing() throws Exception {
    bcoin.generate(3);
    try (Peer peer = Peer.outbound(context, PeerConfig.of(NETWORK))) {
      peer.connect(bcoin.endpoint());
      Hash unknown = Hash.of("00".repeat(31) + "77");
      Hash known = Hash.of(bcoin.blockHash(2));
      FoundBlocks answer = peer.request(Requests.blocks(List.of(unknown, known)), DEADLINE);
      assertThat(answer.found()).extracting(Block::hash).containsExactly(known);
      assertThat(answer.missing()).containsExactly(unknown);
    }
  }

  @Test
  void itAnswersForItsMempoolAndForBlocksInEveryForm() throws Exception {
    GeneratedChain chain = ChainGenerator.seeded(9).segwitFrom(Integer.MAX_VALUE).generate(150);
    List<Transaction> waiting = chain.unconfirmed(3);
    assertThat(waiting).hasSize(3);
    List<Hash> txids = waiting.stream().map(Transaction::txid).toList();
    try (TestNode node = TestNode.builder(chain).start();
        Peer peer = Peer.outbound(context, PeerConfig.of(NETWORK))) {
      bcoin.connectTo(node.endpoint());
      assertThat(bcoin.awaitBlockCount(150, DEADLINE)).isEqualTo(150);
      CompletableFuture<SendCmpct> offer = new CompletableFuture<>();
      peer.on(SendCmpct.class, (from, message) -> offer.complete(message));
      peer.connect(bcoin.endpoint());
      offer.get(30, TimeUnit.SECONDS);

      for (Transaction each : waiting) {
        bcoin.addTransaction(each);
      }
      assertThat(peer.request(Requests.mempool(), DEADLINE))
          .extracting(InventoryVector::hash)
          .containsExactlyInAnyOrderElementsOf(txids);
      assertThat(peer.request(Requests.transactions(txids), DEADLINE))
          .isEqualTo(new FoundTransactions(waiting, List.of()));
      assertThat(peer.request(Requests.transactions(List.of(Hash.ZERO)), DEADLINE).missing())
          .containsExactly(Hash.ZERO);

      bcoin.generate(1);
      Hash tip = Hash.of(bcoin.bestBlockHash());
      Block block = peer.request(Requests.block(tip), DEADLINE).orElseThrow();
      assertThat(block.txids()).containsAll(txids);
      for (int known = 0; known <= waiting.size(); known++) {
        List<Transaction> pool = waiting.subList(0, known);
        assertThat(peer.request(Requests.compactBlock(tip, pool), DEADLINE)).contains(block);
      }

      BloomFilter filter = BloomFilter.create(3, 1e-6, 1, FilterLoad.UPDATE_NONE);
      filter.insert(txids.get(0));
      filter.insert(txids.get(2));
      peer.send(filter.toFilterLoad());
      FilteredBlock filtered = peer.request(Requests.filteredBlock(tip), DEADLINE).orElseThrow();
      assertThat(filtered.transactions()).containsExactlyInAnyOrder(waiting.get(0), waiting.get(2));
      assertThat(filtered.missing()).isEmpty();
      assertThat(peer.request(Requests.filteredBlock(Hash.ZERO), DEADLINE)).isEmpty();
      assertThat(peer.request(Requests.addresses(), DEADLINE)).isNotNull();
      assertThat(peer.isOpen()).isTrue();
    }
  }

  @Test
  void itsBlocksAreStreamed() throws Exception {
    bcoin.generate(100);
    try (Peer peer = Peer.outbound(context, PeerConfig.of(NETWORK))) {
      peer.connect(bcoin.endpoint());
      List<Hash> hashes =
          peer.request(Requests.headers(List.of(NETWORK.genesisHash())), DEADLINE).stream()
              .map(BlockHeader::hash)
              .toList();
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
  void itDialsUsAndStaysConnected() throws Exception {
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
      Peer peer = connected.get(30, TimeUnit.SECONDS);
      assertThat(peer.isInbound()).isTrue();
      assertThat(peer.negotiation().remote().userAgent()).startsWith("/bcoin:");
      assertThat(peer.ping(DEADLINE)).isPositive();
      bcoin.generate(2);
      List<BlockHeader> headers =
          peer.request(Requests.headers(List.of(NETWORK.genesisHash())), DEADLINE);
      assertThat(headers).hasSize(2);
      assertThat(peer.request(Requests.block(headers.get(1).hash()), DEADLINE)).isPresent();
    }
  }
}
