package org.verack.wire.message;

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
 * Asks for every thousandth filter header up to a block (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0157.mediawiki">BIP 157</a>); answered by
 * {@link CFCheckpt}.
 *
 * {@snippet :
 * CompletableFuture<CFCheckpt> answer = new CompletableFuture<>();
 * peer.on(CFCheckpt.class, (from, message) -> answer.complete(message));
 * peer.send(new GetCFCheckpt(BlockFilter.BASIC, hash));
 *
 * assert answer.get().stop().equals(hash);
 * assert answer.get().filterHeaders().isEmpty(); // this chain has no thousandth block yet
 * }
 *
 * @param filterType the type of filter, 0 to 255
 * @param stop the hash of the last block
 */
public record GetCFCheckpt(int filterType, Hash stop) implements Message {

  /** The command, the codec and the limits. */
  public static final MessageType<GetCFCheckpt> TYPE =
      new MessageType<>("getcfcheckpt", GetCFCheckpt.class, new Codec(), 33, 26);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the filter type is out of range
   */
  public GetCFCheckpt {
    Limits.requireU8("filter type", filterType);
    Objects.requireNonNull(stop, "stop");
  }

  @Override
  public String command() {
    return "getcfcheckpt";
  }

  @Override
  public String toString() {
    return "getcfcheckpt, type " + filterType + " to " + stop;
  }

  private static final class Codec implements PayloadCodec<GetCFCheckpt> {

    @Override
    public GetCFCheckpt decode(PayloadReader in, WireFormat format) throws PayloadException {
      return new GetCFCheckpt(in.readU8("filter type"), in.readHash("stop hash"));
    }

    @Override
    public int size(GetCFCheckpt message, WireFormat format) {
      return 1 + Hash.LENGTH;
    }

    @Override
    public void encode(GetCFCheckpt message, PayloadWriter out, WireFormat format) {
      out.writeU8(message.filterType);
      out.writeHash(message.stop);
    }
  }
}
