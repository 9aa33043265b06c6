package org.verack.peer.testkit.arbitrary;

import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.verack.wire.Message;
import org.verack.wire.WireFormat;

/**
 * How messages of one type are made.
 *
 * @param type the type
 * @param since the first protocol version that has it
 * @param forFormat gives messages that are written and read back equal in a format
 */
record MessageGenerator<M extends Message>(
    Class<M> type, int since, Function<WireFormat, Arbitrary<M>> forFormat) {

  /** A message with only one value. */
  static <M extends Message> MessageGenerator<M> constant(Class<M> type, int since, M value) {
    return same(type, since, Arbitraries.just(value));
  }

  /** A message that is the same in every format that has it. */
  static <M extends Message> MessageGenerator<M> same(
      Class<M> type, int since, Arbitrary<M> arbitrary) {
    return new MessageGenerator<>(type, since, format -> arbitrary);
  }
}
