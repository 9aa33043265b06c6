package org.verack.wire.request;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.PayloadException;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.ServiceFlags;
import org.verack.wire.chain.PartialMerkleTree.Match;
import org.verack.wire.chain.Transaction;
import org.verack.wire.message.GetData;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.MerkleBlock;
import org.verack.wire.message.NotFound;

/**
 * Asks for blocks as the connection's bloom filter sees them. The filter is loaded by the program.
 *
 * <p>A {@code merkleblock} names the block and proves which of its transactions match; these follow
 * as {@code tx}, recognised by their txids.
 */
record FilteredBlocksRequest(List<Hash> hashes) implements Request<FoundFilteredBlocks> {

  FilteredBlocksRequest {
    hashes = Awaited.distinct(hashes, "filtered blocks");
  }

  @Override
  public String name() {
    return "filtered blocks";
  }

  @Override
  public boolean takesTurns() {
    return false;
  }

  /** A match takes several times the memory that it takes on the wire. */
  @Override
  public long maxBytes() {
    return DEFAULT_MAX_BYTES / 4;
  }

  @Override
  public Exchange<FoundFilteredBlocks> begin(Setting setting) throws RequestException {
    setting.requireVersion(ProtocolVersion.BLOOM, name());
    requireBloom(setting, name());
    return new Answer(hashes, setting);
  }

  /**
   * The service has been announced since <a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0111.mediawiki">BIP 111</a> only; older
   * nodes had it without saying so.
   */
  static void requireBloom(Setting setting, String what) throws RequestException {
    if (setting.negotiation().protocolVersion() >= ProtocolVersion.NODE_BLOOM) {
      setting.requireServices(ServiceFlags.BLOOM, what);
    }
  }

  /** A merkleblock that has come, and what has come of its transactions. */
  private static final class Part {

    final MerkleBlock block;
    final List<Match> matches;
    final @Nullable Transaction[] transactions;

    Part(MerkleBlock block, List<Match> matches) {
      this.block = block;
      this.matches = matches;
      this.transactions = new @Nullable Transaction[matches.size()];
    }

    FilteredBlock result() {
      List<Transaction> found = new ArrayList<>();
      List<Match> missing = new ArrayList<>();
      for (int i = 0; i < transactions.length; i++) {
        Transaction transaction = transactions[i];
        if (transaction != null) {
          found.add(transaction);
        } else {
          missing.add(matches.get(i));
        }
      }
      int count = (int) block.totalTransactions();
      return new FilteredBlock(block.header(), count, matches, found, missing);
    }
  }

  /** A place where a transaction is awaited, and another where the same one is. */
  private record Place(Part part, int index, @Nullable Place other) {}

  private static final class Answer extends FencedExchange<FoundFilteredBlocks> {

    private final List<Hash> hashes;
    private final Awaited awaited;
    private final Map<Hash, Part> parts = new HashMap<>();

    /** By txid; the same transaction may match in two blocks, of two branches of the chain. */
    private final Map<Hash, Place> places = new HashMap<>();

    /** The txids that were still awaited when the request was given up. */
    private final Set<Hash> late = new HashSet<>();

    Answer(List<Hash> hashes, Setting setting) {
      super(setting);
      this.hashes = hashes;
      this.awaited = new Awaited(hashes, type -> type == InventoryVector.FILTERED_BLOCK);
    }

    @Override
    protected List<Message> question() {
      return List.of(GetData.of(hashes.stream().map(InventoryVector::filteredBlock).toList()));
    }

    @Override
    protected Step<FoundFilteredBlocks> take(Message message) {
      return switch (message) {
        case MerkleBlock block when awaited.remove(block.header().hash()) -> receive(block);
        case Transaction transaction -> receive(transaction);
        case NotFound notFound -> awaited.receive(notFound, this::next);
        default -> Step.unrelated();
      };
    }

    private Step<FoundFilteredBlocks> receive(MerkleBlock block) {
      List<Match> matches;
      try {
        matches = block.verify();
      } catch (PayloadException e) {
        return Step.failed(
            "the proof for block " + block.header().hash() + " is none: " + e.getMessage());
      }
      Part part = new Part(block, matches);
      parts.put(block.header().hash(), part);
      for (int i = 0; i < matches.size(); i++) {
        Hash txid = matches.get(i).txid();
        places.put(txid, new Place(part, i, places.get(txid)));
      }
      return next();
    }

    private Step<FoundFilteredBlocks> receive(Transaction transaction) {
      Hash txid = transaction.txid();
      Place place = places.remove(txid);
      if (place == null) {
        return Step.unrelated();
      }
      place.part().transactions[place.index()] = transaction;
      if (place.other() != null) {
        places.put(txid, place.other());
      }
      return next();
    }

    private Step<FoundFilteredBlocks> next() {
      return awaited.isEmpty() && places.isEmpty() ? passed() : Step.taken();
    }

    @Override
    protected Step<FoundFilteredBlocks> passed() {
      List<FilteredBlock> found = new ArrayList<>();
      List<Hash> missing = new ArrayList<>();
      for (Hash hash : hashes) {
        Part part = parts.get(hash);
        if (part != null) {
          found.add(part.result());
        } else {
          missing.add(hash);
        }
      }
      return new Step.Done<>(new FoundFilteredBlocks(found, missing));
    }

    @Override
    protected boolean takeLate(Message message) {
      return switch (message) {
        case MerkleBlock block when awaited.remove(block.header().hash()) -> {
          expectLate(block);
          yield true;
        }
        case Transaction transaction -> late.remove(transaction.txid());
        case NotFound notFound -> awaited.holdsAll(notFound);
        default -> false;
      };
    }

    private void expectLate(MerkleBlock block) {
      try {
        for (Match match : block.verify()) {
          late.add(match.txid());
        }
      } catch (PayloadException e) {
        // What follows a proof that is none is nobody's answer, and reaches the handlers.
      }
    }

    @Override
    protected void forget() {
      parts.clear();
      late.addAll(places.keySet());
      places.clear();
    }
  }
}
