package org.verack.wire.decred.mix;

import java.util.List;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFault;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.Gates;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.decred.DecredProtocolVersion;
import org.verack.wire.decred.codec.Hashes;
import org.verack.wire.decred.codec.Limits;

/** What the codecs of all messages for mixing have in common. */
abstract class MixCodec<M extends MixMessage> implements PayloadCodec<M> {

  private static final int HEAD = MixMessage.SIGNATURE_LENGTH + MixMessage.IDENTITY_LENGTH;

  private final String command;

  MixCodec(String command) {
    this.command = command;
  }

  /** Reads what follows signature and identity. */
  abstract M body(Bytes signature, Bytes identity, PayloadReader in)
      throws PayloadException, ViolationException;

  /** Returns the size of what follows signature and identity. */
  abstract int bodySize(M message);

  /** Writes what follows signature and identity. */
  abstract void writeBody(M message, PayloadWriter out);

  @Override
  public final M decode(PayloadReader in, WireFormat format)
      throws PayloadException, ViolationException {
    Gates.requireOnRead(command, DecredProtocolVersion.MIX, format);
    in.require(HEAD, "signature and identity");
    Bytes signature = in.readBytes(MixMessage.SIGNATURE_LENGTH);
    return body(signature, in.readBytes(MixMessage.IDENTITY_LENGTH), in);
  }

  /** Refuses what is read and yet not written. */
  void requireWritable(M message) {}

  @Override
  public final int size(M message, WireFormat format) {
    Gates.requireOnWrite(command, DecredProtocolVersion.MIX, format);
    requireWritable(message);
    return HEAD + bodySize(message);
  }

  @Override
  public final void encode(M message, PayloadWriter out, WireFormat format) {
    write(message, out);
  }

  private void write(M message, PayloadWriter out) {
    out.writeBytes(message.signature());
    out.writeBytes(message.identity());
    writeBody(message, out);
  }

  /** Gives the payload of a message, for its hash; also of one that is not written to a peer. */
  static Bytes serialize(MixMessage message) {
    return switch (message) {
      case MixPairReq m -> serialize(MixPairReq.TYPE, m);
      case MixKeyXchg m -> serialize(MixKeyXchg.TYPE, m);
      case MixCphrTxt m -> serialize(MixCphrTxt.TYPE, m);
      case MixSlotRes m -> serialize(MixSlotRes.TYPE, m);
      case MixFactPoly m -> serialize(MixFactPoly.TYPE, m);
      case MixDCNet m -> serialize(MixDCNet.TYPE, m);
      case MixConfirm m -> serialize(MixConfirm.TYPE, m);
      case MixSecrets m -> serialize(MixSecrets.TYPE, m);
    };
  }

  private static <M extends MixMessage> Bytes serialize(MessageType<M> type, M message) {
    MixCodec<M> codec = (MixCodec<M>) type.codec();
    PayloadWriter out = new PayloadWriter(HEAD + codec.bodySize(message));
    codec.write(message, out);
    return out.finish();
  }

  // What the messages of a session share.

  static final int SESSION = MixSessionMessage.SESSION_LENGTH + 4;

  static Bytes session(PayloadReader in) throws PayloadException {
    return fixed(in, "session", MixSessionMessage.SESSION_LENGTH);
  }

  static Bytes fixed(PayloadReader in, String what, int length) throws PayloadException {
    in.require(length, what);
    return in.readBytes(length);
  }

  static List<Hash> seen(PayloadReader in) throws PayloadException, ViolationException {
    return Hashes.read(in, "seen messages", MixSessionMessage.MAX_SEEN);
  }

  static void readVectorLength(PayloadReader in) throws PayloadException {
    int at = in.offset();
    long length = in.readCompactSize("vector length");
    if (length != MixDCNet.VECTOR_LENGTH) {
      throw new PayloadException(
          WireFault.BAD_VALUE,
          "vectors of "
              + Long.toUnsignedString(length)
              + " bytes instead of "
              + MixDCNet.VECTOR_LENGTH,
          at);
    }
  }

  /** Reads one side of a matrix; how many parts there are, only both sides together say. */
  static int dimension(PayloadReader in, String what, int limit)
      throws PayloadException, ViolationException {
    int at = in.offset();
    long count = in.readCompactSize(what);
    if (Long.compareUnsigned(count, limit) > 0) {
      throw new ViolationException(
          WireFault.TOO_MANY, Long.toUnsignedString(count) + " " + what + ", limit " + limit, at);
    }
    return (int) count;
  }

  static void writeSession(MixSessionMessage message, PayloadWriter out) {
    out.writeBytes(message.session());
    out.writeU32(message.run());
  }

  static void writeSeen(MixSessionMessage message, PayloadWriter out) {
    Hashes.write("seen messages", message.seen(), MixSessionMessage.MAX_SEEN, out);
  }

  static void requireHead(Bytes signature, Bytes identity) {
    Limits.requireLength("a signature", signature, MixMessage.SIGNATURE_LENGTH);
    Limits.requireLength("an identity", identity, MixMessage.IDENTITY_LENGTH);
  }

  static void requireSession(Bytes signature, Bytes identity, Bytes session, long run) {
    requireHead(signature, identity);
    Limits.requireLength("a session", session, MixSessionMessage.SESSION_LENGTH);
    Limits.requireU32("run", run);
  }

  static String describe(MixMessage message) {
    String session =
        message instanceof MixSessionMessage each
            ? ", session " + each.session() + ", run " + each.run()
            : "";
    return message.command() + ", identity " + message.identity() + session;
  }
}
