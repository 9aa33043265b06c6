package org.verack.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.verack.conformance.wire.Vectors.NETWORK;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.verack.conformance.wire.Vectors.Vector;
import org.verack.wire.BitcoinMessages;
import org.verack.wire.Bytes;
import org.verack.wire.Dump;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.UnknownMessage;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.PartialMerkleTree;
import org.verack.wire.message.BlockTxn;
import org.verack.wire.message.CmpctBlock;
import org.verack.wire.message.Feature;
import org.verack.wire.message.GetBlockTxn;
import org.verack.wire.message.MerkleBlock;
import org.verack.wire.message.PrefilledTransaction;
import org.verack.wire.message.SendAddrV2;
import org.verack.wire.message.SendCmpct;
import org.verack.wire.message.SendTxRcncl;
import org.verack.wire.message.WtxidRelay;

/** Every message prints, whatever is in it. */
class DumpedVectorsTest {

  /** Printable ASCII and line breaks. */
  private static void assertPrintable(String text) {
    assertThat(text.chars().allMatch(c -> c == '\n' || (c >= 0x20 && c <= 0x7e))).isTrue();
  }

  @Test
  void everyMessageOfTheVectorsPrints() throws Exception {
    Set<String> commands = new HashSet<>();
    for (Vector vector : Vectors.read("bitcoin/golden.json")) {
      Message message =
          NETWORK.messages().decode(vector.command(), vector.bytes("payload"), vector.format());
      String text = Dump.BRIEF.text(message);
      assertThat(text).startsWith(vector.command());
      assertThat(text.length()).isLessThan(300_000);
      assertPrintable(text);
      commands.add(vector.command());
    }
    Block block = RealBlocksTest.block("mainnet-482683");
    for (Message each :
        List.of(
            new Feature("BIP\u00ff\u001b", Bytes.ofHex("1b")),
            WtxidRelay.INSTANCE,
            SendAddrV2.INSTANCE,
            new SendTxRcncl(1, 2),
            new SendCmpct(true, 2),
            new CmpctBlock(
                block.header(),
                1,
                Bytes.ofHex("010203040506"),
                List.of(new PrefilledTransaction(0, block.transaction(0)))),
            new GetBlockTxn(Hash.ZERO, List.of(1)),
            new BlockTxn(Hash.ZERO, block.transactions()),
            MerkleBlock.of(block.header(), PartialMerkleTree.of(block.txids(), i -> i == 1)))) {
      assertPrintable(Dump.BRIEF.text(each));
      commands.add(each.command());
    }
    assertThat(commands)
        .containsAll(BitcoinMessages.ALL.types().stream().map(MessageType::command).toList());
  }

  @Test
  void aBlockPrintsInShortAndInFull() throws Exception {
    Block block = RealBlocksTest.block("mainnet-c835b");
    String brief = Dump.BRIEF.text(block);
    assertThat(brief)
        .contains("match the commitment")
        .contains("matches the root")
        .contains("#9")
        .contains("2,490 more not shown")
        .doesNotContain("#11");
    assertPrintable(brief);
    String full = Dump.FULL.text(block);
    assertThat(full).contains("#2499").doesNotContain("not shown").doesNotContain("in all");
    assertPrintable(full);
  }

  @Test
  void whatDoesNotDecodePrintsAsBytes() {
    Vectors.read("bitcoin/bad.json").stream()
        .filter(vector -> vector.has("payload") && vector.has("command"))
        .limit(500)
        .map(vector -> new UnknownMessage("what", vector.bytes("payload")))
        .forEach(message -> assertPrintable(Dump.BRIEF.text(message)));
  }
}
