package org.verack.wire.kaspa.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.kaspa.chain.Block;
import org.verack.wire.kaspa.message.GetBlockInvs;
import org.verack.wire.kaspa.message.GetData;
import org.verack.wire.kaspa.message.GetLocator;
import org.verack.wire.kaspa.message.GetSelectedTip;
import org.verack.wire.kaspa.message.Inv;
import org.verack.wire.kaspa.message.InventoryVector;
import org.verack.wire.kaspa.message.Locator;
import org.verack.wire.kaspa.message.NotFound;
import org.verack.wire.kaspa.message.SelectedTip;

/**
 * What a node answers that serves blocks: a pure function from a message to the messages that
 * answer it. It knows the selected tip, inventories, locators and blocks; everything else it passes
 * over.
 *
 * {@snippet :
 * KaspaResponder responder = new KaspaResponder(dag);
 * peer.on( // makes a serving node of the peer
 *     Message.class,
 *     (from, message) -> {
 *       for (Message answer : responder.answers(message)) {
 *         from.send(answer);
 *       }
 *     });
 * assert responder.answers(GetSelectedTip.INSTANCE).equals(List.of(new SelectedTip(hash)));
 * }
 *
 * <p>Immutable and safe for use from any thread.
 */
public final class KaspaResponder {

  /** How many hashes an answer to {@code getblockinvs} has at most, so that a test sees several. */
  private static final int MAX_BLOCK_HASHES = 500;

  private final KaspaDag dag;

  /**
   * Makes a responder.
   *
   * @param dag what it serves
   */
  public KaspaResponder(KaspaDag dag) {
    this.dag = Objects.requireNonNull(dag, "dag");
  }

  /**
   * Returns the blocks.
   *
   * @return what it serves
   */
  public KaspaDag dag() {
    return dag;
  }

  /**
   * Answers a message.
   *
   * @param message any message
   * @return what to send, in order; nothing for most messages, and for those that name a block that
   *     is not here
   */
  public List<Message> answers(Message message) {
    return switch (message) {
      case GetSelectedTip asked -> List.of(new SelectedTip(dag.selectedTip().hash()));
      case GetBlockInvs asked -> blockHashes(asked);
      case GetLocator asked -> locator(asked);
      case GetData asked -> data(asked);
      default -> List.of();
    };
  }

  private List<Message> blockHashes(GetBlockInvs asked) {
    OptionalInt low = dag.place(asked.low());
    OptionalInt high = dag.place(asked.high());
    if (low.isEmpty() || high.isEmpty()) {
      return List.of();
    }
    int last = Math.min(high.getAsInt(), low.getAsInt() + MAX_BLOCK_HASHES);
    List<InventoryVector> items = new ArrayList<>();
    for (int place = low.getAsInt() + 1; place <= last; place++) {
      items.add(InventoryVector.syncBlock(dag.blocks().get(place).hash()));
    }
    return items.isEmpty() ? List.of() : List.of(Inv.of(items));
  }

  /** The distance between two hashes doubles. */
  private List<Message> locator(GetLocator asked) {
    OptionalInt low = dag.place(asked.low());
    OptionalInt high = dag.place(asked.high());
    if (low.isEmpty() || high.isEmpty() || low.getAsInt() > high.getAsInt()) {
      return List.of();
    }
    List<Hash> hashes = new ArrayList<>();
    int step = 1;
    for (int place = high.getAsInt(); place > low.getAsInt(); place -= step, step *= 2) {
      hashes.add(dag.blocks().get(place).hash());
    }
    hashes.add(asked.low());
    return List.of(new Locator(hashes));
  }

  private List<Message> data(GetData asked) {
    List<Message> answers = new ArrayList<>();
    List<InventoryVector> missing = new ArrayList<>();
    for (InventoryVector item : asked.items()) {
      boolean whole = item.isBlock() && item.typeCode() != InventoryVector.FILTERED_BLOCK;
      Optional<Block> block = whole ? dag.block(item.hash()) : Optional.empty();
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
}
