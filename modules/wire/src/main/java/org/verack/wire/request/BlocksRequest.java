package org.verack.wire.request;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.ServiceFlags;
import org.verack.wire.chain.Block;
import org.verack.wire.message.GetData;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.NotFound;
import org.verack.wire.request.Exchange.Step;

/** Asks for blocks by their hashes with one getdata. */
record BlocksRequest(List<Hash> hashes) implements Request<FoundBlocks> {

  BlocksRequest {
    hashes = Awaited.distinct(hashes, "blocks");
  }

  @Override
  public String name() {
    return "blocks";
  }

  @Override
  public boolean takesTurns() {
    return false;
  }

  @Override
  public long maxBytes() {
    return (long) hashes.size() * Block.TYPE.maxPayload();
  }

  @Override
  public Exchange<FoundBlocks> begin(Setting setting) {
    return new Answer(hashes, setting);
  }

  /**
   * Finds out whether a block is what its header commits to; the header is what its hash says.
   * Blocks without any witness are not held to a commitment: before the activation of <a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0141.mediawiki">BIP 141</a> miners made
   * some.
   */
  static Optional<RequestException> fault(Block block) {
    if (!block.hasValidMerkleRoot()) {
      return Optional.of(
          new RequestException("the transactions of block " + block.hash() + " are not its own"));
    }
    if (block.hasWitness() && !block.hasValidWitnessCommitment()) {
      return Optional.of(
          new RequestException("the witnesses of block " + block.hash() + " are not its own"));
    }
    return Optional.empty();
  }

  /** Gives an answer that is made of a block, if the block is in order. */
  static <R> Step<R> checked(Block block, R answer) {
    Optional<RequestException> fault = fault(block);
    return fault.isPresent() ? new Step.Failed<>(fault.get()) : new Step.Done<>(answer);
  }

  private static final class Answer extends FencedExchange<FoundBlocks> {

    private final List<Hash> hashes;
    private final boolean witness;
    private final Awaited awaited;
    private final Map<Hash, Block> found = new LinkedHashMap<>();

    Answer(List<Hash> hashes, Setting setting) {
      super(setting);
      this.hashes = hashes;
      this.witness = setting.offers(ServiceFlags.WITNESS);
      this.awaited =
          new Awaited(
              hashes,
              type -> type == InventoryVector.BLOCK || type == InventoryVector.WITNESS_BLOCK);
    }

    @Override
    protected List<Message> question() {
      List<InventoryVector> items = new ArrayList<>(hashes.size());
      for (Hash hash : hashes) {
        items.add(witness ? InventoryVector.witnessBlock(hash) : InventoryVector.block(hash));
      }
      return List.of(GetData.of(items));
    }

    @Override
    protected Step<FoundBlocks> take(Message message) {
      return switch (message) {
        case Block block when awaited.remove(block.hash()) -> receive(block);
        case NotFound notFound -> awaited.receive(notFound, this::next);
        default -> Step.unrelated();
      };
    }

    private Step<FoundBlocks> receive(Block block) {
      if (hashes.size() == 1) {
        // Checked by who asked, so that the reader can go on with the next block.
        return new Step.Work<>(() -> checked(block, new FoundBlocks(List.of(block), List.of())));
      }
      // Checked at once, so that wrong blocks cannot pile up.
      Optional<RequestException> fault = fault(block);
      if (fault.isPresent()) {
        return new Step.Failed<>(fault.get());
      }
      found.put(block.hash(), block);
      return next();
    }

    private Step<FoundBlocks> next() {
      return awaited.isEmpty() ? passed() : Step.taken();
    }

    @Override
    protected Step<FoundBlocks> passed() {
      List<Block> blocks = new ArrayList<>();
      List<Hash> missing = new ArrayList<>();
      for (Hash hash : hashes) {
        Block block = found.get(hash);
        if (block != null) {
          blocks.add(block);
        } else {
          missing.add(hash);
        }
      }
      return new Step.Done<>(new FoundBlocks(blocks, missing));
    }

    @Override
    protected boolean takeLate(Message message) {
      return switch (message) {
        case Block block -> awaited.contains(block.hash());
        case NotFound notFound -> awaited.holdsAll(notFound);
        default -> false;
      };
    }

    @Override
    protected void forget() {
      found.clear();
    }
  }
}
