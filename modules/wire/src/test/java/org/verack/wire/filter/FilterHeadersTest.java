package org.verack.wire.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.PayloadException;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.Transaction;
import org.verack.wire.chain.TxIn;
import org.verack.wire.chain.TxOut;
import org.verack.wire.message.CFCheckpt;
import org.verack.wire.message.CFHeaders;
import org.verack.wire.message.CFilter;

class FilterHeadersTest {

  private static Hash number(int number) {
    return Hash.sha256d(Bytes.ofHex(String.format("%08x", number)));
  }

  /** The headers of a chain whose filter hashes are numbers, up to a height. */
  private static List<Hash> chain(int height) {
    List<Hash> headers = new ArrayList<>();
    Hash last = Hash.ZERO;
    for (int i = 0; i <= height; i++) {
      last = FilterHeaders.header(number(i), last);
      headers.add(last);
    }
    return headers;
  }

  private static final List<Hash> CHAIN = chain(3500);

  private static FilterHeaders piece(int start, int count) {
    List<Hash> hashes = new ArrayList<>();
    for (int i = start; i < start + count; i++) {
      hashes.add(number(i));
    }
    Hash previous = start == 0 ? Hash.ZERO : CHAIN.get(start - 1);
    return FilterHeaders.of(new CFHeaders(0, Hash.ZERO, previous, hashes), start);
  }

  private static CFCheckpt checkpoints() {
    return new CFCheckpt(0, Hash.ZERO, List.of(CHAIN.get(1000), CHAIN.get(2000), CHAIN.get(3000)));
  }

  @Test
  void everyHeaderCommitsToTheOneBefore() {
    FilterHeaders piece = piece(1500, 2000);
    assertThat(piece.headers()).isEqualTo(CHAIN.subList(1500, 3500));
    assertThat(piece.last()).isEqualTo(CHAIN.get(3499));
    assertThat(piece.at(1499)).isEqualTo(CHAIN.get(1499));
    assertThat(piece.at(3499)).isEqualTo(CHAIN.get(3499));
    assertThat(piece.connectsTo(CHAIN.get(1499))).isTrue();
    assertThat(piece.connectsTo(CHAIN.get(1500))).isFalse();
    assertThat(piece(0, 2).connectsTo(Hash.ZERO)).isTrue();
    assertThat(piece(5, 0).last()).isEqualTo(CHAIN.get(4));
    for (long height : new long[] {1498, 3500, -1}) {
      assertThatThrownBy(() -> piece.at(height)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void agreesWithCheckpointsOrSaysWhereItDoesNot() {
    CFCheckpt good = checkpoints();
    for (int start : new int[] {0, 1, 999, 1000, 1001, 1002, 2500, 3001}) {
      assertThat(piece(start, 400).firstDifference(good)).isEmpty();
    }
    CFCheckpt bad = new CFCheckpt(0, Hash.ZERO, List.of(CHAIN.get(1000), number(1), number(2)));
    assertThat(piece(900, 1200).firstDifference(bad)).isEqualTo(OptionalLong.of(2000));
    assertThat(piece(2000, 10).firstDifference(bad)).isEqualTo(OptionalLong.of(2000));
    assertThat(piece(2001, 10).firstDifference(bad)).isEqualTo(OptionalLong.of(2000));
    assertThat(piece(2001, 0).firstDifference(bad)).isEqualTo(OptionalLong.of(2000));
    assertThat(piece(1995, 5).firstDifference(bad)).isEmpty();
    assertThat(piece(1995, 6).firstDifference(bad)).isEqualTo(OptionalLong.of(2000));
    assertThat(piece(2002, 998).firstDifference(bad)).isEmpty();
    assertThat(piece(2002, 999).firstDifference(bad)).isEqualTo(OptionalLong.of(3000));
    assertThat(piece(0, 100).firstDifference(new CFCheckpt(0, Hash.ZERO, List.of()))).isEmpty();
  }

  @Test
  void findsWhereTwoNodesPart() {
    List<Hash> hashes = new ArrayList<>();
    for (int i = 100; i < 200; i++) {
      hashes.add(number(i == 150 ? -1 : i));
    }
    FilterHeaders other = FilterHeaders.of(new CFHeaders(0, Hash.ZERO, CHAIN.get(99), hashes), 100);
    assertThat(piece(90, 50).firstDifference(other)).isEmpty();
    assertThat(piece(90, 100).firstDifference(other)).isEqualTo(OptionalLong.of(150));
    assertThat(other.firstDifference(piece(90, 100))).isEqualTo(OptionalLong.of(150));
    assertThat(other.firstDifference(piece(160, 100))).isEqualTo(OptionalLong.of(159));
    assertThat(other.firstDifference(piece(201, 100))).isEmpty();
    assertThat(other.firstDifference(piece(200, 100))).isEqualTo(OptionalLong.of(199));
    assertThat(piece(0, 3).firstDifference(piece(0, 2))).isEmpty();
  }

  @Test
  void commitsToOneFilterAHeight() throws Exception {
    Block block =
        Block.of(
            BlockHeader.of(1, Hash.ZERO, Hash.ZERO, 0, 0, 0),
            List.of(
                Transaction.of(
                    1,
                    List.of(new TxIn(OutPoint.NONE, Bytes.EMPTY, 0)),
                    List.of(
                        new TxOut(1, Bytes.ofHex("51")),
                        new TxOut(2, Bytes.ofHex("51")),
                        new TxOut(3, Bytes.EMPTY),
                        new TxOut(4, Bytes.ofHex("6a0101"))),
                    0)));
    BlockFilter filter = BlockFilter.of(block, List.of(Bytes.ofHex("5252"), Bytes.EMPTY));
    assertThat(filter.size()).isEqualTo(2);
    assertThat(filter.contains(Bytes.ofHex("51"))).isTrue();
    assertThat(filter.containsAny(List.of(Bytes.ofHex("5252")))).isTrue();
    assertThat(filter.contains(Bytes.ofHex("6a0101"))).isFalse();
    assertThat(filter.contains(Bytes.EMPTY)).isFalse();
    assertThat(BlockFilter.of(filter.toCFilter())).isEqualTo(filter).hasSameHashCodeAs(filter);

    FilterHeaders piece =
        FilterHeaders.of(
            new CFHeaders(0, block.hash(), number(9), List.of(number(10), filter.hash())), 10);
    assertThat(piece.commitsTo(11, filter)).isTrue();
    assertThat(piece.commitsTo(10, filter)).isFalse();
    assertThat(piece.last()).isEqualTo(filter.header(piece.at(10)));
    assertThatThrownBy(() -> piece.commitsTo(9, filter))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void onlyBasicFiltersAreRead() {
    assertThatThrownBy(() -> BlockFilter.of(new CFilter(1, Hash.ZERO, Bytes.ofHex("00"))))
        .isInstanceOf(PayloadException.class);
    assertThatThrownBy(() -> BlockFilter.of(new CFilter(0, Hash.ZERO, Bytes.EMPTY)))
        .isInstanceOf(PayloadException.class);
  }

  @Test
  void heightsAreOf32Bits() {
    for (long height : new long[] {-1, 1L << 32}) {
      assertThatThrownBy(() -> new FilterHeaders(height, Hash.ZERO, List.of()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
