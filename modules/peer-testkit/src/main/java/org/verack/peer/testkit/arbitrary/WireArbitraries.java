package org.verack.peer.testkit.arbitrary;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.sessions.JqwikSession;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.WireFormat;

/**
 * jqwik generators for every value and every message of the wire.
 *
 * <p>What is made is legal on the wire and otherwise anything: hashes have no work in them, scripts
 * are noise, addresses include those that <a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0155.mediawiki">BIP 155</a> forbids. Most
 * values are small. Lists and byte strings reach the edges of CompactSize (252, 253) and the limits
 * of their messages now and then, the latter only where that is not more than a few hundred
 * kilobytes.
 *
 * <p>Everything shrinks: lists to few elements, hashes and bytes to zeros, numbers to zero.
 *
 * <p>The generators are immutable and may be used from any thread.
 *
 * {@snippet :
 * @Property(tries = 20)
 * void everyMessageSurvivesTheWire(@ForAll("today") Message message) throws Exception {
 *   WireFormat format = WireFormat.witness(ProtocolVersion.LATEST);
 *   MessageSet messages = Networks.MAINNET.messages();
 *   Bytes payload = messages.encode(message, format);
 *   assertEquals(message, messages.decode(message.command(), payload, format));
 * }
 *
 * @Provide
 * Arbitrary<Message> today() {
 *   return WireArbitraries.messages(WireFormat.witness(ProtocolVersion.LATEST));
 * }
 *
 * @Test
 * void oneIsEnough() {
 *   Block block = WireArbitraries.sample(Block.class, 7); // always the same for a seed
 *   assertEquals(block.header().hash(), block.hash());
 * }
 * }
 */
@SuppressWarnings("exports") // whoever calls this has jqwik; the module does not pass it on
public final class WireArbitraries {

  /** The format of values made for no format in particular: the newest, with witnesses. */
  static final WireFormat LATEST = WireFormat.witness(ProtocolVersion.LATEST);

  private static final int GENERATOR_SIZE = 1000;

  /** The versions at which something changes, and the ones just below. */
  private static final List<Integer> TURNING_POINTS =
      List.of(
          ProtocolVersion.LATEST,
          ProtocolVersion.WTXID_RELAY,
          ProtocolVersion.INVALID_COMPACT_BLOCKS,
          ProtocolVersion.COMPACT_BLOCKS,
          ProtocolVersion.COMPACT_BLOCKS - 1,
          ProtocolVersion.SENDHEADERS,
          ProtocolVersion.REJECT,
          ProtocolVersion.BLOOM,
          ProtocolVersion.BLOOM - 1,
          ProtocolVersion.BIP31 + 1,
          ProtocolVersion.BIP31,
          ProtocolVersion.ADDRESS_TIME,
          ProtocolVersion.ADDRESS_TIME - 1,
          ProtocolVersion.MULTIPLE_ADDRESSES);

  private WireArbitraries() {}

  /**
   * Returns all types that {@link #of} knows.
   *
   * @return values and messages
   */
  public static Set<Class<?>> types() {
    Set<Class<?>> types = new LinkedHashSet<>(ValueGenerators.byValue().keySet());
    types.addAll(messageTypes());
    return types;
  }

  /**
   * Returns the messages that can be made: all of {@link org.verack.wire.BitcoinMessages#ALL} and
   * {@link org.verack.wire.UnknownMessage}.
   *
   * @return their types
   */
  public static Set<Class<? extends Message>> messageTypes() {
    return ValueGenerators.byMessage().keySet();
  }

  /**
   * Returns the first protocol version that has a message.
   *
   * @param type the message
   * @return the version, 0 for one that is older than any that matters
   * @throws IllegalArgumentException if the message cannot be made here
   */
  public static int since(Class<? extends Message> type) {
    return generator(type).since();
  }

  /**
   * Generates values of a type: a value, a message as of today's protocol with witnesses, or {@link
   * Message} itself for any message.
   *
   * @param <T> the type
   * @param type one of {@link #types()}, or {@code Message.class}
   * @return the generator
   * @throws IllegalArgumentException if the type is another
   */
  @SuppressWarnings("unchecked") // each generator stands under its own type
  public static <T> Arbitrary<T> of(Class<T> type) {
    if (type == Message.class) {
      return (Arbitrary<T>) messages(LATEST);
    }
    Arbitrary<?> values = ValueGenerators.byValue().get(type);
    if (values != null) {
      return (Arbitrary<T>) values;
    }
    if (!Message.class.isAssignableFrom(type)) {
      throw new IllegalArgumentException("no generator for " + type.getName());
    }
    return (Arbitrary<T>) message(type.asSubclass(Message.class), LATEST);
  }

  /**
   * Generates messages of one type for a format. Each can be written in it, and is read back equal.
   *
   * @param <M> the message
   * @param type the message
   * @param format the protocol version and witness encoding
   * @return the generator
   * @throws IllegalArgumentException if the type is none of {@link #messageTypes()}, or the
   *     protocol version does not have it
   */
  public static <M extends Message> Arbitrary<M> message(Class<M> type, WireFormat format) {
    MessageGenerator<M> generator = generator(type);
    if (format.protocolVersion() < generator.since()) {
      throw new IllegalArgumentException(
          type.getSimpleName()
              + " exists from protocol version "
              + generator.since()
              + " on, not at "
              + format.protocolVersion());
    }
    return generator.forFormat().apply(format);
  }

  /**
   * Generates messages of every type that a format has, each type as often as any other. Each can
   * be written in it, and is read back equal.
   *
   * @param format the protocol version and witness encoding
   * @return the generator
   */
  public static Arbitrary<Message> messages(WireFormat format) {
    List<Arbitrary<? extends Message>> arbitraries = new ArrayList<>();
    for (Class<? extends Message> type : messageTypes()) {
      if (since(type) <= format.protocolVersion()) {
        arbitraries.add(message(type, format));
      }
    }
    return Arbitraries.oneOf(arbitraries);
  }

  /**
   * Generates protocol versions from 209 to today's, with those at which something changes more
   * often than others.
   *
   * @return the generator
   */
  public static Arbitrary<Integer> protocolVersions() {
    return protocolVersions(ProtocolVersion.MULTIPLE_ADDRESSES);
  }

  private static Arbitrary<Integer> protocolVersions(int least) {
    int from = Math.max(least, ProtocolVersion.MULTIPLE_ADDRESSES);
    return Arbitraries.oneOf(
        Arbitraries.of(TURNING_POINTS.stream().filter(version -> version >= from).toList()),
        Arbitraries.integers().between(from, ProtocolVersion.LATEST));
  }

  /**
   * Generates formats, with witnesses and without, in which a message exists.
   *
   * @param type the message
   * @return the generator
   * @throws IllegalArgumentException if the message cannot be made here
   */
  public static Arbitrary<WireFormat> formats(Class<? extends Message> type) {
    return formats(since(type));
  }

  static Arbitrary<WireFormat> formats(int since) {
    return Combinators.combine(protocolVersions(since), Arbitraries.of(true, false))
        .as(WireFormat::new);
  }

  /**
   * Generates byte strings, mostly short ones.
   *
   * @param least the shortest length
   * @param most the longest length
   * @return the generator
   * @throws IllegalArgumentException if the lengths are out of order
   */
  public static Arbitrary<Bytes> bytes(int least, int most) {
    if (least < 0 || most < least) {
      throw new IllegalArgumentException("lengths from " + least + " to " + most);
    }
    return Basics.bytes(least, most);
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
    return sample(of(type), seed);
  }

  /**
   * Makes one message for a format, always the same for a seed and a version of this library.
   *
   * @param <M> the message
   * @param type the message
   * @param format the protocol version and witness encoding
   * @param seed any number
   * @return the message
   * @throws IllegalArgumentException as {@link #message} does
   */
  public static <M extends Message> M sample(Class<M> type, WireFormat format, long seed) {
    return sample(message(type, format), seed);
  }

  /**
   * Makes one value of any generator, such as one of your own, always the same for a seed and a
   * version of this library and of jqwik.
   *
   * @param <T> the type
   * @param arbitrary the generator
   * @param seed any number
   * @return the value
   */
  public static <T> T sample(Arbitrary<T> arbitrary, long seed) {
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

  private static <M extends Message> MessageGenerator<M> generator(Class<M> type) {
    MessageGenerator<M> generator = ValueGenerators.find(type);
    if (generator == null) {
      throw new IllegalArgumentException("no generator for " + type.getName());
    }
    return generator;
  }
}
