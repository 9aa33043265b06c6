package org.verack.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.verack.conformance.interop.Capability.ADDRESSES;
import static org.verack.conformance.interop.Capability.BLOCKS;
import static org.verack.conformance.interop.Capability.CHAIN;
import static org.verack.conformance.interop.Capability.ENCRYPTION;
import static org.verack.conformance.interop.Capability.FILTERED_BLOCKS;
import static org.verack.conformance.interop.Capability.FORK;
import static org.verack.conformance.interop.Capability.HANDSHAKE;
import static org.verack.conformance.interop.Capability.HEADERS;
import static org.verack.conformance.interop.Capability.MEMPOOL;
import static org.verack.conformance.interop.Capability.NEW_BLOCKS;
import static org.verack.conformance.interop.Capability.NOT_FOUND;
import static org.verack.conformance.interop.Capability.PING;
import static org.verack.conformance.interop.Capability.TRANSACTIONS;
import static org.verack.conformance.interop.Capability.TRANSACTION_RELAY;
import static org.verack.conformance.interop.Counterpart.BCOIN_SPV;
import static org.verack.conformance.interop.Direction.IT_DIALS_US;
import static org.verack.conformance.interop.Direction.WE_DIAL_IT;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.node.TestNode;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.ServiceFlags;
import org.verack.wire.chain.Transaction;
import org.verack.wire.chain.TxOut;
import org.verack.wire.filter.BloomFilter;
import org.verack.wire.message.FilterLoad;
import org.verack.wire.message.GetAddr;
import org.verack.wire.message.GetBlocks;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.MemPool;
import org.verack.wire.message.MerkleBlock;
import org.verack.wire.message.Version;
import org.verack.wire.request.FoundBlocks;
import org.verack.wire.request.FoundTransactions;
import org.verack.wire.request.Requests;
import org.verack.wire.transport.TransportKind;

/** An SPV node of bcoin follows our node with a bloom filter, and takes a connection of ours. */
class BcoinSpvIT extends Interoperation {

  private static final String USER_AGENT = "/bcoin:v" + BCOIN_SPV.version() + "/";

  /** Longer than an answer to getblocks. */
  private static final GeneratedChain LONG = ChainGenerator.seeded(51).generate(600);

  private BcoinNode bcoin;

  @BeforeEach
  void startBcoin() throws Exception {
    bcoin = BcoinNode.startSpv();
  }

  @AfterEach
  void stopBcoin() throws Exception {
    if (bcoin != null) {
      bcoin.close();
    }
  }

  private void assertTip(Hash tip) throws Exception {
    assertThat(bcoin.awaitBestBlock(tip)).isEqualTo(tip.toString());
  }

  /** It has a new tip a moment before it says what is in it. */
  private void assertConfirmed(List<BcoinNode.Confirmed> blocks) throws Exception {
    assertThat(BcoinNode.awaitAnswer(bcoin::confirmed, blocks::equals)).isEqualTo(blocks);
  }

  /** Some of the keys that the chain pays to. */
  private static List<Bytes> watched(GeneratedChain chain) {
    List<Bytes> keys = new ArrayList<>();
    List<Bytes> all = GeneratedKeys.hashesIn(chain, 1);
    for (int i = 0; i < all.size(); i += 3) {
      keys.add(all.get(i));
    }
    return keys;
  }

  private static boolean pays(Transaction transaction, List<Bytes> keys) {
    return transaction.outputs().stream()
        .map(TxOut::script)
        .map(GeneratedKeys::hashIn)
        .flatMap(List::stream)
        .anyMatch(keys::contains);
  }

  private static List<BcoinNode.Confirmed> expected(GeneratedChain chain, List<Bytes> keys) {
    List<BcoinNode.Confirmed> blocks = new ArrayList<>();
    for (int height = 1; height <= chain.tipHeight(); height++) {
      List<String> payments =
          chain.block(height).transactions().stream()
              .filter(each -> pays(each, keys))
              .map(each -> each.strippedBytes().toHex())
              .toList();
      blocks.add(new BcoinNode.Confirmed(chain.hash(height).toString(), height, payments));
    }
    return blocks;
  }

  @Test
  @Interoperates(
      with = BCOIN_SPV,
      when = IT_DIALS_US,
      what = HANDSHAKE,
      compared = "version, services, user agent and relay, as we see it")
  @Interoperates(
      with = BCOIN_SPV,
      when = IT_DIALS_US,
      what = ENCRYPTION,
      works = false,
      compared = "it has none; our listener takes its plain connection")
  @Interoperates(
      with = BCOIN_SPV,
      when = IT_DIALS_US,
      what = PING,
      compared = "a pong for the nonce")
  @Interoperates(
      with = BCOIN_SPV,
      when = IT_DIALS_US,
      what = CHAIN,
      compared = "600 blocks by merkle blocks: their hashes and heights, as it tells them")
  @Interoperates(
      with = BCOIN_SPV,
      when = IT_DIALS_US,
      what = FILTERED_BLOCKS,
      compared = "the payments to keys that it watches, in each block, by their bytes")
  @Interoperates(
      with = BCOIN_SPV,
      when = IT_DIALS_US,
      what = NEW_BLOCKS,
      compared = "its tip, and the payments in the block, after our node has announced it")
  @Interoperates(
      with = BCOIN_SPV,
      when = IT_DIALS_US,
      what = FORK,
      compared = "its chain and the payments in it, after a longer branch and one block more")
  void itFindsTheirPaymentsInOurChain() throws Exception {
    GeneratedChain longer = LONG.extend(2);
    GeneratedChain branch = longer.fork(595, 12, 52);
    GeneratedChain next = branch.extend(1);
    List<Bytes> keys = watched(longer);
    keys.addAll(watched(next));
    bcoin.watch(keys);
    try (TestNode node = TestNode.builder(LONG).start()) {
      bcoin.connectTo(node.endpoint());
      Peer peer = onlyPeer(node);
      Version version = (Version) peer.negotiation().remote();
      assertThat(peer.stats().transport()).isEqualTo(TransportKind.V1);
      assertThat(version.userAgent()).isEqualTo(USER_AGENT);
      assertThat(version.protocolVersion()).isEqualTo(70015);
      assertThat(version.services()).isEqualTo(ServiceFlags.of(ServiceFlags.WITNESS));
      assertThat(version.relay()).isFalse();
      assertThat(peer.ping(DEADLINE)).isPositive();

      assertTip(LONG.tipHash());
      List<BcoinNode.Confirmed> first = expected(LONG, keys);
      assertThat(first.stream().filter(block -> !block.transactions().isEmpty()))
          .hasSizeGreaterThan(20);
      assertConfirmed(first);
      assertThat(peer.stats().sent().commands().get(MerkleBlock.TYPE.command()).messages())
          .isGreaterThanOrEqualTo(600);

      node.switchTo(longer);
      assertTip(longer.tipHash());
      assertConfirmed(expected(longer, keys));

      // It winds back to where the branches part, forgets the tip that told it of the other one,
      // and
      // asks for what comes before that; so it has all with the next block only.
      node.switchTo(branch);
      Set<String> ends =
          Set.of(branch.hash(branch.tipHeight() - 1).toString(), branch.tipHash().toString());
      assertThat(ends).contains(BcoinNode.awaitAnswer(bcoin::bestBlockHash, ends::contains));
      node.switchTo(next);
      assertTip(next.tipHash());
      assertConfirmed(expected(next, keys));
    }
  }

  @Test
  @Interoperates(
      with = BCOIN_SPV,
      when = IT_DIALS_US,
      what = TRANSACTION_RELAY,
      compared =
          "those that our node announces and its filter lets pass, and one that it broadcasts:"
              + " their bytes")
  @Interoperates(
      with = BCOIN_SPV,
      when = IT_DIALS_US,
      what = TRANSACTIONS,
      compared = "that it fetches what our node announces, by its bytes with witnesses")
  void transactionsAreRelayedEitherWay() throws Exception {
    GeneratedChain chain = ChainGenerator.seeded(53).generate(130);
    List<Transaction> waiting = chain.unconfirmed(30);
    Transaction paying =
        waiting.stream()
            .filter(Transaction::hasWitness)
            .filter(each -> !keysIn(each).isEmpty())
            .findFirst()
            .orElseThrow();
    List<Bytes> keys = keysIn(paying);
    Transaction broadcast =
        waiting.stream().filter(each -> keysIn(each).isEmpty()).findFirst().orElseThrow();
    bcoin.watch(keys);
    try (TestNode node = TestNode.builder(chain).start()) {
      bcoin.connectTo(node.endpoint());
      assertTip(chain.tipHash());
      waiting.stream().filter(each -> !each.equals(broadcast)).forEach(node::announce);
      assertThat(BcoinNode.awaitAnswer(bcoin::unconfirmed, seen -> !seen.isEmpty()))
          .containsExactly(paying.bytes().toHex());
      bcoin.addTransaction(broadcast);
      assertThat(node.awaitTransaction(broadcast.txid(), DEADLINE))
          .hasValueSatisfying(got -> assertThat(got.bytes()).isEqualTo(broadcast.bytes()));
    }
  }

  private static List<Bytes> keysIn(Transaction transaction) {
    return transaction.outputs().stream()
        .map(TxOut::script)
        .map(GeneratedKeys::hashIn)
        .flatMap(List::stream)
        .toList();
  }

  @Test
  @Interoperates(
      with = BCOIN_SPV,
      when = WE_DIAL_IT,
      what = HANDSHAKE,
      compared = "version, services, user agent and relay, as we see it")
  @Interoperates(
      with = BCOIN_SPV,
      when = WE_DIAL_IT,
      what = ENCRYPTION,
      works = false,
      compared = "it has none; our dial falls back to a plain connection")
  @Interoperates(
      with = BCOIN_SPV,
      when = WE_DIAL_IT,
      what = PING,
      compared = "a pong for the nonce")
  @Interoperates(
      with = BCOIN_SPV,
      when = WE_DIAL_IT,
      what = FILTERED_BLOCKS,
      compared = "the filter that it loads: what is in it, and what is not")
  @Interoperates(
      with = BCOIN_SPV,
      when = WE_DIAL_IT,
      what = NOT_FOUND,
      compared = "which block and which transaction its notfound names")
  @Interoperates(
      with = BCOIN_SPV,
      when = WE_DIAL_IT,
      what = BLOCKS,
      works = false,
      compared = "it has none; a notfound comes for a block of its chain")
  @Interoperates(
      with = BCOIN_SPV,
      when = WE_DIAL_IT,
      what = HEADERS,
      works = false,
      compared = "it leaves getheaders and getblocks unanswered, and answers the ping behind them")
  @Interoperates(
      with = BCOIN_SPV,
      when = WE_DIAL_IT,
      what = MEMPOOL,
      works = false,
      compared = "it leaves mempool unanswered, and answers the ping behind it")
  @Interoperates(
      with = BCOIN_SPV,
      when = WE_DIAL_IT,
      what = ADDRESSES,
      works = false,
      compared = "it leaves getaddr unanswered, and answers the ping behind it")
  @Interoperates(
      with = BCOIN_SPV,
      when = WE_DIAL_IT,
      what = TRANSACTION_RELAY,
      compared = "one that it broadcasts, announced to us and fetched, by its bytes")
  void itAnswersPingsAndTellsItsFilterAndLeavesTheRest() throws Exception {
    GeneratedChain chain = ChainGenerator.seeded(54).generate(130);
    List<Bytes> keys = GeneratedKeys.hashesIn(chain, 1);
    List<Bytes> inFilter = keys.subList(0, keys.size() / 2);
    Transaction broadcast = chain.unconfirmed(1).get(0);
    CompletableFuture<FilterLoad> loaded = new CompletableFuture<>();
    CompletableFuture<Inv> announced = new CompletableFuture<>();
    // It tells its filter to those who say that they have use for it.
    PeerConfig config =
        PeerConfig.builder(NETWORK)
            .services(
                ServiceFlags.of(ServiceFlags.NETWORK, ServiceFlags.BLOOM, ServiceFlags.WITNESS))
            .build();
    bcoin.watch(inFilter);
    try (TestNode node = TestNode.builder(chain).start();
        Peer peer = Peer.outbound(context, config)) {
      bcoin.connectTo(node.endpoint());
      assertTip(chain.tipHash());
      peer.on(FilterLoad.class, (from, message) -> loaded.complete(message));
      peer.on(Inv.class, (from, inv) -> announced.complete(inv));
      peer.connect(bcoin.endpoint());
      Version version = (Version) peer.negotiation().remote();
      assertThat(peer.stats().transport()).isEqualTo(TransportKind.V1);
      assertThat(version.userAgent()).isEqualTo(USER_AGENT);
      assertThat(version.protocolVersion()).isEqualTo(70015);
      assertThat(version.services()).isEqualTo(ServiceFlags.of(ServiceFlags.WITNESS));
      assertThat(version.relay()).isFalse();

      BloomFilter filter = BloomFilter.of(await(loaded));
      assertThat(inFilter).allMatch(filter::contains);
      assertThat(keys.subList(keys.size() / 2, keys.size())).noneMatch(filter::contains);

      List<Hash> genesis = List.of(NETWORK.genesisHash());
      peer.send(new GetHeaders(70015, genesis, Hash.ZERO));
      peer.send(new GetBlocks(70015, genesis, Hash.ZERO));
      peer.send(MemPool.INSTANCE);
      peer.send(GetAddr.INSTANCE);
      assertThat(peer.ping(DEADLINE)).isPositive();
      assertThat(peer.stats().received().commands()).doesNotContainKeys("headers", "inv", "addr");

      assertThat(peer.request(Requests.blocks(List.of(chain.hash(1))), DEADLINE))
          .isEqualTo(new FoundBlocks(List.of(), List.of(chain.hash(1))));
      assertThat(peer.request(Requests.transactions(List.of(broadcast.txid())), DEADLINE))
          .isEqualTo(new FoundTransactions(List.of(), List.of(broadcast.txid())));

      bcoin.addTransaction(broadcast);
      assertThat(await(announced)).isEqualTo(Inv.of(InventoryVector.tx(broadcast.txid())));
      assertThat(peer.request(Requests.transactions(List.of(broadcast.txid())), DEADLINE).found())
          .containsExactly(broadcast);
    }
  }
}
