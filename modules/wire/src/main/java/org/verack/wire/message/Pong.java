package org.verack.wire.message;

import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.Gates;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.role.PongMessage;

/**
 * Answers a {@link Ping}; exists above protocol version 60000 (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0031.mediawiki">BIP 31</a>).
 *
 * <p>A pong that is too short is a fault of the payload. The engine then takes its ping back, as
 * Bitcoin Core does.
 *
 * {@snippet :
 * Message pong = network.messages().decode("pong", Bytes.ofHex("0700000000000000"), format);
 * assert pong.equals(new Pong(7));
 *
 * // Who measures need not listen for it: the engine sends the ping and times the answer.
 * Duration roundTrip = peer.ping(Duration.ofSeconds(10));
 * assert !roundTrip.isNegative();
 * }
 *
 * @param nonce the number of the ping
 */
public record Pong(long nonce) implements PongMessage {

  /** The command, the codec and the limits. */
  public static final MessageType<Pong> TYPE =
      new MessageType<>("pong", Pong.class, new Codec(), 8, 19);

  @Override
  public String command() {
    return "pong";
  }

  @Override
  public String toString() {
    return "pong " + Long.toHexString(nonce);
  }

  private static final class Codec implements PayloadCodec<Pong> {

    private static final int SINCE = ProtocolVersion.BIP31 + 1;

    @Override
    public Pong decode(PayloadReader in, WireFormat format) throws PayloadException {
      Gates.requireOnRead("pong", SINCE, format);
      return new Pong(in.readI64("nonce"));
    }

    @Override
    public int size(Pong message, WireFormat format) {
      Gates.requireOnWrite("pong", SINCE, format);
      return 8;
    }

    @Override
    public void encode(Pong message, PayloadWriter out, WireFormat format) {
      out.writeI64(message.nonce);
    }
  }
}
