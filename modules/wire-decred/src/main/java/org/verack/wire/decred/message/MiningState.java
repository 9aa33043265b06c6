package org.verack.wire.decred.message;

import java.util.List;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.HashList;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.decred.codec.Hashes;
import org.verack.wire.decred.codec.Limits;

/**
 * Tells the blocks at the head of the chain and the votes on them, as the answer to {@link
 * GetMinings}.
 *
 * {@snippet :
 * MiningState state = new MiningState(1, 30, List.of(hash), List.of());
 * assert network.messages().encode(state, format).length() == 4 + 4 + 1 + 32 + 1;
 * }
 *
 * @param version the version of the message, which is 1; 0 to 2^32 - 1
 * @param height the height of the blocks, 0 to 2^32 - 1
 * @param blocks hashes of blocks, at most {@value InitState#MAX_BLOCKS}; more are a violation
 * @param votes hashes of votes, at most {@value InitState#MAX_VOTES}; more are a violation
 */
public record MiningState(long version, long height, List<Hash> blocks, List<Hash> votes)
    implements Message {

  /** The command, the codec and the limits. */
  public static final MessageType<MiningState> TYPE =
      MessageType.of("miningstate", MiningState.class, new Codec(), Limits.ANY_PAYLOAD);

  /**
   * Checks the parts and copies the lists.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  public MiningState {
    Limits.requireU32("version", version);
    Limits.requireU32("height", height);
    blocks = HashList.copyOf(blocks);
    votes = HashList.copyOf(votes);
  }

  @Override
  public String command() {
    return "miningstate";
  }

  @Override
  public String toString() {
    return "miningstate, height "
        + height
        + ", blocks "
        + blocks.size()
        + ", votes "
        + votes.size();
  }

  private static final class Codec implements PayloadCodec<MiningState> {

    @Override
    public MiningState decode(PayloadReader in, WireFormat format)
        throws PayloadException, ViolationException {
      long version = in.readU32("version");
      long height = in.readU32("height");
      List<Hash> blocks = Hashes.read(in, "block hashes", InitState.MAX_BLOCKS);
      List<Hash> votes = Hashes.read(in, "vote hashes", InitState.MAX_VOTES);
      return new MiningState(version, height, blocks, votes);
    }

    @Override
    public int size(MiningState message, WireFormat format) {
      return 4 + 4 + HashList.sizeOf(message.blocks) + HashList.sizeOf(message.votes);
    }

    @Override
    public void encode(MiningState message, PayloadWriter out, WireFormat format) {
      out.writeU32(message.version);
      out.writeU32(message.height);
      Hashes.write("block hashes", message.blocks, InitState.MAX_BLOCKS, out);
      Hashes.write("vote hashes", message.votes, InitState.MAX_VOTES, out);
    }
  }
}
