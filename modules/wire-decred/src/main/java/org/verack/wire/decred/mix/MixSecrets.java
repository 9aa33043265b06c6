package org.verack.wire.decred.mix;

import java.util.List;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ViolationException;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.HashList;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.decred.codec.FixedList;
import org.verack.wire.decred.codec.Limits;
import org.verack.wire.decred.codec.ShortBytesList;

/**
 * Reveals the secrets of a run that failed, so that the one who disturbed it is found.
 *
 * {@snippet :
 * var secrets = new MixSecrets(signature, identity, session, 0, seed, List.of(), List.of(), hashes);
 * var unsigned =
 *     new MixSecrets(
 *         Bytes.wrap(new byte[64]), identity, session, 0, seed, List.of(), List.of(), List.of());
 * assert secrets.commitment().equals(unsigned.hash()); // neither signature nor what was seen counts
 * }
 *
 * @param signature 64 bytes
 * @param identity 33 bytes
 * @param session 32 bytes
 * @param run which attempt this is, 0 to 2^32 - 1
 * @param seed from which everything was made, 32 bytes
 * @param slotReservations the messages of the slot reservation, at most {@value #MAX_MESSAGES},
 *     more are a violation; each of at most {@value #MAX_RESERVATION} bytes
 * @param vectors the mixed messages, at most {@value #MAX_MESSAGES}, more are a violation; each of
 *     {@value MixDCNet#VECTOR_LENGTH} bytes
 * @param seen hashes of secrets, at most 512
 */
public record MixSecrets(
    Bytes signature,
    Bytes identity,
    Bytes session,
    long run,
    Bytes seed,
    List<Bytes> slotReservations,
    List<Bytes> vectors,
    List<Hash> seen)
    implements MixSessionMessage {

  /** The length of a seed in bytes. */
  public static final int SEED_LENGTH = 32;

  /** The most messages of each kind. */
  public static final int MAX_MESSAGES = 1024;

  /** The longest message of a slot reservation in bytes. */
  public static final int MAX_RESERVATION = 32;

  /** The command, the codec and the limits. */
  public static final MessageType<MixSecrets> TYPE =
      MessageType.of("mixsecrets", MixSecrets.class, new Codec(), 70_831);

  /**
   * Checks the parts and copies the lists.
   *
   * @throws IllegalArgumentException if a length does not fit or a number is out of range
   */
  public MixSecrets {
    MixCodec.requireSession(signature, identity, session, run);
    Limits.requireLength("a seed", seed, SEED_LENGTH);
    slotReservations = ShortBytesList.copyOf(slotReservations);
    vectors = FixedList.copyOf("a vector", vectors, MixDCNet.VECTOR_LENGTH);
    seen = HashList.copyOf(seen);
  }

  /**
   * Computes the commitment to these secrets that the key exchange carries.
   *
   * @return the hash of this message with a signature of zeros and nothing seen
   */
  public Hash commitment() {
    Bytes unsigned = Bytes.wrap(new byte[SIGNATURE_LENGTH]);
    return new MixSecrets(
            unsigned, identity, session, run, seed, slotReservations, vectors, List.of())
        .hash();
  }

  @Override
  public String command() {
    return "mixsecrets";
  }

  @Override
  public String toString() {
    return MixCodec.describe(this);
  }

  private static final class Codec extends MixCodec<MixSecrets> {

    Codec() {
      super("mixsecrets");
    }

    @Override
    MixSecrets body(Bytes signature, Bytes identity, PayloadReader in)
        throws PayloadException, ViolationException {
      Bytes session = session(in);
      long run = in.readU32("run");
      Bytes seed = fixed(in, "seed", SEED_LENGTH);
      int count = in.readCountOrViolation("slot reservations", MAX_MESSAGES, 1);
      List<Bytes> reservations =
          ShortBytesList.read(in, "slot reservation", MAX_RESERVATION, count);
      int vectorCount = in.readCountOrViolation("vectors", MAX_MESSAGES, 1);
      if (vectorCount > 0) {
        readVectorLength(in);
      }
      in.require(vectorCount * MixDCNet.VECTOR_LENGTH, "vectors");
      List<Bytes> vectors = FixedList.read(in, MixDCNet.VECTOR_LENGTH, vectorCount);
      return new MixSecrets(
          signature, identity, session, run, seed, reservations, vectors, seen(in));
    }

    @Override
    int bodySize(MixSecrets message) {
      return Math.addExact(
          SESSION
              + SEED_LENGTH
              + CompactSize.size(message.slotReservations.size())
              + CompactSize.size(message.vectors.size())
              + (message.vectors.isEmpty() ? 0 : 1)
              + HashList.sizeOf(message.seen),
          Math.addExact(
              ShortBytesList.sizeOf(message.slotReservations),
              Math.multiplyExact(message.vectors.size(), MixDCNet.VECTOR_LENGTH)));
    }

    @Override
    void writeBody(MixSecrets message, PayloadWriter out) {
      writeSession(message, out);
      out.writeBytes(message.seed);
      out.writeCount("slot reservations", message.slotReservations.size(), MAX_MESSAGES);
      ShortBytesList.write("slot reservation", message.slotReservations, MAX_RESERVATION, out);
      out.writeCount("vectors", message.vectors.size(), MAX_MESSAGES);
      if (!message.vectors.isEmpty()) {
        out.writeCompactSize(MixDCNet.VECTOR_LENGTH);
        FixedList.write(message.vectors, out);
      }
      writeSeen(message, out);
    }
  }
}
