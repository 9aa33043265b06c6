package org.verack.wire.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.Transaction;
import org.verack.wire.chain.TxIn;
import org.verack.wire.chain.TxOut;
import org.verack.wire.message.FilterLoad;

class BloomFilterTest {

  private static final Bytes FIRST = Bytes.ofHex("99108ad8ed9bb6274d3980bab5a85c048f0950c8");
  private static final Bytes SECOND = Bytes.ofHex("b5a2c786d9ef4658287ced5914b37a1b4aa32eee");
  private static final Bytes THIRD = Bytes.ofHex("b9300670b4c5366e95b2699e8b18bc75e5f729c5");

  private static final String KEY = "02" + "11".repeat(32);
  private static final String LONG_KEY = "04" + "22".repeat(64);

  /** The first two vectors of Bitcoin Core's tests. */
  @ParameterizedTest
  @CsvSource({"0, 614e9b", "2147483649, ce4299"})
  void hasTheBitsThatBitcoinCoreSets(long tweak, String bits) {
    BloomFilter filter = BloomFilter.create(3, 0.01, tweak, FilterLoad.UPDATE_ALL);
    filter.insert(FIRST);
    assertThat(filter.contains(FIRST)).isTrue();
    // One bit of the first element flipped.
    assertThat(filter.contains(Bytes.ofHex("19108ad8ed9bb6274d3980bab5a85c048f0950c8"))).isFalse();
    filter.insert(SECOND);
    filter.insert(THIRD);
    assertThat(filter.contains(SECOND)).isTrue();
    assertThat(filter.contains(THIRD)).isTrue();
    FilterLoad message = filter.toFilterLoad();
    assertThat(message)
        .isEqualTo(new FilterLoad(Bytes.ofHex(bits), 5, tweak, FilterLoad.UPDATE_ALL));
    assertThat(BloomFilter.of(message).toFilterLoad()).isEqualTo(message);
  }

  @Test
  void isAsLargeAsItHasToBeAndNoLarger() {
    assertThat(size(10, 0.000001)).isEqualTo(35);
    assertThat(functions(10, 0.000001)).isEqualTo(19);
    assertThat(size(10_000_000, 0.000001)).isEqualTo(36_000);
    assertThat(functions(10_000_000, 0.000001)).isZero();
    assertThat(functions(1, 1e-300)).isEqualTo(50);
    assertThat(size(Integer.MAX_VALUE, Double.MIN_VALUE)).isEqualTo(36_000);
  }

  private static int size(int elements, double rate) {
    return BloomFilter.create(elements, rate, 0, 0).toFilterLoad().filter().length();
  }

  private static long functions(int elements, double rate) {
    return BloomFilter.create(elements, rate, 0, 0).toFilterLoad().hashFunctions();
  }

  @Test
  void hasAboutTheRateOfFalsePositivesThatWasAskedFor() {
    BloomFilter filter = BloomFilter.create(1000, 0.01, 5, 0);
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      filter.insert(randomHash(random));
    }
    int found = 0;
    for (int i = 0; i < 20_000; i++) {
      found += filter.contains(randomHash(random)) ? 1 : 0;
    }
    assertThat(found).isBetween(100, 400);
  }

  private static Hash randomHash(Random random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Hash.read(bytes, 0);
  }

  @Test
  void refusesNumbersOutOfRange() {
    assertThatThrownBy(() -> BloomFilter.create(0, 0.1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    for (double rate : new double[] {0, 1, -1, 2, Double.NaN}) {
      assertThatThrownBy(() -> BloomFilter.create(1, rate, 0, 0))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> BloomFilter.create(1, 0.1, -1, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BloomFilter.of(new FilterLoad(Bytes.wrap(new byte[36_001]), 1, 0, 0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BloomFilter.of(new FilterLoad(Bytes.EMPTY, 51, 0, 0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A division by zero in old versions of Bitcoin Core (CVE-2013-5700). */
  @Test
  void withoutBitsEverythingMatches() {
    BloomFilter filter = BloomFilter.of(new FilterLoad(Bytes.EMPTY, 5, 0, 1));
    filter.insert(FIRST);
    assertThat(filter.contains(SECOND)).isTrue();
    assertThat(filter.match(paying(1, "51"))).isTrue();
  }

  @Test
  void withoutHashFunctionsEverythingMatches() {
    BloomFilter filter = BloomFilter.of(new FilterLoad(Bytes.ofHex("00"), 0, 0, 0));
    assertThat(filter.contains(FIRST)).isTrue();
  }

  private static BloomFilter filter(int flags) {
    return BloomFilter.create(10, 1e-9, 0, flags);
  }

  private static Transaction transaction(OutPoint spends, String script, String... scripts) {
    return Transaction.of(
        1,
        List.of(new TxIn(spends, Bytes.ofHex(script), 0)),
        List.of(scripts).stream().map(each -> new TxOut(1, Bytes.ofHex(each))).toList(),
        0);
  }

  private static Transaction paying(int number, String... scripts) {
    return transaction(new OutPoint(Hash.ZERO, number), "", scripts);
  }

  @Test
  void matchesByTxidOutputScriptSpentOutputAndSignatureScript() {
    OutPoint spends = new OutPoint(Hash.of("33".repeat(32)), 258);
    Transaction transaction =
        transaction(
            spends, "02aabb" + "21" + KEY, "51", "76a914" + FIRST.toHex() + "88ac", "6a03010203");
    assertThat(filter(0).match(transaction)).isFalse();

    BloomFilter byTxid = filter(0);
    byTxid.insert(transaction.txid());
    assertThat(byTxid.match(transaction)).isTrue();

    BloomFilter bySpent = filter(0);
    bySpent.insert(spends);
    assertThat(bySpent.contains(spends)).isTrue();
    assertThat(bySpent.contains(Bytes.ofHex("33".repeat(32) + "02010000"))).isTrue();
    assertThat(bySpent.match(transaction)).isTrue();

    for (String pushed : List.of(FIRST.toHex(), "010203", KEY, "aabb")) {
      BloomFilter byPush = filter(0);
      byPush.insert(Bytes.ofHex(pushed));
      assertThat(byPush.match(transaction)).as(pushed).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4c02aabb", // OP_PUSHDATA1
        "4d0200aabb", // OP_PUSHDATA2
        "4e02000000aabb", // OP_PUSHDATA4
        "00510002aabbac", // between other operations
      })
  void findsDataHoweverItIsPushed(String script) {
    BloomFilter filter = filter(0);
    filter.insert(Bytes.ofHex("aabb"));
    assertThat(filter.match(paying(1, script))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "03aabb",
        "4c",
        "4c03aabb",
        "4d02",
        "4d0300aabb",
        "4e020000",
        "4effffffffaabb",
        "ffaabb"
      })
  void stopsWhereAPushIsCutShort(String script) {
    BloomFilter filter = filter(0);
    filter.insert(Bytes.ofHex("aabb"));
    assertThat(filter.match(paying(1, script))).isFalse();
  }

  @Test
  void insertsTheOutputsThatMatchAsTheFlagsSay() {
    String toHash = "76a914" + FIRST.toHex() + "88ac";
    String toKey = "21" + KEY + "ac";
    String toKeys = "5121" + KEY + "41" + LONG_KEY + "52ae";
    Transaction transaction = paying(1, toHash, toKey, toKeys, "51");
    boolean[][] expected = {{false, false, false}, {true, true, true}, {false, true, true}};
    for (int flags = 0; flags < 3; flags++) {
      BloomFilter filter = filter(flags);
      filter.insert(FIRST);
      filter.insert(Bytes.ofHex(KEY));
      assertThat(filter.match(transaction)).isTrue();
      for (int output = 0; output < 3; output++) {
        OutPoint point = new OutPoint(transaction.txid(), output);
        assertThat(filter.contains(point)).isEqualTo(expected[flags][output]);
        assertThat(filter.match(transaction(point, "", "51"))).isEqualTo(expected[flags][output]);
      }
      assertThat(filter.contains(new OutPoint(transaction.txid(), 3))).isFalse();
    }
  }

  @Test
  void insertsOutputsAlsoOfATransactionThatMatchesByItsTxid() {
    Transaction transaction = paying(1, "51", "76a914" + FIRST.toHex() + "88ac");
    BloomFilter filter = filter(FilterLoad.UPDATE_ALL);
    filter.insert(transaction.txid());
    filter.insert(FIRST);
    assertThat(filter.match(transaction)).isTrue();
    assertThat(filter.contains(new OutPoint(transaction.txid(), 1))).isTrue();
    assertThat(filter.contains(new OutPoint(transaction.txid(), 0))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "true, 21KEYac",
    "true, 41LONGac",
    "true, 5121KEY51ae",
    "true, 5221KEY21KEY41LONG53ae",
    // Seventeen keys: the number no longer is an operation of its own.
    "true, 51KEYSx17x0111ae",
    "false, 51KEYSx17x4c0111ae",
    "false, 51KEYSx21x0115ae",
    "false, 0101KEYSx1x51ae",
    "false, 5221KEY51ae",
    "false, 5121KEY52ae",
    "false, 0021KEY51ae",
    "false, 5121KEY51aeae",
    "false, 5121KEY5151ae",
    "false, 51ae",
    "false, ae",
    "false, ac",
    "false, 21KEYae",
    "false, 20KEYac",
    "false, 2105" + "1111111111111111111111111111111111111111111111111111111111111111ac",
    "false, ''",
  })
  void knowsTheFormsThatPayToKeys(boolean expected, String form) {
    String script = form;
    for (int count : new int[] {1, 17, 21}) {
      script = script.replace("KEYSx" + count + "x", ("21" + KEY).repeat(count));
    }
    byte[] bytes = Bytes.ofHex(script.replace("LONG", LONG_KEY).replace("KEY", KEY)).toArray();
    assertThat(ScriptPushes.paysToKeys(bytes, 0, bytes.length)).isEqualTo(expected);
  }

  @Test
  void matchesATransactionThatSpendsOneOfTheSameBlock() {
    Transaction first = paying(1, "76a914" + FIRST.toHex() + "88ac");
    Transaction second = transaction(new OutPoint(first.txid(), 0), "", "51");
    Block block =
        Block.of(
            BlockHeader.of(1, Hash.ZERO, Hash.ZERO, 0, 0, 0),
            List.of(paying(7, "51"), first, paying(8, "52"), second));
    BloomFilter filter = filter(FilterLoad.UPDATE_ALL);
    filter.insert(FIRST);
    assertThat(filter.match(block)).isEqualTo(BitSet.valueOf(new long[] {0b1010}));
  }
}
