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
 * Asks for a block's filter and the proof that its header commits to it (<a
 * href="https://github.com/decred/dcps/blob/master/dcp-0005/dcp-0005.mediawiki">DCP-0005</a>);
 * answered by {@link CFilterV2}. dcrd is silent about blocks that it does not have.
 *
 * <p>Exists from protocol version 7 on.
 *
 * {@snippet :
 * // Asked as a request, silence is an answer, too.
 * assert peer.request(DecredRequests.filter(hash), Duration.ofMinutes(1)).isEmpty();
 * // By hand, whoever asks has to wait for what may never come.
 * peer.send(new GetCFilterV2(hash));
 * }
 *
 * @param block the hash of the block
 */
public record GetCFilterV2(Hash block) implements Message {

  /** The command, the codec and the limits. */
  public static final MessageType<GetCFilterV2> TYPE =
      MessageType.of("getcfilterv2", GetCFilterV2.class, new Codec(), Hash.LENGTH);

  /** Checks that there is a hash. */
  public GetCFilterV2 {
    Objects.requireNonNull(block, "block");
  }

  @Override
  public String command() {
    return "getcfilterv2";
  }

  @Override
  public String toString() {
    return "getcfilterv2, " + block;
  }

  private static final class Codec implements PayloadCodec<GetCFilterV2> {

    @Override
    public GetCFilterV2 decode(PayloadReader in, WireFormat format) throws PayloadException {
      Gates.requireOnRead("getcfilterv2", DecredProtocolVersion.CFILTER_V2, format);
      return new GetCFilterV2(in.readHash("block hash"));
    }

    @Override
    public int size(GetCFilterV2 message, WireFormat format) {
      Gates.requireOnWrite("getcfilterv2", DecredProtocolVersion.CFILTER_V2, format);
      return Hash.LENGTH;
    }

    @Override
    public void encode(GetCFilterV2 message, PayloadWriter out, WireFormat format) {
      out.writeHash(message.block);
    }
  }
}
