package org.verack.peer.testkit.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Networks;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.ProofOfWork;
import org.verack.wire.chain.Transaction;
import org.verack.wire.chain.TxIn;
import org.verack.wire.chain.TxOut;
import org.verack.wire.filter.BlockFilter;

class ChainGeneratorTest {

  private static final GeneratedChain CHAIN = ChainGenerator.seeded(1).generate(400);

  @Test
  void theSameSeedGivesTheSameChain() {
    assertThat(ChainGenerator.seeded(1).generate(400).blocks()).isEqualTo(CHAIN.blocks());
    assertThat(ChainGenerator.seeded(2).generate(400).tipHash()).isNotEqualTo(CHAIN.tipHash());
  }

  /** What users compare with in their own tests must not change from version to version. */
  @Test
  void theChainsAreTheSameForEver() {
    assertThat(CHAIN.tipHash())
        .hasToString("3528688a0d6164ce6118bee06e4d04e3bdd312d14238880ceaaf202f3bf258b6");
    assertThat(ChainGenerator.seeded(-7).spends(0).generate(20).tipHash())
        .hasToString("22291bc57fde9016d8d571f931770ce10253b94ff09264cfaf2852b94bcc9878");
  }

  @Test
  void theFirstBlockIsTheNetworks() {
    assertThat(CHAIN.network()).isEqualTo(Networks.REGTEST);
    assertThat(CHAIN.hash(0)).isEqualTo(Networks.REGTEST.genesisHash());
    assertThat(CHAIN.tipHeight()).isEqualTo(400);
    assertThat(CHAIN).hasToString("regtest chain, height 400, tip " + CHAIN.tipHash());
    GeneratedChain simnet = ChainGenerator.seeded(1).network(Networks.SIMNET).generate(3);
    assertThat(simnet.hash(0)).isEqualTo(Networks.SIMNET.genesisHash());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChainGenerator.seeded(1).network(Networks.MAINNET))
        .withMessageContaining("mainnet");
  }

  @Test
  void everyBlockIsInOrder() throws Exception {
    BlockHeader previous = CHAIN.header(0);
    for (int height = 1; height <= CHAIN.tipHeight(); height++) {
      Block block = CHAIN.block(height);
      BlockHeader header = block.header();
      assertThat(header.previousBlock()).isEqualTo(previous.hash());
      assertThat(header.time()).isGreaterThan(previous.time());
      assertThat(header.bits()).isEqualTo(0x207fffff);
      assertThat(ProofOfWork.isMet(block.hash(), header.bits(), 0x207fffff)).isTrue();
      assertThat(block.hasValidMerkleRoot()).isTrue();
      assertThat(block.witnessCommitment()).isPresent();
      assertThat(block.hasValidWitnessCommitment()).isTrue();
      assertThat(Block.parse(block.bytes())).isEqualTo(block);
      checkCoinbase(block.transaction(0), height);
      previous = header;
    }
  }

  private static void checkCoinbase(Transaction coinbase, int height) {
    assertThat(coinbase.isCoinbase()).isTrue();
    assertThat(coinbase.hasWitness()).isTrue();
    Bytes script = coinbase.inputs().get(0).script();
    assertThat(script.length()).isBetween(2, 100);
    byte[] push = ChainGenerator.pushOf(height);
    assertThat(script.slice(0, push.length).toArray()).isEqualTo(push);
    assertThat(coinbase.inputs().get(0).witness().items())
        .containsExactly(Bytes.wrap(new byte[32]));
  }

  /** Forms by BIP 34 and by what Bitcoin Core writes for small numbers. */
  @Test
  void heightsAreWrittenAsScriptsWriteNumbers() {
    Map.of(
            1, "51",
            16, "60",
            17, "0111",
            127, "017f",
            128, "028000",
            255, "02ff00",
            256, "020001",
            32767, "02ff7f",
            32768, "03008000",
            227931, "035b7a03")
        .forEach(
            (height, hex) ->
                assertThat(Bytes.wrap(ChainGenerator.pushOf(height)).toHex()).isEqualTo(hex));
    assertThat(Bytes.wrap(ChainGenerator.pushOf(Integer.MAX_VALUE)).toHex())
        .isEqualTo("04ffffff7f");
  }

  @Test
  void transactionsSpendOutputsOfEarlierBlocksOnce() {
    Map<OutPoint, Long> unspent = new HashMap<>();
    int base = 0;
    int segwit = 0;
    for (int height = 1; height <= CHAIN.tipHeight(); height++) {
      Block block = CHAIN.block(height);
      assertThat(block.transactionCount()).isBetween(height <= 100 ? 1 : 2, 5);
      long fees = 0;
      for (Transaction spend : block.transactions().subList(1, block.transactionCount())) {
        for (TxIn input : spend.inputs()) {
          Long value = unspent.remove(input.previousOutput());
          assertThat(value).as("spent by " + spend + " at " + height).isNotNull();
          fees += value;
        }
        fees -= sum(spend);
        if (spend.hasWitness()) {
          segwit++;
        } else {
          base++;
        }
      }
      assertThat(fees).isBetween(height <= 100 ? 0L : 1L, 100_000L);
      long subsidy = 5_000_000_000L >> height / 150;
      assertThat(sum(block.transaction(0))).isEqualTo(subsidy + fees);
      block.transactions().forEach(each -> add(unspent, each));
    }
    assertThat(base).isGreaterThan(100);
    assertThat(segwit).isGreaterThan(100);
  }

  @Test
  void coinbasesAreSpentWhenTheyAreMature() {
    assertThat(CHAIN.blocks().subList(1, 101)).allMatch(block -> block.transactionCount() == 1);
    assertThat(CHAIN.block(101).transactionCount()).isGreaterThan(1);
    GeneratedChain early = ChainGenerator.seeded(1).coinbaseMaturity(1).generate(5);
    assertThat(early.block(2).transactionCount()).isGreaterThan(1);
  }

  @Test
  void beforeSegwitThereAreNeitherWitnessesNorCommitments() {
    GeneratedChain chain = ChainGenerator.seeded(1).segwitFrom(150).generate(250);
    for (Block block : chain.blocks().subList(1, 150)) {
      assertThat(block.hasWitness()).isFalse();
      assertThat(block.witnessCommitment()).isEmpty();
    }
    for (Block block : chain.blocks().subList(150, 251)) {
      assertThat(block.hasWitness()).isTrue();
      assertThat(block.hasValidWitnessCommitment()).isTrue();
    }
    assertThat(chain.blocks().subList(150, 251))
        .anyMatch(block -> block.transactions().stream().skip(1).anyMatch(Transaction::hasWitness));
  }

  private static long sum(Transaction transaction) {
    return transaction.outputs().stream().mapToLong(TxOut::value).sum();
  }

  private static void add(Map<OutPoint, Long> unspent, Transaction transaction) {
    List<TxOut> outputs = transaction.outputs();
    for (int i = 0; i < outputs.size(); i++) {
      unspent.put(new OutPoint(transaction.txid(), i), outputs.get(i).value());
    }
  }

  @Test
  void aChainThatIsContinuedIsTheSameAsALongerOne() {
    GeneratedChain grown = ChainGenerator.seeded(1).generate(0);
    for (int i = 0; i < 40; i++) {
      grown = grown.extend(10);
    }
    assertThat(grown.tipHash()).isEqualTo(CHAIN.tipHash());
    assertThat(grown.transaction(CHAIN.tip().txids().get(1))).isPresent();
  }

  @Test
  void aForkSharesWhatCameBefore() {
    GeneratedChain fork = CHAIN.fork(390, 20, 9);
    assertThat(fork.tipHeight()).isEqualTo(410);
    assertThat(fork.hash(390)).isEqualTo(CHAIN.hash(390));
    assertThat(fork.hash(391)).isNotEqualTo(CHAIN.hash(391));
    assertThat(fork.block(CHAIN.tipHash())).hasValue(CHAIN.tip());
    assertThat(fork.height(CHAIN.tipHash())).isEmpty();
    assertThat(fork.findFork(List.of(CHAIN.hash(400), CHAIN.hash(395), CHAIN.hash(380))))
        .isEqualTo(380);
    assertThat(CHAIN.fork(390, 10, 1).tipHash()).isEqualTo(CHAIN.tipHash());
    assertThat(fork.blocks().subList(391, 411))
        .allMatch(Block::hasValidMerkleRoot)
        .allMatch(Block::hasValidWitnessCommitment);
  }

  @Test
  void filtersHoldWhatABlockSpendsAndWhatItPays() {
    GeneratedChain chain = ChainGenerator.seeded(2).coinbaseMaturity(1).generate(12);
    Block block = chain.tip();
    Transaction spending = block.transaction(1);
    OutPoint spent = spending.inputs().get(0).previousOutput();
    Bytes script =
        chain.transaction(spent.txid()).orElseThrow().outputs().get((int) spent.index()).script();
    BlockFilter filter = chain.compactFilter(block.hash()).orElseThrow();
    assertThat(filter.block()).isEqualTo(block.hash());
    assertThat(filter.contains(script)).isTrue();
    assertThat(filter.contains(spending.outputs().get(0).script())).isTrue();
    assertThat(filter.contains(Bytes.ofHex("6a0102"))).isFalse();
    assertThat(chain.compactFilter(Hash.ZERO)).isEmpty();
    assertThat(BlockStore.ofBlocks(Networks.REGTEST, List.of(block)).compactFilter(block.hash()))
        .as("of a block whose inputs are not here")
        .isEmpty();
  }

  @Test
  void blocksAreFound() {
    Block block = CHAIN.block(123);
    assertThat(CHAIN.height(block.hash())).hasValue(123);
    assertThat(CHAIN.block(block.hash())).hasValue(block);
    assertThat(CHAIN.header(123)).isEqualTo(block.header());
    Transaction last = block.transaction(block.transactionCount() - 1);
    assertThat(CHAIN.transaction(last.txid())).hasValue(last);
    assertThat(CHAIN.transaction(last.wtxid())).hasValue(last);
    assertThat(CHAIN.height(Hash.ZERO)).isEmpty();
    assertThat(CHAIN.block(Hash.ZERO)).isEmpty();
    assertThat(CHAIN.transaction(Hash.ZERO)).isEmpty();
    assertThat(CHAIN.findFork(List.of())).isZero();
    assertThat(CHAIN.findFork(List.of(Hash.ZERO))).isZero();
    assertThat(CHAIN.findFork(List.of(Hash.ZERO, CHAIN.hash(7), CHAIN.hash(9)))).isEqualTo(7);
  }

  @Test
  void unconfirmedTransactionsSpendWhatIsThere() {
    List<Transaction> pending = CHAIN.unconfirmed(50);
    assertThat(pending).hasSize(50).isEqualTo(CHAIN.unconfirmed(50));
    Set<OutPoint> spent = new HashSet<>();
    for (Transaction each : pending) {
      assertThat(CHAIN.transaction(each.txid())).isEmpty();
      for (TxIn input : each.inputs()) {
        assertThat(spent.add(input.previousOutput())).isTrue();
        assertThat(CHAIN.transaction(input.previousOutput().txid())).isPresent();
      }
    }
    assertThat(ChainGenerator.seeded(1).generate(0).unconfirmed(5)).isEmpty();
  }

  @Test
  void settingsAreObeyed() {
    GeneratedChain plain =
        ChainGenerator.seeded(3).spends(0).spacing(Duration.ofMinutes(1)).generate(100);
    assertThat(plain.blocks()).allMatch(block -> block.transactionCount() == 1);
    long seconds = plain.tip().header().time() - plain.header(1).time();
    assertThat(seconds).isBetween(99 * 45L, 99 * 75L);
  }

  @Test
  void realBlocksNeedNotConnect() {
    List<Block> some = List.of(CHAIN.block(300), CHAIN.block(200));
    BlockStore store = BlockStore.ofBlocks(Networks.REGTEST, some);
    assertThat(store.tipHeight()).isZero();
    assertThat(store.tipHash()).isEqualTo(Networks.REGTEST.genesisHash());
    assertThat(store.block(CHAIN.hash(300))).isPresent();
    assertThat(store.height(CHAIN.hash(300))).isEmpty();
    assertThat(store.transaction(CHAIN.block(200).txids().get(1))).isPresent();
  }

  @Test
  void theStoreFollowsTheMostWork() {
    GeneratedChain shorter = CHAIN.fork(10, 5, 9);
    List<Block> blocks =
        Stream.concat(
                CHAIN.blocks().subList(1, 20).stream(), shorter.blocks().subList(11, 16).stream())
            .toList();
    Block[] mixed = blocks.toArray(Block[]::new);
    Collections.reverse(Arrays.asList(mixed));
    BlockStore store = BlockStore.ofBlocks(Networks.REGTEST, List.of(mixed));
    assertThat(store.tipHeight()).isEqualTo(19);
    assertThat(store.tipHash()).isEqualTo(CHAIN.hash(19));
    assertThat(store.height(shorter.tipHash())).isEmpty();
    assertThat(store.block(shorter.tipHash())).isPresent();
  }

  @Test
  void blocksAreReadFromFiles(@TempDir Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    for (int height : new int[] {2, 1, 300}) {
      Path file = folder.resolve(height + ".raw");
      files.add(Files.write(file, CHAIN.block(height).bytes().toArray()));
    }
    BlockStore store = BlockStore.ofFiles(Networks.REGTEST, files);
    assertThat(store.tipHash()).isEqualTo(CHAIN.hash(2));
    assertThat(store.block(CHAIN.hash(300))).hasValue(CHAIN.block(300));
    Path bad = Files.write(folder.resolve("bad.raw"), new byte[100]);
    assertThatThrownBy(() -> BlockStore.ofFiles(Networks.REGTEST, List.of(bad)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bad.raw is not a block");
  }
}
