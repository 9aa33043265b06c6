package com.example.totals;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.StreamOptions;
import org.verack.wire.Hash;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.request.Requests;

/**
 * What is in all blocks of a node together.
 *
 * @param blocks how many, the first one left out
 * @param transactions how many are in them
 * @param bytes how long they are
 */
public record ChainTotals(int blocks, int transactions, long bytes) {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Fetches headers, then blocks, from a node. */
  public static ChainTotals of(Peer peer, Network network)
      throws IOException, InterruptedException {
    List<Hash> hashes = new ArrayList<>();
    Hash tip = network.genesisHash();
    while (true) {
      List<BlockHeader> more = peer.request(Requests.headers(List.of(tip)), PATIENCE);
      if (more.isEmpty()) {
        break;
      }
      more.forEach(header -> hashes.add(header.hash()));
      tip = hashes.getLast();
    }
    int transactions = 0;
    long bytes = 0;
    try (var blocks = peer.stream(Requests.eachBlock(hashes), StreamOptions.of(PATIENCE))) {
      while (blocks.hasNext()) {
        Block block =
            blocks.next().orElseThrow(() -> new IOException("the node has not all its blocks"));
        transactions += block.transactions().size();
        bytes += block.size();
      }
    }
    return new ChainTotals(hashes.size(), transactions, bytes);
  }

  /** Asks a node of regtest: {@code ChainTotals 127.0.0.1:18444}. */
  public static void main(String[] arguments) throws Exception {
    Network network = Networks.REGTEST;
    try (PeerContext context = PeerContext.create();
        Peer peer = Peer.outbound(context, PeerConfig.of(network))) {
      peer.connect(arguments[0]);
      System.out.println(of(peer, network));
    }
  }
}
