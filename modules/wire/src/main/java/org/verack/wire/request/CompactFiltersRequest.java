package org.verack.wire.request;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.PayloadException;
import org.verack.wire.ServiceFlags;
import org.verack.wire.filter.BlockFilter;
import org.verack.wire.filter.FilterHeaders;
import org.verack.wire.message.CFilter;
import org.verack.wire.message.GetCFilters;

/**
 * Asks for the basic filters of a range of blocks. Each comes in a message of its own that names
 * its block, by height and without gaps (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0157.mediawiki">BIP 157</a>).
 */
record CompactFiltersRequest(long startHeight, List<Hash> blocks, Optional<FilterHeaders> headers)
    implements Request<FoundFilters> {

  CompactFiltersRequest {
    blocks = List.copyOf(blocks);
    int count = blocks.size();
    if (count < 1 || count > GetCFilters.MAX_BLOCKS) {
      throw new IllegalArgumentException(
          "the filters of 1 to "
              + GetCFilters.MAX_BLOCKS
              + " blocks can be asked for at a time, not of "
              + count);
    }
    if (new HashSet<>(blocks).size() != count) {
      throw new IllegalArgumentException("the same block stands twice in a chain");
    }
    FilterRange.require(startHeight, startHeight + count - 1, count);
    if (headers.isPresent()) {
      FilterHeaders known = headers.get();
      if (startHeight < known.startHeight()
          || startHeight + count > known.startHeight() + known.headers().size()) {
        throw new IllegalArgumentException(
            "the filter headers are not of all blocks from height " + startHeight + " on");
      }
    }
  }

  @Override
  public String name() {
    return "compact filters";
  }

  @Override
  public boolean takesTurns() {
    return false;
  }

  @Override
  public Exchange<FoundFilters> begin(Setting setting) throws RequestException {
    setting.requireServices(ServiceFlags.COMPACT_FILTERS, name());
    return new Answer(this, setting);
  }

  private static final class Answer extends FencedExchange<FoundFilters> {

    private final CompactFiltersRequest request;
    private final Map<Hash, Integer> places = new HashMap<>();
    private final List<CFilter> found = new ArrayList<>();

    Answer(CompactFiltersRequest request, Setting setting) {
      super(setting);
      this.request = request;
      for (int i = 0; i < request.blocks.size(); i++) {
        places.put(request.blocks.get(i), i);
      }
    }

    @Override
    protected List<Message> question() {
      Hash stop = request.blocks.get(request.blocks.size() - 1);
      return List.of(new GetCFilters(BlockFilter.BASIC, request.startHeight, stop));
    }

    @Override
    protected Step<FoundFilters> take(Message message) {
      if (!(message instanceof CFilter filter)) {
        return Step.unrelated();
      }
      int place = place(filter);
      if (place < 0) {
        return Step.unrelated();
      }
      if (place != found.size()) {
        return Step.failed(
            "the filter of height "
                + (request.startHeight + place)
                + " came in place of that of height "
                + (request.startHeight + found.size()));
      }
      found.add(filter);
      return found.size() == request.blocks.size() ? passed() : Step.taken();
    }

    /** Where a filter belongs; -1 if it was not asked for. */
    private int place(CFilter filter) {
      return filter.filterType() == BlockFilter.BASIC
          ? places.getOrDefault(filter.block(), -1)
          : -1;
    }

    @Override
    protected Step<FoundFilters> passed() {
      List<CFilter> all = List.copyOf(found);
      return new Step.Work<>(() -> read(all));
    }

    private Step<FoundFilters> read(List<CFilter> messages) {
      List<BlockFilter> filters = new ArrayList<>(messages.size());
      for (CFilter message : messages) {
        long height = request.startHeight + filters.size();
        BlockFilter filter;
        try {
          filter = BlockFilter.of(message);
        } catch (PayloadException e) {
          return Step.failed("the filter of height " + height + " is none: " + e.getMessage());
        }
        if (request.headers.isPresent() && !request.headers.get().commitsTo(height, filter)) {
          return Step.failed(
              "the filter of height " + height + " is not that which its header commits to");
        }
        filters.add(filter);
      }
      List<Hash> blocks = request.blocks;
      return new Step.Done<>(
          new FoundFilters(filters, blocks.subList(filters.size(), blocks.size())));
    }

    @Override
    protected boolean takeLate(Message message) {
      return message instanceof CFilter filter && place(filter) >= 0;
    }

    @Override
    protected void forget() {
      found.clear();
    }
  }
}
