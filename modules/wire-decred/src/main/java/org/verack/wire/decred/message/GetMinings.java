package org.verack.wire.decred.message;

import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.codec.PayloadCodec;

/**
 * Asks for the blocks at the head of the chain and their votes; answered by {@link MiningState}.
 * From protocol version 8 on {@link GetInitState} is used instead.
 *
 * {@snippet :
 * var answers = new DecredResponder(chain).answers(GetMinings.INSTANCE);
 * assert answers.getFirst() instanceof MiningState state && state.height() == 30;
 * }
 */
public record GetMinings() implements Message {

  /** The only value. */
  public static final GetMinings INSTANCE = new GetMinings();

  /** The command, the codec and the limits. */
  public static final MessageType<GetMinings> TYPE =
      MessageType.of("getminings", GetMinings.class, PayloadCodec.empty(INSTANCE), 0);

  @Override
  public String command() {
    return "getminings";
  }

  @Override
  public String toString() {
    return "getminings";
  }
}
