package org.verack.peer.testkit.arbitrary;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.verack.wire.Bytes;
import org.verack.wire.address.CjdnsAddress;
import org.verack.wire.address.I2pAddress;
import org.verack.wire.address.IPv4Address;
import org.verack.wire.address.IPv6Address;
import org.verack.wire.address.NetworkAddress;
import org.verack.wire.address.OpaqueAddress;
import org.verack.wire.address.TorV2Address;
import org.verack.wire.address.TorV3Address;
import org.verack.wire.address.YggdrasilAddress;
import org.verack.wire.message.NodeAddress;
import org.verack.wire.message.TimedAddress;

/** Addresses of all kinds, valid and not. */
final class AddressArbitraries {

  private static final long CJDNS_PREFIX = 0xfc00_0000_0000_0000L;
  private static final long YGGDRASIL_PREFIX = 0x0200_0000_0000_0000L;
  private static final long MAPPED = 0xffff_0000_0000L;
  private static final long ONION_CAT = 0xfd87_d87e_eb43_0000L;

  static final Arbitrary<IPv4Address> IPV4 = Arbitraries.integers().map(IPv4Address::new);

  static final Arbitrary<IPv6Address> IPV6 =
      Arbitraries.frequencyOf(
          Tuple.of(
              6,
              Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(IPv6Address::new)),
          // What BIP 155 forbids, and what must survive all the same.
          Tuple.of(
              1,
              Arbitraries.integers()
                  .map(bits -> new IPv6Address(0, MAPPED | (bits & 0xffff_ffffL)))),
          Tuple.of(
              1, Arbitraries.longs().map(low -> new IPv6Address(ONION_CAT | (low & 0xffff), low))));

  static final Arbitrary<TorV2Address> TOR_V2 =
      Basics.bytes(TorV2Address.LENGTH, TorV2Address.LENGTH).map(TorV2Address::new);

  static final Arbitrary<TorV3Address> TOR_V3 =
      Basics.HASHES.map(key -> new TorV3Address(Bytes.wrap(key.toArray())));

  static final Arbitrary<I2pAddress> I2P =
      Basics.HASHES.map(hash -> new I2pAddress(Bytes.wrap(hash.toArray())));

  static final Arbitrary<CjdnsAddress> CJDNS =
      Combinators.combine(prefixed(CJDNS_PREFIX, 8), Arbitraries.longs()).as(CjdnsAddress::new);

  static final Arbitrary<YggdrasilAddress> YGGDRASIL =
      Combinators.combine(prefixed(YGGDRASIL_PREFIX, 7), Arbitraries.longs())
          .as(YggdrasilAddress::new);

  static final Arbitrary<OpaqueAddress> OPAQUE =
      Combinators.combine(
              Arbitraries.integers()
                  .between(0, 255)
                  .filter(id -> id < IPv4Address.NETWORK_ID || id > YggdrasilAddress.NETWORK_ID),
              Basics.bytes(0, NetworkAddress.MAX_LENGTH))
          .as(OpaqueAddress::new);

  static final Arbitrary<NetworkAddress> ALL =
      Arbitraries.oneOf(List.of(IPV4, IPV6, TOR_V2, TOR_V3, I2P, CJDNS, YGGDRASIL, OPAQUE));

  /** Addresses that fit the sixteen bytes of the old form and come out of it as they went in. */
  static final Arbitrary<NetworkAddress> LEGACY =
      Arbitraries.oneOf(List.of(IPV4, IPV6.map(IPv6Address::unwrapped), TOR_V2));

  static final Arbitrary<NodeAddress> NODES =
      Combinators.combine(Basics.SERVICES, LEGACY, Basics.ports())
          .as(NodeAddress::new)
          .edgeCases(edges -> edges.includeOnly(NodeAddress.NONE));

  static final Arbitrary<TimedAddress> TIMED = timed(Basics.u32(), ALL);

  static final Arbitrary<TimedAddress> LEGACY_TIMED = timed(Basics.u32(), LEGACY);

  static final Arbitrary<TimedAddress> LEGACY_UNTIMED = timed(Arbitraries.just(0L), LEGACY);

  private AddressArbitraries() {}

  /** Mostly with the network's prefix, sometimes without. */
  private static Arbitrary<Long> prefixed(long prefix, int bits) {
    return Arbitraries.frequencyOf(
        Tuple.of(4, Arbitraries.longs().map(high -> prefix | (high & (-1L >>> bits)))),
        Tuple.of(1, Arbitraries.longs()));
  }

  private static Arbitrary<TimedAddress> timed(
      Arbitrary<Long> times, Arbitrary<NetworkAddress> addresses) {
    return Combinators.combine(times, Basics.SERVICES, addresses, Basics.ports())
        .as(TimedAddress::new)
        .withoutEdgeCases();
  }
}
