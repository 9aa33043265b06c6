package org.verack.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.PeerListener;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.connection.TcpListener;
import org.verack.wire.Hash;
import org.verack.wire.Networks;
import org.verack.wire.ServiceFlags;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.message.GetData;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Headers;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.NotFound;

/** Serves whatever it is told to, right or wrong, on a free port of this machine. */
final class SmallNode implements AutoCloseable {

  private final PeerContext context = PeerContext.create();
  private final PeerListener listener;
  private final List<BlockHeader> headers;
  private final Map<Hash, Block> blocks = new HashMap<>();
  private final int answerSize;
  private volatile boolean silentAtTip;
  private volatile boolean hangsUp;

  private SmallNode(List<BlockHeader> headers, List<Block> blocks, int answerSize, String userAgent)
      throws IOException {
    this.headers = headers;
    this.answerSize = answerSize;
    blocks.forEach(block -> this.blocks.put(block.hash(), block));
    PeerConfig config =
        PeerConfig.builder(Networks.REGTEST)
            .services(ServiceFlags.of(ServiceFlags.NETWORK, ServiceFlags.WITNESS))
            .userAgent(userAgent)
            .bestHeight(headers::size)
            .build();
    listener =
        PeerListener.listen(
            context, config, TcpListener.listen(new Endpoint("127.0.0.1", 0)), this::equip);
  }

  /** Serves a chain as it should be. */
  static SmallNode serving(List<Block> chain) throws IOException {
    return new SmallNode(headers(chain), chain, Headers.MAX_HEADERS, "/small:1/");
  }

  /** Serves a chain with few headers at a time. */
  static SmallNode serving(List<Block> chain, int answerSize) throws IOException {
    return new SmallNode(headers(chain), chain, answerSize, "/small:1/");
  }

  /** Serves the headers of one chain with the blocks of another. */
  static SmallNode serving(List<Block> chain, List<Block> given) throws IOException {
    return new SmallNode(headers(chain), given, Headers.MAX_HEADERS, "/small:1/");
  }

  /** Serves nothing, under some name. */
  static SmallNode named(String userAgent) throws IOException {
    return new SmallNode(List.of(), List.of(), Headers.MAX_HEADERS, userAgent);
  }

  private static List<BlockHeader> headers(List<Block> blocks) {
    return blocks.stream().map(Block::header).toList();
  }

  private void equip(Peer peer) {
    peer.on(GetHeaders.class, this::tell);
    peer.on(GetData.class, this::give);
  }

  private void tell(Peer to, GetHeaders question) throws Exception {
    Headers answer = answer(question);
    if (!silentAtTip || answer.size() > 0) {
      to.send(answer);
    }
  }

  private Headers answer(GetHeaders question) {
    for (int i = headers.size(); i >= 0; i--) {
      Hash at = i == 0 ? Networks.REGTEST.genesisHash() : headers.get(i - 1).hash();
      if (question.locator().contains(at)) {
        return Headers.of(headers.subList(i, Math.min(headers.size(), i + answerSize)));
      }
    }
    return Headers.of();
  }

  private void give(Peer to, GetData question) throws Exception {
    if (hangsUp) {
      to.close();
      return;
    }
    List<InventoryVector> missing = new ArrayList<>();
    for (InventoryVector each : question.items()) {
      Block block = blocks.get(each.hash());
      if (block != null) {
        to.send(to.config().network().encode(block, to.format().withWitness(true)));
      } else {
        missing.add(each);
      }
    }
    if (!missing.isEmpty()) {
      to.send(NotFound.of(missing));
    }
  }

  /** Makes it say nothing where others say that there is nothing more. */
  SmallNode silentAtTip() {
    silentAtTip = true;
    return this;
  }

  /** Makes it hang up on who asks for blocks. */
  SmallNode hangingUp() {
    hangsUp = true;
    return this;
  }

  /** Where it listens, as an argument of a command. */
  String address() {
    return listener.endpoint().toString();
  }

  @Override
  public void close() {
    context.close();
  }
}
