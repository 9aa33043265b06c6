package org.verack.conformance.build;

import java.util.ArrayList;
import java.util.List;

/**
 * Compares output with a list of regular expressions, one for each line. A first or last line
 * {@code ...} stands for any lines.
 */
final class ExpectedOutput {

  private ExpectedOutput() {}

  /** Says what differs, or nothing. */
  static String problem(List<String> expected, List<String> output) {
    List<String> patterns = new ArrayList<>(expected);
    boolean before = !patterns.isEmpty() && patterns.getFirst().equals("...");
    if (before) {
      patterns.removeFirst();
    }
    boolean after = !patterns.isEmpty() && patterns.getLast().equals("...");
    if (after) {
      patterns.removeLast();
    }
    int lastStart = output.size() - patterns.size();
    int firstStart = before && !after ? lastStart : 0;
    int start = firstStart;
    do {
      int wrong = firstDifference(patterns, output, start);
      if (wrong == patterns.size() && (after || start == lastStart)) {
        return "";
      }
      start++;
    } while (before && start <= lastStart);
    int wrong = firstDifference(patterns, output, Math.max(0, firstStart));
    return wrong < patterns.size()
        ? "no line matches: " + patterns.get(wrong)
        : "more lines than expected";
  }

  private static int firstDifference(List<String> patterns, List<String> output, int start) {
    for (int i = 0; i < patterns.size(); i++) {
      int line = start + i;
      if (line < 0 || line >= output.size() || !output.get(line).matches(patterns.get(i))) {
        return i;
      }
    }
    return patterns.size();
  }
}
