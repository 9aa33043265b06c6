package org.verack.wire.decred.message;

import java.util.ArrayList;
import java.util.List;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.RemoteText;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.Gates;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.decred.DecredProtocolVersion;
import org.verack.wire.decred.codec.Limits;
import org.verack.wire.decred.codec.StrictAscii;

/**
 * Asks for what a node needs to go on with mining and voting; answered by {@link InitState}. dcrd
 * answers it once on a connection and bans who asks again.
 *
 * <p>Exists from protocol version 8 on.
 *
 * {@snippet :
 * var question = new GetInitState(List.of(GetInitState.HEAD_BLOCKS, GetInitState.HEAD_BLOCK_VOTES));
 * InitState answer = peer.request(DecredRequests.initState(question.types()), Duration.ofMinutes(1));
 * assert answer.blocks().equals(List.of(hash)) && answer.votes().isEmpty();
 * }
 *
 * @param types what is wanted, such as {@link #HEAD_BLOCKS}: at most {@value #MAX_TYPES} texts of
 *     printable ASCII, each of at most {@value #MAX_TYPE_LENGTH} characters; more texts are a
 *     violation
 */
public record GetInitState(List<String> types) implements Message {

  /** The blocks at the head of the chain. */
  public static final String HEAD_BLOCKS = "headblocks";

  /** The votes on these blocks. */
  public static final String HEAD_BLOCK_VOTES = "headblockvotes";

  /** Spends of the treasury that wait for votes. */
  public static final String TREASURY_SPENDS = "tspends";

  /** The most types. */
  public static final int MAX_TYPES = 32;

  /** The longest type. */
  public static final int MAX_TYPE_LENGTH = 32;

  /** The command, the codec and the limits. */
  public static final MessageType<GetInitState> TYPE =
      MessageType.of("getinitstate", GetInitState.class, new Codec(), Limits.ANY_PAYLOAD);

  /** Copies the list. */
  public GetInitState {
    types = List.copyOf(types);
  }

  @Override
  public String command() {
    return "getinitstate";
  }

  @Override
  public String toString() {
    return "getinitstate, " + RemoteText.escape(types.toString());
  }

  private static final class Codec implements PayloadCodec<GetInitState> {

    @Override
    public GetInitState decode(PayloadReader in, WireFormat format)
        throws PayloadException, ViolationException {
      Gates.requireOnRead("getinitstate", DecredProtocolVersion.INIT_STATE, format);
      int count = in.readCountOrViolation("types", MAX_TYPES, 1);
      List<String> types = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        types.add(StrictAscii.read(in, "type", MAX_TYPE_LENGTH));
      }
      return new GetInitState(types);
    }

    @Override
    public int size(GetInitState message, WireFormat format) {
      Gates.requireOnWrite("getinitstate", DecredProtocolVersion.INIT_STATE, format);
      int size = CompactSize.size(message.types.size());
      for (String type : message.types) {
        size = Math.addExact(size, StrictAscii.size(type));
      }
      return size;
    }

    @Override
    public void encode(GetInitState message, PayloadWriter out, WireFormat format) {
      out.writeCount("types", message.types.size(), MAX_TYPES);
      message.types.forEach(type -> StrictAscii.write("type", type, MAX_TYPE_LENGTH, out));
    }
  }
}
