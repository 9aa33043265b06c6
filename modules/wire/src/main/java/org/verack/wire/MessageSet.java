package org.verack.wire;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.VerifiedChecksum;

/**
 * The messages of a network: from commands to codecs and from Java types to commands.
 *
 * <p>Immutable and safe for use from any thread. {@link #with(MessageType)} returns a set with one
 * more message, which is how a program adds its own (an example is at {@link MessageType}), {@link
 * #without(String)} one with one less:
 *
 * {@snippet :
 * MessageSet messages = Networks.REGTEST.messages().without(MemPool.TYPE.command());
 * Network shy = Networks.REGTEST.withMessages(messages); // can neither ask nor be asked
 *
 * assert !messages.contains(MemPool.class);
 * assert messages.decode("mempool", Bytes.EMPTY, format) instanceof UnknownMessage;
 * }
 */
public final class MessageSet {

  private final Map<String, MessageType<?>> byCommand;
  private final boolean forgivesTrailingBytes;
  private final Map<Class<?>, MessageType<?>> byType = new HashMap<>();
  private final Map<Integer, MessageType<?>> byShortId = new HashMap<>();

  private MessageSet(Map<String, MessageType<?>> byCommand, boolean forgivesTrailingBytes) {
    this.byCommand = Collections.unmodifiableMap(byCommand);
    this.forgivesTrailingBytes = forgivesTrailingBytes;
    for (MessageType<?> type : byCommand.values()) {
      if (byType.put(type.type(), type) != null) {
        throw new IllegalArgumentException("two commands for " + type.type().getName());
      }
      if (type.shortId() != 0 && byShortId.put(type.shortId(), type) != null) {
        throw new IllegalArgumentException("two commands for short id " + type.shortId());
      }
    }
  }

  /**
   * Creates a set.
   *
   * @param types the messages
   * @return the set
   * @throws IllegalArgumentException if two share a command, a Java type or a short id
   */
  public static MessageSet of(MessageType<?>... types) {
    Map<String, MessageType<?>> map = new LinkedHashMap<>();
    for (MessageType<?> type : types) {
      if (map.put(type.command(), type) != null) {
        throw new IllegalArgumentException("two types for command " + type.command());
      }
    }
    return new MessageSet(map, false);
  }

  /**
   * Adds a message, or replaces the one with the same command.
   *
   * @param type the message
   * @return a new set
   * @throws IllegalArgumentException if its Java type or short id belongs to another command
   */
  public MessageSet with(MessageType<?> type) {
    Map<String, MessageType<?>> map = new LinkedHashMap<>(byCommand);
    map.put(type.command(), type);
    return new MessageSet(map, forgivesTrailingBytes);
  }

  /**
   * Removes a message; its command then arrives as an {@link UnknownMessage}.
   *
   * @param command the command
   * @return a new set
   */
  public MessageSet without(String command) {
    Map<String, MessageType<?>> map = new LinkedHashMap<>(byCommand);
    map.remove(command);
    return new MessageSet(map, forgivesTrailingBytes);
  }

  /**
   * Changes what happens to bytes that are left over behind a message, as long as the payload is
   * not longer than the message may be. By default they are a fault. Families whose nodes pass over
   * them (LBRY, Kaspa) forgive them; a message that had some is written back without.
   *
   * @param value whether they are forgiven
   * @return a new set
   */
  public MessageSet forgivingTrailingBytes(boolean value) {
    return new MessageSet(byCommand, value);
  }

  /**
   * Tells whether bytes that are left over behind a message are passed over.
   *
   * @return whether they are
   */
  public boolean forgivesTrailingBytes() {
    return forgivesTrailingBytes;
  }

  /**
   * Returns all messages.
   *
   * @return the types, in the order in which they were given
   */
  public Collection<MessageType<?>> types() {
    return byCommand.values();
  }

  /**
   * Finds a message by its command.
   *
   * @param command the command
   * @return the type, or empty if the command is unknown here
   */
  public Optional<MessageType<?>> find(String command) {
    return Optional.ofNullable(byCommand.get(command));
  }

  /**
   * Finds a message by its one-byte id under <a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0324.mediawiki">BIP 324</a>.
   *
   * @param shortId the id, 1 to 255
   * @return the type, or empty if the id is not assigned here
   */
  public Optional<MessageType<?>> findShortId(int shortId) {
    return Optional.ofNullable(byShortId.get(shortId));
  }

  /**
   * Tells whether messages of a Java type can be sent with this set.
   *
   * @param type the class
   * @return whether a codec is registered for exactly this class, or it is {@link UnknownMessage}
   */
  public boolean contains(Class<? extends Message> type) {
    return type == UnknownMessage.class || byType.containsKey(type);
  }

  /**
   * Decodes a payload.
   *
   * @param command the command of its frame
   * @param in the payload, all of which belongs to the message
   * @param format the protocol version and witness encoding in force
   * @return the message; an {@link UnknownMessage} if no type has the command
   * @throws PayloadException if the payload does not decode, is longer than the message may be, or
   *     bytes are left over and not forgiven
   * @throws ViolationException if it breaks a limit that every policy punishes
   */
  public Message decode(String command, PayloadReader in, WireFormat format)
      throws PayloadException, ViolationException {
    MessageType<?> type = byCommand.get(command);
    if (type == null) {
      return new UnknownMessage(command, in.readBytes(in.remaining()));
    }
    if (in.remaining() > type.maxPayload()) {
      throw new PayloadException(
          WireFault.TOO_LONG,
          command + " of " + in.remaining() + " bytes, limit " + type.maxPayload(),
          0);
    }
    Message message = type.codec().decode(in, format);
    if (!forgivesTrailingBytes) {
      in.expectEnd(command);
    }
    return message;
  }

  /**
   * Decodes a payload that is held as bytes; views keep them.
   *
   * @param command the command
   * @param payload the payload
   * @param format the protocol version and witness encoding in force
   * @return the message
   * @throws PayloadException as in {@link #decode(String, PayloadReader, WireFormat)}
   * @throws ViolationException as there
   */
  public Message decode(String command, Bytes payload, WireFormat format)
      throws PayloadException, ViolationException {
    return decode(command, PayloadReader.over(payload), format);
  }

  /**
   * Encodes the payload of a message.
   *
   * @param message the message
   * @param format the protocol version and witness encoding in force
   * @return the bytes; for a view, its own bytes where the format allows it
   * @throws EncodeException if no type is registered for its class, or it cannot be written
   */
  public Bytes encode(Message message, WireFormat format) {
    if (message instanceof UnknownMessage unknown) {
      return unknown.payload();
    }
    MessageType<?> type = byType.get(message.getClass());
    if (type == null) {
      throw new EncodeException(
          WireFault.BAD_COMMAND,
          "no message of this network has the type " + message.getClass().getName());
    }
    Bytes payload = encode(type, message, format);
    if (payload.length() > type.maxPayload()) {
      throw new EncodeException(
          WireFault.TOO_LONG,
          type.command() + " of " + payload.length() + " bytes, limit " + type.maxPayload());
    }
    return payload;
  }

  private static <M extends Message> Bytes encode(
      MessageType<M> type, Message message, WireFormat format) {
    return type.codec().payload(type.type().cast(message), format);
  }

  /** The checksum of a message's payload, if it is known; see {@link PayloadCodec}. */
  @Nullable VerifiedChecksum knownChecksum(Message message, WireFormat format) {
    MessageType<?> type = byType.get(message.getClass());
    return type == null ? null : knownChecksum(type, message, format);
  }

  private static <M extends Message> @Nullable VerifiedChecksum knownChecksum(
      MessageType<M> type, Message message, WireFormat format) {
    return type.codec().knownChecksum(type.type().cast(message), format);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MessageSet that
        && forgivesTrailingBytes == that.forgivesTrailingBytes
        && byCommand.equals(that.byCommand);
  }

  @Override
  public int hashCode() {
    return byCommand.hashCode();
  }

  /** Returns the commands. */
  @Override
  public String toString() {
    return byCommand.keySet().toString();
  }
}
