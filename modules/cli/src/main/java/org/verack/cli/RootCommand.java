package org.verack.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What all commands share; does nothing by itself. */
@Command(
    name = "verack",
    description = "Speaks the peer-to-peer protocol of Bitcoin.",
    version = "verack 0.1.0-SNAPSHOT",
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false,
    optionListHeading = "%nOptions of every command:%n",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "In a source tree, \"./verack shell\" opens jshell with all of this at hand.",
      "",
      "Exit status: 0 done, 1 failed (the reason is on standard error), 2 wrong usage."
    },
    subcommands = {
      DemoCommand.class,
      SyncCommand.class,
      PingCommand.class,
      ServeCommand.class,
      DecodeCommand.class
    })
// Help, version and plainness are acted upon by picocli and Main; the fields declare the options.
@SuppressWarnings("UnusedVariable")
final class RootCommand {

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show stack traces and the library's debug log.")
  private boolean debug;

  // Acted upon before parsing, see Main; declared here to be known and documented.
  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      description = "Plain lines: no colours, nothing redrawn. So is output that is no terminal.")
  private boolean plain;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version of this program.")
  private boolean version;

  /** Whether stack traces and debug log are wanted. */
  boolean debug() {
    return debug;
  }
}
