package com.example.chainview;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.wire.Hash;
import org.verack.wire.Networks;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.request.Requests;

/** A chain as one peer shows it. */
public final class ChainView {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final Peer peer;

  public ChainView(Peer peer) {
    this.peer = peer;
  }

  /** The headers after a block, up to the tip. */
  public List<BlockHeader> after(Hash block) throws IOException, InterruptedException {
    List<BlockHeader> all = new ArrayList<>();
    List<BlockHeader> next = peer.request(Requests.headers(List.of(block)), DEADLINE);
    while (!next.isEmpty()) {
      all.addAll(next);
      next = peer.request(Requests.headers(List.of(all.getLast().hash())), DEADLINE);
    }
    return all;
  }

  /** The block with a hash. */
  public Block block(Hash hash) throws IOException, InterruptedException {
    return peer.request(Requests.block(hash), DEADLINE).orElseThrow();
  }

  public static void main(String[] args) throws Exception {
    try (var context = PeerContext.create();
        var peer = Peer.outbound(context, PeerConfig.of(Networks.REGTEST))) {
      peer.connect(args[0]);
      ChainView view = new ChainView(peer);
      for (BlockHeader header : view.after(Networks.REGTEST.genesisHash())) {
        System.out.println(view.block(header.hash()).transactionCount() + " transactions");
      }
    }
  }
}
