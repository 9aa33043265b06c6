package org.verack.wire.message;

import java.util.ArrayList;
import java.util.List;
import org.verack.wire.RemoteText;

/**
 * A user agent in the form of <a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0014.mediawiki">BIP 14</a>: products, the
 * lowest layer first, each with a version and comments: {@code /Satoshi:28.1.0(one;
 * two)/Wallet:2.0/}.
 *
 * {@snippet :
 * UserAgent mine = UserAgent.of("Library", "1.0").with("Wallet", "2.0", "test");
 * assert mine.toString().equals("/Library:1.0/Wallet:2.0(test)/");
 *
 * List<UserAgent.Product> theirs = UserAgent.parse("/Satoshi:28.1.0(one; two)/").products();
 * assert theirs.getFirst().version().equals("28.1.0");
 * assert theirs.getFirst().comments().equals(List.of("one", "two"));
 * }
 *
 * @param products the products
 */
public record UserAgent(List<Product> products) {

  /** No product, and so an empty text. */
  public static final UserAgent EMPTY = new UserAgent(List.of());

  /**
   * One piece of software.
   *
   * @param name its name
   * @param version its version; empty if a parsed text does not say
   * @param comments whatever else it says
   */
  public record Product(String name, String version, List<String> comments) {

    /** Copies the list. */
    public Product {
      comments = List.copyOf(comments);
    }

    /** Returns the form of BIP 14, without the slashes around it; escape it before showing it. */
    @Override
    public String toString() {
      return name
          + (version.isEmpty() ? "" : ":" + version)
          + (comments.isEmpty() ? "" : "(" + String.join("; ", comments) + ")");
    }
  }

  /** Copies the list. */
  public UserAgent {
    products = List.copyOf(products);
  }

  /**
   * Begins a user agent.
   *
   * @param name the name of the software
   * @param version its version
   * @param comments whatever else there is to say
   * @return the user agent
   * @throws IllegalArgumentException as in {@link #with}
   */
  public static UserAgent of(String name, String version, String... comments) {
    return EMPTY.with(name, version, comments);
  }

  /**
   * Adds software that is built on top.
   *
   * @param name its name
   * @param version its version
   * @param comments whatever else there is to say
   * @return a new user agent
   * @throws IllegalArgumentException if a part is not printable ASCII or holds a character that
   *     separates parts ({@code / : ( )}, in comments also {@code ;}), name or version are empty,
   *     or the whole is over {@value Version#MAX_USER_AGENT} characters
   */
  public UserAgent with(String name, String version, String... comments) {
    requireText("name", name, "/:()");
    requireText("version", version, "/:()");
    for (String comment : comments) {
      requireText("comment", comment, "/:();");
    }
    List<Product> more = new ArrayList<>(products);
    more.add(new Product(name, version, List.of(comments)));
    UserAgent result = new UserAgent(more);
    int length = result.toString().length();
    if (length > Version.MAX_USER_AGENT) {
      throw new IllegalArgumentException(
          "user agent of " + length + " characters, limit " + Version.MAX_USER_AGENT);
    }
    return result;
  }

  private static void requireText(String what, String text, String reserved) {
    boolean fine =
        !text.isEmpty()
            && text.chars().allMatch(c -> c >= 0x20 && c <= 0x7e && reserved.indexOf(c) < 0);
    if (!fine) {
      throw new IllegalArgumentException(
          "the "
              + what
              + " of a user agent is printable ASCII without "
              + String.join(" ", reserved.split(""))
              + ": \""
              + RemoteText.escape(text)
              + "\"");
    }
  }

  /**
   * Reads whatever a remote sent, as far as it makes sense.
   *
   * {@snippet :
   * UserAgent odd = UserAgent.parse("what is this?"); // not the form of the BIP, and no exception
   * assert odd.products().getFirst().name().equals("what is this?");
   * assert odd.products().getFirst().version().isEmpty();
   * }
   *
   * @param text any text
   * @return what could be understood; {@link #EMPTY} if nothing
   */
  public static UserAgent parse(String text) {
    List<Product> products = new ArrayList<>();
    int from = 0;
    int depth = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '/';
      if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth = Math.max(0, depth - 1);
      } else if (c == '/' && (depth == 0 || i == text.length())) {
        if (i > from) {
          products.add(product(text.substring(from, i)));
        }
        from = i + 1;
      }
    }
    return new UserAgent(products);
  }

  private static Product product(String text) {
    int open = text.indexOf('(');
    List<String> comments = List.of();
    String head = text;
    if (open >= 0) {
      int close = text.lastIndexOf(')');
      String inner = text.substring(open + 1, close > open ? close : text.length());
      comments =
          List.of(inner.split(";")).stream()
              .map(String::strip)
              .filter(comment -> !comment.isEmpty())
              .toList();
      head = text.substring(0, open);
    }
    int colon = head.indexOf(':');
    return colon < 0
        ? new Product(head.strip(), "", comments)
        : new Product(
            head.substring(0, colon).strip(), head.substring(colon + 1).strip(), comments);
  }

  /**
   * Returns the form of BIP 14; if it was parsed from a remote's text, escape it before showing it.
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Product product : products) {
      text.append('/').append(product);
    }
    return products.isEmpty() ? "" : text.append('/').toString();
  }
}
