package org.verack.wire.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;

class CursorTest {

  private static final Hash ID = Hash.of("07".repeat(32));

  private static final Transaction COINBASE =
      Transaction.of(
          1,
          List.of(new TxIn(OutPoint.NONE, Bytes.ofHex("0102"), 0xffff_ffffL)),
          List.of(new TxOut(50, Bytes.ofHex("51")), new TxOut(-1, Bytes.EMPTY)),
          0);

  private static final Transaction WITNESSED =
      Transaction.of(
          2,
          List.of(
              new TxIn(new OutPoint(ID, 1), Bytes.EMPTY, 0),
              new TxIn(
                  new OutPoint(ID, 0xffff_fffeL),
                  Bytes.wrap(new byte[300]),
                  0x8000_0000L,
                  Witness.of(Bytes.ofHex("aa"), Bytes.EMPTY, Bytes.wrap(new byte[256]))),
              new TxIn(new OutPoint(ID, 3), Bytes.EMPTY, 0, Witness.of(Bytes.ofHex("bb")))),
          List.of(new TxOut(7, Bytes.wrap(new byte[70_000])), new TxOut(8, Bytes.ofHex("5253"))),
          0xffff_ffffL);

  private static final Transaction WITHOUT_OUTPUTS =
      Transaction.of(1, List.of(new TxIn(new OutPoint(ID, 9), Bytes.EMPTY, 0)), List.of(), 0);

  private static final Block BLOCK =
      Block.of(
          BlockHeader.of(1, Hash.ZERO, Hash.ZERO, 0, 0, 0),
          List.of(COINBASE, WITHOUT_OUTPUTS, WITNESSED, COINBASE));

  /** The same block in the middle of a larger array. */
  private static Block shifted() throws Exception {
    byte[] array = new byte[BLOCK.size() + 20];
    BLOCK.bytes().copyTo(array, 13);
    return Block.parse(Bytes.wrap(array, 13, BLOCK.size()));
  }

  @Test
  void outputsAreThoseOfTheTransactions() throws Exception {
    for (Block block : List.of(BLOCK, shifted())) {
      OutputCursor cursor = block.outputCursor();
      for (int tx = 0; tx < block.transactionCount(); tx++) {
        List<TxOut> outputs = block.transaction(tx).outputs();
        for (int i = 0; i < outputs.size(); i++) {
          assertThat(cursor.next()).isTrue();
          check(cursor, tx, i, outputs.get(i), block.bytes());
        }
      }
      assertThat(cursor.next()).isFalse();
      assertThat(cursor.next()).isFalse();
    }
  }

  private static void check(OutputCursor cursor, int tx, int index, TxOut output, Bytes bytes) {
    assertThat(cursor.transactionIndex()).isEqualTo(tx);
    assertThat(cursor.outputIndex()).isEqualTo(index);
    assertThat(cursor.value()).isEqualTo(output.value());
    assertThat(cursor.script()).isEqualTo(output.script());
    assertThat(bytes.slice(cursor.scriptOffset(), cursor.scriptLength()))
        .isEqualTo(output.script());
  }

  @Test
  void inputsAreThoseOfTheTransactions() throws Exception {
    for (Block block : List.of(BLOCK, shifted())) {
      InputCursor cursor = block.inputCursor();
      for (int tx = 0; tx < block.transactionCount(); tx++) {
        List<TxIn> inputs = block.transaction(tx).inputs();
        for (int i = 0; i < inputs.size(); i++) {
          assertThat(cursor.next()).isTrue();
          assertThat(cursor.transactionIndex()).isEqualTo(tx);
          assertThat(cursor.inputIndex()).isEqualTo(i);
          check(cursor, inputs.get(i), block.bytes());
        }
      }
      assertThat(cursor.next()).isFalse();
      assertThat(cursor.next()).isFalse();
    }
  }

  private static void check(InputCursor cursor, TxIn input, Bytes bytes) {
    OutPoint previous = input.previousOutput();
    assertThat(cursor.previousTxid()).isEqualTo(previous.txid());
    assertThat(cursor.previousIndex()).isEqualTo(previous.index());
    assertThat(cursor.isCoinbase()).isEqualTo(previous.equals(OutPoint.NONE));
    for (int i = 0; i < 4; i++) {
      assertThat(cursor.previousTxidWord(i)).isEqualTo(previous.txid().word(i));
    }
    assertThat(Hash.read(bytes.toArray(), cursor.previousOffset())).isEqualTo(previous.txid());
    assertThat(cursor.script()).isEqualTo(input.script());
    assertThat(cursor.scriptLength()).isEqualTo(input.script().length());
    assertThat(bytes.slice(cursor.scriptOffset(), cursor.scriptLength())).isEqualTo(input.script());
    assertThat(cursor.sequence()).isEqualTo(input.sequence());
    assertThat(cursor.witnessItemCount()).isEqualTo(input.witness().items().size());
    if (cursor.witnessLength() > 0) {
      Bytes range = bytes.slice(cursor.witnessOffset(), cursor.witnessLength());
      assertThat(range.get(0)).isEqualTo((byte) input.witness().items().size());
      assertThat(range.toHex()).endsWith(lastItem(input));
    } else {
      assertThat(input.witness().isEmpty()).isTrue();
      assertThat(cursor.witnessOffset()).isZero();
    }
  }

  private static String lastItem(TxIn input) {
    List<Bytes> items = input.witness().items();
    return items.isEmpty() ? "" : items.get(items.size() - 1).toHex();
  }

  @Test
  void witnessesAreFoundAlsoWhenSomeAreNotAskedFor() {
    InputCursor cursor = WITNESSED.inputCursor();
    cursor.next();
    cursor.next();
    cursor.next();
    assertThat(cursor.witnessItemCount()).isEqualTo(1);
    assertThat(WITNESSED.bytes().slice(cursor.witnessOffset(), cursor.witnessLength()))
        .isEqualTo(Bytes.ofHex("0101bb"));
  }

  @Test
  void aTransactionAloneIsWalkedToo() {
    OutputCursor outputs = WITNESSED.outputCursor();
    assertThat(outputs.next()).isTrue();
    assertThat(outputs.next()).isTrue();
    check(outputs, 0, 1, WITNESSED.outputs().get(1), WITNESSED.bytes());
    assertThat(outputs.next()).isFalse();
    assertThat(WITHOUT_OUTPUTS.outputCursor().next()).isFalse();
  }

  @Test
  void anEmptyBlockHasNothingToWalk() {
    Block empty = Block.of(BLOCK.header(), List.of());
    assertThat(empty.inputCursor().next()).isFalse();
    assertThat(empty.outputCursor().next()).isFalse();
  }

  @Test
  void thereAreFourWords() {
    InputCursor cursor = BLOCK.inputCursor();
    cursor.next();
    assertThatThrownBy(() -> cursor.previousTxidWord(4))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void aBlockWithoutItsWitnessesIsThatOfItsTransactionsWithoutThem() throws Exception {
    for (Block block : List.of(BLOCK, shifted())) {
      StringBuilder expected = new StringBuilder(block.header().bytes().toHex()).append("04");
      block.transactions().forEach(each -> expected.append(each.strippedBytes().toHex()));
      assertThat(block.strippedBytes().toHex()).isEqualTo(expected.toString());
    }
  }
}
