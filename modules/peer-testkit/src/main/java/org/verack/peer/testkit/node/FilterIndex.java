package org.verack.peer.testkit.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import org.verack.peer.testkit.chain.ChainSource;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.filter.BlockFilter;
import org.verack.wire.message.CFCheckpt;
import org.verack.wire.message.CFHeaders;
import org.verack.wire.message.GetCFCheckpt;
import org.verack.wire.message.GetCFHeaders;
import org.verack.wire.message.GetCFilters;

/**
 * Basic filters of blocks and their headers, made when someone asks and kept by block (BIP 157).
 *
 * <p>A filter holds the scripts that a block spends, so there is none for a block, nor for those
 * above it, if a transaction that it spends from is not among the blocks.
 */
final class FilterIndex {

  /** A question for which Bitcoin Core disconnects. */
  static final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    RefusedException(String why) {
      super(why, null, false, false);
    }
  }

  private record Entry(BlockFilter filter, Hash header) {}

  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private final Map<Hash, Entry> entries = new HashMap<>();

  /** Returns what to send; nothing if there are no filters. */
  List<Message> answer(ChainSource chain, GetCFilters asked) throws RefusedException {
    int stop = stop(chain, asked.filterType(), asked.stop());
    requireRange(asked.startHeight(), stop, GetCFilters.MAX_BLOCKS);
    return range(chain, (int) asked.startHeight(), stop).stream()
        .<Message>map(entry -> entry.filter().toCFilter())
        .toList();
  }

  /** Returns what to send; nothing if there are no filters. */
  List<Message> answer(ChainSource chain, GetCFHeaders asked) throws RefusedException {
    int stop = stop(chain, asked.filterType(), asked.stop());
    requireRange(asked.startHeight(), stop, CFHeaders.MAX_HASHES);
    int start = (int) asked.startHeight();
    List<Entry> range = range(chain, start, stop);
    if (range.isEmpty()) {
      return List.of();
    }
    Hash previous = start == 0 ? Hash.ZERO : range(chain, start - 1, start - 1).get(0).header();
    List<Hash> hashes = range.stream().map(entry -> entry.filter().hash()).toList();
    return List.of(new CFHeaders(BlockFilter.BASIC, asked.stop(), previous, hashes));
  }

  /** Returns what to send; nothing if there are no filters. */
  List<Message> answer(ChainSource chain, GetCFCheckpt asked) throws RefusedException {
    int stop = stop(chain, asked.filterType(), asked.stop());
    if (range(chain, stop, stop).isEmpty()) {
      return List.of();
    }
    List<Hash> headers = new ArrayList<>();
    for (int height = CFCheckpt.INTERVAL; height <= stop; height += CFCheckpt.INTERVAL) {
      headers.add(range(chain, height, height).get(0).header());
    }
    return List.of(new CFCheckpt(BlockFilter.BASIC, asked.stop(), headers));
  }

  private static int stop(ChainSource chain, int filterType, Hash stop) throws RefusedException {
    if (filterType != BlockFilter.BASIC) {
      throw new RefusedException("there are no filters of type " + filterType);
    }
    OptionalInt height = chain.height(stop);
    if (height.isEmpty()) {
      throw new RefusedException("there is no block " + stop);
    }
    return height.getAsInt();
  }

  private static void requireRange(long start, int stop, int most) throws RefusedException {
    if (start > stop || stop - start >= most) {
      throw new RefusedException("filters of heights " + start + " to " + stop);
    }
  }

  /** All entries of a range, or none if one of them cannot be made. */
  private List<Entry> range(ChainSource chain, int start, int stop) {
    lock.lock();
    try {
      if (!makeUpTo(chain, stop)) {
        return List.of();
      }
      List<Entry> range = new ArrayList<>();
      for (int height = start; height <= stop; height++) {
        range.add(entry(chain.hash(height)));
      }
      return range;
    } finally {
      lock.unlock();
    }
  }

  private Entry entry(Hash block) {
    return Objects.requireNonNull(entries.get(block));
  }

  private boolean makeUpTo(ChainSource chain, int height) {
    int known = height;
    while (known >= 0 && !entries.containsKey(chain.hash(known))) {
      known--;
    }
    Hash previous = known < 0 ? Hash.ZERO : entry(chain.hash(known)).header();
    for (int next = known + 1; next <= height; next++) {
      Optional<BlockFilter> filter = chain.compactFilter(chain.hash(next));
      if (filter.isEmpty()) {
        return false;
      }
      previous = filter.get().header(previous);
      entries.put(chain.hash(next), new Entry(filter.get(), previous));
    }
    return true;
  }
}
