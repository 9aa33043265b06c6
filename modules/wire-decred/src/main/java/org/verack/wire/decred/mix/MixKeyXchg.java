package org.verack.wire.decred.mix;

import java.util.List;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ViolationException;
import org.verack.wire.codec.HashList;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.decred.codec.Limits;

/**
 * The second step of mixing: each one's keys for this run, and a commitment to its secrets.
 *
 * {@snippet :
 * var secrets =
 *     new MixSecrets(signature, identity, session, 0, seed, List.of(), List.of(), List.of());
 * MixKeyXchg first = new MixKeyXchg(
 *     signature, identity, session, 1_750_000_000, 0, 2,
 *     Bytes.wrap(new byte[MixKeyXchg.ECDH_LENGTH]),
 *     Bytes.wrap(new byte[MixKeyXchg.POST_QUANTUM_LENGTH]),
 *     Bytes.wrap(secrets.commitment().toArray()),
 *     List.of());
 * assert first.commitment().length() == 32; // binds its sender to what it may have to reveal
 * }
 *
 * @param signature 64 bytes
 * @param identity 33 bytes
 * @param session 32 bytes
 * @param epoch the time of the mix, in seconds since 1970, any 64 bits
 * @param run which attempt this is, 0 to 2^32 - 1
 * @param position the place among those who take part, 0 to 2^32 - 1
 * @param ecdh a public key, {@value #ECDH_LENGTH} bytes
 * @param postQuantum a public key that quantum computers do not break, {@value
 *     #POST_QUANTUM_LENGTH} bytes
 * @param commitment the {@linkplain MixSecrets#commitment() commitment} to the secrets, 32 bytes
 * @param seen hashes of pairing requests, at most 512
 */
public record MixKeyXchg(
    Bytes signature,
    Bytes identity,
    Bytes session,
    long epoch,
    long run,
    long position,
    Bytes ecdh,
    Bytes postQuantum,
    Bytes commitment,
    List<Hash> seen)
    implements MixSessionMessage {

  /** The length of the first key in bytes. */
  public static final int ECDH_LENGTH = 33;

  /** The length of the second key in bytes. */
  public static final int POST_QUANTUM_LENGTH = 1218;

  /** The command, the codec and the limits. */
  public static final MessageType<MixKeyXchg> TYPE =
      MessageType.of("mixkeyxchg", MixKeyXchg.class, new Codec(), 17_815);

  /**
   * Checks the parts and copies the lists.
   *
   * @throws IllegalArgumentException if a length does not fit or a number is out of range
   */
  public MixKeyXchg {
    MixCodec.requireSession(signature, identity, session, run);
    Limits.requireU32("position", position);
    Limits.requireLength("a key", ecdh, ECDH_LENGTH);
    Limits.requireLength("a post-quantum key", postQuantum, POST_QUANTUM_LENGTH);
    Limits.requireLength("a commitment", commitment, Hash.LENGTH);
    seen = HashList.copyOf(seen);
  }

  @Override
  public String command() {
    return "mixkeyxchg";
  }

  @Override
  public String toString() {
    return MixCodec.describe(this);
  }

  private static final class Codec extends MixCodec<MixKeyXchg> {

    Codec() {
      super("mixkeyxchg");
    }

    @Override
    MixKeyXchg body(Bytes signature, Bytes identity, PayloadReader in)
        throws PayloadException, ViolationException {
      Bytes session = session(in);
      long epoch = in.readI64("epoch");
      long run = in.readU32("run");
      long position = in.readU32("position");
      Bytes ecdh = fixed(in, "key", ECDH_LENGTH);
      Bytes postQuantum = fixed(in, "post-quantum key", POST_QUANTUM_LENGTH);
      Bytes commitment = fixed(in, "commitment", Hash.LENGTH);
      return new MixKeyXchg(
          signature,
          identity,
          session,
          epoch,
          run,
          position,
          ecdh,
          postQuantum,
          commitment,
          seen(in));
    }

    @Override
    int bodySize(MixKeyXchg message) {
      return SESSION
          + 8
          + 4
          + ECDH_LENGTH
          + POST_QUANTUM_LENGTH
          + Hash.LENGTH
          + HashList.sizeOf(message.seen);
    }

    @Override
    void writeBody(MixKeyXchg message, PayloadWriter out) {
      out.writeBytes(message.session);
      out.writeI64(message.epoch);
      out.writeU32(message.run);
      out.writeU32(message.position);
      out.writeBytes(message.ecdh);
      out.writeBytes(message.postQuantum);
      out.writeBytes(message.commitment);
      writeSeen(message, out);
    }
  }
}
