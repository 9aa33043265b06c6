package org.verack.cli;

import java.lang.reflect.Constructor;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the objects behind the commands: those that write get the terminal. */
final class Commands implements IFactory {

  private final Terminal terminal;

  Commands(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    for (Constructor<?> each : type.getDeclaredConstructors()) {
      Class<?>[] parameters = each.getParameterTypes();
      if (parameters.length == 1 && parameters[0] == Terminal.class) {
        return type.cast(each.newInstance(terminal));
      }
    }
    return CommandLine.defaultFactory().create(type);
  }
}
