package org.verack.wire.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.verack.wire.Message;
import org.verack.wire.message.Addr;
import org.verack.wire.message.AddrV2;
import org.verack.wire.message.GetAddr;
import org.verack.wire.message.TimedAddress;

/**
 * Asks for addresses of nodes.
 *
 * <p>Bitcoin Core answers with one message of up to 1,000 addresses, once a connection and only if
 * we dialed. Before it there may come a message with one address, its own; others come as they are
 * gossiped. So the first message with more than one address is the end, as it is for Core's own
 * connections that only fetch addresses; a message with one is kept and ends nothing; and the pong
 * says that no more will come.
 */
record AddressesRequest() implements Request<List<TimedAddress>> {

  @Override
  public String name() {
    return "addresses";
  }

  @Override
  public boolean takesTurns() {
    return true;
  }

  @Override
  public Exchange<List<TimedAddress>> begin(Setting setting) {
    return new Answer(setting);
  }

  private static final class Answer extends FencedExchange<List<TimedAddress>> {

    private final List<TimedAddress> addresses = new ArrayList<>();

    Answer(Setting setting) {
      super(setting);
    }

    @Override
    protected List<Message> question() {
      return List.of(GetAddr.INSTANCE);
    }

    @Override
    protected Step<List<TimedAddress>> take(Message message) {
      return switch (message) {
        case Addr addr -> receive(addr.addresses());
        case AddrV2 addr -> receive(addr.addresses());
        default -> Step.unrelated();
      };
    }

    private Step<List<TimedAddress>> receive(List<TimedAddress> some) {
      addresses.addAll(some);
      return some.size() > 1 || addresses.size() >= Addr.MAX_ADDRESSES ? passed() : Step.taken();
    }

    @Override
    protected Step<List<TimedAddress>> passed() {
      return new Step.Done<>(List.copyOf(addresses));
    }

    /** Where no pong can say that one address was all, the time does. */
    @Override
    public Optional<List<TimedAddress>> atDeadline() {
      return addresses.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(addresses));
    }

    @Override
    protected boolean takeLate(Message message) {
      return message instanceof Addr || message instanceof AddrV2;
    }

    @Override
    protected void forget() {
      addresses.clear();
    }
  }
}
