package org.verack.wire.decred.arbitrary;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.sessions.JqwikSession;
import org.verack.wire.Message;
import org.verack.wire.WireFormat;
import org.verack.wire.decred.DecredProtocolVersion;

/**
 * jqwik generators for Decred's values and for every message of its network.
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
 * void everyMessageSurvivesTheWire(@ForAll("today") Message message) throws Exception {
 *   WireFormat format = WireFormat.base(DecredProtocolVersion.LATEST);
 *   Bytes payload = DecredMessages.ALL.encode(message, format);
 *   assertEquals(message, DecredMessages.ALL.decode(message.command(), payload, format));
 * }
 *
 * @Provide
 * Arbitrary<Message> today() {
 *   return DecredArbitraries.messages(DecredProtocolVersion.LATEST);
 * }
 * }
 */
@SuppressWarnings("exports") // whoever calls this has jqwik; the module does not pass it on
public final class DecredArbitraries {

  private static final int GENERATOR_SIZE = 1000;

  private DecredArbitraries() {}

  /**
   * Returns all types that {@link #of} knows.
   *
   * @return values and messages
   */
  public static Set<Class<?>> types() {
    Set<Class<?>> types = new LinkedHashSet<>(Generators.byValue().keySet());
    types.addAll(messageTypes());
    return types;
  }

  /**
   * Returns the messages that can be made: all of {@link
   * org.verack.wire.decred.DecredMessages#ALL}.
   *
   * @return their types
   */
  public static Set<Class<? extends Message>> messageTypes() {
    return Generators.byMessage().keySet();
  }

  /**
   * Generates values of a type.
   *
   * @param <T> the type
   * @param type one of {@link #types()}
   * @return the generator; of a message, at any version that has it
   * @throws IllegalArgumentException if the type is another
   */
  @SuppressWarnings("unchecked") // each generator stands under its own type
  public static <T> Arbitrary<T> of(Class<T> type) {
    Arbitrary<?> values = Generators.byValue().get(type);
    if (values != null) {
      return (Arbitrary<T>) values;
    }
    if (!Message.class.isAssignableFrom(type)) {
      throw new IllegalArgumentException("no generator for " + type.getName());
    }
    return (Arbitrary<T>) generator(type.asSubclass(Message.class)).arbitrary();
  }

  /**
   * Generates messages of every type that a protocol version has, each type as often as any other.
   * Each can be written at it, and is read back equal.
   *
   * @param protocolVersion 1 to {@link DecredProtocolVersion#LATEST}
   * @return the generator
   */
  public static Arbitrary<Message> messages(int protocolVersion) {
    List<Arbitrary<? extends Message>> arbitraries = new ArrayList<>();
    for (MessageGenerator<?> each : Generators.byMessage().values()) {
      if (each.since() <= protocolVersion && protocolVersion <= each.until()) {
        arbitraries.add(each.arbitrary());
      }
    }
    return Arbitraries.oneOf(arbitraries);
  }

  /**
   * Generates the formats in which a message exists.
   *
   * @param type the message
   * @return the generator
   * @throws IllegalArgumentException if the message cannot be made here
   */
  public static Arbitrary<WireFormat> formats(Class<? extends Message> type) {
    MessageGenerator<?> generator = generator(type);
    return Arbitraries.integers()
        .between(generator.since(), generator.until())
        .map(WireFormat::base);
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

  private static <M extends Message> MessageGenerator<M> generator(Class<M> type) {
    MessageGenerator<M> generator = Generators.find(type);
    if (generator == null) {
      throw new IllegalArgumentException("no generator for " + type.getName());
    }
    return generator;
  }
}
