package org.verack.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.util.spi.ToolProvider;

/** The command for programs in the same process: found as {@code ToolProvider} "verack". */
public final class VerackTool implements ToolProvider {

  /** Called by the service loader. */
  public VerackTool() {}

  @Override
  public String name() {
    return "verack";
  }

  /** Runs the command without input and with plain output, as if that were no terminal. */
  @Override
  public int run(PrintWriter out, PrintWriter err, String... arguments) {
    Terminal terminal = Terminal.plain(InputStream.nullInputStream(), out, err);
    return Main.commandLine(terminal).execute(arguments);
  }
}
