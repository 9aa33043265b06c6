package org.verack.conformance.decred;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.verack.conformance.wire.Mutation;
import org.verack.wire.Bytes;
import org.verack.wire.EncodeException;
import org.verack.wire.Message;
import org.verack.wire.MessageSet;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.decred.DecredDump;
import org.verack.wire.decred.DecredMessages;
import org.verack.wire.decred.arbitrary.DecredArbitraries;
import org.verack.wire.decred.chain.Block;
import org.verack.wire.decred.chain.BlockHeader;
import org.verack.wire.decred.chain.Transaction;
import org.verack.wire.decred.message.Version;

/**
 * Decred's messages come back from their bytes as they went, at every protocol version that has
 * them; damaged bytes are refused in one line, or are a message that holds every one of them.
 */
class DecredRoundTripProperties {

  private static final MessageSet MESSAGES = DecredMessages.ALL;

  /** A message and the format that it is for. */
  record Case(Message message, WireFormat format) {

    Bytes encoded() {
      return MESSAGES.encode(message, format);
    }
  }

  @Provide
  Arbitrary<Case> cases() {
    return Arbitraries.of(List.copyOf(MESSAGES.types())).flatMap(DecredRoundTripProperties::cases);
  }

  private static Arbitrary<Case> cases(MessageType<?> type) {
    return Combinators.combine(
            DecredArbitraries.of(type.type()), DecredArbitraries.formats(type.type()))
        .as(Case::new);
  }

  /** A message to damage, and another of its type to take pieces from. */
  record Pair(Case damaged, Case other) {}

  @Provide
  Arbitrary<Pair> pairs() {
    return Arbitraries.of(List.copyOf(MESSAGES.types()))
        .flatMap(type -> cases(type).tuple2())
        .map(two -> new Pair(two.get1(), two.get2()));
  }

  @Provide
  Arbitrary<List<Mutation>> mutations() {
    return Mutation.any().list().ofMinSize(1).ofMaxSize(3);
  }

  @Test
  void everyMessageOfTheNetworkCanBeGenerated() {
    assertThat(DecredArbitraries.messageTypes())
        .containsExactlyInAnyOrderElementsOf(
            MESSAGES.types().stream().<Class<? extends Message>>map(MessageType::type).toList());
  }

  @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  void everyMessageIsReadBackEqualAndWrittenAgainAsTheSameBytes(@ForAll("cases") Case each)
      throws Exception {
    Bytes bytes = each.encoded();

    Message back = MESSAGES.decode(each.message.command(), bytes, each.format);

    assertThat(back).isEqualTo(each.message);
    assertThat(each.message).isEqualTo(back);
    assertThat(back.hashCode()).isEqualTo(each.message.hashCode());
    assertThat(back.toString()).isEqualTo(each.message.toString()).matches("[ -~]{1,1000}");
    assertThat(MESSAGES.encode(back, each.format)).isEqualTo(bytes);
    assertThat(DecredDump.BRIEF.text(back)).matches("[ -~\n]+");

    byte[] buffer = new byte[3 + bytes.length() + 3];
    bytes.copyTo(buffer, 3);
    Message borrowed =
        MESSAGES.decode(
            each.message.command(),
            PayloadReader.borrowing(buffer, 3, bytes.length()),
            each.format);
    Arrays.fill(buffer, (byte) 0x5a);
    assertThat(borrowed).isEqualTo(each.message);
    assertThat(MESSAGES.encode(borrowed, each.format)).isEqualTo(bytes);
  }

  @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  void aDamagedPayloadIsRefusedOrHoldsEveryByte(
      @ForAll("pairs") Pair pair, @ForAll("mutations") List<Mutation> mutations) throws Exception {
    Case each = pair.damaged;
    byte[] damaged = each.encoded().toArray();
    for (Mutation mutation : mutations) {
      damaged = mutation.apply(damaged, pair.other.encoded().toArray());
    }
    Bytes payload = Bytes.wrap(damaged);
    Message message;
    try {
      message = MESSAGES.decode(each.message.command(), payload, each.format);
    } catch (PayloadException | ViolationException e) {
      assertThat(e.getMessage()).matches("[ -~]{1,400}");
      assertThat(e.getStackTrace()).isEmpty();
      return;
    }
    assertThat(message.toString()).matches("[ -~]{1,1000}");
    Bytes written;
    try {
      written = MESSAGES.encode(message, each.format);
    } catch (EncodeException e) {
      // The one thing that is read and not written: a mix without rows.
      assertThat(message.command()).isEqualTo("mixdcnet");
      return;
    }
    // What a version message leaves out is written, and each true flag as one.
    if (!(message instanceof Version)) {
      assertThat(written).isEqualTo(payload);
    }
    assertThat(MESSAGES.decode(message.command(), written, each.format)).isEqualTo(message);
  }

  @Property(tries = 500)
  void valuesAreFoundByTheirType(
      @ForAll BlockHeader header, @ForAll Transaction transaction, @ForAll Block block)
      throws Exception {
    assertThat(BlockHeader.of(header.bytes())).isEqualTo(header);
    assertThat(header.toBuilder().build()).isEqualTo(header);
    assertThat(Transaction.parse(transaction.bytes())).isEqualTo(transaction);
    assertThat(
            Transaction.of(
                transaction.serialization(),
                transaction.version(),
                transaction.inputs(),
                transaction.outputs(),
                transaction.lockTime(),
                transaction.expiry()))
        .isEqualTo(transaction);
    assertThat(Block.of(block.header(), block.transactions(), block.stakeTransactions()))
        .isEqualTo(block);
  }

  @Test
  void aSampleIsTheSameForASeed() {
    for (Class<?> type : DecredArbitraries.types()) {
      assertThat(DecredArbitraries.<Object>sample(any(type), 7))
          .isEqualTo(DecredArbitraries.<Object>sample(any(type), 7));
    }
  }

  @SuppressWarnings("unchecked") // only compared
  private static Class<Object> any(Class<?> type) {
    return (Class<Object>) type;
  }
}
