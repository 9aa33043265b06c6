package org.verack.wire.decred;

import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.MessageSet;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.decred.chain.Block;
import org.verack.wire.decred.chain.Transaction;
import org.verack.wire.decred.codec.Limits;
import org.verack.wire.decred.codec.StrictAscii;
import org.verack.wire.decred.message.AddrV2;
import org.verack.wire.decred.message.CFHeaders;
import org.verack.wire.decred.message.CFTypes;
import org.verack.wire.decred.message.CFilter;
import org.verack.wire.decred.message.CFilterV2;
import org.verack.wire.decred.message.CFiltersV2;
import org.verack.wire.decred.message.FeeFilter;
import org.verack.wire.decred.message.GetCFHeaders;
import org.verack.wire.decred.message.GetCFTypes;
import org.verack.wire.decred.message.GetCFilter;
import org.verack.wire.decred.message.GetCFilterV2;
import org.verack.wire.decred.message.GetCFsV2;
import org.verack.wire.decred.message.GetData;
import org.verack.wire.decred.message.GetInitState;
import org.verack.wire.decred.message.GetMinings;
import org.verack.wire.decred.message.Headers;
import org.verack.wire.decred.message.InitState;
import org.verack.wire.decred.message.Inv;
import org.verack.wire.decred.message.MiningState;
import org.verack.wire.decred.message.NotFound;
import org.verack.wire.decred.message.Version;
import org.verack.wire.decred.mix.MixConfirm;
import org.verack.wire.decred.mix.MixCphrTxt;
import org.verack.wire.decred.mix.MixDCNet;
import org.verack.wire.decred.mix.MixFactPoly;
import org.verack.wire.decred.mix.MixKeyXchg;
import org.verack.wire.decred.mix.MixPairReq;
import org.verack.wire.decred.mix.MixSecrets;
import org.verack.wire.decred.mix.MixSlotRes;
import org.verack.wire.message.Addr;
import org.verack.wire.message.GetAddr;
import org.verack.wire.message.GetBlocks;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.MemPool;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.message.Reject;
import org.verack.wire.message.SendHeaders;
import org.verack.wire.message.Verack;

/**
 * The messages of the Decred network.
 *
 * <p>Where a message says the same as in Bitcoin, it is Bitcoin's type: {@link Verack}, {@link
 * Ping}, {@link Pong}, {@link GetAddr}, {@link Addr}, {@link GetBlocks}, {@link GetHeaders}, {@link
 * MemPool}, {@link SendHeaders} and {@link Reject}. From which protocol version on they exist, and
 * how they are written, is Decred's.
 *
 * {@snippet :
 * assert DecredMessages.ALL.find("mixpairreq").isPresent();
 * assert DecredMessages.ALL.find("ping").orElseThrow().type() == Ping.class; // Bitcoin's type
 * assert DecredMessages.ALL.find("reject").isEmpty(); // exists up to version 8
 * Network old = network.withMessages(DecredMessages.ALL.with(DecredMessages.REJECT));
 * assert old.messages().find("reject").isPresent();
 * }
 */
public final class DecredMessages {

  /** Always with a nonce. */
  private static final MessageType<Ping> PING =
      MessageType.of("ping", Ping.class, new NonceCodec<>(Ping::new, Ping::nonce), 8);

  private static final MessageType<Pong> PONG =
      MessageType.of("pong", Pong.class, new NonceCodec<>(Pong::new, Pong::nonce), 8);

  /** Always with times; up to protocol version 11. */
  private static final MessageType<Addr> ADDR =
      MessageType.of("addr", Addr.class, new AddrCodec(), Limits.ANY_PAYLOAD);

  /**
   * The message {@code reject}, which exists up to protocol version 8. It is none of {@link #ALL}:
   * dcrd writes it to nobody any more, and to receive it is to receive an unknown command.
   */
  public static final MessageType<Reject> REJECT =
      MessageType.of("reject", Reject.class, new RejectCodec(), Limits.ANY_PAYLOAD);

  /** All messages that the network has. */
  public static final MessageSet ALL =
      MessageSet.of(
          Version.TYPE,
          MessageType.of("verack", Verack.class, PayloadCodec.empty(Verack.INSTANCE), 0),
          PING,
          PONG,
          MessageType.of("getaddr", GetAddr.class, PayloadCodec.empty(GetAddr.INSTANCE), 0),
          ADDR,
          AddrV2.TYPE,
          MessageType.of(
              "sendheaders",
              SendHeaders.class,
              PayloadCodec.empty(SendHeaders.INSTANCE, DecredProtocolVersion.SEND_HEADERS),
              0),
          FeeFilter.TYPE,
          Inv.TYPE,
          GetData.TYPE,
          NotFound.TYPE,
          GetBlocks.TYPE,
          GetHeaders.TYPE,
          Headers.TYPE,
          Block.TYPE,
          Transaction.TYPE,
          MessageType.of("mempool", MemPool.class, PayloadCodec.empty(MemPool.INSTANCE), 0),
          GetMinings.TYPE,
          MiningState.TYPE,
          GetInitState.TYPE,
          InitState.TYPE,
          GetCFilter.TYPE,
          CFilter.TYPE,
          GetCFHeaders.TYPE,
          CFHeaders.TYPE,
          GetCFTypes.TYPE,
          CFTypes.TYPE,
          GetCFilterV2.TYPE,
          CFilterV2.TYPE,
          GetCFsV2.TYPE,
          CFiltersV2.TYPE,
          MixPairReq.TYPE,
          MixKeyXchg.TYPE,
          MixCphrTxt.TYPE,
          MixSlotRes.TYPE,
          MixFactPoly.TYPE,
          MixDCNet.TYPE,
          MixConfirm.TYPE,
          MixSecrets.TYPE);

  private DecredMessages() {}

  private record NonceCodec<M extends Message>(LongFunction<M> toMessage, ToLongFunction<M> toNonce)
      implements PayloadCodec<M> {

    @Override
    public M decode(PayloadReader in, WireFormat format) throws PayloadException {
      return toMessage.apply(in.readI64("nonce"));
    }

    @Override
    public int size(M message, WireFormat format) {
      return 8;
    }

    @Override
    public void encode(M message, PayloadWriter out, WireFormat format) {
      out.writeI64(toNonce.applyAsLong(message));
    }
  }

  /** Bitcoin's layout of today, at all of Decred's versions that have the message. */
  private static final class AddrCodec implements PayloadCodec<Addr> {

    private static final PayloadCodec<Addr> BITCOIN = Addr.TYPE.codec();
    private static final WireFormat TODAY = WireFormat.base(ProtocolVersion.LATEST);
    private static final int LAST = DecredProtocolVersion.ADDR_V2 - 1;

    @Override
    public Addr decode(PayloadReader in, WireFormat format)
        throws PayloadException, ViolationException {
      Limits.requireUntilOnRead("addr", LAST, format);
      return BITCOIN.decode(in, TODAY);
    }

    @Override
    public int size(Addr message, WireFormat format) {
      Limits.requireUntilOnWrite("addr", LAST, format);
      return BITCOIN.size(message, TODAY);
    }

    @Override
    public void encode(Addr message, PayloadWriter out, WireFormat format) {
      BITCOIN.encode(message, out, TODAY);
    }
  }

  private static final class RejectCodec implements PayloadCodec<Reject> {

    private static final int LAST = DecredProtocolVersion.REMOVE_REJECT - 1;

    private static boolean hasHash(String message) {
      return message.equals("block") || message.equals("tx");
    }

    @Override
    public Reject decode(PayloadReader in, WireFormat format) throws PayloadException {
      Limits.requireUntilOnRead("reject", LAST, format);
      String message = StrictAscii.read(in, "message", Limits.ANY_PAYLOAD);
      int code = in.readU8("code");
      String reason = StrictAscii.read(in, "reason", Limits.ANY_PAYLOAD);
      return new Reject(message, code, reason, hasHash(message) ? in.readHash("hash") : null);
    }

    @Override
    public int size(Reject message, WireFormat format) {
      Limits.requireUntilOnWrite("reject", LAST, format);
      return Math.addExact(
          StrictAscii.size(message.message()) + 1 + (hasHash(message.message()) ? Hash.LENGTH : 0),
          StrictAscii.size(message.reason()));
    }

    @Override
    public void encode(Reject message, PayloadWriter out, WireFormat format) {
      StrictAscii.write("message", message.message(), Limits.ANY_PAYLOAD, out);
      out.writeU8(message.code());
      StrictAscii.write("reason", message.reason(), Limits.ANY_PAYLOAD, out);
      Hash hash = message.hash();
      if (hash != null) {
        out.writeHash(hash);
      }
    }
  }
}
