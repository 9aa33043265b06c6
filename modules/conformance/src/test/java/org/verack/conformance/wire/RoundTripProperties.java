package org.verack.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.StatisticsReport;
import org.verack.conformance.wire.Cases.Case;
import org.verack.peer.testkit.arbitrary.WireArbitraries;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.UnknownMessage;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.Transaction;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.message.BlockTxn;
import org.verack.wire.message.CmpctBlock;
import org.verack.wire.message.PrefilledTransaction;

/** Messages come back from their bytes as they went, at every protocol version that has them. */
class RoundTripProperties {

  private static final int MARGIN = 3;

  @Provide
  Arbitrary<Case> cases() {
    return Cases.all();
  }

  @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void everyMessageIsReadBackEqualAndWrittenAgainAsTheSameBytes(@ForAll("cases") Case each)
      throws Exception {
    Bytes bytes = each.encoded();

    Message back = Cases.MESSAGES.decode(each.command(), bytes, each.format());

    assertThat(back).isEqualTo(each.message());
    assertThat(each.message()).isEqualTo(back);
    assertThat(back.hashCode()).isEqualTo(each.message().hashCode());
    assertThat(back.toString()).isEqualTo(each.message().toString()).matches("[ -~]{1,1000}");
    assertThat(Cases.MESSAGES.encode(back, each.format())).isEqualTo(bytes);
    Cases.count(each, 300);
  }

  @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void aBorrowedBufferGivesTheSameMessageAndCanBeUsedAgain(@ForAll("cases") Case each)
      throws Exception {
    Bytes bytes = each.encoded();
    byte[] buffer = new byte[MARGIN + bytes.length() + MARGIN];
    bytes.copyTo(buffer, MARGIN);
    PayloadReader in = PayloadReader.borrowing(buffer, MARGIN, bytes.length());

    Message borrowed = Cases.MESSAGES.decode(each.command(), in, each.format());
    Arrays.fill(buffer, (byte) 0x5a);

    assertThat(borrowed).isEqualTo(each.message());
    assertThat(Cases.MESSAGES.encode(borrowed, each.format())).isEqualTo(bytes);
    Cases.count(each, 150);
  }

  @Property(tries = 1000)
  void anUnknownCommandKeepsItsBytes(@ForAll UnknownMessage message, @ForAll WireFormat format)
      throws Exception {
    Bytes bytes = Cases.MESSAGES.encode(message, format);
    assertThat(bytes).isEqualTo(message.payload());
    assertThat(Cases.MESSAGES.decode(message.command(), bytes, format)).isEqualTo(message);
  }

  @Provide
  Arbitrary<Message> withTransactions() {
    WireFormat format = WireFormat.witness(ProtocolVersion.LATEST);
    return Arbitraries.oneOf(
        List.of(
            WireArbitraries.message(Transaction.class, format),
            WireArbitraries.message(Block.class, format),
            WireArbitraries.message(BlockTxn.class, format),
            WireArbitraries.message(CmpctBlock.class, format)));
  }

  @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
  void theBaseEncodingIsTheStrippedForm(@ForAll("withTransactions") Message message)
      throws Exception {
    WireFormat base = WireFormat.base(ProtocolVersion.LATEST);
    WireFormat full = WireFormat.witness(ProtocolVersion.LATEST);
    // Once as it was made and once as it was read, because the two are written in different ways.
    Bytes bytes = Cases.MESSAGES.encode(message, base);
    Message received =
        Cases.MESSAGES.decode(message.command(), Cases.MESSAGES.encode(message, full), full);
    assertThat(Cases.MESSAGES.encode(received, base)).isEqualTo(bytes);

    Message stripped = Cases.MESSAGES.decode(message.command(), bytes, base);

    assertThat(transactions(stripped))
        .hasSameSizeAs(transactions(message))
        .noneMatch(Transaction::hasWitness)
        .extracting(Transaction::txid)
        .isEqualTo(transactions(message).stream().map(Transaction::txid).toList());
    assertThat(transactions(stripped))
        .extracting(Transaction::bytes)
        .isEqualTo(transactions(message).stream().map(Transaction::strippedBytes).toList());
    assertThat(Cases.MESSAGES.encode(stripped, base)).isEqualTo(bytes);
    assertThat(Cases.MESSAGES.encode(stripped, full)).isEqualTo(bytes);
  }

  private static List<Transaction> transactions(Message message) {
    return switch (message) {
      case Transaction transaction -> List.of(transaction);
      case Block block -> block.transactions();
      case BlockTxn answer -> answer.transactions();
      case CmpctBlock block ->
          block.prefilled().stream().map(PrefilledTransaction::transaction).toList();
      default -> throw new AssertionError(message);
    };
  }
}
