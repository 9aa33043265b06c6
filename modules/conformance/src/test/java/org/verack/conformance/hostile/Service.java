package org.verack.conformance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.verack.peer.Peer;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.UnknownMessage;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.message.GetAddr;
import org.verack.wire.message.GetBlocks;
import org.verack.wire.message.GetData;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Headers;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.MemPool;

/**
 * A program that serves whatever it is asked for, generously, so that small questions have large
 * answers. It keeps nothing.
 */
final class Service {

  /** What stands for a block that is asked for. */
  static final int BLOCK_SIZE = 100_000;

  static final GeneratedChain CHAIN = ChainGenerator.seeded(1).generate(Headers.MAX_HEADERS);

  private static final List<BlockHeader> HEADERS =
      IntStream.rangeClosed(1, CHAIN.tipHeight()).mapToObj(CHAIN::header).toList();

  private static final UnknownMessage BLOCK =
      new UnknownMessage("bulk", Bytes.wrap(new byte[BLOCK_SIZE]));

  private static final Inv MANY = Inv.of(Collections.nCopies(5_000, InventoryVector.tx(Hash.ZERO)));

  private Service() {}

  /** Gives a peer its handlers. */
  static void serve(Peer peer) {
    peer.on(GetHeaders.class, (from, asked) -> from.send(headers(asked)));
    peer.on(GetData.class, (from, asked) -> give(from, asked.size()));
    peer.on(GetBlocks.class, (from, asked) -> from.send(MANY));
    peer.on(MemPool.class, (from, asked) -> from.send(MANY));
    peer.on(GetAddr.class, (from, asked) -> from.send(MANY));
    // All else goes through the inbox, too, and is looked at.
    peer.on(Message.class, (from, message) -> assertThat(message).asString().isNotNull());
  }

  private static Headers headers(GetHeaders asked) {
    return Headers.of(HEADERS.subList(CHAIN.findFork(asked.locator()), HEADERS.size()));
  }

  private static void give(Peer to, int blocks) throws Exception {
    for (int i = 0; i < blocks; i++) {
      to.send(BLOCK);
    }
  }
}
