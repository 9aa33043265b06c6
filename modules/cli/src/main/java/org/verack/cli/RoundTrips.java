package org.verack.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;

/** How long pings took. */
final class RoundTrips {

  private final List<Duration> measured = new ArrayList<>();

  void add(Duration roundTrip) {
    measured.add(roundTrip);
  }

  boolean isEmpty() {
    return measured.isEmpty();
  }

  int count() {
    return measured.size();
  }

  /** The shortest, the mean and the longest. */
  @Override
  public String toString() {
    if (measured.isEmpty()) {
      return "not measured";
    }
    LongSummaryStatistics nanos =
        measured.stream().mapToLong(Duration::toNanos).summaryStatistics();
    return "min "
        + Units.duration(Duration.ofNanos(nanos.getMin()))
        + ", avg "
        + Units.duration(Duration.ofNanos(Math.round(nanos.getAverage())))
        + ", max "
        + Units.duration(Duration.ofNanos(nanos.getMax()));
  }
}
