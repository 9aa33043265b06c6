package org.verack.peer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.verack.wire.MessageSet;
import org.verack.wire.MessageType;

/**
 * How many messages of each command, and how large. One thread adds, any thread reads.
 *
 * <p>Only commands of the network have a place of their own, so a remote that makes up commands
 * costs nothing. A peer that has greeted knows about eight each way; they are kept in two small
 * arrays, because there are many peers.
 */
final class CommandCounters {

  private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);

  /** Commands in the order in which they came up, and for each messages and bytes. */
  private static final class Table {
    final String[] commands;
    final long[] counts;

    Table(String[] commands, long[] counts) {
      this.commands = commands;
      this.counts = counts;
    }
  }

  private static final Table EMPTY = new Table(new String[0], new long[0]);

  private final MessageSet known;
  private volatile Table table = EMPTY;
  private int latest;

  CommandCounters(MessageSet known) {
    this.known = known;
  }

  void add(String command, long wireBytes) {
    String[] commands = table.commands;
    int place = latest;
    if (place >= commands.length || !commands[place].equals(command)) {
      place = find(command);
      latest = place;
    }
    long[] counts = table.counts;
    COUNT.setOpaque(counts, 2 * place, counts[2 * place] + 1);
    COUNT.setOpaque(counts, 2 * place + 1, counts[2 * place + 1] + wireBytes);
  }

  private int find(String command) {
    int place = Arrays.asList(table.commands).indexOf(command);
    if (place >= 0) {
      return place;
    }
    // The text of a received command is not kept for every peer; that of the network is there.
    Optional<String> shared = known.find(command).map(MessageType::command);
    if (shared.isPresent()) {
      return append(shared.get());
    }
    int other = Arrays.asList(table.commands).indexOf(PeerStats.OTHER);
    return other >= 0 ? other : append(PeerStats.OTHER);
  }

  private int append(String command) {
    Table old = table;
    int place = old.commands.length;
    String[] commands = Arrays.copyOf(old.commands, place + 1);
    commands[place] = command;
    table = new Table(commands, Arrays.copyOf(old.counts, 2 * place + 2));
    return place;
  }

  Map<String, PeerStats.Count> snapshot() {
    Map<String, PeerStats.Count> counts = new TreeMap<>();
    Table present = table;
    for (int i = 0; i < present.commands.length; i++) {
      long messages = (long) COUNT.getOpaque(present.counts, 2 * i);
      long bytes = (long) COUNT.getOpaque(present.counts, 2 * i + 1);
      counts.put(present.commands[i], new PeerStats.Count(messages, bytes));
    }
    return counts;
  }
}
