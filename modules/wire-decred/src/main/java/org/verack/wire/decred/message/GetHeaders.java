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
 * Asks for the headers after the first block of the locator that the other side has. dcrd always
 * answers, if need be with none.
 *
 * @param version the sender's protocol version; nobody looks at it
 * @param locator hashes of blocks that the sender has, the newest first (see {@link
 *     org.verack.wire.message.Locator}); at most {@value #MAX_LOCATOR}, more are a violation
 * @param stop the last block that is wanted, or {@link Hash#ZERO} for as many as are given
 */
public record GetHeaders(int version, List<Hash> locator, Hash stop) implements LocatorMessage {

  /** The most hashes. */
  public static final int MAX_LOCATOR = LocatorBody.MAX_LOCATOR;

  /** The command, the codec and the limits. */
  public static final MessageType<GetHeaders> TYPE =
      MessageType.of("getheaders", GetHeaders.class, new Codec(), Limits.ANY_PAYLOAD);

  /** Copies the list. */
  public GetHeaders {
    locator = HashList.copyOf(locator);
    Objects.requireNonNull(stop, "stop");
  }

  @Override
  public String command() {
    return "getheaders";
  }

  @Override
  public String toString() {
    return body().describe("getheaders");
  }

  private LocatorBody body() {
    return new LocatorBody(version, locator, stop);
  }

  private static final class Codec implements PayloadCodec<GetHeaders> {

    @Override
    public GetHeaders decode(PayloadReader in, WireFormat format)
        throws PayloadException, ViolationException {
      LocatorBody body = LocatorBody.read(in);
      return new GetHeaders(body.version(), body.locator(), body.stop());
    }

    @Override
    public int size(GetHeaders message, WireFormat format) {
      return message.body().size();
    }

    @Override
    public void encode(GetHeaders message, PayloadWriter out, WireFormat format) {
      message.body().write(out);
    }
  }
}
