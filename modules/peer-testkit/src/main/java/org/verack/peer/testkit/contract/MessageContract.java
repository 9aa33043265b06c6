package org.verack.peer.testkit.contract;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.EncodeException;
import org.verack.wire.Message;
import org.verack.wire.MessageSet;
import org.verack.wire.MessageType;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.RemoteText;
import org.verack.wire.WireException;
import org.verack.wire.WireFault;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.PayloadReader;

/**
 * What a program can rely on with every message of the wire, checked for a type of its own.
 *
 * <ul>
 *   <li><b>Round trip.</b> A message comes back from its bytes equal, with the same hash code and
 *       text, and is written again as the same bytes; also from a borrowed buffer that is used
 *       again.
 *   <li><b>Size.</b> The codec writes as many bytes as it says, and not more than the type allows.
 *   <li><b>Limit.</b> A payload beyond the type's limit is refused.
 *   <li><b>Truncation.</b> A payload that ends too early is refused, wherever it ends.
 *   <li><b>Trailing bytes</b> are refused.
 *   <li><b>Mutation.</b> Damaged bytes are refused with a {@link WireException}, or are a message
 *       that is written again as just these bytes. Nothing else is ever thrown.
 *   <li><b>Memory.</b> Reading allocates at most a multiple of the payload and 64 KiB, whatever its
 *       counts claim.
 *   <li><b>Text.</b> {@code toString}, {@code hashCode} and {@code equals} work for every message
 *       that can be read.
 * </ul>
 *
 * <p>Immutable: each setting makes a new value. The damage is drawn from the payload's own hash, so
 * what fails fails again. Safe for use from any thread.
 *
 * {@snippet :
 * @Property(tries = 50) // with jqwik, which makes the messages
 * void versionsKeepTheContract(@ForAll Version version) {
 *   MessageContract.of(Version.TYPE).withOptionalEnd().readingMoreThanItWrites().check(version);
 * }
 *
 * @Test // without
 * void pingsKeepTheContract() {
 *   MessageContract.of(Ping.TYPE).checkSamples(50, random -> new Ping(random.nextLong()));
 * }
 * }
 *
 * @param <M> the message
 */
public final class MessageContract<M extends Message> {

  private static final int MEMORY_FACTOR = 16;
  private static final long MEMORY_CONSTANT = 64 * 1024;
  private static final int MOST_TRUNCATIONS = 1500;
  private static final int MOST_HOSTILE_PLACES = 60;
  private static final int MUTATIONS = 200;
  private static final int SHOWN_BYTES = 200;
  private static final int LARGEST_TRIED = 16 << 20;

  private final MessageType<M> type;
  private final MessageSet messages;
  private final List<WireFormat> formats;
  private final boolean optionalEnd;
  private final boolean openEnd;
  private final boolean lenient;
  private final int memoryFactor;

  private MessageContract(
      MessageType<M> type,
      List<WireFormat> formats,
      boolean optionalEnd,
      boolean openEnd,
      boolean lenient,
      int memoryFactor) {
    this.type = type;
    this.messages = MessageSet.of(type);
    this.formats = formats;
    this.optionalEnd = optionalEnd;
    this.openEnd = openEnd;
    this.lenient = lenient;
    this.memoryFactor = memoryFactor;
  }

  /**
   * Begins with the strict contract, for the newest protocol version with witnesses and without.
   *
   * @param <M> the message
   * @param type what is checked
   * @return the contract
   */
  public static <M extends Message> MessageContract<M> of(MessageType<M> type) {
    return new MessageContract<>(
        Objects.requireNonNull(type, "type"),
        List.of(
            WireFormat.witness(ProtocolVersion.LATEST), WireFormat.base(ProtocolVersion.LATEST)),
        false,
        false,
        false,
        MEMORY_FACTOR);
  }

  /**
   * Sets in which formats messages are checked. They must be equal again after each.
   *
   * @param values at least one
   * @return a new contract
   * @throws IllegalArgumentException if there is none
   */
  public MessageContract<M> formats(WireFormat... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no format");
    }
    return new MessageContract<>(
        type, List.of(values), optionalEnd, openEnd, lenient, memoryFactor);
  }

  /**
   * Allows that a payload may end early, as that of {@code version} may: what is missing then has a
   * meaning.
   *
   * @return a new contract
   */
  public MessageContract<M> withOptionalEnd() {
    return new MessageContract<>(type, formats, true, openEnd, lenient, memoryFactor);
  }

  /**
   * Allows that the last field takes all bytes that are left. A payload that ends earlier or later
   * is then another message.
   *
   * @return a new contract
   */
  public MessageContract<M> withOpenEnd() {
    return new MessageContract<>(type, formats, optionalEnd, true, lenient, memoryFactor);
  }

  /**
   * Allows that other bytes are read than are written, for instance any number for a truth value.
   *
   * @return a new contract
   */
  public MessageContract<M> readingMoreThanItWrites() {
    return new MessageContract<>(type, formats, optionalEnd, openEnd, true, memoryFactor);
  }

  /**
   * Sets how much memory reading may take.
   *
   * @param factor bytes for each byte of the payload, positive; by default 16
   * @return a new contract
   * @throws IllegalArgumentException if it is not positive
   */
  public MessageContract<M> memoryFactor(int factor) {
    if (factor <= 0) {
      throw new IllegalArgumentException("memory factor " + factor);
    }
    return new MessageContract<>(type, formats, optionalEnd, openEnd, lenient, factor);
  }

  /**
   * Checks random messages.
   *
   * @param count how many, positive
   * @param samples makes each from random numbers whose seed is its number, from 0
   * @throws IllegalArgumentException if it is not positive
   * @throws AssertionError if one of them does not keep the contract; the message says its number
   */
  public void checkSamples(int count, Function<SplittableRandom, M> samples) {
    if (count <= 0) {
      throw new IllegalArgumentException(count + " samples");
    }
    for (int i = 0; i < count; i++) {
      M sample = samples.apply(new SplittableRandom(i));
      try {
        check(sample);
      } catch (AssertionError e) {
        throw new AssertionError("sample " + i + ": " + e.getMessage(), e);
      }
    }
  }

  /**
   * Checks one message.
   *
   * @param message one that can be written
   * @throws AssertionError if it does not keep the contract
   */
  public void check(M message) {
    for (WireFormat format : formats) {
      new Check(message, format).run();
    }
  }

  /** One message in one format. */
  private final class Check {

    private final M message;
    private final WireFormat format;
    private final Bytes bytes;
    private final byte[] payload;

    Check(M message, WireFormat format) {
      this.message = message;
      this.format = format;
      MessageContract.this.requireText(message, message, format);
      this.bytes = encode(message, format);
      this.payload = bytes.toArray();
    }

    void run() {
      roundTrip();
      limit();
      truncation();
      trailingBytes();
      mutation();
      memory();
    }

    private void roundTrip() {
      M back = requireRead("round trip", payload);
      requireSame("round trip", back);
      byte[] borrowed = payload.clone();
      PayloadReader in = PayloadReader.borrowing(borrowed, 0, borrowed.length);
      M copy;
      try {
        copy = type.type().cast(messages.decode(type.command(), in, format));
      } catch (WireException | RuntimeException e) {
        throw broken("round trip", "is not read from a borrowed buffer", e);
      }
      Arrays.fill(borrowed, (byte) 0x5a);
      requireSame("round trip from a borrowed buffer that is used again", copy);
    }

    private void requireSame(String rule, M back) {
      if (!back.equals(message) || !message.equals(back)) {
        throw broken(rule, "comes back as " + text(back), null);
      }
      if (back.hashCode() != message.hashCode()) {
        throw broken(rule, "comes back with another hash code", null);
      }
      if (!back.toString().equals(message.toString())) {
        throw broken(rule, "comes back with another text: " + text(back), null);
      }
      Bytes again = messages.encode(back, format);
      if (!again.equals(bytes)) {
        throw broken(rule, "is written again as " + hex(again.toArray()), null);
      }
    }

    private void limit() {
      if (type.maxPayload() >= LARGEST_TRIED) {
        return;
      }
      byte[] tooLong = Arrays.copyOf(payload, type.maxPayload() + 1);
      WireException fault = fault("limit", "a payload beyond the limit", tooLong);
      if (fault == null) {
        throw broken("limit", "a payload of " + tooLong.length + " bytes is accepted", null);
      }
    }

    private void truncation() {
      for (int end : Damage.places(payload.length, MOST_TRUNCATIONS)) {
        byte[] part = Arrays.copyOf(payload, end);
        if (openEnd) {
          survives("the first " + end + " bytes", part);
          continue;
        }
        WireException fault = fault("truncation", "the first " + end + " bytes", part);
        if (fault == null && !optionalEnd) {
          throw broken("truncation", "its first " + end + " bytes are accepted as a message", null);
        }
      }
    }

    private void trailingBytes() {
      byte[] more = Arrays.copyOf(payload, payload.length + 1);
      if (openEnd) {
        survives("one more byte", more);
        return;
      }
      WireException fault = fault("trailing bytes", "one more byte", more);
      if (fault == null) {
        throw broken("trailing bytes", "one byte too many is accepted", null);
      }
      if (more.length <= type.maxPayload() && fault.fault() != WireFault.TRAILING_BYTES) {
        // The byte must have been left over, not have been taken for something.
        throw broken("trailing bytes", "one byte too many changes what is read", fault);
      }
    }

    private void mutation() {
      Damage.hostileCounts(payload, MOST_HOSTILE_PLACES, this::survives);
      SplittableRandom random = new SplittableRandom(Arrays.hashCode(payload));
      for (int i = 0; i < MUTATIONS; i++) {
        survives("random damage", Damage.random(payload, random));
      }
    }

    private void survives(String what, byte[] damaged) {
      M read = read("mutation", what, damaged);
      if (read == null) {
        return;
      }
      Bytes again;
      try {
        again = messages.encode(read, format);
      } catch (RuntimeException e) {
        if (lenient) {
          return;
        }
        throw broken("mutation", what + " is read and cannot be written: " + hex(damaged), e);
      }
      if (!lenient && !optionalEnd && !again.equals(Bytes.wrap(damaged))) {
        throw broken(
            "mutation",
            what + ": " + hex(damaged) + " is read and written as " + hex(again.toArray()),
            null);
      }
    }

    private void memory() {
      memory("the message itself", payload);
      Damage.hostileCounts(payload, MOST_HOSTILE_PLACES, this::memory);
    }

    private void memory(String what, byte[] input) {
      long bound = (long) memoryFactor * input.length + MEMORY_CONSTANT;
      long allocated = AllocatedBytes.of(() -> decode(input));
      if (allocated > bound) {
        throw broken(
            "memory",
            what
                + ": reading "
                + input.length
                + " bytes allocates "
                + allocated
                + ", more than "
                + bound
                + ": "
                + hex(input),
            null);
      }
    }

    /** Without a look at the result; that it can be read or is refused has been checked. */
    private void decode(byte[] input) {
      try {
        Message unused = messages.decode(type.command(), Bytes.wrap(input), format);
      } catch (WireException e) {
        // What refusing it took counts, too.
        return;
      }
    }

    private M requireRead(String rule, byte[] input) {
      try {
        return type.type().cast(messages.decode(type.command(), Bytes.wrap(input), format));
      } catch (WireException | RuntimeException e) {
        throw broken(rule, "is not read", e);
      }
    }

    private @Nullable WireException fault(String rule, String what, byte[] input) {
      try {
        requireText(messages.decode(type.command(), Bytes.wrap(input), format));
        return null;
      } catch (WireException e) {
        return e;
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        throw broken(rule, what + ": reading throws " + e + ": " + hex(input), e);
      }
    }

    private @Nullable M read(String rule, String what, byte[] input) {
      try {
        Message read = messages.decode(type.command(), Bytes.wrap(input), format);
        requireText(read);
        return type.type().cast(read);
      } catch (WireException e) {
        return null;
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        throw broken(rule, what + ": reading throws " + e + ": " + hex(input), e);
      }
    }

    private void requireText(Message any) {
      MessageContract.this.requireText(any, message, format);
    }

    private AssertionError broken(String rule, String what, @Nullable Throwable cause) {
      return MessageContract.this.broken(
          rule, what + "\nbytes:   " + hex(payload), message, format, cause);
    }
  }

  private Bytes encode(M message, WireFormat format) {
    int size;
    Bytes written;
    try {
      size = type.codec().size(message, format);
      written = type.codec().payload(message, format);
    } catch (EncodeException e) {
      throw broken("writing", "cannot be written: " + e.getMessage(), message, format, e);
    } catch (IndexOutOfBoundsException | IllegalStateException e) {
      String what = "the codec does not write as many bytes as it says";
      throw broken("size", what, message, format, e);
    }
    if (written.length() != size) {
      String what = "it says " + size + " bytes and writes " + written.length();
      throw broken("size", what, message, format, null);
    }
    if (size > type.maxPayload()) {
      String what = size + " bytes are more than its limit, " + type.maxPayload();
      throw broken("size", what, message, format, null);
    }
    return written;
  }

  private void requireText(Message any, M original, WireFormat format) {
    boolean sound;
    try {
      Object same = any;
      sound = any.toString() != null && any.equals(same) && any.hashCode() == same.hashCode();
    } catch (RuntimeException e) {
      throw broken("text", "toString, hashCode or equals throws", original, format, e);
    }
    if (!sound) {
      throw broken("text", "has no text, or is not equal to itself", original, format, null);
    }
  }

  private AssertionError broken(
      String rule, String what, M message, WireFormat format, @Nullable Throwable cause) {
    return new AssertionError(
        rule
            + ": "
            + type.command()
            + " in "
            + format
            + ": "
            + what
            + "\nmessage: "
            + text(message),
        cause);
  }

  private static String text(Message message) {
    try {
      return RemoteText.escape(message.toString());
    } catch (RuntimeException e) {
      return message.getClass().getName();
    }
  }

  private static String hex(byte[] bytes) {
    int shown = Math.min(bytes.length, SHOWN_BYTES);
    return HexFormat.of().formatHex(bytes, 0, shown)
        + (shown < bytes.length ? "... (" + bytes.length + " bytes)" : "");
  }
}
