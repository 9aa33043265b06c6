package org.verack.wire.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.verack.wire.Message;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.MemPool;

/**
 * Asks which transactions wait to be confirmed.
 *
 * <p>The answer is any number of {@code inv}, and nothing says which is the last, or that they are
 * no announcements of new transactions. Many nodes answer at once, and the pong is the end.
 *
 * <p>Bitcoin Core does not answer at once: it puts the answer off to the next time at which it
 * announces transactions to us, seconds later and behind the pong, and announces none in between.
 * So if nothing has come with the pong, the next transactions are the answer, which a second ping
 * closes; if there is nothing to be told, nothing comes, and the deadline is the end.
 */
record MempoolRequest() implements Request<List<InventoryVector>> {

  /** Twice what fits into 300 MB, the usual limit for such transactions, as the smallest do. */
  private static final int MAX_ENTRIES = 500_000;

  private static final int ENTRY_BYTES = 36;

  @Override
  public String name() {
    return "mempool";
  }

  @Override
  public boolean takesTurns() {
    return true;
  }

  @Override
  public long maxBytes() {
    // And something for what a frame and a count take.
    return (long) MAX_ENTRIES * ENTRY_BYTES + Inv.MAX_ENTRIES;
  }

  @Override
  public Exchange<List<InventoryVector>> begin(Setting setting) throws RequestException {
    setting.requireVersion(ProtocolVersion.MEMPOOL, name());
    FilteredBlocksRequest.requireBloom(setting, name());
    return new Answer(setting);
  }

  private static final class Answer extends FencedExchange<List<InventoryVector>> {

    private final List<List<InventoryVector>> parts = new ArrayList<>();

    /** Whether the pong came before anything else did, and nothing has come since. */
    private boolean waiting;

    Answer(Setting setting) {
      super(setting);
    }

    @Override
    protected List<Message> question() {
      return List.of(MemPool.INSTANCE);
    }

    @Override
    protected Step<List<InventoryVector>> take(Message message) {
      if (!(message instanceof Inv inv)) {
        return Step.unrelated();
      }
      List<InventoryVector> transactions = transactions(inv);
      if (transactions.isEmpty()) {
        return Step.unrelated();
      }
      parts.add(transactions);
      List<Message> replies = List.of();
      if (waiting) {
        waiting = false;
        replies = renewFence();
      }
      Step<List<InventoryVector>> taken = new Step.Taken<>(replies);
      // Core announces blocks in the same message.
      return transactions.size() == inv.size() ? taken : new Step.Shared<>(taken);
    }

    private static List<InventoryVector> transactions(Inv inv) {
      int count = 0;
      for (int i = 0; i < inv.size(); i++) {
        count += isTransaction(inv.typeCode(i)) ? 1 : 0;
      }
      return count == inv.size()
          ? inv.items()
          : inv.items().stream().filter(InventoryVector::isTransaction).toList();
    }

    private static boolean isTransaction(int type) {
      return switch (type) {
        case InventoryVector.TX, InventoryVector.WTX, InventoryVector.WITNESS_TX -> true;
        default -> false;
      };
    }

    @Override
    protected Step<List<InventoryVector>> passed() {
      if (parts.isEmpty()) {
        waiting = true;
        return Step.taken();
      }
      List<List<InventoryVector>> all = List.copyOf(parts);
      return new Step.Work<>(() -> new Step.Done<>(joined(all)));
    }

    /** Puts all into one view over bytes, for objects would take four times the memory. */
    private static List<InventoryVector> joined(List<List<InventoryVector>> parts) {
      return parts.size() == 1
          ? parts.get(0)
          : Inv.of(parts.stream().flatMap(List::stream).toList()).items();
    }

    @Override
    public Optional<List<InventoryVector>> atDeadline() {
      return waiting ? Optional.of(List.of()) : Optional.empty();
    }

    @Override
    protected boolean takeLate(Message message) {
      return message instanceof Inv inv && !transactions(inv).isEmpty();
    }

    @Override
    protected void forget() {
      parts.clear();
    }
  }
}
