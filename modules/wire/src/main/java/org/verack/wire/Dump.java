package org.verack.wire;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages and their parts apart into named fields, for people to read.
 *
 * {@snippet :
 * System.out.println(Dump.BRIEF.text(block)); // ten of its transactions
 *
 * String text = Dump.FULL.text(new SendCmpct(false, 2));
 * assert text.lines().map(String::strip).toList()
 *     .equals(List.of("sendcmpct", "high bandwidth  false", "version         2"));
 * }
 *
 * <p>Every message can be shown. A type with a printer is shown as that says, a list by its
 * entries, another record by its components as far as they are public and their package is exported
 * to this module, everything else by its {@code toString()}. So a message of one's own looks
 * sensible without doing anything for it, and better {@linkplain #with with a printer}.
 *
 * <p>A line that begins with three dots says what is left out. Everything is printable ASCII: what
 * a remote has chosen is escaped. The form is for people and may change; programs read the messages
 * themselves.
 *
 * <p>Immutable and safe for use from any thread.
 */
public final class Dump {

  /**
   * A part of a value.
   *
   * @param name what it is called; empty for a remark that is no part of the value
   * @param text what it holds, printable, with line breaks between several lines; may be empty
   * @param parts what it consists of
   */
  public record Field(String name, String text, List<Field> parts) {

    /** Copies the list. */
    public Field {
      parts = List.copyOf(parts);
    }

    /**
     * Makes a field.
     *
     * @param name what it is called
     * @param text what it holds
     * @param parts what it consists of
     * @return the field
     */
    public static Field of(String name, String text, Field... parts) {
      return new Field(name, text, List.of(parts));
    }
  }

  /**
   * Takes apart values of one type.
   *
   * @param <T> the type
   */
  @FunctionalInterface
  public interface Printer<T> {

    /**
     * Takes a value apart.
     *
     * @param dump shows the parts
     * @param name what the value is called where it stands
     * @param value the value
     * @return the field; text of a remote in it has to be escaped, see {@link RemoteText}
     */
    Field print(Dump dump, String name, T value);
  }

  /** How many bytes stand in a line. */
  private static final int LINE = 32;

  /** How many lines of bytes are shown where not everything is. */
  private static final int SHOWN_LINES = 4;

  private static final int HEXDUMP_LINE = 16;
  private static final int INDENT = 2;

  /** Shows ten entries of each list and some lines of long bytes. */
  public static final Dump BRIEF = DumpPrinters.addTo(new Dump(10, Map.of()));

  /** Shows everything. A block of a megabyte makes some ten megabytes of text. */
  public static final Dump FULL = BRIEF.withLimit(Integer.MAX_VALUE);

  private final int limit;
  private final Map<Class<?>, Printer<Object>> printers;

  private Dump(int limit, Map<Class<?>, Printer<Object>> printers) {
    this.limit = limit;
    this.printers = printers;
  }

  /**
   * Changes how much is shown.
   *
   * @param entries how many entries of each list; {@link Integer#MAX_VALUE} also shows all bytes
   * @return a new dump
   * @throws IllegalArgumentException if the number is negative
   */
  public Dump withLimit(int entries) {
    if (entries < 0) {
      throw new IllegalArgumentException(entries + " entries");
    }
    return new Dump(entries, printers);
  }

  /**
   * Adds a printer, which goes before all others.
   *
   * {@snippet :
   * record Price(long satoshi) implements Message {
   *   public String command() {
   *     return "price";
   *   }
   * }
   *
   * Dump.Printer<Price> printer =
   *     (dump, name, price) -> Dump.Field.of(name, price.satoshi() + " satoshi");
   * assert Dump.BRIEF.with(Price.class, printer).text(new Price(7)).contains("7 satoshi");
   * }
   *
   * @param <T> the type
   * @param type the class or interface whose instances it shows
   * @param printer the printer
   * @return a new dump
   */
  public <T> Dump with(Class<T> type, Printer<? super T> printer) {
    Map<Class<?>, Printer<Object>> more = new LinkedHashMap<>();
    more.put(type, (dump, name, value) -> printer.print(dump, name, type.cast(value)));
    printers.forEach(more::putIfAbsent);
    return new Dump(limit, more);
  }

  /**
   * Shows a message.
   *
   * @param message the message
   * @return its command, and below it its fields
   */
  public Field field(Message message) {
    return field(RemoteText.escape(message.command()), message);
  }

  /**
   * Shows a value.
   *
   * @param name what it is called
   * @param value a message, or anything that messages consist of
   * @return the field
   */
  public Field field(String name, Object value) {
    for (Map.Entry<Class<?>, Printer<Object>> each : printers.entrySet()) {
      if (each.getKey().isInstance(value)) {
        return each.getValue().print(this, name, value);
      }
    }
    return switch (value) {
      case Bytes bytes -> Field.of(name, hex(bytes));
      case CharSequence text -> Field.of(name, '"' + RemoteText.escape(text.toString()) + '"');
      case UnknownMessage unknown -> unknown(name, unknown);
      case Optional<?> optional -> optional(name, optional.orElse(null));
      case List<?> list -> list(name, list);
      case Record record -> record(name, record);
      default -> Field.of(name, RemoteText.escape(value.toString()));
    };
  }

  private Field optional(String name, @Nullable Object value) {
    return value == null ? Field.of(name, "none") : field(name, value);
  }

  private Field unknown(String name, UnknownMessage unknown) {
    int lines = limit == Integer.MAX_VALUE ? limit : 2 * SHOWN_LINES;
    return Field.of(
        name,
        "not known, " + count(unknown.payload().length(), "byte", "bytes"),
        Field.of("payload", hexdump(unknown.payload(), lines)));
  }

  /**
   * Shows a list: how many entries it has, and the first of them.
   *
   * @param name what it is called
   * @param entries the entries
   * @return the field
   */
  public Field list(String name, List<?> entries) {
    int shown = Math.min(limit, entries.size());
    List<Field> parts = new ArrayList<>();
    for (int i = 0; i < shown; i++) {
      parts.add(field("#" + i, entries.get(i)));
    }
    if (shown < entries.size()) {
      parts.add(Field.of("", "... " + count(entries.size() - shown) + " more not shown"));
    }
    return new Field(name, count(entries.size()), parts);
  }

  private Field record(String name, Record record) {
    List<Field> fields = components(record);
    boolean readable = !fields.isEmpty() || record.getClass().getRecordComponents().length == 0;
    return readable
        ? new Field(name, "", fields)
        : Field.of(name, RemoteText.escape(record.toString()));
  }

  /**
   * Shows the components of a record.
   *
   * @param record the record
   * @return a field for each component, named by the words of its name; none if the record is not
   *     public or its package not exported to this module
   */
  public List<Field> components(Record record) {
    List<Field> fields = new ArrayList<>();
    for (RecordComponent each : record.getClass().getRecordComponents()) {
      Object value;
      try {
        value = each.getAccessor().invoke(record);
      } catch (IllegalAccessException e) {
        return List.of();
      } catch (InvocationTargetException e) {
        fields.add(Field.of(words(each.getName()), "cannot be read"));
        continue;
      }
      fields.add(component(words(each.getName()), value));
    }
    return fields;
  }

  /** The name of a component says what a number is. */
  private Field component(String name, @Nullable Object value) {
    if (value instanceof Long number) {
      switch (name) {
        case "nonce", "salt" -> {
          return Field.of(name, String.format(Locale.ROOT, "0x%016x", number));
        }
        case "tweak" -> {
          return Field.of(name, String.format(Locale.ROOT, "0x%08x", number));
        }
        case "time", "timestamp" -> {
          return Field.of(name, DumpPrinters.time(number));
        }
        default -> {
          // Shown as it is.
        }
      }
    }
    return optional(name, value);
  }

  private static String words(String name) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean begins =
          Character.isUpperCase(c) && i > 0 && !Character.isUpperCase(name.charAt(i - 1));
      words.append(begins ? " " : "").append(Character.toLowerCase(c));
    }
    return RemoteText.escape(words.toString());
  }

  /**
   * Shows bytes as digits, in lines; of very many only the first.
   *
   * @param bytes the bytes
   * @return lines of {@value #LINE} bytes, and at the end how many there are if not all are shown
   */
  public String hex(Bytes bytes) {
    int length = bytes.length();
    if (length == 0) {
      return "empty";
    }
    int lines = (length + LINE - 1) / LINE;
    int shown = limit == Integer.MAX_VALUE ? lines : Math.min(lines, SHOWN_LINES);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < shown; i++) {
      text.append(i == 0 ? "" : "\n");
      text.append(bytes.slice(i * LINE, Math.min(LINE, length - i * LINE)).toHex());
    }
    if (shown < lines) {
      text.append("\n... ").append(count(length, "byte", "bytes")).append(" in all");
    }
    return text.toString();
  }

  /**
   * Shows bytes as offsets, digits and characters.
   *
   * @param bytes the bytes
   * @return lines of 16 bytes, without a line break at the end
   */
  public static String hexdump(Bytes bytes) {
    return hexdump(bytes, Integer.MAX_VALUE);
  }

  /**
   * Shows bytes as offsets, digits and characters; of very many only the first.
   *
   * @param bytes the bytes
   * @param lines how many lines to show at most
   * @return lines of 16 bytes, and one more that says how many bytes are not shown, if so
   */
  public static String hexdump(Bytes bytes, int lines) {
    int length = bytes.length();
    if (length == 0) {
      return "empty";
    }
    int shown = (int) Math.min(length, (long) lines * HEXDUMP_LINE);
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < shown; at += HEXDUMP_LINE) {
      text.append(String.format(Locale.ROOT, "%08x ", at));
      StringBuilder characters = new StringBuilder();
      for (int i = 0; i < HEXDUMP_LINE; i++) {
        text.append(i == HEXDUMP_LINE / 2 ? "  " : " ");
        if (at + i < shown) {
          int value = bytes.get(at + i) & 0xff;
          text.append(String.format(Locale.ROOT, "%02x", value));
          characters.append(value >= 0x20 && value <= 0x7e ? (char) value : '.');
        } else {
          text.append("  ");
        }
      }
      text.append("  |").append(characters).append("|\n");
    }
    if (shown < length) {
      text.append("... ").append(count(length - shown, "byte", "bytes")).append(" more not shown");
    } else {
      text.setLength(text.length() - 1);
    }
    return text.toString();
  }

  /**
   * Shows a message as text.
   *
   * @param message the message
   * @return a line for each field, its parts indented below; without a line break at the end
   */
  public String text(Message message) {
    return text(field(message));
  }

  /**
   * Writes a field as text.
   *
   * @param field the field
   * @return a line for it, its parts indented below; without a line break at the end
   */
  public static String text(Field field) {
    StringBuilder out = new StringBuilder();
    write(List.of(field), 0, out);
    out.setLength(out.length() - 1);
    return out.toString();
  }

  /** The texts of fields beside each other stand in one column. */
  private static void write(List<Field> fields, int indent, StringBuilder out) {
    int column = 0;
    for (Field each : fields) {
      if (!each.text().isEmpty()) {
        column = Math.max(column, each.name().length());
      }
    }
    String margin = " ".repeat(indent);
    for (Field each : fields) {
      String begin = margin + each.name();
      if (!each.name().isEmpty() && !each.text().isEmpty()) {
        begin += " ".repeat(column - each.name().length() + 2);
      }
      String next = "\n" + " ".repeat(each.name().isEmpty() ? indent : indent + column + 2);
      out.append(begin).append(each.text().replace("\n", next)).append('\n');
      write(each.parts(), indent + INDENT, out);
    }
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String count(long number, String one, String many) {
    return count(number) + " " + (number == 1 ? one : many);
  }
}
