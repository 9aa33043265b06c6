package org.verack.wire.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.verack.wire.Message;
import org.verack.wire.role.Negotiation;

/**
 * Makes the messages that tell a peer of addresses.
 *
 * <p>Only as many as fit one message are told; which ones, chance decides, so that the answers to
 * many questions do not give away the whole list.
 *
 * {@snippet :
 * NetworkAddress onion =
 *     NetworkAddress.parse("pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion");
 * TimedAddress node = new TimedAddress(1_700_000_000, ServiceFlags.NETWORK, onion, 8333);
 * List<TimedAddress> known = Collections.nCopies(3_000, node);
 *
 * Message message = AddressMessages.of(known, peer.negotiation(), new Random()).orElseThrow();
 * assert message instanceof AddrV2 told && told.addresses().size() == AddrV2.MAX_ADDRESSES;
 * }
 */
public final class AddressMessages {

  private AddressMessages() {}

  /**
   * Makes the message that a peer understands: {@code addrv2} if it said {@code sendaddrv2} (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0155.mediawiki">BIP 155</a>), else {@code
   * addr} with those addresses that it can carry.
   *
   * @param addresses what to tell
   * @param negotiation what was negotiated with the peer
   * @param random chooses among more than {@value Addr#MAX_ADDRESSES}
   * @return the message; empty if there is nothing to tell
   */
  public static Optional<Message> of(
      List<TimedAddress> addresses, Negotiation negotiation, RandomGenerator random) {
    return negotiation.received(SendAddrV2.class)
        ? addrV2(addresses, random).map(Message.class::cast)
        : addr(
                addresses.stream().filter(each -> each.address().toLegacy().isPresent()).toList(),
                random)
            .map(Message.class::cast);
  }

  /**
   * Makes an {@code addr}.
   *
   * @param addresses what to tell, all of networks that it can carry
   * @param random chooses among more than {@value Addr#MAX_ADDRESSES}
   * @return the message, the addresses in their order unless there were too many; empty if there
   *     are none
   */
  public static Optional<Addr> addr(List<TimedAddress> addresses, RandomGenerator random) {
    return addresses.isEmpty()
        ? Optional.empty()
        : Optional.of(new Addr(sample(addresses, Addr.MAX_ADDRESSES, random)));
  }

  /**
   * Makes an {@code addrv2}.
   *
   * @param addresses what to tell
   * @param random chooses among more than {@value AddrV2#MAX_ADDRESSES}
   * @return the message, the addresses in their order unless there were too many; empty if there
   *     are none
   */
  public static Optional<AddrV2> addrV2(List<TimedAddress> addresses, RandomGenerator random) {
    return addresses.isEmpty()
        ? Optional.empty()
        : Optional.of(new AddrV2(sample(addresses, AddrV2.MAX_ADDRESSES, random)));
  }

  /** The first steps of a Fisher-Yates shuffle: every subset is as likely as any other. */
  private static <T> List<T> sample(List<T> from, int count, RandomGenerator random) {
    if (from.size() <= count) {
      return from;
    }
    List<T> shuffled = new ArrayList<>(from);
    for (int i = 0; i < count; i++) {
      int other = random.nextInt(i, shuffled.size());
      T drawn = shuffled.get(other);
      shuffled.set(other, shuffled.get(i));
      shuffled.set(i, drawn);
    }
    return shuffled.subList(0, count);
  }
}
