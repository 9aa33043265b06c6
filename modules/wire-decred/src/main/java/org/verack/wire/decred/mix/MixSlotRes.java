package org.verack.wire.decred.mix;

import java.util.List;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFault;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.HashList;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.decred.codec.ShortBytesList;

/**
 * The fourth step of mixing: the reservation of slots, as a mix of field elements.
 *
 * {@snippet :
 * List<Bytes> values = Collections.nCopies(2 * 3, Bytes.ofHex("07"));
 * MixSlotRes said = new MixSlotRes(signature, identity, session, 0, 2, 3, values, List.of());
 * int message = 1, participant = 2;
 * assert said.values().get(message * said.peers() + participant).equals(Bytes.ofHex("07"));
 * }
 *
 * @param signature 64 bytes
 * @param identity 33 bytes
 * @param session 32 bytes
 * @param run which attempt this is, 0 to 2^32 - 1
 * @param messages how many messages are mixed, 1 to {@value #MAX_MESSAGES}
 * @param peers how many take part, 1 to {@value #MAX_PEERS}
 * @param values for each message a value for each peer: {@code messages * peers} values of at most
 *     {@value #MAX_VALUE} bytes; of a received message a view
 * @param seen hashes of ciphertexts, at most 512
 */
public record MixSlotRes(
    Bytes signature,
    Bytes identity,
    Bytes session,
    long run,
    int messages,
    int peers,
    List<Bytes> values,
    List<Hash> seen)
    implements MixSessionMessage {

  /** The most messages that are mixed; more are a violation. */
  public static final int MAX_MESSAGES = 1024;

  /** The most that take part; more are a violation. */
  public static final int MAX_PEERS = 512;

  /** The longest value in bytes. */
  public static final int MAX_VALUE = 32;

  /** The command, the codec and the limits. */
  public static final MessageType<MixSlotRes> TYPE =
      MessageType.of("mixslotres", MixSlotRes.class, new Codec(), 17_318_030);

  /**
   * Checks the parts and copies the lists.
   *
   * @throws IllegalArgumentException if a length does not fit or a number is out of range
   */
  public MixSlotRes {
    MixCodec.requireSession(signature, identity, session, run);
    values = ShortBytesList.copyOf(values);
    seen = HashList.copyOf(seen);
    if (messages < 1 || peers < 1 || values.size() != (long) messages * peers) {
      throw new IllegalArgumentException(
          values.size() + " values for " + messages + " messages of " + peers + " peers");
    }
  }

  @Override
  public String command() {
    return "mixslotres";
  }

  @Override
  public String toString() {
    return MixCodec.describe(this);
  }

  private static final class Codec extends MixCodec<MixSlotRes> {

    Codec() {
      super("mixslotres");
    }

    @Override
    MixSlotRes body(Bytes signature, Bytes identity, PayloadReader in)
        throws PayloadException, ViolationException {
      Bytes session = session(in);
      long run = in.readU32("run");
      int messages = positive(in, "messages", MAX_MESSAGES);
      int peers = positive(in, "peers", MAX_PEERS);
      // Each value has at least its length.
      in.require(messages * peers, "values");
      List<Bytes> values = ShortBytesList.read(in, "value", MAX_VALUE, messages * peers);
      return new MixSlotRes(signature, identity, session, run, messages, peers, values, seen(in));
    }

    private static int positive(PayloadReader in, String what, int limit)
        throws PayloadException, ViolationException {
      int at = in.offset();
      int count = dimension(in, what, limit);
      if (count == 0) {
        throw new PayloadException(WireFault.BAD_VALUE, "a mix of no " + what, at);
      }
      return count;
    }

    @Override
    int bodySize(MixSlotRes message) {
      return Math.addExact(
          SESSION
              + CompactSize.size(message.messages)
              + CompactSize.size(message.peers)
              + HashList.sizeOf(message.seen),
          ShortBytesList.sizeOf(message.values));
    }

    @Override
    void writeBody(MixSlotRes message, PayloadWriter out) {
      writeSession(message, out);
      out.writeCount("messages", message.messages, MAX_MESSAGES);
      out.writeCount("peers", message.peers, MAX_PEERS);
      ShortBytesList.write("value", message.values, MAX_VALUE, out);
      writeSeen(message, out);
    }
  }
}
