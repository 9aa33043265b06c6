package org.verack.wire.message;

import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.role.PingMessage;

/**
 * Asks whether the other side is there. Up to protocol version 60000 it has no payload and no
 * answer (<a href="https://github.com/bitcoin/bips/blob/master/bip-0031.mediawiki">BIP 31</a>).
 *
 * {@snippet :
 * BlockingQueue<Long> nonces = new LinkedBlockingQueue<>();
 * peer.on(Pong.class, (from, pong) -> nonces.add(pong.nonce()));
 * peer.send(new Ping(7));
 * while (nonces.take() != 7) {
 *   // The engine sends pings of its own, whose pongs come here, too.
 * }
 *
 * // Before BIP 31 it was empty, and had no answer.
 * assert network.encode(new Ping(7), WireFormat.base(60000)).payload().isEmpty();
 * }
 *
 * @param nonce the number that {@link Pong} repeats; 0 where the version has none
 */
public record Ping(long nonce) implements PingMessage {

  /** The command, the codec and the limits. */
  public static final MessageType<Ping> TYPE =
      new MessageType<>("ping", Ping.class, new Codec(), 8, 18);

  @Override
  public String command() {
    return "ping";
  }

  @Override
  public String toString() {
    return "ping " + Long.toHexString(nonce);
  }

  private static final class Codec implements PayloadCodec<Ping> {

    private static boolean hasNonce(WireFormat format) {
      return format.protocolVersion() > ProtocolVersion.BIP31;
    }

    @Override
    public Ping decode(PayloadReader in, WireFormat format) throws PayloadException {
      if (!hasNonce(format)) {
        // Also where bytes left over are forgiven: at these versions the message has none.
        in.expectEnd("ping");
        return new Ping(0);
      }
      return new Ping(in.readI64("nonce"));
    }

    @Override
    public int size(Ping message, WireFormat format) {
      return hasNonce(format) ? 8 : 0;
    }

    @Override
    public void encode(Ping message, PayloadWriter out, WireFormat format) {
      if (hasNonce(format)) {
        out.writeI64(message.nonce);
      }
    }
  }
}
