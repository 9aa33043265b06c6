package org.verack.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.verack.conformance.interop.Capability.ADDRESSES;
import static org.verack.conformance.interop.Capability.BLOCKS;
import static org.verack.conformance.interop.Capability.CHAIN;
import static org.verack.conformance.interop.Capability.COMPACT_BLOCKS;
import static org.verack.conformance.interop.Capability.FILTERED_BLOCKS;
import static org.verack.conformance.interop.Capability.FORK;
import static org.verack.conformance.interop.Capability.MEMPOOL;
import static org.verack.conformance.interop.Capability.NEW_BLOCKS;
import static org.verack.conformance.interop.Capability.NOT_FOUND;
import static org.verack.conformance.interop.Capability.TRANSACTIONS;
import static org.verack.conformance.interop.Capability.TRANSACTION_RELAY;
import static org.verack.conformance.interop.Counterpart.BCOIN;
import static org.verack.conformance.interop.Direction.IT_DIALS_US;
import static org.verack.conformance.interop.Direction.WE_DIAL_IT;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.node.TestNode;
import org.verack.wire.Hash;
import org.verack.wire.address.NetworkAddress;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.Transaction;
import org.verack.wire.filter.BloomFilter;
import org.verack.wire.message.CmpctBlock;
import org.verack.wire.message.FilterLoad;
import org.verack.wire.message.GetData;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.SendCmpct;
import org.verack.wire.request.FilteredBlock;
import org.verack.wire.request.FoundTransactions;
import org.verack.wire.request.Requests;

/**
 * A full node of bcoin dials our node and takes its chain and its transactions, all of which it
 * validates; then it gives our client what it has got.
 */
class BcoinDialsIT extends Interoperation {

  /**
   * Bcoin activates segwit on regtest at height 432, so a chain for it has witnesses from there.
   */
  private static final int SEGWIT = 432;

  private BcoinNode bcoin;

  @BeforeEach
  void startBcoin() throws Exception {
    bcoin = BcoinNode.startFull();
  }

  @AfterEach
  void stopBcoin() throws Exception {
    if (bcoin != null) {
      bcoin.close();
    }
  }

  private void dialAndSync(TestNode node) throws Exception {
    bcoin.connectTo(node.endpoint());
    assertTip(node.chain().tipHash());
  }

  private void assertTip(Hash tip) throws Exception {
    assertThat(bcoin.awaitBestBlock(tip)).isEqualTo(tip.toString());
  }

  @Test
  @Interoperates(
      with = BCOIN,
      when = IT_DIALS_US,
      what = BLOCKS,
      compared = "a block by its bytes, with what its RPC gives back")
  @Interoperates(
      with = BCOIN,
      when = IT_DIALS_US,
      what = NEW_BLOCKS,
      compared = "its tip after a block that our node announces")
  @Interoperates(
      with = BCOIN,
      when = IT_DIALS_US,
      what = COMPACT_BLOCKS,
      compared = "that it asks for this block in compact form, and its tip")
  @Interoperates(
      with = BCOIN,
      when = IT_DIALS_US,
      what = FORK,
      compared = "its tip, and the block where the branch begins, after a longer branch")
  void itFollowsOurNodeToANewBlockAndToALongerBranch() throws Exception {
    // Without witnesses, because it has no segwit at this height.
    GeneratedChain chain = ChainGenerator.seeded(7).segwitFrom(SEGWIT).generate(130);
    GeneratedChain longer = chain.extend(1);
    GeneratedChain branch = longer.fork(125, 9, 11);
    try (TestNode node = TestNode.builder(chain).start()) {
      dialAndSync(node);
      assertThat(bcoin.rawBlock(bcoin.blockHash(120))).isEqualTo(chain.block(120).bytes().toHex());
      node.switchTo(longer);
      assertTip(longer.tipHash());
      assertThat(onlyPeer(node).stats().sent().commands()).containsKey(CmpctBlock.TYPE.command());
      node.switchTo(branch);
      assertTip(branch.tipHash());
      assertThat(bcoin.blockHash(126)).isEqualTo(branch.hash(126).toString());
    }
  }

  @Test
  @Interoperates(
      with = BCOIN,
      when = IT_DIALS_US,
      what = CHAIN,
      compared = "500 blocks before and after segwit: its tip; it has validated all")
  @Interoperates(
      with = BCOIN,
      when = IT_DIALS_US,
      what = TRANSACTIONS,
      compared = "the mempool that its RPC tells, after it has fetched one and validated it")
  @Interoperates(
      with = BCOIN,
      when = IT_DIALS_US,
      what = TRANSACTION_RELAY,
      compared = "one that it announces and our node fetches, by its bytes with witnesses")
  @Interoperates(
      with = BCOIN,
      when = WE_DIAL_IT,
      what = TRANSACTION_RELAY,
      compared = "one that it got from our node and announces to our client, by its bytes")
  void itSyncsAcrossTheActivationOfSegwitAndRelaysTransactions() throws Exception {
    GeneratedChain chain = ChainGenerator.seeded(8).segwitFrom(SEGWIT).generate(500);
    assertThat(chain.tip().hasWitness()).isTrue();
    List<Transaction> waiting =
        chain.unconfirmed(20).stream().filter(Transaction::hasWitness).limit(2).toList();
    Transaction fromUs = waiting.get(0);
    Transaction fromIt = waiting.get(1);
    CompletableFuture<Transaction> relayed = new CompletableFuture<>();
    try (TestNode node = TestNode.builder(chain).start();
        Peer client = Peer.outbound(context, PeerConfig.of(NETWORK))) {
      dialAndSync(node);
      InventoryVector wanted = InventoryVector.tx(fromUs.txid());
      client.on(
          Inv.class,
          (from, inv) -> {
            if (inv.items().contains(wanted)) {
              from.send(GetData.of(InventoryVector.witnessTx(fromUs.txid())));
            }
          });
      client.on(Transaction.class, (from, transaction) -> relayed.complete(transaction));
      client.connect(bcoin.endpoint());
      assertThat(client.ping(DEADLINE)).isPositive();

      bcoin.addTransaction(fromIt);
      node.announce(fromUs);
      assertThat(BcoinNode.awaitAnswer(bcoin::mempool, txids -> txids.size() == 2))
          .containsExactlyInAnyOrder(fromUs.txid().toString(), fromIt.txid().toString());
      assertThat(node.awaitTransaction(fromIt.txid(), DEADLINE))
          .hasValueSatisfying(got -> assertThat(got.bytes()).isEqualTo(fromIt.bytes()));
      assertThat(await(relayed).bytes()).isEqualTo(fromUs.bytes());
    }
  }

  @Test
  @Interoperates(
      with = BCOIN,
      when = WE_DIAL_IT,
      what = MEMPOOL,
      compared = "the txids that it announces")
  @Interoperates(
      with = BCOIN,
      when = WE_DIAL_IT,
      what = TRANSACTIONS,
      compared = "each, asked for by txid, by its bytes")
  @Interoperates(
      with = BCOIN,
      when = WE_DIAL_IT,
      what = NOT_FOUND,
      compared = "which transaction its notfound names")
  @Interoperates(
      with = BCOIN,
      when = WE_DIAL_IT,
      what = COMPACT_BLOCKS,
      compared = "a block made of its compact form and 0 to 3 transactions that we have")
  @Interoperates(
      with = BCOIN,
      when = WE_DIAL_IT,
      what = FILTERED_BLOCKS,
      compared =
          "which transactions match a filter of txids; our check of their proof; their bytes")
  @Interoperates(
      with = BCOIN,
      when = WE_DIAL_IT,
      what = ADDRESSES,
      compared = "the address of our node, the only one that it knows")
  void itAnswersForItsMempoolAndForBlocksInEveryForm() throws Exception {
    GeneratedChain chain = ChainGenerator.seeded(9).segwitFrom(SEGWIT).generate(150);
    List<Transaction> waiting = chain.unconfirmed(3);
    assertThat(waiting).hasSize(3);
    List<Hash> txids = waiting.stream().map(Transaction::txid).toList();
    // What it has announced by itself it leaves out of its answer.
    PeerConfig config = PeerConfig.builder(NETWORK).relay(false).build();
    try (TestNode node = TestNode.builder(chain).start();
        Peer peer = Peer.outbound(context, config)) {
      dialAndSync(node);
      CompletableFuture<SendCmpct> offer = new CompletableFuture<>();
      peer.on(SendCmpct.class, (from, message) -> offer.complete(message));
      peer.connect(bcoin.endpoint());
      await(offer);

      for (Transaction each : waiting) {
        bcoin.addTransaction(each);
      }
      assertThat(BcoinNode.awaitAnswer(bcoin::mempool, all -> all.size() == 3)).hasSize(3);
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
      assertThat(peer.request(Requests.addresses(), DEADLINE))
          .singleElement()
          .satisfies(
              known -> {
                assertThat(known.address()).isEqualTo(NetworkAddress.parse("127.0.0.1"));
                assertThat(known.port()).isEqualTo(node.endpoint().port());
              });
      assertThat(peer.isOpen()).isTrue();
    }
  }
}
