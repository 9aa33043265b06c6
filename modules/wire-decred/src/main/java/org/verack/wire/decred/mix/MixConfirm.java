package org.verack.wire.decred.mix;

import java.util.List;
import java.util.Objects;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ViolationException;
import org.verack.wire.codec.HashList;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.decred.chain.Transaction;

/**
 * The last step of mixing: the transaction, signed by one of those who take part.
 *
 * {@snippet :
 * var mine = new MixConfirm(signature, identity, session, 0, transaction, List.of());
 * Bytes payload = network.messages().encode(mine, format);
 * var read = (MixConfirm) network.messages().decode("mixconfirm", payload, format);
 * assert read.mix().txid().equals(transaction.txid()); // the same for all who take part
 * }
 *
 * @param signature 64 bytes
 * @param identity 33 bytes
 * @param session 32 bytes
 * @param run which attempt this is, 0 to 2^32 - 1
 * @param mix the transaction
 * @param seen hashes of mixes, at most 512
 */
public record MixConfirm(
    Bytes signature, Bytes identity, Bytes session, long run, Transaction mix, List<Hash> seen)
    implements MixSessionMessage {

  /** The command, the codec and the limits. */
  public static final MessageType<MixConfirm> TYPE =
      MessageType.of("mixconfirm", MixConfirm.class, new Codec(), 1_016_520);

  /**
   * Checks the parts and copies the lists.
   *
   * @throws IllegalArgumentException if a length does not fit or a number is out of range
   */
  public MixConfirm {
    MixCodec.requireSession(signature, identity, session, run);
    Objects.requireNonNull(mix, "mix");
    seen = HashList.copyOf(seen);
  }

  @Override
  public String command() {
    return "mixconfirm";
  }

  @Override
  public String toString() {
    return MixCodec.describe(this);
  }

  private static final class Codec extends MixCodec<MixConfirm> {

    Codec() {
      super("mixconfirm");
    }

    @Override
    MixConfirm body(Bytes signature, Bytes identity, PayloadReader in)
        throws PayloadException, ViolationException {
      Bytes session = session(in);
      long run = in.readU32("run");
      Transaction mix = Transaction.read(in);
      return new MixConfirm(signature, identity, session, run, mix, seen(in));
    }

    @Override
    int bodySize(MixConfirm message) {
      return Math.addExact(SESSION + HashList.sizeOf(message.seen), message.mix.size());
    }

    @Override
    void writeBody(MixConfirm message, PayloadWriter out) {
      writeSession(message, out);
      out.writeBytes(message.mix.bytes());
      writeSeen(message, out);
    }
  }
}
