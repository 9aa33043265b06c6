package org.verack.fuzz;

/** What the fuzzer calls. */
public final class Driver {

  private static Target target = Target.PAYLOAD;

  private Driver() {}

  /**
   * Chooses the target.
   *
   * @param arguments its name
   */
  public static void fuzzerInitialize(String[] arguments) {
    target = Target.of(arguments[0]);
  }

  /**
   * Tries one input.
   *
   * @param data the input
   */
  public static void fuzzerTestOneInput(byte[] data) {
    target.run(data);
  }
}
