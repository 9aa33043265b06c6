package org.verack.benchmarks.scale;

/**
 * One printed line.
 *
 * @param figure the figure's name, the same for all contenders
 * @param what it is, with its unit
 * @param goal what ours should be
 */
record Line(String figure, String what, Goal goal) {

  /** Decides whether a goal was met. */
  @FunctionalInterface
  interface Test {
    /** Looks at our figure and the floor's; the latter is NaN if there is none. */
    boolean met(double ours, double floor);
  }

  /**
   * What ours should be.
   *
   * @param text for the table; empty if there is no goal
   * @param test whether it is
   */
  record Goal(String text, Test test) {}

  private static final Goal NONE = new Goal("", (ours, floor) -> true);

  static Line reported(String figure, String what) {
    return new Line(figure, what, NONE);
  }

  static Line atMost(String figure, String what, double most) {
    return new Line(
        figure, what, new Goal("at most " + Table.number(most), (ours, floor) -> ours <= most));
  }

  static Line atLeast(String figure, String what, double least) {
    return new Line(
        figure, what, new Goal("at least " + Table.number(least), (ours, floor) -> ours >= least));
  }

  static Line atMostTimesFloor(String figure, String what, double times) {
    return new Line(
        figure,
        what,
        new Goal("at most " + times + " x floor", (ours, floor) -> ours <= times * floor));
  }

  static Line atLeastTimesFloor(String figure, String what, double times) {
    return new Line(
        figure,
        what,
        new Goal("at least " + times + " x floor", (ours, floor) -> ours >= times * floor));
  }
}
