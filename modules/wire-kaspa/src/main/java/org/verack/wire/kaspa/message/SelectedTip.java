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
 * Tells the block that the sender takes for the newest, as the answer to {@link GetSelectedTip}.
 *
 * {@snippet :
 * SelectedTip tip = new SelectedTip(hash);
 * Bytes payload = network.messages().encode(tip, format);
 * assert payload.length() == Hash.LENGTH;
 * assert network.messages().decode("selectedtip", payload, format).equals(tip);
 * }
 *
 * @param hash its hash
 */
public record SelectedTip(Hash hash) implements Message {

  /** The command, the codec and the limits. */
  public static final MessageType<SelectedTip> TYPE =
      MessageType.of("selectedtip", SelectedTip.class, new Codec(), Hash.LENGTH);

  /** Checks that there is a hash. */
  public SelectedTip {
    Objects.requireNonNull(hash, "hash");
  }

  @Override
  public String command() {
    return "selectedtip";
  }

  @Override
  public String toString() {
    return "selectedtip " + hash;
  }

  private static final class Codec implements PayloadCodec<SelectedTip> {

    @Override
    public SelectedTip decode(PayloadReader in, WireFormat format) throws PayloadException {
      return new SelectedTip(in.readHash("hash"));
    }

    @Override
    public int size(SelectedTip message, WireFormat format) {
      return Hash.LENGTH;
    }

    @Override
    public void encode(SelectedTip message, PayloadWriter out, WireFormat format) {
      out.writeHash(message.hash);
    }
  }
}
