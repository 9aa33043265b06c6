package org.verack.wire.decred.message;

import java.util.List;
import java.util.Objects;
import org.verack.wire.Hash;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.HashList;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.decred.codec.Limits;
import org.verack.wire.role.LocatorMessage;

/**
 * Asks for the hashes of up to 500 blocks after the first block of the locator that the other side
 * has; they come as an {@link Inv}.
 *
 * @param version the sender's protocol version; nobody looks at it
 * @param locator hashes of blocks that the sender has, the newest first (see {@link
 *     org.verack.wire.message.Locator}); at most {@value #MAX_LOCATOR}, more are a violation
 * @param stop the last block that is wanted, or {@link Hash#ZERO} for as many as are given
 */
public record GetBlocks(int version, List<Hash> locator, Hash stop) implements LocatorMessage {

  /** The most hashes. */
  public static final int MAX_LOCATOR = LocatorBody.MAX_LOCATOR;

  /** The command, the codec and the limits. */
  public static final MessageType<GetBlocks> TYPE =
      MessageType.of("getblocks", GetBlocks.class, new Codec(), Limits.ANY_PAYLOAD);

  /** Copies the list. */
  public GetBlocks {
    locator = HashList.copyOf(locator);
    Objects.requireNonNull(stop, "stop");
  }

  @Override
  public String command() {
    return "getblocks";
  }

  @Override
  public String toString() {
    return body().describe("getblocks");
  }

  private LocatorBody body() {
    return new LocatorBody(version, locator, stop);
  }

  private static final class Codec implements PayloadCodec<GetBlocks> {

    @Override
    public GetBlocks decode(PayloadReader in, WireFormat format)
        throws PayloadException, ViolationException {
      LocatorBody body = LocatorBody.read(in);
      return new GetBlocks(body.version(), body.locator(), body.stop());
    }

    @Override
    public int size(GetBlocks message, WireFormat format) {
      return message.body().size();
    }

    @Override
    public void encode(GetBlocks message, PayloadWriter out, WireFormat format) {
      message.body().write(out);
    }
  }
}
