package org.verack.cli;

import java.util.List;
import java.util.function.Consumer;
import org.verack.wire.Dump;
import org.verack.wire.Dump.Field;

/** Writes the fields of a {@link Dump} as its text, with colours and the hint to an option. */
final class FieldWriter {

  private static final int INDENT = 2;

  private final Terminal terminal;
  private final Consumer<String> lines;

  FieldWriter(Terminal terminal, Consumer<String> lines) {
    this.terminal = terminal;
    this.lines = lines;
  }

  /** Writes a value: its own line at the margin, its parts below. */
  void write(Field value) {
    String text = value.text().isEmpty() ? "" : "  " + terminal.dim(value.text());
    lines.accept(terminal.bold(value.name()) + text);
    writeAll(value.parts(), INDENT);
  }

  private void writeAll(List<Field> siblings, int indent) {
    int column = 0;
    for (Field each : siblings) {
      if (!each.text().isEmpty()) {
        column = Math.max(column, each.name().length());
      }
    }
    for (Field each : siblings) {
      writeOne(each, indent, column);
      writeAll(each.parts(), indent + INDENT);
    }
  }

  private void writeOne(Field field, int indent, int column) {
    String margin = " ".repeat(indent);
    String name = field.name();
    if (name.isEmpty()) {
      lines.accept(margin + line(field.text()));
      return;
    }
    String[] texts = field.text().split("\n", -1);
    String space = " ".repeat(Math.max(0, column - name.length()) + 2);
    lines.accept((margin + terminal.accent(name) + space + texts[0]).stripTrailing());
    for (int i = 1; i < texts.length; i++) {
      lines.accept(margin + " ".repeat(column + 2) + line(texts[i]));
    }
  }

  /** A dump begins the line with dots that stands for what it left out. */
  private String line(String text) {
    return text.startsWith("... ") ? terminal.dim(text + ", see --limit") : text;
  }
}
