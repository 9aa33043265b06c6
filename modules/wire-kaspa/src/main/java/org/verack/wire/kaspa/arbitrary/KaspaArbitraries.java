package org.verack.wire.kaspa.arbitrary;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.sessions.JqwikSession;
import org.verack.wire.Message;
import org.verack.wire.ServiceFlags;
import org.verack.wire.address.IPv4Address;
import org.verack.wire.address.IPv6Address;
import org.verack.wire.address.NetworkAddress;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.TxOut;
import org.verack.wire.kaspa.chain.Block;
import org.verack.wire.kaspa.chain.BlockHeader;
import org.verack.wire.kaspa.chain.SubnetworkId;
import org.verack.wire.kaspa.chain.Transaction;
import org.verack.wire.kaspa.chain.TxIn;
import org.verack.wire.kaspa.message.Addr;
import org.verack.wire.kaspa.message.AddressScope;
import org.verack.wire.kaspa.message.GetAddr;
import org.verack.wire.kaspa.message.GetBlockInvs;
import org.verack.wire.kaspa.message.GetData;
import org.verack.wire.kaspa.message.GetLocator;
import org.verack.wire.kaspa.message.GetSelectedTip;
import org.verack.wire.kaspa.message.Inv;
import org.verack.wire.kaspa.message.InventoryVector;
import org.verack.wire.kaspa.message.Locator;
import org.verack.wire.kaspa.message.MerkleBlock;
import org.verack.wire.kaspa.message.NotFound;
import org.verack.wire.kaspa.message.Reject;
import org.verack.wire.kaspa.message.SelectedTip;
import org.verack.wire.kaspa.message.TimedAddress;
import org.verack.wire.kaspa.message.Version;
import org.verack.wire.message.FeeFilter;
import org.verack.wire.message.FilterAdd;
import org.verack.wire.message.FilterClear;
import org.verack.wire.message.FilterLoad;
import org.verack.wire.message.NodeAddress;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.message.Verack;

/**
 * jqwik generators for Kaspa's values and for every message of its network.
 *
 * <p>What is made is legal on the wire and otherwise anything: hashes have no work in them, scripts
 * are noise, signatures sign nothing. Most values are small. Lists and byte strings reach the edges
 * of CompactSize (252, 253) and the limits of their messages now and then, the latter only where
 * that is not more than a few hundred kilobytes.
 *
 * <p>The generators are immutable and may be used from any thread.
 *
 * {@snippet :
 * @Property(tries = 20)
 * void everyMessageSurvivesTheWire(@ForAll("any") Message message) throws Exception {
 *   WireFormat format = WireFormat.base(KaspaNetworks.PROTOCOL_VERSION);
 *   Bytes payload = KaspaMessages.ALL.encode(message, format);
 *   assertEquals(message, KaspaMessages.ALL.decode(message.command(), payload, format));
 * }
 *
 * @Provide
 * Arbitrary<Message> any() {
 *   return KaspaArbitraries.messages();
 * }
 * }
 */
@SuppressWarnings("exports") // whoever calls this has jqwik; the module does not pass it on
public final class KaspaArbitraries {

  private static final int GENERATOR_SIZE = 1000;
  private static final int LONGEST_SCRIPT = 10_000;
  private static final int SANE_TRANSACTIONS = 256;
  private static final int SANE_BLOCK = 400_000;

  private static final int SANE_INVENTORY = 1000;

  private static final Arbitrary<SubnetworkId> SUBNETWORKS =
      Arbitraries.oneOf(
          Arbitraries.of(SubnetworkId.NATIVE, SubnetworkId.COINBASE, SubnetworkId.REGISTRY),
          Basics.fixed(SubnetworkId.LENGTH).map(SubnetworkId::new));

  private static final Arbitrary<BlockHeader> HEADERS =
      Combinators.combine(
              Arbitraries.integers(),
              Basics.hashes(BlockHeader.MAX_PARENTS),
              Basics.HASHES,
              Basics.HASHES,
              Basics.HASHES,
              Arbitraries.longs(),
              Arbitraries.integers(),
              Arbitraries.longs())
          .as(BlockHeader::of);

  private static final Arbitrary<TxIn> INPUTS =
      Combinators.combine(
              Combinators.combine(Basics.HASHES, Basics.u32()).as(OutPoint::new),
              Basics.bytes(LONGEST_SCRIPT),
              Arbitraries.longs())
          .as(TxIn::new);

  private static final Arbitrary<TxOut> OUTPUTS =
      Combinators.combine(Arbitraries.longs(), Basics.bytes(LONGEST_SCRIPT)).as(TxOut::new);

  private static final Arbitrary<Transaction.Execution> EXECUTIONS =
      Combinators.combine(Arbitraries.longs(), Basics.HASHES, Basics.bytes(1000))
          .as(Transaction.Execution::new);

  private static final Arbitrary<Transaction> TRANSACTIONS =
      Combinators.combine(
              Arbitraries.integers(),
              Basics.list(INPUTS, Integer.MAX_VALUE, 253),
              Basics.list(OUTPUTS, Integer.MAX_VALUE, 253),
              Arbitraries.longs(),
              SUBNETWORKS,
              EXECUTIONS)
          .as(KaspaArbitraries::transaction);

  private static final Arbitrary<NetworkAddress> ADDRESSES =
      Arbitraries.oneOf(
          Basics.fixed(IPv4Address.LENGTH).map(IPv4Address::of),
          Basics.fixed(IPv6Address.LENGTH).map(NetworkAddress::fromLegacy));

  private static final Arbitrary<NodeAddress> NODES =
      Combinators.combine(Basics.SERVICES, ADDRESSES, Basics.u16()).as(NodeAddress::new);

  private static final Arbitrary<TimedAddress> TIMED =
      Combinators.combine(Arbitraries.longs(), NODES).as(TimedAddress::new);

  private static final Arbitrary<AddressScope> SCOPES =
      Arbitraries.oneOf(
          Arbitraries.of(AddressScope.ALL, AddressScope.FULL_NODES),
          SUBNETWORKS.map(AddressScope::of));

  private static final Arbitrary<InventoryVector> VECTORS =
      Combinators.combine(
              Arbitraries.oneOf(
                  Arbitraries.integers().between(0, InventoryVector.MISSING_ANCESTOR),
                  Arbitraries.integers()),
              Basics.HASHES)
          .as(InventoryVector::new);

  private static final Map<Class<?>, Arbitrary<?>> VALUES = values();

  private static final Map<Class<? extends Message>, Arbitrary<? extends Message>> MESSAGES =
      byType();

  private KaspaArbitraries() {}

  private static Transaction transaction(
      int version,
      List<TxIn> inputs,
      List<TxOut> outputs,
      long lockTime,
      SubnetworkId subnetwork,
      Transaction.Execution execution) {
    // Many parts with the longest of scripts would be longer than a test has patience for.
    List<TxIn> spent = inputs.size() > 100 ? List.of() : inputs;
    if (subnetwork.equals(SubnetworkId.NATIVE)) {
      return Transaction.of(version, spent, outputs, lockTime);
    }
    Transaction.Execution allowed =
        subnetwork.isBuiltIn()
            ? new Transaction.Execution(0, execution.payloadHash(), execution.payload())
            : execution;
    return Transaction.of(version, spent, outputs, lockTime, subnetwork, allowed);
  }

  private static Map<Class<?>, Arbitrary<?>> values() {
    Map<Class<?>, Arbitrary<?>> map = new LinkedHashMap<>();
    map.put(BlockHeader.class, HEADERS);
    map.put(TxIn.class, INPUTS);
    map.put(SubnetworkId.class, SUBNETWORKS);
    map.put(AddressScope.class, SCOPES);
    map.put(TimedAddress.class, TIMED);
    map.put(InventoryVector.class, VECTORS);
    return map;
  }

  private static Map<Class<? extends Message>, Arbitrary<? extends Message>> byType() {
    Map<Class<? extends Message>, Arbitrary<? extends Message>> map = new LinkedHashMap<>();
    conversation(map);
    gossip(map);
    filters(map);
    return map;
  }

  private record Begin(int version, ServiceFlags services, long time) {}

  private static void conversation(
      Map<Class<? extends Message>, Arbitrary<? extends Message>> map) {
    map.put(
        Version.class,
        Combinators.combine(
                Combinators.combine(Arbitraries.integers(), Basics.SERVICES, Arbitraries.longs())
                    .as(Begin::new),
                SUBNETWORKS.optional(),
                NODES,
                NODES,
                Arbitraries.longs(),
                Basics.ascii(Version.MAX_USER_AGENT),
                Basics.HASHES,
                Arbitraries.of(true, false))
            .as(
                (begin, subnetwork, receiver, sender, nonce, agent, tip, relay) ->
                    new Version(
                        begin.version,
                        begin.services,
                        begin.time,
                        subnetwork.orElse(null),
                        receiver,
                        sender,
                        nonce,
                        agent,
                        tip,
                        relay)));
    map.put(Verack.class, Arbitraries.just(Verack.INSTANCE));
    map.put(Ping.class, Arbitraries.longs().map(Ping::new));
    map.put(Pong.class, Arbitraries.longs().map(Pong::new));
    map.put(FeeFilter.class, Arbitraries.longs().map(FeeFilter::new));
    map.put(
        Reject.class,
        Combinators.combine(
                Arbitraries.of("tx", "block", "version", ""),
                Basics.u8(),
                Basics.ascii(40),
                Basics.HASHES)
            .as(
                (command, code, reason, hash) ->
                    new Reject(
                        command,
                        code,
                        reason,
                        command.equals("tx") || command.equals("block") ? hash : null)));
  }

  private static void gossip(Map<Class<? extends Message>, Arbitrary<? extends Message>> map) {
    map.put(GetAddr.class, SCOPES.map(GetAddr::new));
    map.put(
        Addr.class,
        Combinators.combine(SCOPES, Basics.list(TIMED, Addr.MAX_ADDRESSES, Addr.MAX_ADDRESSES))
            .as(Addr::new));
    Arbitrary<List<InventoryVector>> inventories =
        Basics.list(VECTORS, Inv.MAX_ENTRIES, SANE_INVENTORY);
    map.put(Inv.class, inventories.map(Inv::of));
    map.put(GetData.class, inventories.map(GetData::of));
    map.put(NotFound.class, inventories.map(NotFound::of));
    map.put(
        GetBlockInvs.class,
        Combinators.combine(Basics.HASHES, Basics.HASHES).as(GetBlockInvs::new));
    map.put(
        GetLocator.class, Combinators.combine(Basics.HASHES, Basics.HASHES).as(GetLocator::new));
    map.put(Locator.class, Basics.hashes(Locator.MAX_HASHES).map(Locator::new));
    map.put(GetSelectedTip.class, Arbitraries.just(GetSelectedTip.INSTANCE));
    map.put(SelectedTip.class, Basics.HASHES.map(SelectedTip::new));
    map.put(Transaction.class, TRANSACTIONS);
    map.put(
        Block.class,
        Combinators.combine(
                HEADERS,
                Basics.list(TRANSACTIONS, Block.MAX_TRANSACTIONS, SANE_TRANSACTIONS)
                    .map(KaspaArbitraries::fitting))
            .as(Block::of));
  }

  private static void filters(Map<Class<? extends Message>, Arbitrary<? extends Message>> map) {
    map.put(
        FilterLoad.class,
        Combinators.combine(
                Basics.bytes(FilterLoad.MAX_FILTER),
                Arbitraries.longs().between(0, FilterLoad.MAX_HASH_FUNCTIONS),
                Basics.u32(),
                Basics.u8())
            .as(FilterLoad::new));
    map.put(FilterAdd.class, Basics.bytes(520).map(FilterAdd::new));
    map.put(FilterClear.class, Arbitraries.just(FilterClear.INSTANCE));
    map.put(
        MerkleBlock.class,
        Combinators.combine(
                HEADERS,
                Basics.u32(),
                Basics.list(Basics.HASHES, MerkleBlock.MAX_HASHES, 256),
                Basics.bytes(MerkleBlock.MAX_FLAGS))
            .as(MerkleBlock::new));
  }

  private static List<Transaction> fitting(List<Transaction> transactions) {
    long size = transactions.stream().mapToLong(Transaction::size).sum();
    return size > SANE_BLOCK ? List.of() : transactions;
  }

  /**
   * Returns all types that {@link #of} knows.
   *
   * @return values and messages
   */
  public static Set<Class<?>> types() {
    Set<Class<?>> types = new LinkedHashSet<>(VALUES.keySet());
    types.addAll(MESSAGES.keySet());
    return types;
  }

  /**
   * Returns the messages that can be made.
   *
   * @return their types
   */
  public static Set<Class<? extends Message>> messageTypes() {
    return MESSAGES.keySet();
  }

  /**
   * Generates values of a type.
   *
   * @param <T> the type
   * @param type one of {@link #types()}
   * @return the generator
   * @throws IllegalArgumentException if the type is another
   */
  @SuppressWarnings("unchecked") // each generator stands under its own type
  public static <T> Arbitrary<T> of(Class<T> type) {
    Arbitrary<?> found = VALUES.containsKey(type) ? VALUES.get(type) : MESSAGES.get(type);
    if (found == null) {
      throw new IllegalArgumentException("no generator for " + type.getName());
    }
    return (Arbitrary<T>) found;
  }

  /**
   * Generates messages, each of {@link #messageTypes()} as often as any other. They can be written
   * at every protocol version, and are read back equal.
   *
   * @return the generator
   */
  public static Arbitrary<Message> messages() {
    return Arbitraries.oneOf(List.copyOf(MESSAGES.values()));
  }

  /**
   * Makes one value, always the same for a seed and a version of this library. It needs no property
   * and works in any test.
   *
   * @param <T> the type
   * @param type what {@link #of} takes
   * @param seed any number
   * @return the value
   * @throws IllegalArgumentException if the type is another
   */
  public static <T> T sample(Class<T> type, long seed) {
    Arbitrary<T> arbitrary = of(type);
    AtomicReference<T> value = new AtomicReference<>();
    // The generators remember their parts in a session, which only a property has by itself.
    JqwikSession.Runnable draw =
        () -> value.set(arbitrary.generator(GENERATOR_SIZE).next(new Random(mixed(seed))).value());
    if (JqwikSession.isActive()) {
      try {
        draw.run();
      } catch (Throwable e) {
        throw new IllegalStateException("a generator failed", e);
      }
    } else {
      JqwikSession.run(draw);
    }
    return value.get();
  }

  /** The first numbers of {@link Random} are alike for seeds that are; SplitMix64 parts them. */
  private static long mixed(long seed) {
    long z = seed + 0x9e37_79b9_7f4a_7c15L;
    z = (z ^ z >>> 30) * 0xbf58_476d_1ce4_e5b9L;
    z = (z ^ z >>> 27) * 0x94d0_49bb_1331_11ebL;
    return z ^ z >>> 31;
  }
}
