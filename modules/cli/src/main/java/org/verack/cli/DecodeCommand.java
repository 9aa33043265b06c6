package org.verack.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.Dump;
import org.verack.wire.Dump.Field;
import org.verack.wire.Message;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.UnknownMessage;
import org.verack.wire.WireFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows messages field by field. */
@Command(
    name = "decode",
    description = "Shows messages, blocks and transactions field by field.",
    sortOptions = false)
final class DecodeCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(
      paramLabel = "HEX|FILE|-",
      description = "Hexadecimal digits, or a file of digits or of bytes, or - for standard input.")
  private String source = "";

  @Option(
      names = "--network",
      paramLabel = "NAME",
      converter = NetworkNames.class,
      completionCandidates = NetworkNames.class,
      description = {
        "The network whose messages these are. Frames say it themselves, where no two networks have"
            + " the same magic; default for others: mainnet. One of",
        NetworkNames.BITCOIN,
        NetworkNames.LBRY,
        NetworkNames.DECRED,
        NetworkNames.KASPA
      })
  private @Nullable Network network;

  @Option(
      names = "--version",
      paramLabel = "N",
      description = "The protocol version in force; default: the newest.")
  private @Nullable Integer protocolVersion;

  @Option(
      names = "--command",
      paramLabel = "NAME",
      description = "The bytes are one message of this kind, without a frame.")
  private @Nullable String command;

  @Option(
      names = "--capture",
      description =
          "The file is a capture in the form of Bitcoin Core (msgs_recv.dat); its messages are"
              + " shown in a line each.")
  private boolean capture;

  @Option(names = "--base", description = "Transactions have no witnesses.")
  private boolean base;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10",
      description = "Entries to show of each list, 0 for everything; default: ${DEFAULT-VALUE}.")
  private int limit;

  DecodeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, CommandFailure, WrongUse {
    requireNotNegative("--limit", limit);
    requireNotNegative("--version", protocolVersion == null ? 0 : protocolVersion);
    Network known = network == null ? Networks.MAINNET : network;
    if (capture) {
      if (command != null) {
        throw new WrongUse("--capture and --command exclude each other");
      }
      new CaptureDump(terminal, known, format(known)).print(source);
      return 0;
    }
    Bytes input = DecodeInput.read(source, terminal.in());
    if (input.isEmpty() && command == null) {
      throw new CommandFailure("there is nothing to decode");
    }
    String kind = command;
    if (kind != null) {
      Message message = BareReader.read(kind, input, known, format(known));
      show(known, heading("no frame", input.length(), known), message);
    } else if (FrameReader.networkOf(input, Family.allNetworks()).isPresent()) {
      decodeFrames(input);
    } else if (network != null && FrameReader.looksFramed(input)) {
      decodeFrames(input);
    } else {
      decodeUnnamed(input, known);
    }
    return 0;
  }

  private static void requireNotNegative(String option, int value) throws WrongUse {
    if (value < 0) {
      throw new WrongUse(option + " cannot be negative, like " + value);
    }
  }

  private void decodeFrames(Bytes input) throws CommandFailure {
    FrameReader frames = new FrameReader(input, Family.allNetworks(), network, this::format);
    boolean first = true;
    while (frames.hasNext()) {
      FrameReader.Framed framed = frames.next();
      if (!first) {
        terminal.print("");
      }
      first = false;
      String text =
          heading(
              "frame at byte " + Units.count(framed.offset()),
              framed.payloadLength(),
              framed.network());
      show(framed.network(), text, framed.message());
    }
  }

  private void decodeUnnamed(Bytes input, Network known) throws CommandFailure {
    Object value = BareReader.guess(input, known, format(known));
    String what =
        !(value instanceof Message message)
            ? "header"
            : message.command().equals("tx") ? "transaction" : "block";
    show(known, "no frame, read as a " + what + " of " + known.name(), value);
  }

  private static String heading(String where, int length, Network network) {
    return where
        + ", "
        + network.name()
        + ", "
        + Units.count(length, "byte", "bytes")
        + " of payload";
  }

  private void show(Network on, String heading, Object value) {
    Dump plain = limit == 0 ? Dump.FULL : Dump.BRIEF.withLimit(limit);
    Dump dump = Family.of(on).dump(plain);
    Field field =
        value instanceof Message message ? dump.field(message) : dump.field("header", value);
    // The heading says how many bytes there are.
    String text = value instanceof UnknownMessage ? "not known" : field.text();
    String line = text.isEmpty() ? heading : text + ", " + heading;
    new FieldWriter(terminal, terminal::print).write(new Field(field.name(), line, field.parts()));
  }

  private WireFormat format(Network on) {
    int version = protocolVersion == null ? on.latestVersion() : protocolVersion;
    return new WireFormat(version, !base);
  }
}
