package org.verack.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.verack.wire.Dump.Field;
import org.verack.wire.address.NetworkAddress;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.Transaction;
import org.verack.wire.chain.TxIn;
import org.verack.wire.chain.TxOut;
import org.verack.wire.chain.Witness;
import org.verack.wire.message.CmpctBlock;
import org.verack.wire.message.FilterLoad;
import org.verack.wire.message.GetBlockTxn;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.NodeAddress;
import org.verack.wire.message.Ping;
import org.verack.wire.message.PrefilledTransaction;
import org.verack.wire.message.Reject;
import org.verack.wire.message.Verack;
import org.verack.wire.message.Version;

class DumpTest {

  /** A message of one's own, of which everything is visible. */
  public record Custom(String text, Optional<Hash> hash, List<Inner> inners, Bytes data)
      implements Message {

    /** A part of it. */
    public record Inner(int number, long nonce) {}

    @Override
    public String command() {
      return "custom";
    }
  }

  /** One that is not public. */
  private record Hidden(String secret) implements Message {
    @Override
    public String command() {
      return "hidden";
    }

    @Override
    public String toString() {
      return "hidden \u001b[31m" + secret;
    }
  }

  private static final Transaction TRANSACTION =
      Transaction.of(
          2,
          List.of(
              new TxIn(
                  new OutPoint(Hash.of("01".repeat(32)), 7),
                  Bytes.ofHex("51"),
                  5,
                  Witness.of(Bytes.ofHex("aabb"), Bytes.EMPTY))),
          List.of(new TxOut(123_456_789, Bytes.ofHex("52"))),
          600_000_000);

  @Test
  void aMessageIsItsFields() {
    Version version =
        new Version(
            70016,
            ServiceFlags.of(ServiceFlags.NETWORK, ServiceFlags.WITNESS),
            1_700_000_000,
            new NodeAddress(ServiceFlags.NETWORK, NetworkAddress.parse("192.0.2.1"), 8333),
            NodeAddress.NONE,
            0xabcdL,
            "/node:1\n\u001b[0m/",
            800_000,
            true);
    assertThat(Dump.BRIEF.text(version))
        .isEqualTo(
            """
            version
              protocol version  70016
              services          NETWORK, WITNESS (0x9)
              timestamp         1700000000 (2023-11-14T22:13:20Z)
              receiver          192.0.2.1:8333, NETWORK (0x1)
              sender            not said
              nonce             0x000000000000abcd
              user agent        "/node:1\\x0a\\x1b[0m/"
              start height      800000
              relay             true\
            """);
  }

  @Test
  void aTransactionIsItsInputsAndOutputs() {
    assertThat(Dump.BRIEF.text(TRANSACTION))
        .startsWith("tx\n  txid       " + TRANSACTION.txid() + "\n")
        .contains("  inputs     1\n    #0  " + "01".repeat(32) + ":7\n")
        .contains("      script    51\n")
        .contains("      witness   2\n        #0  aabb\n        #1  empty\n")
        .contains("      sequence  0x00000005\n")
        .contains("  outputs    1\n    #0  1.23456789\n      script  52\n")
        .contains("  lock time  600000000 (1989-01-05T10:40:00Z)");
  }

  @Test
  void aBlockIsItsHeaderAndItsTransactions() {
    Block block =
        Block.of(
            BlockHeader.of(1, Hash.ZERO, Hash.ZERO, 2, 3, 4), List.of(TRANSACTION, TRANSACTION));
    assertThat(Dump.BRIEF.text(block))
        .contains("  hash            " + block.hash())
        .contains("does NOT match the root")
        .contains("do NOT match the commitment")
        .contains("  transactions    2\n")
        .contains("    #1\n      txid       " + TRANSACTION.txid());
  }

  @Test
  void listsAreCutAndSayHowMuchIsHidden() {
    List<InventoryVector> entries =
        IntStream.range(0, 1234).mapToObj(i -> InventoryVector.tx(Hash.ZERO)).toList();
    Inv inv = Inv.of(entries);
    assertThat(Dump.BRIEF.text(inv).lines()).hasSize(13);
    assertThat(Dump.BRIEF.text(inv))
        .startsWith("inv\n  entries  1,234\n    #0  ")
        .endsWith("\n    ... 1,224 more not shown");
    assertThat(Dump.BRIEF.withLimit(0).text(inv).lines()).hasSize(3);
    assertThat(Dump.FULL.text(inv).lines()).hasSize(1236);
    assertThatThrownBy(() -> Dump.BRIEF.withLimit(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void partsThatAreNoRecordsAreShownToo() {
    CmpctBlock compact =
        new CmpctBlock(
            BlockHeader.of(1, Hash.ZERO, Hash.ZERO, 2, 3, 4),
            5,
            Bytes.ofHex("010203040506"),
            List.of(new PrefilledTransaction(0, TRANSACTION)));
    assertThat(Dump.BRIEF.text(compact))
        .contains("  short ids  1\n    #0  060504030201\n")
        .contains("    #0\n      index  0\n      transaction\n        txid ");
    assertThat(Dump.BRIEF.text(new Reject("tx", 0x10, "bad\r\n", Hash.ZERO)))
        .contains("  code     REJECT_INVALID\n", "  reason   \"bad\\x0d\\x0a\"\n");
    assertThat(Dump.BRIEF.text(new Reject("x", 0x99, "", null))).contains("  hash     none");
    assertThat(Dump.BRIEF.text(new GetBlockTxn(Hash.ZERO, List.of(3))))
        .endsWith("  indexes  1\n    #0  3");
    assertThat(Dump.BRIEF.text(Verack.INSTANCE)).isEqualTo("verack");
    assertThat(Dump.BRIEF.text(new Ping(-1))).isEqualTo("ping\n  nonce  0xffffffffffffffff");
    assertThat(Dump.BRIEF.text(new FilterLoad(Bytes.ofHex("ff"), 1, 0xa5L, 0)))
        .contains("  tweak           0x000000a5\n");
  }

  @Test
  void anUnknownMessageIsAHexdump() {
    UnknownMessage unknown =
        new UnknownMessage("what", Bytes.ofHex("48656c6c6f1b5b6d" + "00".repeat(10)));
    assertThat(Dump.BRIEF.text(unknown))
        .isEqualTo(
            """
            what  not known, 18 bytes
              payload  00000000  48 65 6c 6c 6f 1b 5b 6d  00 00 00 00 00 00 00 00  |Hello.[m........|
                       00000010  00 00                                             |..|\
            """);
    UnknownMessage large = new UnknownMessage("what", Bytes.wrap(new byte[1000]));
    assertThat(Dump.BRIEF.text(large)).endsWith("... 872 bytes more not shown");
    assertThat(Dump.BRIEF.text(large).lines()).hasSize(10);
    assertThat(Dump.FULL.text(large).lines()).hasSize(64);
    assertThat(Dump.hexdump(Bytes.EMPTY)).isEqualTo("empty");
  }

  @Test
  void aPublicRecordOfOnesOwnIsItsComponents() {
    Custom custom =
        new Custom(
            "\u202eevil",
            Optional.of(Hash.ZERO),
            List.of(new Custom.Inner(1, 2)),
            Bytes.wrap(new byte[1000]));
    assertThat(Dump.BRIEF.text(custom))
        .startsWith(
            "custom\n  text    \"\\u202eevil\"\n  hash    " + Hash.ZERO + "\n  inners  1\n    #0\n")
        .contains("      number  1\n      nonce   0x0000000000000002\n")
        .endsWith("... 1,000 bytes in all");
    assertThat(Dump.FULL.text(custom)).doesNotContain("in all");
    assertThat(Dump.BRIEF.text(new Custom("", Optional.empty(), List.of(), Bytes.EMPTY)))
        .isEqualTo(
            """
            custom
              text    ""
              hash    none
              inners  0
              data    empty\
            """);
  }

  @Test
  void whatIsNotPublicIsItsText() {
    // Within this package the record would be visible; a stranger's is not.
    Field field =
        Dump.BRIEF.field(
            "x",
            new Object() {
              @Override
              public String toString() {
                return "a\nb" + "c".repeat(1000);
              }
            });
    assertThat(field.text()).startsWith("a\\x0ab").endsWith("...").hasSizeLessThan(300);
    assertThat(Dump.BRIEF.text(new Hidden("\n"))).doesNotContain("\u001b");
  }

  @Test
  void aPrinterOfOnesOwnGoesBeforeTheOthers() {
    Dump mine = Dump.BRIEF.with(TxOut.class, (dump, name, value) -> Field.of(name, "mine"));
    assertThat(mine.text(TRANSACTION)).contains("    #0  mine\n");
    assertThat(Dump.BRIEF.text(TRANSACTION)).doesNotContain("mine");
    Dump again = mine.with(TxOut.class, (dump, name, value) -> Field.of(name, "again"));
    assertThat(again.text(TRANSACTION)).contains("again").doesNotContain("mine");
  }

  @Test
  void headersSayHowHardTheyWere() {
    assertThat(bits(0x1d00ffff)).isEqualTo("0x1d00ffff (difficulty 1), NOT met");
    assertThat(bits(0x1b0404cb)).isEqualTo("0x1b0404cb (difficulty 16,307.4), NOT met");
    assertThat(bits(0x00000003)).isEqualTo("0x00000003 (not a target)");
    assertThat(bits(0x207fffff)).startsWith("0x207fffff (difficulty 4.66e-10)");
  }

  @Test
  void strangeValuesAreShown() {
    assertThat(text(ServiceFlags.NONE)).isEqualTo("none");
    assertThat(text(new ServiceFlags(1L << 60))).isEqualTo("0x1000000000000000");
    assertThat(text(new TxOut(-1, Bytes.EMPTY))).isEqualTo("-0.00000001");
    assertThat(text(new TxOut(Long.MAX_VALUE, Bytes.EMPTY))).isEqualTo("92233720368.54775807");
    assertThat(DumpPrinters.time(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE + " (no date)");
  }

  private static String text(Object value) {
    return Dump.BRIEF.field("value", value).text();
  }

  private static String bits(int bits) {
    Field header = Dump.BRIEF.field("header", BlockHeader.of(1, Hash.ZERO, Hash.ZERO, 2, bits, 4));
    return header.parts().get(5).text();
  }
}
