package org.verack.conformance.javadoc;

/**
 * What an example is put into: a class with the code of the example as {@link #example()} extends a
 * frame, and the frame's fields are the names that an example may use without declaring them.
 */
public abstract class ExampleFrame {

  /** The code of the example. Does nothing if the example consists of members. */
  protected void example() throws Exception {}

  /** Runs the example. */
  void run() throws Exception {
    example();
  }
}
