package org.verack.examples;

import java.io.PrintStream;
import java.util.List;

/** Runs an example by its name. */
public final class Main {

  private Main() {}

  /** What an example does with its arguments. */
  @FunctionalInterface
  private interface Body {
    void run(List<String> arguments, PrintStream out) throws Exception;
  }

  private record Example(String name, String arguments, String what, Body body) {}

  private static final List<Example> EXAMPLES =
      List.of(
          new Example(
              "spv",
              "",
              "finds a wallet's transactions with compact filters (BIP 157, 158)",
              SpvWallet::run),
          new Example(
              "broadcast",
              "",
              "tells some nodes of a transaction and waits until others tell of it",
              Broadcaster::run),
          new Example(
              "relay",
              "[LISTEN UPSTREAM]",
              "sits between two nodes, logs what passes and rewrites some of it",
              Relay::run),
          new Example(
              "crawl",
              "[FILE.html]",
              "walks a simulated network of 1,000 nodes by their addresses and draws it",
              Crawler::run),
          new Example(
              "index",
              "[FILE…]",
              "indexes the transactions of raw block files, and says what is in them",
              BlockIndexer::run));

  /**
   * Runs an example; exits with 1 if it fails, with 2 if there is none of this name.
   *
   * @param arguments its name and what it takes
   */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    String name = arguments.isEmpty() ? "" : arguments.getFirst();
    for (Example example : EXAMPLES) {
      if (example.name().equals(name)) {
        try {
          example.body().run(arguments.subList(1, arguments.size()), out);
          return 0;
        } catch (Exception e) {
          err.println("verack example " + name + ": " + e);
          return 1;
        }
      }
    }
    PrintStream target = name.isEmpty() ? out : err;
    if (!name.isEmpty()) {
      target.println("There is no example '" + name + "'. There are:");
    }
    for (Example example : EXAMPLES) {
      target.printf(
          "  ./verack example %-24s %s%n",
          (example.name() + " " + example.arguments()).strip(), example.what());
    }
    return name.isEmpty() ? 0 : 2;
  }
}
