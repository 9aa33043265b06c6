package org.verack.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells in columns that line up, under a title. */
final class Table {

  private static final String GAP = "   ";
  private static final int INDENT = 2;

  private final Terminal terminal;
  private final boolean numbers;
  private final List<List<String>> rows = new ArrayList<>();

  private Table(Terminal terminal, boolean numbers) {
    this.terminal = terminal;
    this.numbers = numbers;
  }

  /** A table of names and what they stand for. */
  static Table ofTexts(Terminal terminal, String title) {
    return new Table(terminal, false).row(title);
  }

  /** A table of numbers, to the right of their columns: the title and the headings. */
  static Table ofNumbers(Terminal terminal, String... headings) {
    return new Table(terminal, true).row(headings);
  }

  /** Adds a row. */
  Table row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  /** Prints the table. */
  void print() {
    List<Integer> widths = widths();
    printRow(rows.getFirst(), widths, true);
    for (List<String> row : rows.subList(1, rows.size())) {
      printRow(row, widths, false);
    }
  }

  private void printRow(List<String> row, List<Integer> widths, boolean head) {
    StringBuilder line = new StringBuilder(" ".repeat(head ? INDENT : 2 * INDENT));
    for (int column = 0; column < row.size(); column++) {
      String cell = row.get(column);
      int width = widths.get(column) + (head && column == 0 ? INDENT : 0);
      String space = " ".repeat(Math.max(0, width - cell.length()));
      if (column == 0) {
        line.append(head ? terminal.bold(cell) : terminal.accent(cell)).append(space);
      } else if (numbers) {
        line.append(GAP).append(space).append(head ? terminal.dim(cell) : cell);
      } else {
        line.append(GAP).append(cell);
      }
    }
    terminal.print(line.toString().stripTrailing());
  }

  private List<Integer> widths() {
    List<Integer> widths = new ArrayList<>();
    for (List<String> row : rows) {
      for (int column = 0; column < row.size(); column++) {
        int width = row.get(column).length();
        if (column == widths.size()) {
          widths.add(width);
        } else {
          widths.set(column, Math.max(widths.get(column), width));
        }
      }
    }
    return widths;
  }
}
