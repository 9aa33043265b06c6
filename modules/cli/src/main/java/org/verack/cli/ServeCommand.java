package org.verack.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "serve", description = "Serves a chain to other nodes.")
final class ServeCommand implements Callable<Integer> {
  ServeCommand(Terminal terminal) {}

  @Override
  public Integer call() {
    return 0;
  }
}
