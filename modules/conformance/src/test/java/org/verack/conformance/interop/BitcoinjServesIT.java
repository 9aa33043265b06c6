package org.verack.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.verack.conformance.interop.Capability.ADDRESSES;
import static org.verack.conformance.interop.Capability.BLOCKS;
import static org.verack.conformance.interop.Capability.COMPACT_BLOCKS;
import static org.verack.conformance.interop.Capability.ENCRYPTION;
import static org.verack.conformance.interop.Capability.FILTERED_BLOCKS;
import static org.verack.conformance.interop.Capability.HANDSHAKE;
import static org.verack.conformance.interop.Capability.HEADERS;
import static org.verack.conformance.interop.Capability.MEMPOOL;
import static org.verack.conformance.interop.Capability.NEW_BLOCKS;
import static org.verack.conformance.interop.Capability.NOT_FOUND;
import static org.verack.conformance.interop.Capability.PING;
import static org.verack.conformance.interop.Capability.TRANSACTIONS;
import static org.verack.conformance.interop.Capability.TRANSACTION_RELAY;
import static org.verack.conformance.interop.Counterpart.BITCOINJ;
import static org.verack.conformance.interop.Direction.WE_DIAL_IT;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.bitcoinj.core.InventoryItem;
import org.bitcoinj.core.InventoryMessage;
import org.bitcoinj.core.PeerAddress;
import org.bitcoinj.core.VersionMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.verack.conformance.interop.Bitcoinj.Received;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.StreamOptions;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.ServiceFlags;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.PartialMerkleTree;
import org.verack.wire.chain.Transaction;
import org.verack.wire.filter.BloomFilter;
import org.verack.wire.message.FilterLoad;
import org.verack.wire.message.GetData;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.SendAddrV2;
import org.verack.wire.message.SendCmpct;
import org.verack.wire.message.TimedAddress;
import org.verack.wire.message.TransactionAnnouncement;
import org.verack.wire.message.Version;
import org.verack.wire.request.FilteredBlock;
import org.verack.wire.request.FoundBlocks;
import org.verack.wire.request.FoundTransactions;
import org.verack.wire.request.Requests;
import org.verack.wire.transport.TransportKind;

/** Our client dials a node made of bitcoinj's parts, and asks it for all that it has. */
class BitcoinjServesIT extends Interoperation {

  private static final int HEIGHT = 150;
  private static final GeneratedChain CHAIN = ChainGenerator.seeded(41).generate(HEIGHT);
  private static final List<Transaction> WAITING = CHAIN.unconfirmed(6);
  private static final Hash UNKNOWN = Hash.of("00".repeat(31) + "77");

  private final BlockingQueue<Accepted> accepted = new LinkedBlockingQueue<>();
  private BitcoinjServer server;

  /** A peer of bitcoinj at a connection that it has taken, and what it receives. */
  private record Accepted(org.bitcoinj.core.Peer peer, Received received) {}

  @BeforeEach
  void startServer() throws Exception {
    Bitcoinj.openContext();
    server =
        BitcoinjServer.start(
            CHAIN, WAITING, peer -> accepted.add(new Accepted(peer, new Received(peer))));
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  /** Bitcoinj closes the connections of those who do not say that they have the chain. */
  private static PeerConfig.Builder config() {
    return PeerConfig.builder(NETWORK)
        .services(ServiceFlags.of(ServiceFlags.NETWORK, ServiceFlags.WITNESS))
        .bestHeight(() -> 9)
        .trickleIntervals(Duration.ofMillis(1), Duration.ofMillis(1));
  }

  private Peer connected(PeerConfig config) throws Exception {
    Peer peer = Peer.outbound(context, config);
    peer.connect(server.endpoint());
    return peer;
  }

  /** Bitcoinj's side of the connection that stands. */
  private Accepted theirs() throws Exception {
    while (true) {
      Accepted next = accepted.take();
      if (accepted.isEmpty()) {
        await(next.peer().getVersionHandshakeFuture());
        return next;
      }
    }
  }

  @Test
  @Interoperates(
      with = BITCOINJ,
      when = WE_DIAL_IT,
      what = HANDSHAKE,
      compared = "version, services, user agent and height, as each side sees the other")
  @Interoperates(
      with = BITCOINJ,
      when = WE_DIAL_IT,
      what = ENCRYPTION,
      works = false,
      compared = "it has none; our dial falls back to a plain connection, and remembers")
  @Interoperates(
      with = BITCOINJ,
      when = WE_DIAL_IT,
      what = COMPACT_BLOCKS,
      works = false,
      compared = "it has none, and would disconnect at the offer; we make none to 70013")
  @Interoperates(
      with = BITCOINJ,
      when = WE_DIAL_IT,
      what = PING,
      compared = "a pong for the nonce, either way")
  void weFallBackToThePlainTransportAndEachSideKnowsWhoTheOtherIs() throws Exception {
    PeerConfig config = config().build();
    try (Peer peer = connected(config)) {
      assertThat(server.connections()).isEqualTo(2);
      assertThat(peer.stats().transport()).isEqualTo(TransportKind.V1);
      assertThat(peer.negotiation().protocolVersion()).isEqualTo(70013);
      Version seen = (Version) peer.negotiation().remote();
      assertThat(seen.userAgent()).isEqualTo("/bitcoinj:" + BITCOINJ.version() + "/");
      assertThat(seen.services())
          .isEqualTo(
              ServiceFlags.of(ServiceFlags.NETWORK, ServiceFlags.BLOOM, ServiceFlags.WITNESS));
      assertThat(seen.startHeight()).isEqualTo(HEIGHT);
      assertThat(peer.negotiation().received(SendAddrV2.class)).isTrue();

      Accepted theirs = theirs();
      VersionMessage us = theirs.peer().getPeerVersionMessage();
      assertThat(us.clientVersion()).isEqualTo(NETWORK.latestVersion());
      assertThat(us.subVer).isEqualTo(config.userAgent());
      assertThat(us.bestHeight).isEqualTo(9);
      assertThat(us.services().bits()).isEqualTo(peer.negotiation().local().services().bits());

      assertThat(peer.ping(DEADLINE)).isPositive();
      assertThat(await(theirs.peer().sendPing())).isPositive();
      assertThat(peer.stats().sent().commands()).doesNotContainKey(SendCmpct.TYPE.command());
      assertThat(peer.isOpen()).isTrue();
    }
    try (Peer again = connected(config)) {
      assertThat(server.connections()).as("it is not tried again").isEqualTo(3);
      assertThat(again.ping(DEADLINE)).isPositive();
    }
  }

  @Test
  @Interoperates(
      with = BITCOINJ,
      when = WE_DIAL_IT,
      what = HEADERS,
      compared = "the headers that bitcoinj writes, by their bytes")
  @Interoperates(
      with = BITCOINJ,
      when = WE_DIAL_IT,
      what = BLOCKS,
      compared = "blocks that bitcoinj writes, with witnesses, by their bytes; asked for at once")
  @Interoperates(
      with = BITCOINJ,
      when = WE_DIAL_IT,
      what = NOT_FOUND,
      compared = "which blocks and transactions its notfound names")
  void itsHeadersAndBlocksAreThoseOfTheChain() throws Exception {
    try (Peer peer = connected(config().build())) {
      List<BlockHeader> headers =
          peer.request(Requests.headers(List.of(NETWORK.genesisHash())), DEADLINE);
      assertThat(headers).isEqualTo(CHAIN.blocks().stream().skip(1).map(Block::header).toList());

      List<Hash> wanted =
          new ArrayList<>(IntStream.rangeClosed(100, HEIGHT).mapToObj(CHAIN::hash).toList());
      List<Block> received = new ArrayList<>();
      try (var blocks = peer.stream(Requests.eachBlock(wanted), StreamOptions.of(DEADLINE))) {
        while (blocks.hasNext()) {
          received.add(blocks.next().orElseThrow());
        }
      }
      assertThat(received).isEqualTo(CHAIN.blocks().subList(100, HEIGHT + 1));
      assertThat(received).allMatch(Block::hasValidWitnessCommitment);

      FoundBlocks answer = peer.request(Requests.blocks(List.of(UNKNOWN, CHAIN.hash(5))), DEADLINE);
      assertThat(answer.found()).containsExactly(CHAIN.block(5));
      assertThat(answer.missing()).containsExactly(UNKNOWN);
      assertThat(peer.request(Requests.transactions(List.of(UNKNOWN)), DEADLINE))
          .isEqualTo(new FoundTransactions(List.of(), List.of(UNKNOWN)));
    }
  }

  @Test
  @Interoperates(
      with = BITCOINJ,
      when = WE_DIAL_IT,
      what = FILTERED_BLOCKS,
      compared =
          "which transactions match our filter in bitcoinj's eyes and in ours; our check of its"
              + " merkle proof; the transactions by their bytes")
  void itsMatchesAreThoseOfOurFilter() throws Exception {
    BloomFilter sent = interestingThings();
    BloomFilter ours = interestingThings();
    try (Peer peer = connected(config().build())) {
      peer.send(sent.toFilterLoad());
      int matches = 0;
      int misses = 0;
      for (int height = 100; height <= HEIGHT; height++) {
        Block block = CHAIN.block(height);
        List<Integer> expected = ours.match(block).stream().boxed().toList();
        FilteredBlock got =
            peer.request(Requests.filteredBlock(block.hash()), DEADLINE).orElseThrow();
        assertThat(got.header()).isEqualTo(block.header());
        assertThat(got.transactionCount()).isEqualTo(block.transactionCount());
        assertThat(got.matches()).extracting(PartialMerkleTree.Match::position).isEqualTo(expected);
        assertThat(got.transactions())
            .isEqualTo(expected.stream().map(block::transaction).toList());
        assertThat(got.missing()).isEmpty();
        matches += expected.size();
        misses += block.transactionCount() - expected.size();
      }
      assertThat(matches).isGreaterThan(10);
      assertThat(misses).isGreaterThan(10);
    }
  }

  /**
   * Keys that blocks pay to, and outputs that they spend; what spends such a one, follows. No txid:
   * bitcoinj turns its bytes round before it looks for it.
   */
  private static BloomFilter interestingThings() {
    BloomFilter filter = BloomFilter.create(200, 1e-4, 6, FilterLoad.UPDATE_ALL);
    GeneratedKeys.hashesIn(CHAIN, 100).forEach(filter::insert);
    for (int height = 101; height <= HEIGHT; height += 3) {
      filter.insert(CHAIN.block(height).transaction(1).inputs().get(0).previousOutput());
    }
    return filter;
  }

  @Test
  @Interoperates(
      with = BITCOINJ,
      when = WE_DIAL_IT,
      what = MEMPOOL,
      compared = "the txids that it announces")
  @Interoperates(
      with = BITCOINJ,
      when = WE_DIAL_IT,
      what = TRANSACTIONS,
      compared = "each by its bytes with witnesses")
  @Interoperates(
      with = BITCOINJ,
      when = WE_DIAL_IT,
      what = ADDRESSES,
      compared = "an addr with IPv4 and IPv6: address, port, services, time")
  void itsMempoolAndItsAddressesArrive() throws Exception {
    assertThat(WAITING).hasSize(6).anyMatch(Transaction::hasWitness);
    List<Hash> txids = WAITING.stream().map(Transaction::txid).toList();
    try (Peer peer = connected(config().build())) {
      assertThat(peer.request(Requests.mempool(), DEADLINE))
          .isEqualTo(txids.stream().map(InventoryVector::tx).toList());
      assertThat(peer.request(Requests.transactions(txids), DEADLINE))
          .isEqualTo(new FoundTransactions(WAITING, List.of()));

      List<TimedAddress> addresses = peer.request(Requests.addresses(), DEADLINE);
      assertThat(addresses).hasSize(BitcoinjServer.ADDRESSES.size());
      for (int i = 0; i < addresses.size(); i++) {
        PeerAddress theirs = BitcoinjServer.ADDRESSES.get(i);
        TimedAddress ours = addresses.get(i);
        assertThat(ours.lastSeen()).isEqualTo(theirs.time());
        assertThat(ours.services().bits()).isEqualTo(theirs.getServices().bits());
        assertThat(ours.port()).isEqualTo(theirs.getPort());
        assertThat(ours.address().toInetAddress()).contains(theirs.getAddr());
      }
    }
  }

  @Test
  @Interoperates(
      with = BITCOINJ,
      when = WE_DIAL_IT,
      what = TRANSACTION_RELAY,
      compared =
          "one that it announces and we fetch, one that we announce and it fetches, one that we"
              + " send at once: their bytes")
  @Interoperates(
      with = BITCOINJ,
      when = WE_DIAL_IT,
      what = NEW_BLOCKS,
      compared = "the hash that it announces, and the one that we announce, as the other reads it")
  void transactionsAndBlocksAreAnnouncedEitherWay() throws Exception {
    List<Transaction> others = CHAIN.extend(1).unconfirmed(2);
    Transaction announced = others.get(0);
    Transaction sent = others.get(1);
    CompletableFuture<Inv> transactionInv = new CompletableFuture<>();
    CompletableFuture<Inv> blockInv = new CompletableFuture<>();
    Peer peer = Peer.outbound(context, config().build());
    peer.on(
        Inv.class,
        (from, inv) -> (inv.items().get(0).isBlock() ? blockInv : transactionInv).complete(inv));
    peer.on(
        GetData.class,
        (from, asked) -> {
          for (InventoryVector item : asked.items()) {
            if (item.equals(InventoryVector.witnessTx(announced.txid()))) {
              from.send(announced);
            }
          }
        });
    try (peer) {
      peer.connect(server.endpoint());
      Accepted theirs = theirs();
      theirs
          .peer()
          .sendMessage(InventoryMessage.ofTransactions(Bitcoinj.transaction(WAITING.get(0))));
      Hash txid = WAITING.get(0).txid();
      assertThat(await(transactionInv)).isEqualTo(Inv.of(InventoryVector.tx(txid)));
      assertThat(peer.request(Requests.transactions(List.of(txid)), DEADLINE).found())
          .containsExactly(WAITING.get(0));

      assertThat(peer.announce(TransactionAnnouncement.of(announced))).isTrue();
      assertThat(nextTransaction(theirs)).isEqualTo(announced.bytes());
      peer.send(sent);
      assertThat(nextTransaction(theirs)).isEqualTo(sent.bytes());

      theirs.peer().sendMessage(InventoryMessage.ofBlocks(Bitcoinj.block(CHAIN.tip())));
      assertThat(await(blockInv)).isEqualTo(Inv.of(InventoryVector.block(CHAIN.tipHash())));
      assertThat(peer.announce(InventoryVector.block(CHAIN.hash(3)))).isTrue();
      assertThat(theirs.received().next(InventoryMessage.class).getItems())
          .containsExactly(
              new InventoryItem(InventoryItem.Type.BLOCK, Bitcoinj.hash(CHAIN.hash(3))));
    }
  }

  private static Bytes nextTransaction(Accepted theirs) throws Exception {
    return Bitcoinj.bytes(theirs.received().next(org.bitcoinj.core.Transaction.class));
  }
}
