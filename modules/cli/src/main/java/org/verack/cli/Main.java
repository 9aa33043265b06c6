package org.verack.cli;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Starts the verack command. */
public final class Main {

  private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

  private Main() {}

  /**
   * Runs the command and exits with its status: 0 if it did its work, 1 if it could not, 2 if it
   * was called wrongly.
   */
  public static void main(String[] arguments) {
    boolean plain = asksForPlain(arguments);
    System.exit(commandLine(Terminal.ofProcess(plain)).execute(arguments));
  }

  /** Looked up before anything is parsed, because usage errors are coloured as well. */
  private static boolean asksForPlain(String... arguments) {
    return Arrays.asList(arguments).contains("--no-color");
  }

  /** Puts the command together on a terminal. */
  static CommandLine commandLine(Terminal terminal) {
    CommandLine line = new CommandLine(new RootCommand(), new Commands(terminal));
    Ansi ansi = terminal.colours() ? Ansi.ON : Ansi.OFF;
    line.setOut(terminal.out());
    line.setErr(terminal.err());
    line.setColorScheme(Help.defaultColorScheme(ansi));
    line.setUsageHelpAutoWidth(false);
    line.setUsageHelpWidth(Terminal.WIDTH);
    for (CommandLine each : line.getSubcommands().values()) {
      each.getCommandSpec()
          .usageMessage()
          .parameterListHeading("%n")
          .optionListHeading("%nOptions:%n");
    }
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionStrategy(Main::run);
    line.setParameterExceptionHandler((e, arguments) -> misused(e, terminal));
    line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, command, parsed, terminal));
    return line;
  }

  private static int run(ParseResult parsed) {
    if (debugs(parsed)) {
      // Read when the first logger is made, which is later than this.
      System.setProperty(LOG_LEVEL, "debug");
    }
    Integer helped = CommandLine.executeHelpRequest(parsed);
    if (helped != null) {
      return helped;
    }
    if (!parsed.hasSubcommand()) {
      CommandLine line = parsed.commandSpec().commandLine();
      line.usage(line.getOut());
      return CommandLine.ExitCode.OK;
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static boolean debugs(@Nullable ParseResult parsed) {
    return parsed != null
        && parsed.commandSpec().root().userObject() instanceof RootCommand root
        && root.debug();
  }

  private static int misused(ParameterException e, Terminal terminal) {
    return misused(e, e.getCommandLine(), terminal);
  }

  private static int misused(Exception e, CommandLine command, Terminal terminal) {
    String name = command.getCommandSpec().qualifiedName();
    terminal.fail(Failures.oneLine(String.valueOf(e.getMessage())) + " (see " + name + " --help)");
    return CommandLine.ExitCode.USAGE;
  }

  private static int failed(
      Exception e, CommandLine command, ParseResult parsed, Terminal terminal) {
    if (e instanceof WrongUse) {
      return misused(e, command, terminal);
    }
    terminal.fail(Failures.describe(e));
    if (debugs(parsed)) {
      e.printStackTrace(terminal.err());
    }
    terminal.err().flush();
    return CommandLine.ExitCode.SOFTWARE;
  }
}
