package org.verack.conformance.wire;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

/**
 * The reference vectors, a file of them as one test. For {@code tooling/mutation} alone, where
 * thousands of tests would be found and started again for each change of the code; by its name, a
 * build does not run it.
 */
class VectorsAtOnce {

  @Test
  void golden() throws Throwable {
    all(new GoldenVectorsTest().bitcoin());
  }

  @Test
  void badPayloads() throws Throwable {
    all(new BadVectorsTest().payloads());
  }

  @Test
  void badFrames() throws Throwable {
    all(new BadVectorsTest().frames());
  }

  @Test
  void lenient() throws Throwable {
    all(new LenientVectorsTest().bitcoin());
  }

  @Test
  void large() throws Throwable {
    all(new LargeVectorsTest().everyRecipeGivesTheSameBytes());
  }

  private static void all(Stream<DynamicTest> vectors) throws Throwable {
    for (DynamicTest each : vectors.toList()) {
      each.getExecutable().execute();
    }
  }
}
