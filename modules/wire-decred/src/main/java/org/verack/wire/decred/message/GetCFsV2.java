package org.verack.wire.decred.message;

import java.util.Objects;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.Gates;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.decred.DecredProtocolVersion;

/**
 * Asks for the filters of a range of blocks with their proofs; answered by {@link CFiltersV2}. dcrd
 * is silent about a range that it does not have, or that is longer than {@value
 * CFiltersV2#MAX_FILTERS} blocks.
 *
 * <p>Exists from protocol version 11 on.
 *
 * {@snippet :
 * GetCFsV2 question = new GetCFsV2(hashes.get(1), hashes.get(30));
 * assert network.messages().encode(question, format).length() == 64;
 * assert peer.request(DecredRequests.filters(question.start(), question.end()), Duration.ofMinutes(1))
 *     .isEmpty(); // this node has no filters
 * }
 *
 * @param start the hash of the first block
 * @param end the hash of the last block
 */
public record GetCFsV2(Hash start, Hash end) implements Message {

  /** The command, the codec and the limits. */
  public static final MessageType<GetCFsV2> TYPE =
      MessageType.of("getcfsv2", GetCFsV2.class, new Codec(), 2 * Hash.LENGTH);

  /** Checks that nothing is missing. */
  public GetCFsV2 {
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(end, "end");
  }

  @Override
  public String command() {
    return "getcfsv2";
  }

  @Override
  public String toString() {
    return "getcfsv2, " + start + " to " + end;
  }

  private static final class Codec implements PayloadCodec<GetCFsV2> {

    @Override
    public GetCFsV2 decode(PayloadReader in, WireFormat format) throws PayloadException {
      Gates.requireOnRead("getcfsv2", DecredProtocolVersion.BATCHED_CFILTERS_V2, format);
      return new GetCFsV2(in.readHash("start hash"), in.readHash("end hash"));
    }

    @Override
    public int size(GetCFsV2 message, WireFormat format) {
      Gates.requireOnWrite("getcfsv2", DecredProtocolVersion.BATCHED_CFILTERS_V2, format);
      return 2 * Hash.LENGTH;
    }

    @Override
    public void encode(GetCFsV2 message, PayloadWriter out, WireFormat format) {
      out.writeHash(message.start);
      out.writeHash(message.end);
    }
  }
}
