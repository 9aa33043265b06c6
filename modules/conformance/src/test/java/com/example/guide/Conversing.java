package com.example.guide;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.verack.peer.Peer;
import org.verack.peer.PeerClosedException;
import org.verack.peer.PeerEvent;
import org.verack.peer.Registration;
import org.verack.peer.RequestTimeoutException;
import org.verack.peer.StreamOptions;
import org.verack.wire.Hash;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.message.Addr;
import org.verack.wire.message.GetAddr;
import org.verack.wire.message.Inv;
import org.verack.wire.request.RequestException;
import org.verack.wire.request.Requests;

/** What the guide shows of handlers and requests. */
final class Conversing {

  private Conversing() {}

  static void handle(Peer peer, BlockingQueue<Hash> seen) throws IOException, InterruptedException {
    Registration registration =
        peer.on(
            Inv.class,
            (from, inv) -> {
              for (var item : inv.items()) {
                seen.put(item.hash());
              }
            });
    peer.onEvent(
        PeerEvent.PayloadFault.class,
        (from, fault) -> System.err.println(from + " sent " + fault.raw().command()));
    peer.on(Addr.class, (from, addr) -> registration.close());
    peer.send(GetAddr.INSTANCE);
  }

  static List<BlockHeader> allHeaders(Peer peer, Hash genesis)
      throws IOException, InterruptedException {
    List<BlockHeader> chain = new ArrayList<>();
    Hash tip = genesis;
    while (true) {
      List<BlockHeader> more = peer.request(Requests.headers(List.of(tip)), Duration.ofSeconds(60));
      if (more.isEmpty()) {
        return chain;
      }
      chain.addAll(more);
      tip = more.getLast().hash();
    }
  }

  static String askForBlock(Peer peer, Hash hash) throws InterruptedException {
    try {
      return peer.request(Requests.block(hash), Duration.ofSeconds(60))
          .map(block -> block.size() + " bytes")
          .orElse("it does not have the block");
    } catch (RequestTimeoutException e) {
      return "no answer in time; the connection stays";
    } catch (RequestException e) {
      return "the answer is wrong: " + e.getMessage();
    } catch (PeerClosedException e) {
      return "the connection ended: " + e.reason();
    }
  }

  static int download(Peer peer, List<Hash> hashes) throws IOException, InterruptedException {
    int transactions = 0;
    StreamOptions options = StreamOptions.of(Duration.ofSeconds(60));
    try (var blocks = peer.stream(Requests.eachBlock(hashes), options)) {
      while (blocks.hasNext()) {
        Block block = blocks.next().orElseThrow();
        transactions += block.transactions().size();
      }
    }
    return transactions;
  }
}
