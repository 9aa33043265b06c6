package org.verack.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The verack command. */
@Command(
    name = "verack",
    description = "Speaks the peer-to-peer protocol of Bitcoin.",
    mixinStandardHelpOptions = true,
    version = "verack 0.1.0-SNAPSHOT")
public final class Main implements Runnable {

  private Main() {}

  /** Runs the command and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
