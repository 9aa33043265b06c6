package org.verack.peer.testkit.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.verack.peer.DisconnectReason;
import org.verack.peer.InboundLimits;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.StreamOptions;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.chain.BlockStore;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.ChainSource;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.BitcoinHandshake;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.Networks;
import org.verack.wire.ServiceFlags;
import org.verack.wire.address.NetworkAddress;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.PartialMerkleTree;
import org.verack.wire.chain.Transaction;
import org.verack.wire.compact.Reconstruction;
import org.verack.wire.compact.ShortIds;
import org.verack.wire.filter.BloomFilter;
import org.verack.wire.filter.FilterHeaders;
import org.verack.wire.message.Addr;
import org.verack.wire.message.AddrV2;
import org.verack.wire.message.BlockTxn;
import org.verack.wire.message.CFCheckpt;
import org.verack.wire.message.CmpctBlock;
import org.verack.wire.message.FilterAdd;
import org.verack.wire.message.FilterClear;
import org.verack.wire.message.FilterLoad;
import org.verack.wire.message.GetAddr;
import org.verack.wire.message.GetBlockTxn;
import org.verack.wire.message.GetBlocks;
import org.verack.wire.message.GetCFCheckpt;
import org.verack.wire.message.GetCFHeaders;
import org.verack.wire.message.GetCFilters;
import org.verack.wire.message.GetData;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Headers;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.Locator;
import org.verack.wire.message.MemPool;
import org.verack.wire.message.NotFound;
import org.verack.wire.message.Pong;
import org.verack.wire.message.SendCmpct;
import org.verack.wire.message.SendHeaders;
import org.verack.wire.message.TimedAddress;
import org.verack.wire.request.FilteredBlock;
import org.verack.wire.request.FoundBlocks;
import org.verack.wire.request.FoundFilters;
import org.verack.wire.request.RequestException;
import org.verack.wire.request.Requests;

class TestNodeTest {

  private static final GeneratedChain CHAIN = ChainGenerator.seeded(1).generate(2100);
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final Endpoint HOME = new Endpoint("10.0.0.1", 18444);

  private final VirtualRuntime time = new VirtualRuntime();
  private final PipeNetwork network = new PipeNetwork(Pipes.on(time));
  private final List<Message> received = Collections.synchronizedList(new ArrayList<>());
  private PeerContext context;

  @BeforeEach
  void open() {
    context = PeerContext.builder().runtime(time).build();
  }

  @AfterEach
  void nothingIsLeft() {
    context.close();
    network.close();
    time.awaitQuiet();
    assertThat(time.threads()).as(time.dump()).isEmpty();
    assertThat(time.timers()).as(time.dump()).isZero();
  }

  private TestNode.Builder node() {
    return TestNode.builder(CHAIN).runtime(time).listen(network, HOME);
  }

  private static BitcoinHandshake quiet() {
    return BitcoinHandshake.DEFAULT
        .withSendHeaders(false)
        .withCompactBlocks(false)
        .withAddrV2(false)
        .withWtxidRelay(false);
  }

  private Peer connect(TestNode node) throws Exception {
    return connect(node, BitcoinHandshake.DEFAULT);
  }

  private Peer connect(TestNode node, BitcoinHandshake handshake) throws Exception {
    PeerConfig config =
        PeerConfig.builder(Networks.REGTEST).handshake(handshake).dialer(network).build();
    Peer peer = Peer.outbound(context, config);
    peer.connect(node.endpoint());
    peer.on(Message.class, (from, message) -> note(message));
    time.awaitQuiet();
    received.clear();
    return peer;
  }

  /** Pongs are left out: they answer pings of the engine, which come when it finds it right. */
  private void note(Message message) {
    if (!(message instanceof Pong)) {
      received.add(message);
    }
  }

  /** Sends something, and returns what has come when all is at rest. */
  private List<Message> ask(Peer peer, Message message) throws Exception {
    received.clear();
    peer.send(message);
    time.awaitQuiet();
    return List.copyOf(received);
  }

  private static InventoryVector block(int height) {
    return InventoryVector.block(CHAIN.hash(height));
  }

  @Test
  void itIntroducesItself() throws Exception {
    try (TestNode node = node().userAgent("/mine:1/").start()) {
      Peer peer = connect(node);
      assertThat(peer.negotiation().remote().userAgent()).isEqualTo("/mine:1/");
      assertThat(peer.negotiation().remote().services())
          .isEqualTo(
              ServiceFlags.of(
                  ServiceFlags.NETWORK,
                  ServiceFlags.BLOOM,
                  ServiceFlags.WITNESS,
                  ServiceFlags.P2P_V2));
      assertThat(peer.negotiation().remote().toString()).contains("2100");
      assertThat(node.endpoint()).isEqualTo(HOME);
      assertThat(node.network()).isEqualTo(Networks.REGTEST);
      assertThat(node.peers()).hasSize(1).allMatch(Peer::isInbound);
      assertThat(node).hasToString("regtest node at 10.0.0.1:18444");
      peer.close();
      time.awaitQuiet();
      assertThat(node.peers()).isEmpty();
    }
  }

  @Test
  void closingEndsItsPeers() throws Exception {
    TestNode node = node().start();
    Peer peer = connect(node);
    node.close();
    node.close();
    time.awaitQuiet();
    assertThat(peer.disconnectReason()).containsInstanceOf(DisconnectReason.RemoteClose.class);
    assertThatThrownBy(() -> Peer.outbound(context, peer.config()).connect(HOME))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void programsSyncFromIt() throws Exception {
    try (TestNode node = node().start()) {
      Peer peer = connect(node);
      List<BlockHeader> headers = new ArrayList<>(List.of(CHAIN.header(0)));
      while (true) {
        List<Hash> locator = Locator.of(i -> headers.get(i).hash(), headers.size() - 1);
        List<BlockHeader> more = peer.request(Requests.headers(locator), DEADLINE);
        if (more.isEmpty()) {
          break;
        }
        headers.addAll(more);
      }
      assertThat(headers).hasSize(2101);
      assertThat(headers.get(2100).hash()).isEqualTo(CHAIN.tipHash());
      List<Hash> hashes = headers.subList(1, 101).stream().map(BlockHeader::hash).toList();
      FoundBlocks blocks = peer.request(Requests.blocks(hashes), DEADLINE);
      assertThat(blocks.found()).isEqualTo(CHAIN.blocks().subList(1, 101));
    }
  }

  @Test
  void headersFollowTheFork() throws Exception {
    try (TestNode node = node().start()) {
      Peer peer = connect(node);
      Hash unknown = ChainGenerator.seeded(5).generate(3).tipHash();
      assertThat(headers(peer, List.of(unknown), Hash.ZERO)).isEqualTo(range(1, 2000));
      assertThat(headers(peer, List.of(unknown, CHAIN.hash(50)), Hash.ZERO))
          .isEqualTo(range(51, 2050));
      assertThat(headers(peer, List.of(CHAIN.hash(2099)), Hash.ZERO)).isEqualTo(range(2100, 2100));
      assertThat(headers(peer, List.of(CHAIN.tipHash()), Hash.ZERO)).isEmpty();
      assertThat(headers(peer, List.of(CHAIN.hash(7)), CHAIN.hash(10))).isEqualTo(range(8, 10));
      assertThat(headers(peer, List.of(), CHAIN.hash(33))).isEqualTo(range(33, 33));
      assertThat(ask(peer, new GetHeaders(70016, List.of(), unknown))).isEmpty();
    }
  }

  private List<BlockHeader> headers(Peer peer, List<Hash> locator, Hash stop) throws Exception {
    List<Message> answer = ask(peer, new GetHeaders(70016, locator, stop));
    assertThat(answer).hasSize(1).first().isInstanceOf(Headers.class);
    return List.copyOf(((Headers) answer.get(0)).headers());
  }

  private static List<BlockHeader> range(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(CHAIN::header).toList();
  }

  @Test
  void hashesOfBlocksComeByFiveHundred() throws Exception {
    try (TestNode node = node().start()) {
      Peer peer = connect(node);
      List<Message> answer =
          ask(peer, new GetBlocks(70016, List.of(CHAIN.hash(10)), CHAIN.hash(13)));
      assertThat(answer).containsExactly(Inv.of(block(11), block(12)));
      answer = ask(peer, new GetBlocks(70016, List.of(CHAIN.hash(10)), Hash.ZERO));
      List<InventoryVector> items =
          IntStream.rangeClosed(11, 510).mapToObj(TestNodeTest::block).toList();
      assertThat(answer).containsExactly(Inv.of(items));
      assertThat(ask(peer, GetData.of(block(509)))).hasSize(1);
      assertThat(ask(peer, GetData.of(InventoryVector.witnessBlock(CHAIN.hash(510)))))
          .containsExactly(CHAIN.block(510), Inv.of(block(2100)));
      assertThat(ask(peer, GetData.of(block(510)))).hasSize(1);
      assertThat(ask(peer, new GetBlocks(70016, List.of(CHAIN.tipHash()), Hash.ZERO))).isEmpty();
    }
  }

  /** Which is how bitcoinj goes through a chain. */
  @Test
  void theTipFollowsTheLastBlockThatGetblocksNamedInWhateverFormItIsAskedFor() throws Exception {
    try (TestNode node = node().start()) {
      Peer peer = connect(node);
      peer.send(BloomFilter.create(1, 0.0001, 0, FilterLoad.UPDATE_NONE).toFilterLoad());
      for (int type : List.of(InventoryVector.FILTERED_BLOCK, InventoryVector.COMPACT_BLOCK)) {
        ask(peer, new GetBlocks(70016, List.of(CHAIN.hash(10)), Hash.ZERO));
        List<Message> answer = ask(peer, GetData.of(new InventoryVector(type, CHAIN.hash(510))));
        assertThat(answer).hasSize(2).endsWith(Inv.of(block(2100)));
      }
    }
  }

  @Test
  void blocksComeWithWitnessesWhereTheTypeSaysSo() throws Exception {
    try (TestNode node = node().start()) {
      Peer peer = connect(node);
      Block whole = CHAIN.block(100);
      assertThat(ask(peer, GetData.of(InventoryVector.witnessBlock(whole.hash()))))
          .containsExactly(whole);
      List<Message> base = ask(peer, GetData.of(InventoryVector.block(whole.hash())));
      assertThat(base).containsExactly(Block.parse(whole.strippedBytes()));
      assertThat(((Block) base.get(0)).hasWitness()).isFalse();
      assertThat(ask(peer, GetData.of(InventoryVector.compactBlock(whole.hash()))))
          .containsExactly(whole);
      assertThat(ask(peer, GetData.of(InventoryVector.filteredBlock(whole.hash())))).isEmpty();
      assertThat(ask(peer, GetData.of(new InventoryVector(0, whole.hash())))).isEmpty();
    }
  }

  @Test
  void newBlocksComeInCompactFormAndOlderOnesWhole() throws Exception {
    try (TestNode node = node().start()) {
      Peer peer = connect(node);
      for (int height : List.of(2095, 2100)) {
        Block block = CHAIN.block(height);
        Message answer = ask(peer, GetData.of(InventoryVector.compactBlock(block.hash()))).get(0);
        assertThat(Reconstruction.of((CmpctBlock) answer, ShortIds.WITNESS, block.transactions()))
            .isEqualTo(new Reconstruction.Complete(block));
        List<Transaction> known = block.transactions().subList(0, block.transactionCount() / 2);
        assertThat(peer.request(Requests.compactBlock(block.hash(), known), DEADLINE))
            .contains(block);
      }
      Block older = CHAIN.block(2094);
      assertThat(ask(peer, GetData.of(InventoryVector.compactBlock(older.hash()))))
          .containsExactly(older);
      assertThat(peer.request(Requests.compactBlock(older.hash(), List.of()), DEADLINE))
          .contains(older);
    }
  }

  @Test
  void theTransactionsOfOlderBlocksComeAsTheWholeBlock() throws Exception {
    try (TestNode node = node().start()) {
      Peer peer = connect(node);
      assertThat(ask(peer, new GetBlockTxn(CHAIN.hash(2090), List.of(0))))
          .containsExactly(
              new BlockTxn(CHAIN.hash(2090), List.of(CHAIN.block(2090).transaction(0))));
      assertThat(ask(peer, new GetBlockTxn(CHAIN.hash(2089), List.of(0))))
          .containsExactly(CHAIN.block(2089));
      assertThat(ask(peer, new GetBlockTxn(Hash.ZERO, List.of(0)))).isEmpty();
      peer.send(new GetBlockTxn(CHAIN.tipHash(), List.of(60_000)));
      time.awaitQuiet();
      assertThat(peer.disconnectReason()).containsInstanceOf(DisconnectReason.RemoteClose.class);
    }
  }

  @Test
  void blocksComeThroughTheFilterThatIsLoaded() throws Exception {
    Block block = CHAIN.block(2000);
    int last = block.transactionCount() - 1;
    Transaction wanted = block.transaction(last);
    BloomFilter filter = BloomFilter.create(10, 1e-9, 5, FilterLoad.UPDATE_NONE);
    filter.insert(wanted.txid());
    try (TestNode node = node().start()) {
      Peer peer = connect(node);
      assertThat(peer.request(Requests.filteredBlock(block.hash()), DEADLINE)).isEmpty();
      peer.send(filter.toFilterLoad());
      FilteredBlock found =
          peer.request(Requests.filteredBlock(block.hash()), DEADLINE).orElseThrow();
      assertThat(found.transactionCount()).isEqualTo(block.transactionCount());
      assertThat(found.matches()).containsExactly(new PartialMerkleTree.Match(last, wanted.txid()));
      assertThat(found.transactions()).containsExactly(Transaction.parse(wanted.strippedBytes()));
      peer.send(new FilterAdd(Bytes.wrap(block.transaction(0).txid().toArray())));
      assertThat(peer.request(Requests.filteredBlock(block.hash()), DEADLINE).orElseThrow())
          .satisfies(both -> assertThat(both.matches()).hasSize(2));
      peer.send(FilterClear.INSTANCE);
      assertThat(peer.request(Requests.filteredBlock(block.hash()), DEADLINE)).isEmpty();
      peer.send(new FilterAdd(Bytes.ofHex("00")));
      time.awaitQuiet();
      assertThat(peer.disconnectReason()).containsInstanceOf(DisconnectReason.RemoteClose.class);
    }
  }

  @Test
  void aLoadedFilterHoldsForAnnouncementsAndTheMempool() throws Exception {
    List<Transaction> waiting = CHAIN.unconfirmed(3);
    BloomFilter filter = BloomFilter.create(10, 1e-9, 5, FilterLoad.UPDATE_NONE);
    filter.insert(waiting.get(1).txid());
    filter.insert(waiting.get(2).txid());
    try (TestNode node = node().start()) {
      Peer peer = connect(node);
      peer.send(filter.toFilterLoad());
      time.awaitQuiet();
      node.announce(waiting.get(0));
      node.announce(waiting.get(1));
      time.awaitQuiet();
      InventoryVector second = InventoryVector.wtx(waiting.get(1).wtxid());
      assertThat(received).containsExactly(Inv.of(second));
      node.addToMempool(waiting.get(2));
      assertThat(peer.request(Requests.mempool(), DEADLINE))
          .containsExactly(second, InventoryVector.wtx(waiting.get(2).wtxid()));
    }
  }

  @Test
  void filtersAreThoseOfTheChain() throws Exception {
    try (TestNode node = node().compactFilters(true).start()) {
      Peer peer = connect(node);
      List<FilterHeaders> headers = new ArrayList<>();
      for (int start = 0; start <= 2100; start += 2000) {
        int stop = Math.min(start + 1999, 2100);
        headers.add(peer.request(Requests.filterHeaders(start, stop, CHAIN.hash(stop)), DEADLINE));
      }
      assertThat(headers.get(0).connectsTo(Hash.ZERO)).isTrue();
      assertThat(headers.get(1).connectsTo(headers.get(0).last())).isTrue();
      CFCheckpt checkpoints =
          peer.request(Requests.filterCheckpoints(2100, CHAIN.tipHash()), DEADLINE);
      assertThat(checkpoints.filterHeaders())
          .containsExactly(headers.get(0).at(1000), headers.get(1).at(2000));
      List<Hash> blocks = IntStream.range(500, 1500).mapToObj(CHAIN::hash).toList();
      FoundFilters filters =
          peer.request(Requests.compactFilters(500, blocks, headers.get(0)), DEADLINE);
      assertThat(filters.missing()).isEmpty();
      assertThat(filters.found()).hasSize(1000);
      Block block = CHAIN.block(1200);
      Transaction spending = block.transaction(block.transactionCount() - 1);
      OutPoint spent = spending.inputs().get(0).previousOutput();
      Bytes script =
          CHAIN.transaction(spent.txid()).orElseThrow().outputs().get((int) spent.index()).script();
      assertThat(filters.found().get(700).contains(script)).isTrue();
      assertThat(filters.found().get(700).contains(spending.outputs().get(0).script())).isTrue();
    }
  }

  @Test
  void whoAsksForFiltersThatThereAreNotIsDisconnected() throws Exception {
    List<Message> refused =
        List.of(
            new GetCFilters(1, 0, CHAIN.hash(5)),
            new GetCFilters(0, 0, Hash.ZERO),
            new GetCFilters(0, 6, CHAIN.hash(5)),
            new GetCFilters(0, 0, CHAIN.hash(1000)),
            new GetCFHeaders(0, 0, CHAIN.hash(2000)),
            new GetCFCheckpt(0, Hash.ZERO));
    try (TestNode node = node().compactFilters(true).start()) {
      for (Message each : refused) {
        Peer peer = connect(node);
        peer.send(each);
        time.awaitQuiet();
        assertThat(peer.disconnectReason())
            .as("%s", each)
            .containsInstanceOf(DisconnectReason.RemoteClose.class);
      }
    }
    try (TestNode node = node().start()) {
      Peer peer = connect(node);
      peer.send(new GetCFilters(0, 0, CHAIN.hash(5)));
      time.awaitQuiet();
      assertThat(peer.disconnectReason()).containsInstanceOf(DisconnectReason.RemoteClose.class);
    }
  }

  @Test
  void aChainWithoutWhatItSpendsHasNoFilters() throws Exception {
    ChainSource partial = new Partial(CHAIN);
    try (TestNode node =
        TestNode.builder(Networks.REGTEST, partial)
            .runtime(time)
            .listen(network, HOME)
            .compactFilters(true)
            .start()) {
      Peer peer = connect(node);
      List<Hash> blocks = List.of(CHAIN.hash(2099), CHAIN.tipHash());
      assertThat(peer.request(Requests.compactFilters(2099, blocks), DEADLINE).missing())
          .isEqualTo(blocks);
      assertThatThrownBy(
              () -> peer.request(Requests.filterHeaders(2099, 2100, CHAIN.tipHash()), DEADLINE))
          .isInstanceOf(RequestException.class);
    }
  }

  /** A chain that does not find transactions. */
  private record Partial(ChainSource chain) implements ChainSource {
    @Override
    public int tipHeight() {
      return chain.tipHeight();
    }

    @Override
    public BlockHeader header(int height) {
      return chain.header(height);
    }

    @Override
    public OptionalInt height(Hash hash) {
      return chain.height(hash);
    }

    @Override
    public Optional<Block> block(Hash hash) {
      return chain.block(hash);
    }

    @Override
    public Optional<Transaction> transaction(Hash id) {
      return Optional.empty();
    }
  }

  @Test
  void blocksAreStreamed() throws Exception {
    try (TestNode node = node().start()) {
      Peer peer = connect(node);
      List<Hash> hashes = CHAIN.blocks().stream().map(Block::hash).toList();
      List<Block> blocks = new ArrayList<>();
      try (var stream = peer.stream(Requests.eachBlock(hashes), StreamOptions.of(DEADLINE))) {
        while (stream.hasNext()) {
          blocks.add(stream.next().orElseThrow());
        }
      }
      assertThat(blocks).isEqualTo(CHAIN.blocks());
      assertThat(received).isEmpty();
    }
  }

  @Test
  void unknownTransactionsAreNotFoundAndUnknownBlocksAreNot() throws Exception {
    Hash none = Hash.of("00".repeat(31) + "01");
    InventoryVector tx = InventoryVector.witnessTx(none);
    InventoryVector block = InventoryVector.witnessBlock(none);
    try (TestNode node = node().start()) {
      Peer peer = connect(node);
      assertThat(ask(peer, GetData.of(block, tx, block(1))))
          .containsExactly(Block.parse(CHAIN.block(1).strippedBytes()), NotFound.of(tx));
      assertThat(ask(peer, GetData.of(block))).isEmpty();
      assertThat(peer.request(Requests.block(none), DEADLINE)).isEmpty();
      peer.close();
    }
    try (TestNode node = node().notFoundForBlocks(true).start()) {
      assertThat(ask(connect(node), GetData.of(tx, block))).containsExactly(NotFound.of(tx, block));
    }
  }

  @Test
  void transactionsComeInTheFormThatIsAskedFor() throws Exception {
    try (TestNode node = node().start()) {
      Transaction pending =
          CHAIN.unconfirmed(20).stream().filter(Transaction::hasWitness).findFirst().orElseThrow();
      node.addToMempool(pending);
      Peer peer = connect(node);
      assertThat(received).isEmpty();
      assertThat(ask(peer, GetData.of(InventoryVector.witnessTx(pending.txid()))))
          .containsExactly(pending);
      assertThat(ask(peer, GetData.of(InventoryVector.wtx(pending.wtxid()))))
          .containsExactly(pending);
      assertThat(ask(peer, GetData.of(InventoryVector.tx(pending.txid()))))
          .containsExactly(Transaction.parse(pending.strippedBytes()));
    }
  }

  @Test
  void confirmedTransactionsAreGivenOnRequest() throws Exception {
    InventoryVector item = InventoryVector.witnessTx(CHAIN.block(150).txids().get(1));
    try (TestNode node = node().start()) {
      Peer peer = connect(node);
      assertThat(ask(peer, GetData.of(item))).containsExactly(NotFound.of(item));
      peer.close();
    }
    try (TestNode node = node().confirmedTransactions(true).start()) {
      assertThat(ask(connect(node), GetData.of(item)))
          .containsExactly(CHAIN.block(150).transaction(1));
    }
  }

  @Test
  void theMempoolIsTold() throws Exception {
    try (TestNode node = node().start()) {
      Peer modern = connect(node);
      assertThat(ask(modern, MemPool.INSTANCE)).isEmpty();
      List<Transaction> pending = CHAIN.unconfirmed(3);
      pending.forEach(node::addToMempool);
      node.addToMempool(pending.get(0));
      assertThat(node.mempool()).isEqualTo(pending);
      assertThat(ask(modern, MemPool.INSTANCE))
          .containsExactly(
              Inv.of(pending.stream().map(tx -> InventoryVector.wtx(tx.wtxid())).toList()));
      Peer old = connect(node, quiet());
      assertThat(ask(old, MemPool.INSTANCE))
          .containsExactly(
              Inv.of(pending.stream().map(tx -> InventoryVector.tx(tx.txid())).toList()));
    }
  }

  @Test
  void addressesAreToldOnce() throws Exception {
    TimedAddress v4 = address("1.2.3.4");
    TimedAddress onion = address("pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion");
    try (TestNode node = node().addresses(List.of(v4, onion)).start()) {
      Peer modern = connect(node);
      assertThat(ask(modern, GetAddr.INSTANCE)).containsExactly(new AddrV2(List.of(v4, onion)));
      assertThat(ask(modern, GetAddr.INSTANCE)).isEmpty();
      assertThat(ask(connect(node, quiet()), GetAddr.INSTANCE))
          .containsExactly(new Addr(List.of(v4)));
    }
  }

  private static TimedAddress address(String host) {
    return new TimedAddress(
        1_700_000_000L, ServiceFlags.NETWORK, NetworkAddress.parse(host), 18444);
  }

  @Test
  void newBlocksAreAnnouncedInTheFormThatIsWanted() throws Exception {
    GeneratedChain next = CHAIN.extend(1);
    GeneratedChain far = next.extend(9);
    try (TestNode node = node().start()) {
      connect(node, quiet());
      List<Message> old = List.copyOf(received);
      assertThat(old).isEmpty();
      node.switchTo(next);
      time.awaitQuiet();
      assertThat(received).containsExactly(Inv.of(InventoryVector.block(next.tipHash())));
      received.clear();
      for (Peer peer : context.peers()) {
        peer.send(SendHeaders.INSTANCE);
      }
      time.awaitQuiet();
      node.announce(next.hash(2000));
      time.awaitQuiet();
      assertThat(received).containsExactly(Headers.of(next.header(2000)));
      received.clear();
      node.switchTo(next.fork(2095, 8, 7));
      time.awaitQuiet();
      assertThat(received).hasSize(1).first().isInstanceOf(Headers.class);
      assertThat(((Headers) received.get(0)).size()).isEqualTo(8);
      received.clear();
      node.switchTo(far);
      time.awaitQuiet();
      assertThat(received).containsExactly(Inv.of(InventoryVector.block(far.tipHash())));
      received.clear();
      node.switchTo(CHAIN);
      time.awaitQuiet();
      assertThat(received).isEmpty();
      assertThat(node.chain()).isSameAs(CHAIN);
      assertThatIllegalArgumentException().isThrownBy(() -> node.announce(Hash.ZERO));
    }
  }

  @Test
  void newBlocksAreAnnouncedInCompactFormToThoseWhoWantThemAtOnce() throws Exception {
    GeneratedChain next = CHAIN.extend(1);
    GeneratedChain later = next.extend(3);
    try (TestNode node = node().start()) {
      Peer peer = connect(node, quiet());
      peer.send(new SendCmpct(true, 1));
      peer.send(new SendCmpct(false, SendCmpct.VERSION));
      time.awaitQuiet();
      node.switchTo(next);
      time.awaitQuiet();
      assertThat(received).containsExactly(Inv.of(InventoryVector.block(next.tipHash())));
      received.clear();
      peer.send(new SendCmpct(true, SendCmpct.VERSION));
      time.awaitQuiet();
      node.announce(next.tipHash());
      time.awaitQuiet();
      assertThat(received).hasSize(1);
      assertThat(
              Reconstruction.of(
                  (CmpctBlock) received.get(0), ShortIds.WITNESS, next.tip().transactions()))
          .isEqualTo(new Reconstruction.Complete(next.tip()));
      received.clear();
      node.switchTo(later);
      time.awaitQuiet();
      assertThat(received).containsExactly(Inv.of(InventoryVector.block(later.tipHash())));
      received.clear();
      peer.send(SendHeaders.INSTANCE);
      time.awaitQuiet();
      node.switchTo(later.extend(2));
      node.switchTo(later.extend(3));
      time.awaitQuiet();
      assertThat(received).hasSize(2);
      assertThat(received.get(0)).isInstanceOf(Headers.class);
      assertThat(received.get(1)).isInstanceOf(CmpctBlock.class);
    }
  }

  @Test
  void transactionsAreAnnouncedToThoseWhoWantThem() throws Exception {
    Transaction pending = CHAIN.unconfirmed(1).get(0);
    try (TestNode node = node().start()) {
      connect(node);
      PeerConfig silent = PeerConfig.builder(Networks.REGTEST).relay(false).dialer(network).build();
      Peer blocksOnly = Peer.outbound(context, silent);
      blocksOnly.on(Inv.class, (from, message) -> received.add(message));
      blocksOnly.connect(node.endpoint());
      time.awaitQuiet();
      node.announce(pending);
      time.awaitQuiet();
      assertThat(received).containsExactly(Inv.of(InventoryVector.wtx(pending.wtxid())));
    }
  }

  @Test
  void transactionsThatAreBroadcastArrive() throws Exception {
    Transaction mine = CHAIN.unconfirmed(1).get(0);
    try (TestNode node = node().start()) {
      Peer peer = connect(node);
      InventoryVector item = InventoryVector.wtx(mine.wtxid());
      assertThat(ask(peer, Inv.of(item))).containsExactly(GetData.of(item));
      assertThat(node.awaitTransaction(mine.txid(), Duration.ZERO)).isEmpty();
      assertThat(ask(peer, mine)).isEmpty();
      assertThat(node.awaitTransaction(mine.txid(), DEADLINE)).hasValue(mine);
      assertThat(ask(peer, Inv.of(item, block(5)))).isEmpty();
      peer.close();
    }
    try (TestNode node = node().acceptTransactions(false).start()) {
      Peer peer = connect(node);
      assertThat(ask(peer, Inv.of(InventoryVector.wtx(mine.wtxid())))).isEmpty();
      assertThat(ask(peer, mine)).isEmpty();
      assertThat(node.mempool()).isEmpty();
    }
  }

  @Test
  void nodesConnectToEachOther() throws Exception {
    Endpoint other = new Endpoint("10.0.0.2", 18444);
    try (TestNode first = node().start();
        TestNode second = TestNode.builder(CHAIN).runtime(time).listen(network, other).start()) {
      Peer peer = second.connect(first.endpoint());
      assertThat(first.awaitPeers(1, DEADLINE)).isTrue();
      assertThat(second.awaitPeers(1, DEADLINE)).isTrue();
      time.awaitQuiet();
      assertThat(first.peers().get(0).stats().remote().host()).isEqualTo("10.0.0.2");
      Transaction pending = CHAIN.unconfirmed(1).get(0);
      first.announce(pending);
      time.awaitQuiet();
      assertThat(second.mempool()).containsExactly(pending);
      assertThat(peer.isOpen()).isTrue();
      assertThatThrownBy(() -> second.connect(new Endpoint("10.9.9.9", 1)))
          .isInstanceOf(IOException.class);
      assertThat(second.peers()).hasSize(1);
    }
  }

  /** Half an hour of pings, in no time. */
  @Test
  void connectionsStayWhileTimePasses() throws Exception {
    try (TestNode node = node().start()) {
      Peer peer = connect(node);
      time.advance(Duration.ofMinutes(30));
      assertThat(peer.isOpen()).isTrue();
      assertThat(node.peers()).hasSize(1);
    }
  }

  @Test
  void itServesOverTcp() throws Exception {
    try (TestNode node = TestNode.builder(CHAIN).start();
        PeerContext real = PeerContext.create();
        Peer peer = Peer.outbound(real, PeerConfig.of(Networks.REGTEST))) {
      peer.connect(node.endpoint());
      assertThat(node.awaitPeers(1, DEADLINE)).isTrue();
      List<BlockHeader> headers = peer.request(Requests.headers(List.of(CHAIN.hash(0))), DEADLINE);
      assertThat(headers).hasSize(2000);
      assertThat(peer.request(Requests.block(CHAIN.hash(7)), DEADLINE)).hasValue(CHAIN.block(7));
      assertThat(node.awaitPeers(2, Duration.ofMillis(1))).isFalse();
    }
  }

  @Test
  void itServesBlocksThatDoNotConnect() throws Exception {
    BlockStore store = BlockStore.ofBlocks(Networks.REGTEST, List.of(CHAIN.block(700)));
    try (TestNode node =
        TestNode.builder(Networks.REGTEST, store).runtime(time).listen(network, HOME).start()) {
      Peer peer = connect(node);
      assertThat(peer.request(Requests.block(CHAIN.hash(700)), DEADLINE))
          .hasValue(CHAIN.block(700));
      assertThat(headers(peer, List.of(Hash.ZERO), Hash.ZERO)).isEmpty();
    }
  }

  @Test
  void itsPeersAreConfigurable() throws Exception {
    try (TestNode node =
        node()
            .configure(config -> config.services(ServiceFlags.NONE))
            .inboundLimits(InboundLimits.DEFAULT.withTotal(1))
            .start()) {
      Peer peer = connect(node);
      assertThat(peer.negotiation().remote().services()).isEqualTo(ServiceFlags.P2P_V2);
      assertThatThrownBy(() -> connect(node)).isInstanceOf(IOException.class);
    }
  }
}
