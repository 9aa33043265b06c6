package org.verack.conformance.kaspa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.verack.conformance.family.MemoryBound.count;
import static org.verack.conformance.family.MemoryBound.joined;
import static org.verack.conformance.family.MemoryBound.list;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
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
import org.verack.wire.kaspa.KaspaMessages;
import org.verack.wire.kaspa.arbitrary.KaspaArbitraries;
import org.verack.wire.kaspa.chain.Block;
import org.verack.wire.kaspa.chain.Transaction;
import org.verack.wire.kaspa.message.Addr;
import org.verack.wire.kaspa.message.AddressScope;
import org.verack.wire.kaspa.message.GetAddr;
import org.verack.wire.kaspa.message.TimedAddress;
import org.verack.wire.kaspa.message.Version;
import org.verack.wire.message.NodeAddress;

/** Kaspa's messages: what can be relied on with every message, and what reading them costs. */
class KaspaMessagesTest {

  private static final MessageSet MESSAGES = KaspaMessages.ALL;
  private static final WireFormat FORMAT = WireFormat.base(1);
  private static final int SAMPLES = 20;

  /** Truth values are read from any byte; gas where it may not be is read and not written. */
  private static final Set<Class<?>> FORGIVING =
      Set.of(Version.class, GetAddr.class, Addr.class, Transaction.class, Block.class);

  @TestFactory
  Stream<DynamicTest> everyMessageKeepsTheContract() {
    return MESSAGES.types().stream()
        .map(type -> DynamicTest.dynamicTest(type.command(), () -> keepsContract(type)));
  }

  private static <M extends Message> void keepsContract(MessageType<M> type) {
    MessageContract<M> contract = MessageContract.of(type).formats(FORMAT).memoryFactor(4);
    MessageContract<M> fitting =
        FORGIVING.contains(type.type()) ? contract.readingMoreThanItWrites() : contract;
    fitting.checkSamples(
        SAMPLES, random -> KaspaArbitraries.sample(type.type(), random.nextLong()));
  }

  @Test
  void theArbitrariesMakeEveryMessage() {
    Set<Class<?>> all =
        MESSAGES.types().stream().map(MessageType::type).collect(Collectors.toSet());
    assertThat(KaspaArbitraries.messageTypes()).hasSameElementsAs(List.copyOf(cast(all)));
  }

  @SuppressWarnings("unchecked") // the types of messages
  private static Set<Class<? extends Message>> cast(Set<?> types) {
    return (Set<Class<? extends Message>>) types;
  }

  @Property(tries = 300)
  void jqwikFindsKaspasBlocks(@ForAll Block block) throws Exception {
    assertThat(MESSAGES.decode("block", block.bytes(), FORMAT)).isEqualTo(block);
    for (Transaction each : block.transactions()) {
      Transaction alone = Transaction.parse(each.bytes());
      assertThat(alone).isEqualTo(each).hasSameHashCodeAs(each);
      assertThat(alone.id()).isEqualTo(each.id());
      assertThat(each.withoutPayload().hash()).isEqualTo(each.hash());
    }
  }

  @Test
  void theLargestMessagesStayWithinTheBound() throws Exception {
    MemoryBound bound = new MemoryBound(MESSAGES, FORMAT);
    for (String command : List.of("inv", "getdata", "notfound")) {
      bound.checkLegal(command, list(0, new byte[36], 131_072));
    }
    bound.checkLegal("locator", list(0, new byte[32], 500));
    bound.checkLegal("addr", joined(new byte[] {1}, list(0, new byte[34], 1000)));
    bound.checkLegal("block", list(121, new byte[34], 980_000));
    bound.checkLegal("tx", joined(list(4, new byte[45], 700_000), new byte[1 + 28]));
    bound.checkLegal("tx", joined(new byte[5], list(0, new byte[9], 3_700_000), new byte[28]));
    byte[] other = new byte[20];
    other[0] = 9;
    bound.checkLegal(
        "tx",
        joined(new byte[4 + 2 + 8], other, new byte[40], list(0, new byte[] {7}, 32_000_000)));
    byte[] flags = joined(count(125_000), new byte[125_000]);
    bound.checkLegal("merkleblock", joined(list(125, new byte[32], 1_000_001), flags));
    byte[] text = list(0, new byte[] {'x'}, 16_000_000);
    bound.checkLegal("reject", joined(text, new byte[1], text));
  }

  /** Quirk 31: kaspad allocates what the length of a payload claims. */
  @Test
  void countsAndLengthsThatLieCostNothing() throws Exception {
    MemoryBound bound = new MemoryBound(MESSAGES, FORMAT);
    byte[] other = new byte[20];
    other[0] = 9;
    Map<String, byte[]> beginnings = new LinkedHashMap<>();
    beginnings.put("block", new byte[121]);
    beginnings.put("merkleblock", new byte[125]);
    beginnings.put("inv", new byte[0]);
    beginnings.put("locator", new byte[0]);
    beginnings.put("addr", new byte[] {1});
    beginnings.put("reject", new byte[0]);
    beginnings.put("filterload", new byte[0]);
    beginnings.put("filteradd", new byte[0]);
    beginnings.put("tx", joined(new byte[4 + 2 + 8], other, new byte[40]));
    for (long claim : new long[] {65_536, 400_000, 0x7fff_ffffL, 0xffff_ffffL, -1}) {
      for (var each : beginnings.entrySet()) {
        bound.checkHostile(each.getKey(), joined(each.getValue(), count(claim), new byte[30]));
      }
    }
  }

  @Test
  void ofTooManyAddressesSomeAreToldAndOfNoneNoneAre() {
    TimedAddress address = new TimedAddress(1, NodeAddress.NONE);
    List<TimedAddress> many =
        Stream.iterate(1L, i -> i + 1)
            .limit(1500)
            .map(i -> new TimedAddress(i, NodeAddress.NONE))
            .toList();
    SplittableRandom random = new SplittableRandom(1);
    Addr told = Addr.sample(AddressScope.ALL, many, random);
    assertThat(told.addresses()).hasSize(1000).doesNotHaveDuplicates().isSubsetOf(many);
    assertThat(Addr.sample(AddressScope.ALL, List.of(address), random).addresses())
        .containsExactly(address);
    // Quirk 32: kaspad sends empty lists, too.
    assertThat(Addr.sample(AddressScope.FULL_NODES, List.of(), random).addresses()).isEmpty();
  }
}
