package org.verack.conformance.lbry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.verack.conformance.family.MemoryBound.count;
import static org.verack.conformance.family.MemoryBound.joined;
import static org.verack.conformance.family.MemoryBound.list;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.verack.conformance.family.MemoryBound;
import org.verack.peer.testkit.contract.MessageContract;
import org.verack.wire.Message;
import org.verack.wire.MessageSet;
import org.verack.wire.MessageType;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.Transaction;
import org.verack.wire.lbry.LbryMessages;
import org.verack.wire.lbry.arbitrary.LbryArbitraries;
import org.verack.wire.lbry.chain.Block;
import org.verack.wire.lbry.message.Alert;

/** LBRY's own messages: what can be relied on with every message, and what reading them costs. */
class LbryMessagesTest {

  private static final MessageSet MESSAGES = LbryMessages.ALL;
  private static final WireFormat WITNESS = WireFormat.witness(70013);
  private static final WireFormat BASE = WireFormat.base(70013);
  private static final int SAMPLES = 20;

  @TestFactory
  Stream<DynamicTest> everyMessageKeepsTheContract() {
    return LbryArbitraries.messageTypes().stream()
        .map(type -> DynamicTest.dynamicTest(type.getSimpleName(), () -> keepsContract(type)));
  }

  private static <M extends Message> void keepsContract(Class<M> type) {
    MessageContract<M> contract = MessageContract.of(typeOf(type)).formats(WITNESS).memoryFactor(4);
    // A marker without any witness is passed over.
    MessageContract<M> fitting =
        type == Block.class ? contract.readingMoreThanItWrites() : contract;
    fitting.checkSamples(SAMPLES, random -> LbryArbitraries.sample(type, random.nextLong()));
  }

  @SuppressWarnings("unchecked") // each type stands under its own class
  private static <M extends Message> MessageType<M> typeOf(Class<M> type) {
    return (MessageType<M>)
        MESSAGES.types().stream().filter(each -> each.type() == type).findFirst().orElseThrow();
  }

  @Property(tries = 300)
  void jqwikFindsLbrysBlocks(@ForAll Block block) throws Exception {
    assertThat(MESSAGES.decode("block", block.bytes(), WITNESS)).isEqualTo(block);
  }

  @Property(tries = 300)
  void aTransactionOfABlockIsTheSameByItself(@ForAll Block block) throws Exception {
    for (Transaction each : block.transactions()) {
      assertThat(MESSAGES.decode("tx", each.bytes(), WITNESS)).isEqualTo(each);
    }
  }

  @Property(tries = 300)
  void jqwikFindsLbrysAlerts(@ForAll Alert alert) throws Exception {
    assertThat(MESSAGES.decode("alert", MESSAGES.encode(alert, BASE), BASE)).isEqualTo(alert);
  }

  private static byte[] smallTransaction() {
    return joined(new byte[4], new byte[] {1}, new byte[41], new byte[1], new byte[4]);
  }

  @Test
  void theLargestMessagesStayWithinTheBound() throws Exception {
    MemoryBound base = new MemoryBound(MESSAGES, BASE);
    base.checkLegal("block", list(112, new byte[10], 799_980));
    base.checkLegal("headers", list(0, new byte[113], 2000));
    byte[] flags = joined(count(100_000), new byte[100_000]);
    base.checkLegal("merkleblock", joined(list(116, new byte[32], 245_000), flags));
    byte[] text = list(0, new byte[] {'x'}, 16_000_000);
    base.checkLegal("alert", joined(text, text));
    base.checkLegal("reject", joined(text, new byte[1], text));
    MemoryBound witness = new MemoryBound(MESSAGES, WITNESS);
    witness.checkLegal("block", list(112, smallTransaction(), 156_000));
    byte[] items =
        joined(
            new byte[4],
            new byte[] {0, 1, 1},
            new byte[41],
            new byte[1],
            list(0, new byte[1], 500_000),
            new byte[4]);
    witness.checkLegal("tx", items);
  }

  @Test
  void countsThatLieCostNothing() throws Exception {
    MemoryBound bound = new MemoryBound(MESSAGES, WITNESS);
    Map<String, Integer> places = new LinkedHashMap<>();
    places.put("block", 112);
    places.put("headers", 0);
    places.put("merkleblock", 116);
    places.put("alert", 0);
    places.put("reject", 0);
    places.put("tx", 4);
    for (long claim : new long[] {65_536, 400_000, 0x7fff_ffffL, 0xffff_ffffL, -1}) {
      for (var each : places.entrySet()) {
        byte[] lie = joined(new byte[each.getValue()], count(claim), new byte[30]);
        bound.checkHostile(each.getKey(), lie);
      }
    }
  }

  @Test
  void theArbitrariesMakeAllThatIsNotBitcoins() {
    List<String> own =
        MESSAGES.types().stream()
            .filter(each -> each.type().getName().startsWith("org.verack.wire.lbry."))
            .map(MessageType::command)
            .toList();
    assertThat(own).containsExactlyInAnyOrder("headers", "block", "merkleblock", "alert");
    assertThat(LbryArbitraries.messageTypes()).hasSize(own.size());
  }
}
