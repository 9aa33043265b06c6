package org.verack.wire.request;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.ServiceFlags;
import org.verack.wire.chain.Block;
import org.verack.wire.message.GetData;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.NotFound;

/**
 * Asks for blocks by their hashes with one getdata.
 *
 * <p>Complete when every block has come or has been named in a notfound, or when the pong of the
 * ping behind the getdata says that no more will come.
 */
record BlocksRequest(List<Hash> hashes) implements Request<FoundBlocks> {

  /** Bitcoin Core asks for at most this many things at a time. */
  static final int MAX_HASHES = 1000;

  BlocksRequest {
    hashes = List.copyOf(new LinkedHashSet<>(hashes));
    if (hashes.isEmpty() || hashes.size() > MAX_HASHES) {
      throw new IllegalArgumentException(
          "1 to " + MAX_HASHES + " blocks can be asked for at a time, not " + hashes.size());
    }
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
  public Exchange<FoundBlocks> begin(Setting setting) {
    return new Answer(hashes, setting);
  }

  private static final class Answer implements Exchange<FoundBlocks> {

    private final List<Hash> hashes;
    private final boolean witness;
    private final Set<Hash> awaited;
    private final Map<Hash, Block> found = new LinkedHashMap<>();
    private final Fence fence;
    private final boolean fenced;
    private boolean passed;

    Answer(List<Hash> hashes, Setting setting) {
      this.hashes = hashes;
      this.witness = setting.negotiation().remote().services().has(ServiceFlags.WITNESS);
      this.awaited = new LinkedHashSet<>(hashes);
      this.fence = new Fence(setting);
      this.fenced = Fence.possible(setting);
    }

    @Override
    public List<Message> opening() {
      List<InventoryVector> items = new ArrayList<>(hashes.size());
      for (Hash hash : hashes) {
        items.add(witness ? InventoryVector.witnessBlock(hash) : InventoryVector.block(hash));
      }
      Message getData = GetData.of(items);
      return fenced ? List.of(getData, fence.ping()) : List.of(getData);
    }

    @Override
    public Step<FoundBlocks> receive(Message message) {
      if (message instanceof Block block) {
        if (!awaited.remove(block.hash())) {
          return Step.unrelated();
        }
        found.put(block.hash(), block);
        return awaited.isEmpty() ? done() : Step.taken();
      }
      if (message instanceof NotFound notFound) {
        boolean ours = false;
        for (InventoryVector item : notFound.items()) {
          ours |= item.isBlock() && awaited.remove(item.hash());
        }
        return !ours ? Step.unrelated() : awaited.isEmpty() ? done() : Step.taken();
      }
      if (fenced && fence.isAnsweredBy(message)) {
        passed = true;
        return done();
      }
      return Step.unrelated();
    }

    @Override
    public @Nullable Predicate<Message> leftover() {
      return fenced && !passed ? fence::isAnsweredBy : null;
    }

    private Step<FoundBlocks> done() {
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
  }
}
