package org.verack.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.verack.conformance.interop.Capability.CHAIN;
import static org.verack.conformance.interop.Capability.FORK;
import static org.verack.conformance.interop.Capability.TRANSACTION_RELAY;
import static org.verack.conformance.interop.Counterpart.BITCOINJ;
import static org.verack.conformance.interop.Direction.IT_DIALS_US;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.bitcoinj.base.Address;
import org.bitcoinj.base.Coin;
import org.bitcoinj.base.LegacyAddress;
import org.bitcoinj.base.ScriptType;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.core.BlockChain;
import org.bitcoinj.core.PeerAddress;
import org.bitcoinj.core.PeerGroup;
import org.bitcoinj.core.StoredBlock;
import org.bitcoinj.core.TransactionConfidence;
import org.bitcoinj.core.listeners.DownloadProgressTracker;
import org.bitcoinj.script.ScriptBuilder;
import org.bitcoinj.store.MemoryBlockStore;
import org.bitcoinj.utils.Threading;
import org.bitcoinj.wallet.SendRequest;
import org.bitcoinj.wallet.Wallet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.node.TestNode;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.Transaction;
import org.verack.wire.chain.TxIn;
import org.verack.wire.chain.TxOut;

/**
 * A wallet of bitcoinj, with its {@code PeerGroup} and its chain of headers, whose only peer is our
 * node. What it asks for and when is bitcoinj's affair; what it knows in the end is compared.
 */
class BitcoinjWalletIT extends Interoperation {

  /**
   * From a week before the wallet's birth, where bitcoinj begins to look, to the tip there are more
   * than the 500 blocks that an answer to getblocks names.
   */
  private static final GeneratedChain LONG_CHAIN =
      ChainGenerator.seeded(31).spacing(Duration.ofHours(2)).generate(750);

  private static final int BIRTH = 200;

  private Wallet wallet;
  private BlockChain chain;
  private PeerGroup group;

  @BeforeEach
  void startGroup() throws Exception {
    Bitcoinj.openContext();
    wallet = Wallet.createDeterministic(Bitcoinj.NETWORK, ScriptType.P2PKH);
    chain =
        new BlockChain(
            Bitcoinj.NETWORK, wallet, new MemoryBlockStore(Bitcoinj.PARAMS.getGenesisBlock()));
    group = new PeerGroup(Bitcoinj.NETWORK, chain);
    group.setUseLocalhostPeerWhenPossible(false);
    // An address that is added adds a connection, and more than half of them have to stand.
    group.setMaxConnections(0);
    group.setMinBroadcastConnections(1);
    group.setConnectTimeout(DEADLINE);
    group.addWallet(wallet);
  }

  @AfterEach
  void stopGroup() {
    group.stop();
  }

  /** A payment of the chain that the wallet is to find. */
  private record Payment(int height, Transaction transaction, Coin value) {}

  /** Watches some of the keys that the chain pays to after the birth. */
  private Map<Sha256Hash, Payment> watchSome(GeneratedChain from) {
    Map<Sha256Hash, Payment> payments = new HashMap<>();
    List<Address> addresses = new ArrayList<>();
    int keys = 0;
    for (int height = BIRTH; height <= from.tipHeight(); height++) {
      for (Transaction transaction : from.block(height).transactions()) {
        Coin value = Coin.ZERO;
        for (TxOut output : transaction.outputs()) {
          for (Bytes keyHash : GeneratedKeys.hashIn(output.script())) {
            if (keys++ % 4 == 0) {
              addresses.add(LegacyAddress.fromPubKeyHash(Bitcoinj.NETWORK, keyHash.toArray()));
              value = value.add(Coin.valueOf(output.value()));
            }
          }
        }
        if (value.isPositive()) {
          payments.put(Bitcoinj.hash(transaction.txid()), new Payment(height, transaction, value));
        }
      }
    }
    Instant birth = Instant.ofEpochSecond(from.header(BIRTH).time());
    assertThat(wallet.addWatchedAddresses(addresses, birth)).isEqualTo(addresses.size());
    return payments;
  }

  private void syncTo(TestNode node) throws Exception {
    CompletableFuture<StoredBlock> synced = whenBestIs(node.chain().tipHash());
    group.addAddress(PeerAddress.simple(Bitcoinj.address(node.endpoint())));
    group.startBlockChainDownload(new DownloadProgressTracker());
    group.start();
    assertThat(await(synced).getHeight()).isEqualTo(node.chain().tipHeight());
  }

  private CompletableFuture<StoredBlock> whenBestIs(Hash tip) {
    CompletableFuture<StoredBlock> best = new CompletableFuture<>();
    chain.addNewBestBlockListener(
        Threading.SAME_THREAD,
        block -> {
          if (block.getHeader().getHash().equals(Bitcoinj.hash(tip))) {
            best.complete(block);
          }
        });
    return best;
  }

  private void assertFound(Map<Sha256Hash, Payment> payments) {
    assertThat(wallet.getTransactions(true))
        .extracting(org.bitcoinj.core.Transaction::getTxId)
        .containsExactlyInAnyOrderElementsOf(payments.keySet());
    for (org.bitcoinj.core.Transaction each : wallet.getTransactions(true)) {
      Payment payment = payments.get(each.getTxId());
      assertThat(Bitcoinj.bytes(each)).isEqualTo(payment.transaction().strippedBytes());
      assertThat(each.getValueSentToMe(wallet)).isEqualTo(payment.value());
      assertThat(each.getConfidence().getConfidenceType())
          .isEqualTo(TransactionConfidence.ConfidenceType.BUILDING);
      assertThat(each.getConfidence().getAppearedAtChainHeight()).isEqualTo(payment.height());
    }
  }

  @Test
  @Interoperates(
      with = BITCOINJ,
      when = IT_DIALS_US,
      what = CHAIN,
      compared =
          "750 blocks, the first by headers, the rest by merkle blocks: tip, and the wallet's"
              + " payments with their bytes, amounts and heights")
  void aWalletFindsItsPaymentsInOurChain() throws Exception {
    Map<Sha256Hash, Payment> payments = watchSome(LONG_CHAIN);
    assertThat(payments).hasSizeGreaterThan(20);
    AtomicInteger dials = new AtomicInteger();
    try (TestNode node =
        TestNode.builder(LONG_CHAIN).onPeer(peer -> dials.incrementAndGet()).start()) {
      syncTo(node);
      assertFound(payments);
      assertThat(dials).as("bitcoinj dials again when a download stalls").hasValue(1);
    }
  }

  @Test
  @Interoperates(
      with = BITCOINJ,
      when = IT_DIALS_US,
      what = FORK,
      compared = "after a longer branch: tip, and payments of the blocks that are left behind")
  void aWalletFollowsOurNodeToALongerBranch() throws Exception {
    GeneratedChain first = ChainGenerator.seeded(32).spacing(Duration.ofHours(2)).generate(500);
    GeneratedChain second = first.fork(470, 35, 33);
    Map<Sha256Hash, Payment> payments = watchSome(first);
    try (TestNode node = TestNode.builder(first).start()) {
      syncTo(node);
      assertFound(payments);
      CompletableFuture<StoredBlock> moved = whenBestIs(second.tipHash());
      node.switchTo(second);
      assertThat(await(moved).getHeight()).isEqualTo(505);
      assertThat(chain.getChainHead().getHeader().getHash())
          .isEqualTo(Bitcoinj.hash(second.tipHash()));
      assertThat(payments.values()).anyMatch(each -> each.height() > 470);
      payments.forEach(
          (txid, payment) -> {
            boolean kept = payment.height() <= 470;
            assertThat(wallet.getTransaction(txid).getConfidence().getConfidenceType())
                .isEqualTo(
                    kept
                        ? TransactionConfidence.ConfidenceType.BUILDING
                        : TransactionConfidence.ConfidenceType.PENDING);
          });
    }
  }

  @Test
  @Interoperates(
      with = BITCOINJ,
      when = IT_DIALS_US,
      what = TRANSACTION_RELAY,
      compared =
          "a payment that our node announces and the wallet's filter lets pass, and one that the"
              + " wallet signs and broadcasts: their bytes")
  void aWalletIsPaidAndPaysThroughOurNode() throws Exception {
    GeneratedChain served = ChainGenerator.seeded(34).generate(120);
    List<Transaction> strangers = served.unconfirmed(3);
    try (TestNode node = TestNode.builder(served).start()) {
      LegacyAddress own = (LegacyAddress) wallet.freshReceiveAddress();
      syncTo(node);
      Transaction payment = paymentTo(own, strangers.get(0));
      CompletableFuture<org.bitcoinj.core.Transaction> paid = new CompletableFuture<>();
      wallet.addCoinsReceivedEventListener(
          Threading.SAME_THREAD, (in, received, before, after) -> paid.complete(received));
      node.announce(strangers.get(1));
      node.announce(strangers.get(2));
      node.announce(payment);
      assertThat(Bitcoinj.bytes(await(paid))).isEqualTo(payment.bytes());
      assertThat(wallet.getTransactions(true)).hasSize(1);

      SendRequest request =
          SendRequest.to(LegacyAddress.fromPubKeyHash(Bitcoinj.NETWORK, new byte[20]), Coin.CENT);
      request.allowUnconfirmed();
      wallet.completeTx(request);
      wallet.commitTx(request.tx);
      var unused = group.broadcastTransaction(request.tx);
      Transaction arrived =
          node.awaitTransaction(Bitcoinj.hash(request.tx.getTxId()), DEADLINE).orElseThrow();
      assertThat(arrived.bytes()).isEqualTo(Bitcoinj.bytes(request.tx));
      assertThat(arrived.inputs())
          .extracting(TxIn::previousOutput)
          .containsExactly(new OutPoint(payment.txid(), 0));
    }
  }

  /** Pays one coin. Inputs that may be replaced are a risk to bitcoinj, and it passes over them. */
  private static Transaction paymentTo(LegacyAddress address, Transaction model) {
    List<TxIn> inputs =
        model.inputs().stream()
            .map(
                each ->
                    new TxIn(
                        each.previousOutput(), each.script(), TxIn.FINAL_SEQUENCE, each.witness()))
            .toList();
    Bytes script = Bytes.wrap(ScriptBuilder.createOutputScript(address).program());
    return Transaction.of(2, inputs, List.of(new TxOut(Coin.COIN.getValue(), script)), 0);
  }
}
