package org.verack.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
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
import static org.verack.conformance.interop.Direction.IT_DIALS_US;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.core.AddressMessage;
import org.bitcoinj.core.BlockLocator;
import org.bitcoinj.core.FilteredBlock;
import org.bitcoinj.core.GetDataMessage;
import org.bitcoinj.core.GetHeadersMessage;
import org.bitcoinj.core.HeadersMessage;
import org.bitcoinj.core.InventoryItem;
import org.bitcoinj.core.InventoryMessage;
import org.bitcoinj.core.MemoryPoolMessage;
import org.bitcoinj.core.NotFoundMessage;
import org.bitcoinj.core.Peer;
import org.bitcoinj.core.PeerAddress;
import org.bitcoinj.core.Services;
import org.bitcoinj.core.TransactionOutPoint;
import org.bitcoinj.core.VersionMessage;
import org.bitcoinj.net.NioClientManager;
import org.bitcoinj.utils.Threading;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.verack.conformance.interop.Bitcoinj.Received;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.node.TestNode;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.ServiceFlags;
import org.verack.wire.address.NetworkAddress;
import org.verack.wire.address.TorV3Address;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.Transaction;
import org.verack.wire.message.SendAddrV2;
import org.verack.wire.message.SendCmpct;
import org.verack.wire.message.TimedAddress;
import org.verack.wire.message.Version;
import org.verack.wire.message.WtxidRelay;
import org.verack.wire.transport.TransportKind;

/** A {@code Peer} of bitcoinj, without a chain of its own, dials our node and asks it for all. */
class BitcoinjDialsIT extends Interoperation {

  private static final int HEIGHT = 150;
  private static final GeneratedChain CHAIN = ChainGenerator.seeded(21).generate(HEIGHT);
  private static final int THEIR_HEIGHT = 7;

  private NioClientManager clients;

  @BeforeEach
  void startClients() {
    Bitcoinj.openContext();
    clients = new NioClientManager();
    clients.startAsync().awaitRunning();
  }

  @AfterEach
  void stopClients() {
    clients.stopAsync().awaitTerminated();
  }

  private static Peer peerFor(TestNode node) {
    return new Peer(
        Bitcoinj.PARAMS,
        new VersionMessage(Bitcoinj.PARAMS, THEIR_HEIGHT),
        PeerAddress.simple(Bitcoinj.address(node.endpoint())),
        null);
  }

  private Peer connected(Peer peer, TestNode node) throws Exception {
    await(clients.openConnection(Bitcoinj.address(node.endpoint()), peer));
    await(peer.getVersionHandshakeFuture());
    onlyPeer(node);
    return peer;
  }

  @Test
  @Interoperates(
      with = BITCOINJ,
      when = IT_DIALS_US,
      what = HANDSHAKE,
      compared = "version, services, user agent, height and relay, as each side sees the other")
  @Interoperates(
      with = BITCOINJ,
      when = IT_DIALS_US,
      what = ENCRYPTION,
      works = false,
      compared = "it has none; our listener takes its plain connection")
  @Interoperates(
      with = BITCOINJ,
      when = IT_DIALS_US,
      what = COMPACT_BLOCKS,
      works = false,
      compared = "it has none, and would disconnect at the offer; our node offers none to 70013")
  @Interoperates(
      with = BITCOINJ,
      when = IT_DIALS_US,
      what = PING,
      compared = "a pong for the nonce, either way")
  void eachSideKnowsWhoTheOtherIs() throws Exception {
    try (TestNode node = TestNode.builder(CHAIN).start()) {
      Peer peer = connected(peerFor(node), node);
      org.verack.peer.Peer ours = onlyPeer(node);

      VersionMessage seen = peer.getPeerVersionMessage();
      assertThat(seen.clientVersion()).isEqualTo(NETWORK.latestVersion());
      assertThat(seen.services())
          .isEqualTo(
              Services.of(
                  Services.NODE_NETWORK
                      | Services.NODE_BLOOM
                      | Services.NODE_WITNESS
                      | Services.NODE_P2P_V2));
      assertThat(seen.subVer).isEqualTo("/verack-testnode:0.1.0/");
      assertThat(seen.bestHeight).isEqualTo(HEIGHT);
      assertThat(seen.relayTxesBeforeFilter).isTrue();

      assertThat(ours.isInbound()).isTrue();
      assertThat(ours.stats().transport()).isEqualTo(TransportKind.V1);
      assertThat(ours.negotiation().protocolVersion()).isEqualTo(70013);
      Version remote = (Version) ours.negotiation().remote();
      assertThat(remote.userAgent()).isEqualTo("/bitcoinj:" + BITCOINJ.version() + "/");
      assertThat(remote.services()).isEqualTo(ServiceFlags.of());
      assertThat(remote.startHeight()).isEqualTo(THEIR_HEIGHT);
      assertThat(remote.relay()).isTrue();
      assertThat(ours.negotiation().received(SendAddrV2.class)).isTrue();
      assertThat(ours.negotiation().sent(WtxidRelay.class)).isFalse();

      // Bitcoinj closes when it is sent a command that it does not know; so it was sent none.
      assertThat(ours.ping(DEADLINE)).isPositive();
      assertThat(await(peer.sendPing())).isPositive();
      assertThat(ours.stats().sent().commands()).doesNotContainKey(SendCmpct.TYPE.command());
      assertThat(ours.isOpen()).isTrue();
    }
  }

  @Test
  @Interoperates(
      with = BITCOINJ,
      when = IT_DIALS_US,
      what = HEADERS,
      compared = "2,150 headers by their bytes, in two answers, from genesis and from a fork")
  void itIsGivenOurHeaders() throws Exception {
    GeneratedChain chain = ChainGenerator.seeded(22).spends(0).generate(2_150);
    try (TestNode node = TestNode.builder(chain).start()) {
      Peer peer = peerFor(node);
      Received received = new Received(peer);
      connected(peer, node);
      List<Bytes> headers = new ArrayList<>();
      askForHeaders(peer, chain.hash(0));
      received.next(HeadersMessage.class).getBlockHeaders().stream()
          .map(Bitcoinj::header)
          .forEach(headers::add);
      assertThat(headers).hasSize(2_000);
      askForHeaders(peer, chain.hash(2_000));
      received.next(HeadersMessage.class).getBlockHeaders().stream()
          .map(Bitcoinj::header)
          .forEach(headers::add);
      assertThat(headers)
          .isEqualTo(
              chain.blocks().stream().skip(1).map(Block::header).map(BlockHeader::bytes).toList());

      // The locator begins with a block that our node does not have.
      peer.sendMessage(
          new GetHeadersMessage(
              70013,
              new BlockLocator(
                  List.of(
                      Bitcoinj.hash(CHAIN.tipHash()),
                      Bitcoinj.hash(chain.hash(2_148)),
                      Bitcoinj.hash(chain.hash(0)))),
              Sha256Hash.ZERO_HASH));
      assertThat(received.next(HeadersMessage.class).getBlockHeaders())
          .extracting(Bitcoinj::header)
          .containsExactly(chain.header(2_149).bytes(), chain.header(2_150).bytes());
    }
  }

  private static void askForHeaders(Peer peer, Hash known) {
    peer.sendMessage(
        new GetHeadersMessage(
            70013, new BlockLocator(List.of(Bitcoinj.hash(known))), Sha256Hash.ZERO_HASH));
  }

  @Test
  @Interoperates(
      with = BITCOINJ,
      when = IT_DIALS_US,
      what = BLOCKS,
      compared = "blocks with witnesses, by their bytes, their txids and wtxids")
  void itIsGivenOurBlocks() throws Exception {
    try (TestNode node = TestNode.builder(CHAIN).start()) {
      Peer peer = connected(peerFor(node), node);
      boolean witnesses = false;
      for (int height = 100; height <= HEIGHT; height++) {
        Block block = CHAIN.block(height);
        org.bitcoinj.core.Block got = await(peer.getBlock(Bitcoinj.hash(block.hash())));
        assertThat(Bitcoinj.bytes(got)).isEqualTo(block.bytes());
        assertThat(got.getTransactions())
            .extracting(each -> Bitcoinj.hash(each.getTxId()))
            .isEqualTo(block.txids());
        assertThat(got.getTransactions().stream().skip(1).map(each -> each.getWTxId()))
            .extracting(Bitcoinj::hash)
            .isEqualTo(block.wtxids().subList(1, block.transactionCount()));
        witnesses |= block.transactions().stream().skip(1).anyMatch(Transaction::hasWitness);
      }
      assertThat(witnesses).as("some spend carries a witness").isTrue();
    }
  }

  @Test
  @Interoperates(
      with = BITCOINJ,
      when = IT_DIALS_US,
      what = FILTERED_BLOCKS,
      compared =
          "which transactions match, with bitcoinj's own filter run over the same blocks;"
              + " its check of the merkle proof; the transactions by their bytes")
  void ourMatchesAreThoseOfItsOwnFilter() throws Exception {
    // The filter grows with each block that matches, so both have to go through them in order.
    org.bitcoinj.core.BloomFilter theirs = interestingThings();
    org.bitcoinj.core.BloomFilter sent = interestingThings();
    try (TestNode node = TestNode.builder(CHAIN).start()) {
      Peer peer = peerFor(node);
      Received received = new Received(peer);
      connected(peer, node);
      peer.setBloomFilter(sent, false);
      peer.sendMessage(filteredBlocks(100, HEIGHT));

      int matches = 0;
      int misses = 0;
      for (int height = 100; height <= HEIGHT; height++) {
        Block block = CHAIN.block(height);
        FilteredBlock expected = theirs.applyAndUpdate(Bitcoinj.block(block));
        FilteredBlock got = received.next(FilteredBlock.class);
        assertThat(Bitcoinj.hash(got.getHash())).isEqualTo(block.hash());
        // Throws unless the proof leads to the header's merkle root.
        assertThat(got.getTransactionHashes()).isEqualTo(expected.getTransactionHashes());
        assertThat(got.getTransactionCount()).isEqualTo(block.transactionCount());
        for (Sha256Hash txid : got.getTransactionHashes()) {
          org.bitcoinj.core.Transaction transaction =
              received.next(org.bitcoinj.core.Transaction.class);
          assertThat(transaction.getTxId()).isEqualTo(txid);
          assertThat(Bitcoinj.bytes(transaction))
              .isEqualTo(CHAIN.transaction(Bitcoinj.hash(txid)).orElseThrow().strippedBytes());
        }
        matches += got.getTransactionHashes().size();
        misses += block.transactionCount() - got.getTransactionHashes().size();
      }
      assertThat(matches).isGreaterThan(10);
      assertThat(misses).isGreaterThan(10);
    }
  }

  /** What is deprecated is the only way to ask for filtered blocks. */
  @SuppressWarnings("deprecation")
  private static GetDataMessage filteredBlocks(int from, int to) {
    GetDataMessage wanted = new GetDataMessage();
    for (int height = from; height <= to; height++) {
      wanted.addFilteredBlock(Bitcoinj.hash(CHAIN.hash(height)));
    }
    return wanted;
  }

  /** Keys that blocks pay to, and outputs that they spend; what spends such a one, follows. */
  private static org.bitcoinj.core.BloomFilter interestingThings() {
    var filter =
        new org.bitcoinj.core.BloomFilter(
            200, 1e-4, 5, org.bitcoinj.core.BloomFilter.BloomUpdate.UPDATE_ALL);
    for (Bytes keyHash : GeneratedKeys.hashesIn(CHAIN, 100)) {
      filter.insert(keyHash.toArray());
    }
    for (int height = 101; height <= HEIGHT; height += 3) {
      OutPoint spent = CHAIN.block(height).transaction(1).inputs().get(0).previousOutput();
      filter.insert(new TransactionOutPoint(spent.index(), Bitcoinj.hash(spent.txid())));
    }
    return filter;
  }

  @Test
  @Interoperates(
      with = BITCOINJ,
      when = IT_DIALS_US,
      what = MEMPOOL,
      compared = "the transactions that our node announces, all and those that a filter lets pass")
  @Interoperates(
      with = BITCOINJ,
      when = IT_DIALS_US,
      what = TRANSACTIONS,
      compared = "each, asked for by txid, by its bytes with witnesses")
  @Interoperates(
      with = BITCOINJ,
      when = IT_DIALS_US,
      what = NOT_FOUND,
      compared = "the transaction that notfound names; its request ends")
  void itIsGivenOurMempool() throws Exception {
    List<Transaction> waiting = CHAIN.unconfirmed(12);
    assertThat(waiting).hasSize(12);
    assertThat(waiting).anyMatch(Transaction::hasWitness);
    try (TestNode node = TestNode.builder(CHAIN).start()) {
      waiting.forEach(node::addToMempool);
      Peer peer = peerFor(node);
      Received received = new Received(peer);
      connected(peer, node);
      peer.sendMessage(new MemoryPoolMessage());
      assertThat(received.next(InventoryMessage.class).getItems())
          .extracting(item -> item.type, item -> Bitcoinj.hash(item.hash))
          .containsExactlyElementsOf(
              waiting.stream()
                  .map(each -> tuple(InventoryItem.Type.TRANSACTION, each.txid()))
                  .toList());
      // By itself it asks for all of them, because it has not heard of them before.
      for (Transaction each : waiting) {
        assertThat(Bitcoinj.bytes(received.next(org.bitcoinj.core.Transaction.class)))
            .isEqualTo(each.bytes());
      }
      for (Transaction each : waiting) {
        var got = await(peer.getPeerMempoolTransaction(Bitcoinj.hash(each.txid())));
        assertThat(Bitcoinj.bytes(got)).isEqualTo(each.bytes());
        assertThat(Bitcoinj.hash(got.getWTxId())).isEqualTo(each.wtxid());
      }
      Sha256Hash unknown = Bitcoinj.hash(CHAIN.tipHash());
      var missing = peer.getPeerMempoolTransaction(unknown);
      assertThatThrownBy(() -> missing.get(DEADLINE.toSeconds(), TimeUnit.SECONDS))
          .isInstanceOf(CancellationException.class);
      assertThat(received.next(NotFoundMessage.class).getItems())
          .extracting(item -> item.hash)
          .containsExactly(unknown);

      // bitcoinj asks for the mempool again when it has set a filter.
      var filter =
          new org.bitcoinj.core.BloomFilter(
              2, 1e-6, 9, org.bitcoinj.core.BloomFilter.BloomUpdate.UPDATE_NONE);
      for (int i : new int[] {3, 8}) {
        OutPoint spent = waiting.get(i).inputs().get(0).previousOutput();
        filter.insert(new TransactionOutPoint(spent.index(), Bitcoinj.hash(spent.txid())));
      }
      peer.setBloomFilter(filter);
      assertThat(received.next(InventoryMessage.class).getItems())
          .extracting(item -> Bitcoinj.hash(item.hash))
          .containsExactly(waiting.get(3).txid(), waiting.get(8).txid());
    }
  }

  @Test
  @Interoperates(
      with = BITCOINJ,
      when = IT_DIALS_US,
      what = ADDRESSES,
      compared = "an addrv2 with IPv4, IPv6 and Tor v3: address, port, services, time")
  void itIsGivenOurAddresses() throws Exception {
    long time = 1_700_000_000;
    ServiceFlags services = ServiceFlags.of(ServiceFlags.NETWORK, ServiceFlags.WITNESS);
    NetworkAddress onion =
        NetworkAddress.parse("pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion");
    assertThat(onion).isInstanceOf(TorV3Address.class);
    List<TimedAddress> addresses =
        List.of(
            new TimedAddress(time, services, NetworkAddress.parse("198.51.100.7"), 8333),
            new TimedAddress(time + 1, services, NetworkAddress.parse("2001:db8::7"), 18333),
            new TimedAddress(time + 2, ServiceFlags.of(), onion, 9050));
    try (TestNode node = TestNode.builder(CHAIN).addresses(addresses).start()) {
      Peer peer = connected(peerFor(node), node);
      AddressMessage answer = await(peer.getAddr());
      assertThat(answer).isInstanceOf(org.bitcoinj.core.AddressV2Message.class);
      List<PeerAddress> got = answer.getAddresses();
      assertThat(got).hasSize(addresses.size());
      for (int i = 0; i < got.size(); i++) {
        PeerAddress theirs = got.get(i);
        TimedAddress ours = addresses.get(i);
        assertThat(theirs.time()).isEqualTo(ours.lastSeen());
        assertThat(theirs.getServices().bits()).isEqualTo(ours.services().bits());
        assertThat(theirs.getPort()).isEqualTo(ours.port());
        if (ours.address() instanceof TorV3Address) {
          assertThat(theirs.getHostname()).isEqualTo(ours.address().toString());
        } else {
          assertThat(theirs.getAddr()).isEqualTo(ours.address().toInetAddress().orElseThrow());
        }
      }
    }
  }

  @Test
  @Interoperates(
      with = BITCOINJ,
      when = IT_DIALS_US,
      what = NEW_BLOCKS,
      compared = "the hash that our node announces; the height that bitcoinj then counts")
  void itHearsOfOurNewBlock() throws Exception {
    try (TestNode node = TestNode.builder(CHAIN).start()) {
      Peer peer = peerFor(node);
      Received received = new Received(peer);
      connected(peer, node);
      GeneratedChain longer = CHAIN.extend(1);
      node.switchTo(longer);
      assertThat(received.next(InventoryMessage.class).getItems())
          .containsExactly(
              new InventoryItem(InventoryItem.Type.BLOCK, Bitcoinj.hash(longer.tipHash())));
      // The pong comes after the announcement has been counted.
      await(peer.sendPing());
      assertThat(peer.getBestHeight()).isEqualTo(HEIGHT + 1);
    }
  }

  @Test
  @Interoperates(
      with = BITCOINJ,
      when = IT_DIALS_US,
      what = TRANSACTION_RELAY,
      compared =
          "one that our node announces and bitcoinj fetches, one that bitcoinj announces and our"
              + " node fetches: their bytes")
  void transactionsAreRelayedEitherWay() throws Exception {
    List<Transaction> waiting = CHAIN.unconfirmed(2);
    Transaction fromUs = waiting.get(0);
    Transaction fromIt = waiting.get(1);
    try (TestNode node = TestNode.builder(CHAIN).start()) {
      Peer peer = peerFor(node);
      Received received = new Received(peer);
      peer.addGetDataEventListener(
          Threading.SAME_THREAD,
          (from, asked) ->
              asked.getItems().stream()
                      .anyMatch(item -> item.hash.equals(Bitcoinj.hash(fromIt.txid())))
                  ? List.of(Bitcoinj.transaction(fromIt))
                  : List.of());
      connected(peer, node);
      node.announce(fromUs);
      assertThat(Bitcoinj.bytes(received.next(org.bitcoinj.core.Transaction.class)))
          .isEqualTo(fromUs.bytes());

      peer.sendMessage(InventoryMessage.ofTransactions(Bitcoinj.transaction(fromIt)));
      assertThat(node.awaitTransaction(fromIt.txid(), DEADLINE))
          .hasValueSatisfying(got -> assertThat(got.bytes()).isEqualTo(fromIt.strippedBytes()));
    }
  }
}
