package org.verack.peer.testkit.arbitrary;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.verack.wire.Hash;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.message.Addr;
import org.verack.wire.message.AddrV2;
import org.verack.wire.message.GetBlocks;
import org.verack.wire.message.GetData;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Headers;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.NotFound;
import org.verack.wire.message.TimedAddress;

/** Addresses, inventories, headers and the questions for them. */
final class GossipMessages {

  /** Fifty thousand are 1.8 MB. */
  private static final int SANE_INVENTORY = 1000;

  static final Arbitrary<InventoryVector> INVENTORY_VECTORS =
      Combinators.combine(
              Arbitraries.oneOf(
                  Arbitraries.of(
                      InventoryVector.TX,
                      InventoryVector.BLOCK,
                      InventoryVector.WTX,
                      InventoryVector.COMPACT_BLOCK,
                      InventoryVector.FILTERED_BLOCK,
                      InventoryVector.WITNESS_TX,
                      InventoryVector.WITNESS_BLOCK),
                  Arbitraries.integers()),
              Basics.HASHES)
          .as(InventoryVector::new);

  private GossipMessages() {}

  static List<MessageGenerator<?>> all() {
    Arbitrary<List<InventoryVector>> inventories =
        Basics.listUpToLimit(INVENTORY_VECTORS, Inv.MAX_ENTRIES, SANE_INVENTORY);
    Arbitrary<List<BlockHeader>> headers =
        Basics.list(ChainArbitraries.HEADERS, Headers.MAX_HEADERS, Headers.MAX_HEADERS);
    Arbitrary<AddrV2> addrV2 =
        Basics.list(AddressArbitraries.TIMED, AddrV2.MAX_ADDRESSES, AddrV2.MAX_ADDRESSES)
            .map(AddrV2::new);
    return List.of(
        new MessageGenerator<>(Addr.class, 0, GossipMessages::addr),
        MessageGenerator.same(AddrV2.class, 0, addrV2),
        MessageGenerator.same(Inv.class, 0, inventories.map(Inv::of)),
        MessageGenerator.same(GetData.class, 0, inventories.map(GetData::of)),
        MessageGenerator.same(NotFound.class, 0, inventories.map(NotFound::of)),
        MessageGenerator.same(Headers.class, 0, headers.map(Headers::of)),
        MessageGenerator.same(
            GetBlocks.class,
            0,
            Combinators.combine(Arbitraries.integers(), locators(), Basics.HASHES)
                .as(GetBlocks::new)),
        MessageGenerator.same(
            GetHeaders.class,
            0,
            Combinators.combine(Arbitraries.integers(), locators(), Basics.HASHES)
                .as(GetHeaders::new)));
  }

  private static Arbitrary<List<Hash>> locators() {
    return ChainArbitraries.hashes(GetHeaders.MAX_LOCATOR, GetHeaders.MAX_LOCATOR);
  }

  private static Arbitrary<Addr> addr(WireFormat format) {
    int version = format.protocolVersion();
    int most = version < ProtocolVersion.MULTIPLE_ADDRESSES ? 1 : Addr.MAX_ADDRESSES;
    Arbitrary<TimedAddress> entries =
        version < ProtocolVersion.ADDRESS_TIME
            ? AddressArbitraries.LEGACY_UNTIMED
            : AddressArbitraries.LEGACY_TIMED;
    return Basics.list(entries, most, most).map(Addr::new);
  }
}
