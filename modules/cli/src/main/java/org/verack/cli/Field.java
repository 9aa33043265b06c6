package org.verack.cli;

import java.util.List;

/**
 * A part of a value, as a dump shows it: a name, what it holds as text, and its own parts.
 *
 * @param name what it is called; empty for a remark
 * @param text printable; several lines if it has line breaks
 * @param parts what it consists of
 */
record Field(String name, String text, List<Field> parts) {

  Field {
    parts = List.copyOf(parts);
  }

  /** A field without parts. */
  static Field of(String name, String text) {
    return new Field(name, text, List.of());
  }

  /** A field that is the sum of its parts. */
  static Field of(String name, String text, Field... parts) {
    return new Field(name, text, List.of(parts));
  }

  /** A line that is no field of the value. */
  static Field remark(String text) {
    return of("", text);
  }
}
