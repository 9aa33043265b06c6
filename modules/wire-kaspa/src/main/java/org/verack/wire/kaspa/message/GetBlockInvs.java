package org.verack.wire.kaspa.message;

import java.util.List;
import java.util.Objects;
import org.verack.wire.Hash;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.role.LocatorMessage;

/**
 * Asks for an {@code inv} of the blocks between two, in an order in which they can be taken.
 *
 * {@snippet :
 * GetBlockInvs question = new GetBlockInvs(hashes.get(28), hash);
 * var answers = new KaspaResponder(dag).answers(question); // without the first, with the last
 * assert answers.getFirst() instanceof Inv inv && inv.items().size() == 2;
 * assert peer.sendUnlessRepeated(question);
 * assert !peer.sendUnlessRepeated(question); // one and the same block is not asked from twice
 * }
 *
 * @param low a block that the sender has
 * @param high the block up to which it wants the others
 */
public record GetBlockInvs(Hash low, Hash high) implements LocatorMessage {

  /** The command, the codec and the limits. */
  public static final MessageType<GetBlockInvs> TYPE =
      MessageType.of("getblockinvs", GetBlockInvs.class, new Codec(), 2 * Hash.LENGTH);

  /** Checks that nothing is missing. */
  public GetBlockInvs {
    Objects.requireNonNull(low, "low");
    Objects.requireNonNull(high, "high");
  }

  @Override
  public String command() {
    return "getblockinvs";
  }

  @Override
  public List<Hash> locator() {
    return List.of(low);
  }

  @Override
  public Hash stop() {
    return high;
  }

  @Override
  public String toString() {
    return "getblockinvs, low " + low + ", high " + high;
  }

  private static final class Codec implements PayloadCodec<GetBlockInvs> {

    @Override
    public GetBlockInvs decode(PayloadReader in, WireFormat format) throws PayloadException {
      return new GetBlockInvs(in.readHash("low hash"), in.readHash("high hash"));
    }

    @Override
    public int size(GetBlockInvs message, WireFormat format) {
      return 2 * Hash.LENGTH;
    }

    @Override
    public void encode(GetBlockInvs message, PayloadWriter out, WireFormat format) {
      out.writeHash(message.low);
      out.writeHash(message.high);
    }
  }
}
