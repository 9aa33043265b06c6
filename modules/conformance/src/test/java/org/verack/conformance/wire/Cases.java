package org.verack.conformance.wire;

import java.util.Collection;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.statistics.Statistics;
import org.verack.peer.testkit.arbitrary.WireArbitraries;
import org.verack.wire.BitcoinMessages;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.MessageSet;
import org.verack.wire.MessageType;
import org.verack.wire.WireFormat;

/** Any message of any type at any protocol version that has it, with witnesses and without. */
final class Cases {

  static final MessageSet MESSAGES = BitcoinMessages.ALL;

  private Cases() {}

  /** A message and the format that it is for. */
  record Case(Message message, WireFormat format) {

    String command() {
      return message.command();
    }

    Bytes encoded() {
      return MESSAGES.encode(message, format);
    }
  }

  /** Cases of every type, each as likely as any other. */
  static Arbitrary<Case> all() {
    Collection<MessageType<?>> types = MESSAGES.types();
    return Arbitraries.of(List.copyOf(types)).flatMap(type -> of(type.type()));
  }

  static <M extends Message> Arbitrary<Case> of(Class<M> type) {
    return WireArbitraries.formats(type)
        .flatMap(
            format ->
                WireArbitraries.message(type, format).map(message -> new Case(message, format)));
  }

  /** Counts a case, and lets the property fail in the end if it saw too little of any type. */
  static void count(Case each, int least) {
    Statistics.label("type").collect(each.command());
    Statistics.label("type")
        .coverage(
            coverage ->
                MESSAGES
                    .types()
                    .forEach(
                        type -> coverage.check(type.command()).count(count -> count >= least)));
  }
}
