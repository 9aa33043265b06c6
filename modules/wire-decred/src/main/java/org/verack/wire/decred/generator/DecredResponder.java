package org.verack.wire.decred.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.decred.chain.Block;
import org.verack.wire.decred.chain.BlockHeader;
import org.verack.wire.decred.message.GetData;
import org.verack.wire.decred.message.GetInitState;
import org.verack.wire.decred.message.GetMinings;
import org.verack.wire.decred.message.Headers;
import org.verack.wire.decred.message.InitState;
import org.verack.wire.decred.message.Inv;
import org.verack.wire.decred.message.InventoryVector;
import org.verack.wire.decred.message.MiningState;
import org.verack.wire.decred.message.NotFound;
import org.verack.wire.message.GetBlocks;
import org.verack.wire.message.GetHeaders;

/**
 * What a node answers that serves a chain: a pure function from a message to the messages that
 * answer it. It knows headers, inventories, blocks and the state at the tip; everything else it
 * passes over, as dcrd passes over filters that it does not have.
 *
 * {@snippet :
 * DecredResponder responder = new DecredResponder(chain);
 * peer.on( // makes a serving node of the peer
 *     Message.class,
 *     (from, message) -> {
 *       for (Message answer : responder.answers(message)) {
 *         from.send(answer);
 *       }
 *     });
 * assert responder.answers(GetData.of(InventoryVector.block(hash))).equals(List.of(block));
 * }
 *
 * <p>Immutable and safe for use from any thread.
 */
public final class DecredResponder {

  private static final int MAX_BLOCK_HASHES = 500;

  private final DecredChain chain;

  /**
   * Makes a responder.
   *
   * @param chain what it serves
   */
  public DecredResponder(DecredChain chain) {
    this.chain = Objects.requireNonNull(chain, "chain");
  }

  /**
   * Returns the chain.
   *
   * @return what it serves
   */
  public DecredChain chain() {
    return chain;
  }

  /**
   * Answers a message.
   *
   * @param message any message
   * @return what to send, in order; nothing for most messages. Blocks are shared with the chain, so
   *     that a list of many costs little
   */
  public List<Message> answers(Message message) {
    return switch (message) {
      case GetHeaders asked -> List.of(headers(asked));
      case GetBlocks asked -> blockHashes(asked);
      case GetData asked -> data(asked);
      case GetInitState asked -> List.of(initState(asked));
      case GetMinings asked ->
          List.of(new MiningState(1, chain.tipHeight(), List.of(chain.tip().hash()), List.of()));
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
      Optional<Block> block =
          item.typeCode() == InventoryVector.BLOCK ? chain.block(item.hash()) : Optional.empty();
      if (block.isPresent()) {
        answers.add(block.get());
      } else {
        missing.add(item);
      }
    }
    if (!missing.isEmpty()) {
      answers.add(NotFound.of(missing));
    }
    return answers;
  }

  /** Only blocks: there are neither votes nor treasury spends here. */
  private InitState initState(GetInitState asked) {
    boolean blocks = asked.types().contains(GetInitState.HEAD_BLOCKS);
    return new InitState(blocks ? List.of(chain.tip().hash()) : List.of(), List.of(), List.of());
  }
}
