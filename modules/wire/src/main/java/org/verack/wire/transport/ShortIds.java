package org.verack.wire.transport;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Command;
import org.verack.wire.MessageSet;
import org.verack.wire.MessageType;

/**
 * The one-byte ids by which the encrypted transport abbreviates commands (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0324.mediawiki">BIP 324</a>). A command
 * without one is written in full, and one that has an id is also understood when it comes in full.
 *
 * <p>Immutable. A connection begins with the table of its network's messages.
 *
 * {@snippet :
 * ShortIds ids = ShortIds.of(network.messages());
 * assert ids.id("ping") == 18 && ids.id("version") == 0; // that one goes in full
 *
 * // Agreed with this remote, for messages of our own:
 * ShortIds more = ids.with(200, "price");
 * assert more.command(200).equals(Optional.of("price")) && ids.command(200).isEmpty();
 * }
 */
public final class ShortIds {

  private static final int MOST = 255;

  /** The command of each id; null where there is none. */
  private final @Nullable String[] commands;

  private final Map<String, Integer> ids = new HashMap<>();

  private ShortIds(@Nullable String[] commands) {
    this.commands = commands;
    for (int id = 1; id <= MOST; id++) {
      String command = commands[id];
      if (command != null) {
        ids.put(command, id);
      }
    }
  }

  /**
   * Makes the table of a set of messages.
   *
   * @param messages the messages
   * @return the ids that their types have
   */
  public static ShortIds of(MessageSet messages) {
    @Nullable String[] commands = new String[MOST + 1];
    for (MessageType<?> type : messages.types()) {
      if (type.shortId() != 0) {
        commands[type.shortId()] = type.command();
      }
    }
    return new ShortIds(commands);
  }

  /**
   * Gives an id to a command; either may have belonged to another before.
   *
   * @param id the id, 1 to 255
   * @param command the command
   * @return a new table
   * @throws IllegalArgumentException if id or command is none
   */
  public ShortIds with(int id, String command) {
    if (id < 1 || id > MOST) {
      throw new IllegalArgumentException("short id " + id + " is not 1 to 255");
    }
    @Nullable String[] changed = without(command).commands.clone();
    changed[id] = Command.require(command);
    return new ShortIds(changed);
  }

  /**
   * Takes the id from a command, if it has one.
   *
   * @param command the command
   * @return a new table
   */
  public ShortIds without(String command) {
    @Nullable String[] changed = commands.clone();
    Arrays.setAll(changed, id -> Objects.equals(commands[id], command) ? null : commands[id]);
    return new ShortIds(changed);
  }

  /**
   * Finds the command of an id.
   *
   * @param id the id
   * @return the command, or empty if the id has none
   */
  public Optional<String> command(int id) {
    return Optional.ofNullable(id < 1 || id > MOST ? null : commands[id]);
  }

  /**
   * Finds the id of a command.
   *
   * @param command the command
   * @return 1 to 255, or 0 if it has none
   */
  public int id(String command) {
    return ids.getOrDefault(command, 0);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ShortIds that && ids.equals(that.ids);
  }

  @Override
  public int hashCode() {
    return ids.hashCode();
  }

  /** Returns the commands with their ids. */
  @Override
  public String toString() {
    return ids.toString();
  }
}
