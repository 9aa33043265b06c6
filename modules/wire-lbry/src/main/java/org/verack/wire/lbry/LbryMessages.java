package org.verack.wire.lbry;

import org.verack.wire.MessageSet;
import org.verack.wire.MessageType;
import org.verack.wire.chain.Transaction;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.lbry.chain.Block;
import org.verack.wire.lbry.message.Alert;
import org.verack.wire.lbry.message.Headers;
import org.verack.wire.lbry.message.MerkleBlock;
import org.verack.wire.message.Addr;
import org.verack.wire.message.CFCheckpt;
import org.verack.wire.message.CFHeaders;
import org.verack.wire.message.CFilter;
import org.verack.wire.message.FeeFilter;
import org.verack.wire.message.FilterAdd;
import org.verack.wire.message.FilterClear;
import org.verack.wire.message.FilterLoad;
import org.verack.wire.message.GetAddr;
import org.verack.wire.message.GetBlocks;
import org.verack.wire.message.GetCFCheckpt;
import org.verack.wire.message.GetCFHeaders;
import org.verack.wire.message.GetCFilters;
import org.verack.wire.message.GetData;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Inv;
import org.verack.wire.message.MemPool;
import org.verack.wire.message.NotFound;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.message.Reject;
import org.verack.wire.message.SendAddrV2;
import org.verack.wire.message.SendHeaders;
import org.verack.wire.message.Verack;
import org.verack.wire.message.Version;

/**
 * The messages of the LBRY network: Bitcoin's as of protocol version 70013, and {@code alert}.
 *
 * <p>All that has no header in it is Bitcoin's type. {@link Block}, {@link Headers} and {@link
 * MerkleBlock} have LBRY's header; {@link Transaction} has LBRY's limits. Bytes left over behind a
 * message are passed over, as lbcd does, unless they make it longer than its limit.
 *
 * {@snippet :
 * assert LbryMessages.ALL.find("inv").orElseThrow().type() == Inv.class; // Bitcoin's type
 * assert LbryMessages.ALL.find("headers").orElseThrow().type() == Headers.class; // its own
 * assert LbryMessages.ALL.find("alert").isPresent() && LbryMessages.ALL.find("cmpctblock").isEmpty();
 * Bytes tooLong = Bytes.ofHex("00" + "ff"); // an inv of nothing, and a byte that is forgiven
 * assert LbryMessages.ALL.decode("inv", tooLong, format).equals(Inv.of());
 * }
 */
public final class LbryMessages {

  /** At every version, as in lbcd; there is no {@code addrv2} to follow it. */
  private static final MessageType<SendAddrV2> SEND_ADDR_V2 =
      MessageType.of("sendaddrv2", SendAddrV2.class, PayloadCodec.empty(SendAddrV2.INSTANCE), 0);

  /** All messages that the network has. */
  public static final MessageSet ALL =
      MessageSet.of(
              Version.TYPE,
              Verack.TYPE,
              SEND_ADDR_V2,
              Ping.TYPE,
              Pong.TYPE,
              SendHeaders.TYPE,
              FeeFilter.TYPE,
              GetAddr.TYPE,
              Addr.TYPE,
              Inv.TYPE,
              GetData.TYPE,
              NotFound.TYPE,
              GetBlocks.TYPE,
              GetHeaders.TYPE,
              Headers.TYPE,
              Block.TYPE,
              Transaction.type(LbryLimits.TRANSACTION),
              MemPool.TYPE,
              FilterLoad.TYPE,
              FilterAdd.TYPE,
              FilterClear.TYPE,
              MerkleBlock.TYPE,
              GetCFilters.TYPE,
              CFilter.TYPE,
              GetCFHeaders.TYPE,
              CFHeaders.TYPE,
              GetCFCheckpt.TYPE,
              CFCheckpt.TYPE,
              Alert.TYPE,
              Reject.type(LbryLimits.PAYLOAD))
          .forgivingTrailingBytes(true);

  private LbryMessages() {}
}
