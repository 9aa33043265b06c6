package org.verack.wire.decred.message;

import java.util.List;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.Gates;
import org.verack.wire.codec.HashList;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.decred.DecredProtocolVersion;
import org.verack.wire.decred.codec.Hashes;
import org.verack.wire.decred.codec.Limits;

/**
 * Tells what a node needs to go on with mining and voting, as the answer to {@link GetInitState}.
 * What was not asked for is empty.
 *
 * <p>Exists from protocol version 8 on.
 *
 * {@snippet :
 * InitState state = new InitState(List.of(hash), List.of(), List.of());
 * Bytes payload = network.messages().encode(state, format);
 * assert network.messages().decode("initstate", payload, format).equals(state);
 * InitState full = new InitState(hashes.subList(0, 9), List.of(), List.of()); // one too many
 * assertThrows(EncodeException.class, () -> network.messages().encode(full, format));
 * }
 *
 * @param blocks hashes of blocks at the head of the chain, at most {@value #MAX_BLOCKS}; more are a
 *     violation
 * @param votes hashes of votes on them, at most {@value #MAX_VOTES}; more are a violation
 * @param treasurySpends hashes of treasury spends, at most {@value #MAX_TREASURY_SPENDS}; more are
 *     a violation
 */
public record InitState(List<Hash> blocks, List<Hash> votes, List<Hash> treasurySpends)
    implements Message {

  /** The most blocks. */
  public static final int MAX_BLOCKS = 8;

  /** The most votes. */
  public static final int MAX_VOTES = 40;

  /** The most treasury spends. */
  public static final int MAX_TREASURY_SPENDS = 7;

  /** The command, the codec and the limits. */
  public static final MessageType<InitState> TYPE =
      MessageType.of("initstate", InitState.class, new Codec(), Limits.ANY_PAYLOAD);

  /** Copies the lists. */
  public InitState {
    blocks = HashList.copyOf(blocks);
    votes = HashList.copyOf(votes);
    treasurySpends = HashList.copyOf(treasurySpends);
  }

  @Override
  public String command() {
    return "initstate";
  }

  @Override
  public String toString() {
    return "initstate, blocks "
        + blocks.size()
        + ", votes "
        + votes.size()
        + ", treasury spends "
        + treasurySpends.size();
  }

  private static final class Codec implements PayloadCodec<InitState> {

    @Override
    public InitState decode(PayloadReader in, WireFormat format)
        throws PayloadException, ViolationException {
      Gates.requireOnRead("initstate", DecredProtocolVersion.INIT_STATE, format);
      return new InitState(
          Hashes.read(in, "block hashes", MAX_BLOCKS),
          Hashes.read(in, "vote hashes", MAX_VOTES),
          Hashes.read(in, "treasury spend hashes", MAX_TREASURY_SPENDS));
    }

    @Override
    public int size(InitState message, WireFormat format) {
      Gates.requireOnWrite("initstate", DecredProtocolVersion.INIT_STATE, format);
      return HashList.sizeOf(message.blocks)
          + HashList.sizeOf(message.votes)
          + HashList.sizeOf(message.treasurySpends);
    }

    @Override
    public void encode(InitState message, PayloadWriter out, WireFormat format) {
      Hashes.write("block hashes", message.blocks, MAX_BLOCKS, out);
      Hashes.write("vote hashes", message.votes, MAX_VOTES, out);
      Hashes.write("treasury spend hashes", message.treasurySpends, MAX_TREASURY_SPENDS, out);
    }
  }
}
