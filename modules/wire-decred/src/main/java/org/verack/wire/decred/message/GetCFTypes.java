package org.verack.wire.decred.message;

import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.decred.DecredProtocolVersion;

/**
 * Asks which types of filters of the first version there are; answered by {@link CFTypes}.
 *
 * <p>Exists from protocol version 6 on.
 *
 * {@snippet :
 * List<Bytes> heard = new CopyOnWriteArrayList<>();
 * peer.on(CFTypes.class, (from, offered) -> heard.add(offered.types()));
 * Peer other = node.peers().getFirst(); // the other end of the line
 * other.on(GetCFTypes.class, (from, asked) -> from.send(new CFTypes(Bytes.ofHex("0001"))));
 * peer.send(GetCFTypes.INSTANCE);
 * time.awaitQuiet();
 * assert heard.equals(List.of(Bytes.ofHex("0001")));
 * }
 */
public record GetCFTypes() implements Message {

  /** The only value. */
  public static final GetCFTypes INSTANCE = new GetCFTypes();

  /** The command, the codec and the limits. */
  public static final MessageType<GetCFTypes> TYPE =
      MessageType.of(
          "getcftypes",
          GetCFTypes.class,
          PayloadCodec.empty(INSTANCE, DecredProtocolVersion.NODE_CF),
          0);

  @Override
  public String command() {
    return "getcftypes";
  }

  @Override
  public String toString() {
    return "getcftypes";
  }
}
