package org.verack.wire;

import org.verack.wire.chain.Block;
import org.verack.wire.chain.Transaction;
import org.verack.wire.message.Addr;
import org.verack.wire.message.AddrV2;
import org.verack.wire.message.BlockTxn;
import org.verack.wire.message.CFCheckpt;
import org.verack.wire.message.CFHeaders;
import org.verack.wire.message.CFilter;
import org.verack.wire.message.CmpctBlock;
import org.verack.wire.message.Feature;
import org.verack.wire.message.FeeFilter;
import org.verack.wire.message.FilterAdd;
import org.verack.wire.message.FilterClear;
import org.verack.wire.message.FilterLoad;
import org.verack.wire.message.GetAddr;
import org.verack.wire.message.GetBlockTxn;
import org.verack.wire.message.GetBlocks;
import org.verack.wire.message.GetCFCheckpt;
import org.verack.wire.message.GetCFHeaders;
import org.verack.wire.message.GetCFilters;
import org.verack.wire.message.GetData;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Headers;
import org.verack.wire.message.Inv;
import org.verack.wire.message.MemPool;
import org.verack.wire.message.MerkleBlock;
import org.verack.wire.message.NotFound;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.message.Reject;
import org.verack.wire.message.SendAddrV2;
import org.verack.wire.message.SendCmpct;
import org.verack.wire.message.SendHeaders;
import org.verack.wire.message.SendTxRcncl;
import org.verack.wire.message.Verack;
import org.verack.wire.message.Version;
import org.verack.wire.message.WtxidRelay;

/**
 * The messages of the Bitcoin network.
 *
 * {@snippet :
 * MessageType<?> type = BitcoinMessages.ALL.find("getheaders").orElseThrow();
 *
 * assert type.type() == GetHeaders.class;
 * assert type.shortId() == 12; // what the encrypted transport sends instead of the command
 * assert BitcoinMessages.ALL.find("getprice").isEmpty();
 * }
 */
public final class BitcoinMessages {

  private static final int LONGEST_PAYLOAD = 4_000_000;

  /**
   * All messages that the network has, with the short ids of <a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0324.mediawiki">BIP 324</a>.
   */
  public static final MessageSet ALL =
      MessageSet.of(
          Version.TYPE,
          Verack.TYPE,
          WtxidRelay.TYPE,
          SendAddrV2.TYPE,
          SendTxRcncl.TYPE,
          Feature.TYPE,
          Ping.TYPE,
          Pong.TYPE,
          SendHeaders.TYPE,
          FeeFilter.TYPE,
          SendCmpct.TYPE,
          GetAddr.TYPE,
          Addr.TYPE,
          AddrV2.TYPE,
          Inv.TYPE,
          GetData.TYPE,
          NotFound.TYPE,
          GetBlocks.TYPE,
          GetHeaders.TYPE,
          Headers.TYPE,
          Block.TYPE,
          Transaction.TYPE,
          MemPool.TYPE,
          ofAnyLength(FilterLoad.TYPE),
          ofAnyLength(FilterAdd.TYPE),
          FilterClear.TYPE,
          MerkleBlock.TYPE,
          CmpctBlock.TYPE,
          GetBlockTxn.TYPE,
          BlockTxn.TYPE,
          GetCFilters.TYPE,
          CFilter.TYPE,
          GetCFHeaders.TYPE,
          CFHeaders.TYPE,
          GetCFCheckpt.TYPE,
          CFCheckpt.TYPE,
          Reject.TYPE);

  private BitcoinMessages() {}

  /**
   * Leaves it to the codec what is too long, to which that is a violation; too long a payload is
   * only passed over.
   */
  private static <M extends Message> MessageType<M> ofAnyLength(MessageType<M> type) {
    return new MessageType<>(
        type.command(), type.type(), type.codec(), LONGEST_PAYLOAD, type.shortId());
  }
}
