package org.verack.wire.request;

import java.util.List;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.ServiceFlags;
import org.verack.wire.filter.BlockFilter;
import org.verack.wire.message.CFCheckpt;
import org.verack.wire.message.GetCFCheckpt;

/**
 * Asks for every thousandth filter header; the answer names the last block (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0157.mediawiki">BIP 157</a>).
 */
record FilterCheckpointsRequest(long stopHeight, Hash stop) implements Request<CFCheckpt> {

  FilterCheckpointsRequest {
    FilterRange.require(0, stopHeight, CFCheckpt.MAX_HEADERS * CFCheckpt.INTERVAL);
  }

  @Override
  public String name() {
    return "filter checkpoints";
  }

  @Override
  public boolean takesTurns() {
    return false;
  }

  @Override
  public Exchange<CFCheckpt> begin(Setting setting) throws RequestException {
    setting.requireServices(ServiceFlags.COMPACT_FILTERS, name());
    return new Answer(this, setting);
  }

  private static final class Answer extends FencedExchange<CFCheckpt> {

    private final FilterCheckpointsRequest request;

    Answer(FilterCheckpointsRequest request, Setting setting) {
      super(setting);
      this.request = request;
    }

    @Override
    protected List<Message> question() {
      return List.of(new GetCFCheckpt(BlockFilter.BASIC, request.stop));
    }

    @Override
    protected Step<CFCheckpt> take(Message message) {
      if (!(message instanceof CFCheckpt checkpoints) || !isOurs(checkpoints)) {
        return Step.unrelated();
      }
      long count = request.stopHeight / CFCheckpt.INTERVAL;
      return checkpoints.filterHeaders().size() == count
          ? new Step.Done<>(checkpoints)
          : Step.failed(
              checkpoints.filterHeaders().size() + " checkpoints came instead of " + count);
    }

    private boolean isOurs(CFCheckpt checkpoints) {
      return checkpoints.filterType() == BlockFilter.BASIC
          && checkpoints.stop().equals(request.stop);
    }

    @Override
    protected Step<CFCheckpt> passed() {
      return Step.failed("the peer has no filter headers up to block " + request.stop);
    }

    @Override
    protected boolean takeLate(Message message) {
      return message instanceof CFCheckpt checkpoints && isOurs(checkpoints);
    }
  }
}
