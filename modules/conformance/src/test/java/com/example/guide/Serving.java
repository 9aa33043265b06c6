package com.example.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.verack.peer.Peer;
import org.verack.wire.Hash;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.Transaction;
import org.verack.wire.message.GetData;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Headers;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.NotFound;
import org.verack.wire.message.SendHeaders;
import org.verack.wire.message.TransactionAnnouncement;

/** What the guide shows of serving and announcing. */
final class Serving {

  private final List<BlockHeader> headers;
  private final Map<Hash, Block> blocks;

  Serving(List<BlockHeader> headers, Map<Hash, Block> blocks) {
    this.headers = headers;
    this.blocks = blocks;
  }

  void serve(Peer peer) {
    peer.on(GetHeaders.class, (from, asked) -> from.send(Headers.of(after(asked.locator()))));
    peer.on(GetData.class, this::answer);
  }

  private void answer(Peer from, GetData asked) throws Exception {
    List<InventoryVector> missing = new ArrayList<>();
    for (InventoryVector item : asked.items()) {
      Block block = item.isBlock() ? blocks.get(item.hash()) : null;
      if (block != null) {
        from.send(block);
      } else {
        missing.add(item);
      }
    }
    if (!missing.isEmpty()) {
      from.send(NotFound.of(missing));
    }
  }

  private List<BlockHeader> after(List<Hash> locator) {
    for (int i = headers.size() - 1; i >= 0; i--) {
      if (locator.contains(headers.get(i).hash())) {
        return headers.subList(i + 1, Math.min(headers.size(), i + 1 + Headers.MAX_HEADERS));
      }
    }
    return headers.subList(0, Math.min(headers.size(), Headers.MAX_HEADERS));
  }

  static void tellOfTransaction(List<Peer> peers, Transaction transaction) {
    for (Peer peer : peers) {
      boolean unused = peer.announce(TransactionAnnouncement.of(transaction));
    }
  }

  static void tellOfBlock(List<Peer> peers, BlockHeader header) throws Exception {
    for (Peer peer : peers) {
      if (peer.preference(SendHeaders.class).isPresent()) {
        peer.send(Headers.of(header));
      } else {
        boolean unused = peer.announce(InventoryVector.block(header.hash()));
      }
    }
  }
}
