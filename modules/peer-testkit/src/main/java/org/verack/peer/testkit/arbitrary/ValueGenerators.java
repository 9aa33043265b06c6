package org.verack.peer.testkit.arbitrary;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.ServiceFlags;
import org.verack.wire.UnknownMessage;
import org.verack.wire.WireFormat;
import org.verack.wire.address.CjdnsAddress;
import org.verack.wire.address.I2pAddress;
import org.verack.wire.address.IPv4Address;
import org.verack.wire.address.IPv6Address;
import org.verack.wire.address.NetworkAddress;
import org.verack.wire.address.OpaqueAddress;
import org.verack.wire.address.TorV2Address;
import org.verack.wire.address.TorV3Address;
import org.verack.wire.address.YggdrasilAddress;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.PartialMerkleTree;
import org.verack.wire.chain.TxIn;
import org.verack.wire.chain.TxOut;
import org.verack.wire.chain.Witness;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.NodeAddress;
import org.verack.wire.message.PrefilledTransaction;
import org.verack.wire.message.TimedAddress;

/** The generators by the type that they make. */
final class ValueGenerators {

  private static final int LONGEST_BYTES = 300;
  private static final int LARGEST_INDEX = 0xffff;

  private static final Map<Class<? extends Message>, MessageGenerator<?>> MESSAGES = messages();

  private static final Map<Class<?>, Arbitrary<?>> VALUES = values();

  private ValueGenerators() {}

  private static Map<Class<? extends Message>, MessageGenerator<?>> messages() {
    Map<Class<? extends Message>, MessageGenerator<?>> map = new LinkedHashMap<>();
    Stream.of(
            ConversationMessages.all(),
            GossipMessages.all(),
            BlockMessages.all(),
            FilterMessages.all(),
            List.of(MessageGenerator.same(UnknownMessage.class, 0, unknown())))
        .flatMap(List::stream)
        .forEach(generator -> map.put(generator.type(), generator));
    return Collections.unmodifiableMap(map);
  }

  private static Arbitrary<UnknownMessage> unknown() {
    Arbitrary<String> commands =
        Basics.ascii(1, 12).filter(text -> Networks.MAINNET.messages().find(text).isEmpty());
    return Combinators.combine(commands, Basics.bytes(0, LONGEST_BYTES)).as(UnknownMessage::new);
  }

  private static Map<Class<?>, Arbitrary<?>> values() {
    Map<Class<?>, Arbitrary<?>> map = new LinkedHashMap<>();
    map.put(Bytes.class, Basics.bytes(0, LONGEST_BYTES));
    map.put(Hash.class, Basics.HASHES);
    map.put(ServiceFlags.class, Basics.SERVICES);
    map.put(Network.class, Arbitraries.of(Networks.all()));
    map.put(WireFormat.class, WireArbitraries.formats(0));
    map.put(BlockHeader.class, ChainArbitraries.HEADERS);
    map.put(OutPoint.class, ChainArbitraries.OUT_POINTS);
    map.put(TxIn.class, ChainArbitraries.INPUTS);
    map.put(TxOut.class, ChainArbitraries.OUTPUTS);
    map.put(Witness.class, ChainArbitraries.WITNESSES);
    map.put(PartialMerkleTree.class, ChainArbitraries.TREES);
    map.put(
        PrefilledTransaction.class,
        Combinators.combine(
                Arbitraries.integers().between(0, LARGEST_INDEX),
                ChainArbitraries.transactions(WireArbitraries.LATEST))
            .as(PrefilledTransaction::new));
    map.put(NetworkAddress.class, AddressArbitraries.ALL);
    map.put(IPv4Address.class, AddressArbitraries.IPV4);
    map.put(IPv6Address.class, AddressArbitraries.IPV6);
    map.put(TorV2Address.class, AddressArbitraries.TOR_V2);
    map.put(TorV3Address.class, AddressArbitraries.TOR_V3);
    map.put(I2pAddress.class, AddressArbitraries.I2P);
    map.put(CjdnsAddress.class, AddressArbitraries.CJDNS);
    map.put(YggdrasilAddress.class, AddressArbitraries.YGGDRASIL);
    map.put(OpaqueAddress.class, AddressArbitraries.OPAQUE);
    map.put(NodeAddress.class, AddressArbitraries.NODES);
    map.put(TimedAddress.class, AddressArbitraries.TIMED);
    map.put(InventoryVector.class, GossipMessages.INVENTORY_VECTORS);
    return Collections.unmodifiableMap(map);
  }

  static Map<Class<? extends Message>, MessageGenerator<?>> byMessage() {
    return MESSAGES;
  }

  static Map<Class<?>, Arbitrary<?>> byValue() {
    return VALUES;
  }

  @SuppressWarnings("unchecked") // each generator stands under its own type
  static <M extends Message> @Nullable MessageGenerator<M> find(Class<M> type) {
    return (MessageGenerator<M>) MESSAGES.get(type);
  }
}
