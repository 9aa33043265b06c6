package org.verack.wire.message;

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
import org.verack.wire.role.CoreLimited;
import org.verack.wire.role.LocatorMessage;

/**
 * Asks for the headers after the first block of the locator that the other side has. With an empty
 * locator it asks for the one header whose hash is the stop hash. Answered by {@link Headers} with
 * at most 2,000 of them; a node that is still catching up, or has nothing newer, may say nothing.
 * Exists from protocol version 31800 on; it has no BIP.
 *
 * {@snippet :
 * List<Hash> locator = Locator.of(hashes::get, 20); // we have blocks up to height 20
 * GetHeaders question = new GetHeaders(70016, locator, Hash.ZERO);
 * question.requireCoreLimits(); // not more than 101 hashes
 *
 * CompletableFuture<Headers> answer = new CompletableFuture<>();
 * peer.on(Headers.class, (from, message) -> answer.complete(message));
 * peer.send(question);
 * assert answer.get().header(0).previousBlock().equals(hashes.get(20));
 * }
 *
 * @param version the sender's protocol version; nobody looks at it
 * @param locator hashes of blocks that the sender has, the newest first (see {@link Locator}); at
 *     most {@value #MAX_LOCATOR}, of which Bitcoin Core takes {@value #CORE_MAX_LOCATOR}
 * @param stop the last block that is wanted, or {@link Hash#ZERO} for as many as are given
 */
public record GetHeaders(int version, List<Hash> locator, Hash stop)
    implements CoreLimited, LocatorMessage {

  /** The most hashes that the layout takes. */
  public static final int MAX_LOCATOR = LocatorBody.MAX_LOCATOR;

  /** The most hashes that Bitcoin Core takes; it disconnects over more. */
  public static final int CORE_MAX_LOCATOR = LocatorBody.CORE_MAX_LOCATOR;

  /** The command, the codec and the limits. */
  public static final MessageType<GetHeaders> TYPE =
      new MessageType<>("getheaders", GetHeaders.class, new Codec(), Limits.ANY_PAYLOAD, 12);

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
  public void requireCoreLimits() throws ViolationException {
    LocatorBody.requireCoreLimits("getheaders", locator);
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
