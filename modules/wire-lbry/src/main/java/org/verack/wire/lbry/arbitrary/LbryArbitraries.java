package org.verack.wire.lbry.arbitrary;

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
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.Transaction;
import org.verack.wire.chain.TxIn;
import org.verack.wire.chain.TxOut;
import org.verack.wire.chain.Witness;
import org.verack.wire.lbry.LbryLimits;
import org.verack.wire.lbry.chain.Block;
import org.verack.wire.lbry.chain.BlockHeader;
import org.verack.wire.lbry.message.Alert;
import org.verack.wire.lbry.message.AlertNotice;
import org.verack.wire.lbry.message.Headers;
import org.verack.wire.lbry.message.MerkleBlock;

/**
 * jqwik generators for LBRY's own values and messages: what has a header in it, and alerts. Those
 * that LBRY shares with Bitcoin are left to who generates Bitcoin's.
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
 *   WireFormat format = WireFormat.witness(LbryNetworks.LATEST_VERSION);
 *   Bytes payload = LbryMessages.ALL.encode(message, format);
 *   assertEquals(message, LbryMessages.ALL.decode(message.command(), payload, format));
 * }
 *
 * @Provide
 * Arbitrary<Message> any() {
 *   return LbryArbitraries.messages();
 * }
 * }
 */
@SuppressWarnings("exports") // whoever calls this has jqwik; the module does not pass it on
public final class LbryArbitraries {

  private static final int GENERATOR_SIZE = 1000;
  private static final int LONGEST_SCRIPT = 10_000;
  private static final int SANE_TRANSACTIONS = 256;
  private static final int SANE_BLOCK = 400_000;

  private static final Arbitrary<BlockHeader> HEADERS =
      Basics.fixed(BlockHeader.SIZE).map(BlockHeader::of);

  private static final Arbitrary<TxIn> INPUTS =
      Combinators.combine(
              Combinators.combine(Basics.HASHES, Basics.u32()).as(OutPoint::new),
              Basics.bytes(LONGEST_SCRIPT),
              Basics.u32(),
              Basics.list(Basics.bytes(520), 500_000, 253).map(Witness::new))
          .as(TxIn::new);

  private static final Arbitrary<TxOut> OUTPUTS =
      Combinators.combine(Arbitraries.longs(), Basics.bytes(LONGEST_SCRIPT)).as(TxOut::new);

  /** With inputs: a transaction without any is not read back where witnesses are. */
  private static final Arbitrary<Transaction> TRANSACTIONS =
      Combinators.combine(
              Arbitraries.integers(),
              INPUTS.list().ofMinSize(1).ofMaxSize(4),
              Basics.list(OUTPUTS, Integer.MAX_VALUE, 253),
              Basics.u32())
          .as(
              (version, inputs, outputs, lockTime) ->
                  Transaction.of(version, inputs, outputs, lockTime, LbryLimits.TRANSACTION));

  private static final Arbitrary<AlertNotice> NOTICES =
      Combinators.combine(
              Arbitraries.longs(),
              Arbitraries.longs(),
              Arbitraries.integers(),
              Basics.list(Arbitraries.integers(), Integer.MAX_VALUE, 253),
              Basics.list(Basics.ascii(40), Integer.MAX_VALUE, 253),
              Basics.ascii(40))
          .as(
              (until, expiration, id, cancelled, agents, text) ->
                  new AlertNotice(
                      1,
                      until,
                      expiration,
                      id,
                      id - 1,
                      cancelled,
                      1,
                      70013,
                      agents,
                      id,
                      text,
                      text,
                      ""));

  private static final Map<Class<?>, Arbitrary<?>> VALUES = values();

  private static final Map<Class<? extends Message>, Arbitrary<? extends Message>> MESSAGES =
      byType();

  private LbryArbitraries() {}

  private static Map<Class<?>, Arbitrary<?>> values() {
    Map<Class<?>, Arbitrary<?>> map = new LinkedHashMap<>();
    map.put(BlockHeader.class, HEADERS);
    map.put(AlertNotice.class, NOTICES);
    return map;
  }

  private static Map<Class<? extends Message>, Arbitrary<? extends Message>> byType() {
    Map<Class<? extends Message>, Arbitrary<? extends Message>> map = new LinkedHashMap<>();
    map.put(
        Headers.class,
        Basics.list(HEADERS, Headers.MAX_HEADERS, Headers.MAX_HEADERS).map(Headers::of));
    map.put(
        Block.class,
        Combinators.combine(
                HEADERS,
                Basics.list(TRANSACTIONS, Block.MAX_TRANSACTIONS, SANE_TRANSACTIONS)
                    .map(LbryArbitraries::fitting))
            .as(Block::of));
    map.put(
        MerkleBlock.class,
        Combinators.combine(
                HEADERS,
                Basics.u32(),
                Basics.list(Basics.HASHES, MerkleBlock.MAX_HASHES, 256),
                Basics.bytes(MerkleBlock.MAX_FLAGS))
            .as(MerkleBlock::new));
    map.put(
        Alert.class,
        Combinators.combine(
                Arbitraries.oneOf(NOTICES.map(AlertNotice::bytes), Basics.bytes(1000)),
                Basics.bytes(72))
            .as(Alert::new));
    return map;
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
