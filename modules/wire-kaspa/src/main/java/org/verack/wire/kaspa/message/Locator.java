package org.verack.wire.kaspa.message;

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

/**
 * Some blocks between two, ever wider apart, as the answer to {@link GetLocator}.
 *
 * {@snippet :
 * List<Hash> steps =
 *     peer.request(KaspaRequests.locator(hash, network.genesisHash()), Duration.ofMinutes(1));
 * assert steps.getFirst().equals(hash) && steps.getLast().equals(network.genesisHash());
 * assert steps.size() < 10; // of 31 blocks: ever wider apart
 * Bytes payload = network.messages().encode(new Locator(steps), format);
 * assert payload.length() == 1 + 32 * steps.size();
 * }
 *
 * @param hashes the hashes, the newest first; at most {@value #MAX_HASHES}, more are a violation
 *     when read and cannot be written
 */
public record Locator(List<Hash> hashes) implements Message {

  /** The most hashes. */
  public static final int MAX_HASHES = 500;

  /** One hash too many is a violation; a tighter limit would make it a mere payload fault. */
  private static final int ANY_PAYLOAD = 4_000_000;

  /** The command, the codec and the limits. */
  public static final MessageType<Locator> TYPE =
      MessageType.of("locator", Locator.class, new Codec(), ANY_PAYLOAD);

  /** Copies the list. */
  public Locator {
    hashes = HashList.copyOf(hashes);
  }

  @Override
  public String command() {
    return "locator";
  }

  @Override
  public String toString() {
    return hashes.isEmpty()
        ? "locator, no hashes"
        : "locator, "
            + hashes.size()
            + (hashes.size() == 1 ? " hash" : " hashes")
            + " from "
            + hashes.get(0)
            + " to "
            + hashes.get(hashes.size() - 1);
  }

  private static final class Codec implements PayloadCodec<Locator> {

    @Override
    public Locator decode(PayloadReader in, WireFormat format)
        throws PayloadException, ViolationException {
      int count = in.readCountOrViolation("locator hashes", MAX_HASHES, Hash.LENGTH);
      return new Locator(HashList.read(in, count));
    }

    @Override
    public int size(Locator message, WireFormat format) {
      return HashList.sizeOf(message.hashes);
    }

    @Override
    public void encode(Locator message, PayloadWriter out, WireFormat format) {
      out.writeCount("locator hashes", message.hashes.size(), MAX_HASHES);
      HashList.write(message.hashes, out);
    }
  }
}
