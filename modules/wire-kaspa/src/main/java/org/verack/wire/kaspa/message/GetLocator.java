package org.verack.wire.kaspa.message;

import java.util.Objects;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;

/**
 * Asks for a {@code locator}: some blocks between two, ever wider apart, with which the sender
 * finds the last one that it has, too.
 *
 * {@snippet :
 * var question = new GetLocator(hash, network.genesisHash());
 * var answers = new KaspaResponder(dag).answers(question);
 * assert answers.getFirst() instanceof Locator locator && locator.hashes().getFirst().equals(hash);
 * }
 *
 * @param high the block at which the locator is to begin
 * @param low the block at which it is to end
 */
public record GetLocator(Hash high, Hash low) implements Message {

  /** The command, the codec and the limits. */
  public static final MessageType<GetLocator> TYPE =
      MessageType.of("getlocator", GetLocator.class, new Codec(), 2 * Hash.LENGTH);

  /** Checks that nothing is missing. */
  public GetLocator {
    Objects.requireNonNull(high, "high");
    Objects.requireNonNull(low, "low");
  }

  @Override
  public String command() {
    return "getlocator";
  }

  @Override
  public String toString() {
    return "getlocator, high " + high + ", low " + low;
  }

  private static final class Codec implements PayloadCodec<GetLocator> {

    @Override
    public GetLocator decode(PayloadReader in, WireFormat format) throws PayloadException {
      return new GetLocator(in.readHash("high hash"), in.readHash("low hash"));
    }

    @Override
    public int size(GetLocator message, WireFormat format) {
      return 2 * Hash.LENGTH;
    }

    @Override
    public void encode(GetLocator message, PayloadWriter out, WireFormat format) {
      out.writeHash(message.high);
      out.writeHash(message.low);
    }
  }
}
