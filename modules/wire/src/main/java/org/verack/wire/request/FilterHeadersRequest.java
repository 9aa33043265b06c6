package org.verack.wire.request;

import java.util.List;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.ServiceFlags;
import org.verack.wire.filter.BlockFilter;
import org.verack.wire.filter.FilterHeaders;
import org.verack.wire.message.CFHeaders;
import org.verack.wire.message.GetCFHeaders;

/**
 * Asks for the filter headers of a range of blocks; the answer names the last block (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0157.mediawiki">BIP 157</a>).
 */
record FilterHeadersRequest(long startHeight, long stopHeight, Hash stop)
    implements Request<FilterHeaders> {

  FilterHeadersRequest {
    FilterRange.require(startHeight, stopHeight, CFHeaders.MAX_HASHES);
  }

  @Override
  public String name() {
    return "filter headers";
  }

  @Override
  public boolean takesTurns() {
    return false;
  }

  @Override
  public Exchange<FilterHeaders> begin(Setting setting) throws RequestException {
    setting.requireServices(ServiceFlags.COMPACT_FILTERS, name());
    return new Answer(this, setting);
  }

  private static final class Answer extends FencedExchange<FilterHeaders> {

    private final FilterHeadersRequest request;

    Answer(FilterHeadersRequest request, Setting setting) {
      super(setting);
      this.request = request;
    }

    @Override
    protected List<Message> question() {
      return List.of(new GetCFHeaders(BlockFilter.BASIC, request.startHeight, request.stop));
    }

    @Override
    protected Step<FilterHeaders> take(Message message) {
      return message instanceof CFHeaders headers && isOurs(headers)
          ? check(headers)
          : Step.unrelated();
    }

    private boolean isOurs(CFHeaders headers) {
      return headers.filterType() == BlockFilter.BASIC && headers.stop().equals(request.stop);
    }

    private Step<FilterHeaders> check(CFHeaders headers) {
      long count = request.stopHeight - request.startHeight + 1;
      if (headers.filterHashes().size() != count) {
        return Step.failed(
            headers.filterHashes().size() + " filter headers came instead of " + count);
      }
      return new Step.Work<>(() -> new Step.Done<>(FilterHeaders.of(headers, request.startHeight)));
    }

    @Override
    protected Step<FilterHeaders> passed() {
      return Step.failed("the peer has no filter headers up to block " + request.stop);
    }

    @Override
    protected boolean takeLate(Message message) {
      return message instanceof CFHeaders headers && isOurs(headers);
    }
  }
}
