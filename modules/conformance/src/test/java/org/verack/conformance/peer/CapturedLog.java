package org.verack.conformance.peer;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What is logged while this is open. The tests' logger decides its levels when it is made and
 * writes to standard error, so the one is changed and the other taken.
 */
final class CapturedLog implements AutoCloseable {

  private static final List<String> LOGGERS =
      List.of(
          "org.verack.peer.messages",
          "org.verack.peer.Peer",
          "org.verack.peer.ReadLoop",
          "org.verack.peer.WriteLoop");

  private final Map<Logger, Integer> before = new LinkedHashMap<>();
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private final PrintStream err = System.err;

  CapturedLog(Level level) throws ReflectiveOperationException {
    for (String name : LOGGERS) {
      Logger logger = LoggerFactory.getLogger(name);
      Field present = level(logger);
      before.put(logger, present.getInt(logger));
      present.setInt(logger, level.toInt());
    }
    System.setErr(new PrintStream(lines, true, StandardCharsets.UTF_8));
  }

  private static Field level(Logger logger) throws ReflectiveOperationException {
    Field level = logger.getClass().getDeclaredField("currentLogLevel");
    level.setAccessible(true);
    return level;
  }

  /** The lines, without the names of threads and with the loggers' last names. */
  List<String> lines() {
    return lines
        .toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.replaceFirst("^\\[[^]]*] ", ""))
        .map(line -> line.replaceFirst("^([A-Z]+) [\\w.]*?(\\w+) - ", "$1 $2 - "))
        .toList();
  }

  @Override
  public void close() throws ReflectiveOperationException {
    System.setErr(err);
    for (Map.Entry<Logger, Integer> each : before.entrySet()) {
      level(each.getKey()).setInt(each.getKey(), each.getValue());
    }
  }
}
