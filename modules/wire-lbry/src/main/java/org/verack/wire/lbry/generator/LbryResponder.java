package org.verack.wire.lbry.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.lbry.chain.Block;
import org.verack.wire.lbry.chain.BlockHeader;
import org.verack.wire.lbry.message.Headers;
import org.verack.wire.message.GetBlocks;
import org.verack.wire.message.GetData;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.NotFound;

/**
 * What a node answers that serves a chain: a pure function from a message to the messages that
 * answer it. It knows headers, inventories and blocks; everything else it passes over.
 *
 * {@snippet :
 * LbryResponder responder = new LbryResponder(chain);
 * peer.on( // makes a serving node of the peer
 *     Message.class,
 *     (from, message) -> {
 *       for (Message answer : responder.answers(message)) {
 *         // What is asked for without witnesses has none.
 *         from.send(network.encode(answer, from.format().withWitness(true)));
 *       }
 *     });
 * var asked = GetData.of(InventoryVector.witnessBlock(hash));
 * assert responder.answers(asked).equals(List.of(block));
 * }
 *
 * <p>Immutable and safe for use from any thread.
 */
public final class LbryResponder {

  private static final int MAX_BLOCK_HASHES = 500;

  private final LbryChain chain;

  /**
   * Makes a responder.
   *
   * @param chain what it serves
   */
  public LbryResponder(LbryChain chain) {
    this.chain = Objects.requireNonNull(chain, "chain");
  }

  /**
   * Returns the chain.
   *
   * @return what it serves
   */
  public LbryChain chain() {
    return chain;
  }

  /**
   * Answers a message.
   *
   * @param message any message
   * @return what to send, in order; nothing for most messages. Blocks that are asked for without
   *     their witnesses have none
   */
  public List<Message> answers(Message message) {
    return switch (message) {
      case GetHeaders asked -> List.of(headers(asked));
      case GetBlocks asked -> blockHashes(asked);
      case GetData asked -> data(asked);
      default -> List.of();
    };
  }

  private Headers headers(GetHeaders asked) {
    if (asked.locator().isEmpty()) {
      Optional<Block> block = chain.block(asked.stop());
      return block.isPresent() ? Headers.of(block.get().header()) : Headers.of();
    }
    List<BlockHeader> headers = new ArrayList<>();
    for (int height = chain.findFork(asked.locator()) + 1; height <= chain.tipHeight(); height++) {
      BlockHeader header = chain.blocks().get(height).header();
      headers.add(header);
      if (headers.size() == Headers.MAX_HEADERS || header.hash().equals(asked.stop())) {
        break;
      }
    }
    return Headers.of(headers);
  }

  private List<Message> blockHashes(GetBlocks asked) {
    List<InventoryVector> items = new ArrayList<>();
    for (int height = chain.findFork(asked.locator()) + 1; height <= chain.tipHeight(); height++) {
      Hash hash = chain.blocks().get(height).hash();
      items.add(InventoryVector.block(hash));
      if (items.size() == MAX_BLOCK_HASHES || hash.equals(asked.stop())) {
        break;
      }
    }
    return items.isEmpty() ? List.of() : List.of(Inv.of(items));
  }

  private List<Message> data(GetData asked) {
    List<Message> answers = new ArrayList<>();
    List<InventoryVector> missing = new ArrayList<>();
    for (InventoryVector item : asked.items()) {
      Optional<Block> block = chain.block(item.hash());
      if (block.isPresent() && item.typeCode() == InventoryVector.WITNESS_BLOCK) {
        answers.add(block.get());
      } else if (block.isPresent() && item.typeCode() == InventoryVector.BLOCK) {
        answers.add(block.get().stripped());
      } else {
        missing.add(item);
      }
    }
    if (!missing.isEmpty()) {
      answers.add(NotFound.of(missing));
    }
    return answers;
  }
}
