package org.verack.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.RemoteText;
import org.verack.wire.UnknownMessage;

/**
 * Takes values apart into fields that can be shown.
 *
 * <p>A type with a printer is shown as that says, a list by its entries, another record by its
 * components, everything else by its {@code toString}, escaped. So a message of one's own is shown
 * sensibly without doing anything for it, as long as it is a record of an exported package.
 */
final class Dump {

  /**
   * Shows values of one type.
   *
   * @param <T> the type
   */
  @FunctionalInterface
  interface Printer<T> {

    /**
     * Takes a value apart.
     *
     * @param dump shows the parts
     * @param name what the value is called where it stands
     * @param value the value
     * @return the field
     */
    Field print(Dump dump, String name, T value);
  }

  /** How many bytes of a value stand in a line. */
  private static final int LINE = 32;

  /** How many lines of bytes are shown where not everything is. */
  private static final int SHOWN_LINES = 4;

  private final int limit;
  private final Map<Class<?>, Shower> printers = new LinkedHashMap<>();

  /** A printer that has been told the type of what it gets. */
  @FunctionalInterface
  private interface Shower {
    Field show(String name, Object value);
  }

  /**
   * Creates one without printers.
   *
   * @param limit how many entries of a list are shown; 0 for all of them, and for bytes in full
   */
  Dump(int limit) {
    this.limit = limit;
  }

  /**
   * Adds a printer.
   *
   * @param type the class or interface; of several that fit a value, the first given is taken
   */
  <T> Dump with(Class<T> type, Printer<? super T> printer) {
    printers.put(type, (name, value) -> printer.print(this, name, type.cast(value)));
    return this;
  }

  /** Shows a value. */
  Field field(String name, Object value) {
    for (Map.Entry<Class<?>, Shower> each : printers.entrySet()) {
      if (each.getKey().isInstance(value)) {
        return each.getValue().show(name, value);
      }
    }
    return switch (value) {
      case Bytes bytes -> Field.of(name, hex(bytes));
      case String text -> Field.of(name, '"' + RemoteText.escape(text) + '"');
      case UnknownMessage unknown ->
          new Field(name, "", List.of(field("payload", unknown.payload())));
      case List<?> list -> list(name, list);
      case Record record -> new Field(name, "", components(record));
      default -> Field.of(name, RemoteText.escape(value.toString()));
    };
  }

  /** Shows a list: how many entries there are, and the first of them. */
  Field list(String name, List<?> entries) {
    int shown = limit == 0 ? entries.size() : Math.min(limit, entries.size());
    List<Field> parts = new ArrayList<>();
    for (int i = 0; i < shown; i++) {
      parts.add(field("#" + i, entries.get(i)));
    }
    if (shown < entries.size()) {
      parts.add(Field.remark(Units.count(entries.size() - shown) + " more hidden, see --limit"));
    }
    return new Field(name, Units.count(entries.size()), parts);
  }

  /** Shows the components of a record. */
  List<Field> components(Record record) {
    List<Field> fields = new ArrayList<>();
    for (RecordComponent each : record.getClass().getRecordComponents()) {
      String name = words(each.getName());
      Object value = component(record, each);
      fields.add(value == null ? Field.of(name, "none") : named(name, value));
    }
    return fields;
  }

  /** A number means what the name of its component says. */
  private Field named(String name, Object value) {
    if (value instanceof Long number) {
      switch (name) {
        case "nonce", "salt", "tweak" -> {
          return Field.of(name, "0x" + hexDigits(number));
        }
        case "time", "timestamp" -> {
          return Field.of(name, Texts.time(number));
        }
        default -> {
          // shown as it is
        }
      }
    }
    return field(name, value);
  }

  private static String hexDigits(long number) {
    return String.format(Locale.ROOT, "%016x", number);
  }

  private static @Nullable Object component(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(record.getClass() + " is not exported", e);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(component + " cannot be read", e);
    }
  }

  /** Shows bytes as hexadecimal, in lines, the middle left out if there are very many. */
  String hex(Bytes bytes) {
    int length = bytes.length();
    if (length == 0) {
      return "empty";
    }
    int lines = (length + LINE - 1) / LINE;
    int shown = limit == 0 ? lines : Math.min(lines, SHOWN_LINES);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < shown; i++) {
      int from = i * LINE;
      text.append(i == 0 ? "" : "\n");
      text.append(bytes.slice(from, Math.min(LINE, length - from)).toHex());
    }
    if (shown < lines) {
      text.append("\n... ").append(Units.count(length)).append(" bytes in all");
    }
    return text.toString();
  }

  /** Makes words of a name in camel case. */
  private static String words(String name) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean begins =
          Character.isUpperCase(c) && i > 0 && !Character.isUpperCase(name.charAt(i - 1));
      words.append(begins ? " " : "").append(Character.toLowerCase(c));
    }
    return words.toString();
  }
}
