package org.verack.benchmarks.scale;

/** How much is done. */
enum Size {
  /** So little that the figures mean nothing: to see that everything still runs. */
  QUICK,
  /** What the goals are about. */
  FULL;

  int pick(int quick, int full) {
    return this == QUICK ? quick : full;
  }
}
