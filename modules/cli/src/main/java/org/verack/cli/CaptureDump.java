package org.verack.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.verack.peer.capture.CaptureReader;
import org.verack.peer.capture.CapturedMessage;
import org.verack.peer.capture.CapturedMessage.Content;
import org.verack.wire.Network;
import org.verack.wire.RemoteText;
import org.verack.wire.WireFormat;

/** Prints what a captured file holds, a line for each message. */
final class CaptureDump {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Terminal terminal;
  private final Network network;
  private final WireFormat format;

  CaptureDump(Terminal terminal, Network network, WireFormat format) {
    this.terminal = terminal;
    this.network = network;
    this.format = format;
  }

  /**
   * Prints a file.
   *
   * @param source its name, or {@code -} for standard input
   * @throws CommandFailure if it ends within a record; what was before has been printed
   */
  void print(String source) throws IOException, CommandFailure {
    try (CaptureReader reader = new CaptureReader(new BufferedInputStream(open(source)))) {
      long count = 0;
      for (var each = reader.next(); each != null; each = reader.next()) {
        terminal.print(line(each));
        count++;
      }
      if (reader.isTruncated()) {
        throw new CommandFailure(
            "the capture ends within a record: "
                + Units.count(reader.truncatedBytes(), "byte", "bytes")
                + " at byte "
                + Units.count(reader.offset()));
      }
      if (count == 0) {
        throw new CommandFailure("there is nothing to decode");
      }
    }
  }

  private InputStream open(String source) throws IOException, CommandFailure {
    if (source.equals("-")) {
      return terminal.in();
    }
    try {
      return Files.newInputStream(Path.of(source));
    } catch (InvalidPathException e) {
      throw new CommandFailure("no such file: " + RemoteText.escape(source, 60));
    }
  }

  private String line(CapturedMessage record) {
    String text =
        switch (record.decode(network.messages(), format)) {
          case Content.Decoded decoded -> decoded.message().toString();
          case Content.Faulty faulty ->
              "cannot read " + record.command() + ": " + faulty.fault().getMessage();
        };
    String time = TIME.format(record.time()) + "  ";
    // On a terminal a line is a message; what is cut there can be had through a pipe.
    int room = Terminal.WIDTH - time.length();
    boolean cut = terminal.live() && text.length() > room;
    return terminal.dim(time) + (cut ? text.substring(0, room - 3) + "..." : text);
  }
}
