package org.verack.wire.kaspa.message;

import java.util.Objects;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.kaspa.chain.SubnetworkId;

/**
 * Asks for addresses of nodes.
 *
 * {@snippet :
 * List<TimedAddress> known = new CopyOnWriteArrayList<>();
 * peer.on(Addr.class, (from, told) -> known.addAll(told.addresses()));
 * peer.send(new GetAddr(AddressScope.FULL_NODES));
 * }
 *
 * @param scope of which
 */
public record GetAddr(AddressScope scope) implements Message {

  /** The command, the codec and the limits. */
  public static final MessageType<GetAddr> TYPE =
      MessageType.of("getaddr", GetAddr.class, new Codec(), 1 + 1 + SubnetworkId.LENGTH);

  /** Checks that there is a scope. */
  public GetAddr {
    Objects.requireNonNull(scope, "scope");
  }

  @Override
  public String command() {
    return "getaddr";
  }

  @Override
  public String toString() {
    return "getaddr, " + scope;
  }

  private static final class Codec implements PayloadCodec<GetAddr> {

    @Override
    public GetAddr decode(PayloadReader in, WireFormat format) throws PayloadException {
      return new GetAddr(AddressScope.read(in));
    }

    @Override
    public int size(GetAddr message, WireFormat format) {
      return message.scope.size();
    }

    @Override
    public void encode(GetAddr message, PayloadWriter out, WireFormat format) {
      message.scope.write(out);
    }
  }
}
