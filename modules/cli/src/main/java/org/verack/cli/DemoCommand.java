package org.verack.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "demo", description = "Shows the library at work, without a network.")
final class DemoCommand implements Callable<Integer> {
  DemoCommand(Terminal terminal) {}

  @Override
  public Integer call() {
    return 0;
  }
}
