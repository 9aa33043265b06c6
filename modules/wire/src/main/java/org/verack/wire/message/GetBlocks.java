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
 * Asks for an {@code inv} of the blocks after the first one of the locator that the other side has:
 * at most 500 of them in Bitcoin Core. The way from before {@link GetHeaders}; it has no BIP.
 *
 * {@snippet :
 * CompletableFuture<Inv> answer = new CompletableFuture<>();
 * peer.on(Inv.class, (from, message) -> answer.complete(message));
 * peer.send(new GetBlocks(70016, List.of(network.genesisHash()), Hash.ZERO));
 *
 * assert answer.get().size() == 30; // 500 at most, and without any proof that they are a chain
 * assert answer.get().hash(29).equals(hash);
 * }
 *
 * @param version the sender's protocol version; nobody looks at it
 * @param locator hashes of blocks that the sender has, the newest first (see {@link Locator}); at
 *     most {@value #MAX_LOCATOR}, of which Bitcoin Core takes {@value #CORE_MAX_LOCATOR}
 * @param stop the last block that is wanted, or {@link Hash#ZERO} for as many as are given
 */
public record GetBlocks(int version, List<Hash> locator, Hash stop)
    implements CoreLimited, LocatorMessage {

  /** The most hashes that the layout takes. */
  public static final int MAX_LOCATOR = LocatorBody.MAX_LOCATOR;

  /** The most hashes that Bitcoin Core takes; it disconnects over more. */
  public static final int CORE_MAX_LOCATOR = LocatorBody.CORE_MAX_LOCATOR;

  /** The command, the codec and the limits. */
  public static final MessageType<GetBlocks> TYPE =
      new MessageType<>("getblocks", GetBlocks.class, new Codec(), Limits.ANY_PAYLOAD, 9);

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
  public void requireCoreLimits() throws ViolationException {
    LocatorBody.requireCoreLimits("getblocks", locator);
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
