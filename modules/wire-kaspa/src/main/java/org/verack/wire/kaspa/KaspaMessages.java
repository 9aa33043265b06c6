package org.verack.wire.kaspa;

import org.verack.wire.Message;
import org.verack.wire.MessageSet;
import org.verack.wire.MessageType;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.kaspa.chain.Block;
import org.verack.wire.kaspa.chain.Transaction;
import org.verack.wire.kaspa.message.Addr;
import org.verack.wire.kaspa.message.GetAddr;
import org.verack.wire.kaspa.message.GetBlockInvs;
import org.verack.wire.kaspa.message.GetData;
import org.verack.wire.kaspa.message.GetLocator;
import org.verack.wire.kaspa.message.GetSelectedTip;
import org.verack.wire.kaspa.message.Inv;
import org.verack.wire.kaspa.message.Locator;
import org.verack.wire.kaspa.message.MerkleBlock;
import org.verack.wire.kaspa.message.NotFound;
import org.verack.wire.kaspa.message.Reject;
import org.verack.wire.kaspa.message.SelectedTip;
import org.verack.wire.kaspa.message.Version;
import org.verack.wire.message.FeeFilter;
import org.verack.wire.message.FilterAdd;
import org.verack.wire.message.FilterClear;
import org.verack.wire.message.FilterLoad;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.message.Verack;

/**
 * The messages of the Kaspa network, as kaspad 0.6 spoke it.
 *
 * <p>Where a message says the same as in Bitcoin, it is Bitcoin's type: {@link Verack}, {@link
 * Ping}, {@link Pong}, {@link FeeFilter}, {@link FilterLoad}, {@link FilterAdd} and {@link
 * FilterClear}. They exist at every protocol version. Bytes left over behind a message are passed
 * over, as kaspad does, unless they make it longer than its limit.
 *
 * {@snippet :
 * assert KaspaMessages.ALL.find("ping").orElseThrow().type() == Ping.class; // Bitcoin's type
 * assert KaspaMessages.ALL.find("getheaders").isEmpty(); // a DAG is asked for by getblockinvs
 * Bytes tooLong = Bytes.ofHex("00" + "ff"); // an inv of nothing, and a byte that is forgiven
 * assert KaspaMessages.ALL.decode("inv", tooLong, format).equals(Inv.of());
 * }
 */
public final class KaspaMessages {

  /** All messages that the network has. */
  public static final MessageSet ALL =
      MessageSet.of(
              Version.TYPE,
              ungated(Verack.TYPE),
              ungated(Ping.TYPE),
              ungated(Pong.TYPE),
              ungated(FeeFilter.TYPE),
              GetAddr.TYPE,
              Addr.TYPE,
              GetBlockInvs.TYPE,
              GetLocator.TYPE,
              Locator.TYPE,
              GetSelectedTip.TYPE,
              SelectedTip.TYPE,
              Inv.TYPE,
              GetData.TYPE,
              NotFound.TYPE,
              Block.TYPE,
              Transaction.TYPE,
              ungated(FilterLoad.TYPE),
              ungated(FilterAdd.TYPE),
              ungated(FilterClear.TYPE),
              MerkleBlock.TYPE,
              Reject.TYPE)
          .forgivingTrailingBytes(true);

  private KaspaMessages() {}

  /** Bitcoin's message of today at all of Kaspa's versions. */
  private static <M extends Message> MessageType<M> ungated(MessageType<M> bitcoin) {
    return MessageType.of(
        bitcoin.command(),
        bitcoin.type(),
        bitcoin.codec().fixedAt(ProtocolVersion.LATEST),
        bitcoin.maxPayload());
  }
}
