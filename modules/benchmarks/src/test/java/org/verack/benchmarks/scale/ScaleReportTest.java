package org.verack.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The measurements still run; what they measure in so short a time means nothing. */
class ScaleReportTest {

  static Stream<String> rows() {
    return ScaleReport.rows().stream().map(Row::name);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyRowMeasuresWhatItPrints(String name) throws Exception {
    Row row = ScaleReport.row(name);
    for (String contender : row.contenders()) {
      Figures figures = Fork.measure(row, contender, Size.QUICK);
      if (contender.equals(Row.VERACK)) {
        assertThat(row.lines(Size.QUICK))
            .allSatisfy(line -> assertThat(figures.get(line.figure())).isFinite());
      } else {
        assertThat(row.lines(Size.QUICK))
            .anySatisfy(line -> assertThat(figures.get(line.figure())).isFinite());
      }
    }
  }

  @Test
  void rowsAreChosenByName() {
    assertThatThrownBy(() -> ScaleReport.row("other"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("idle")
        .hasMessageContaining("ping");
  }
}
