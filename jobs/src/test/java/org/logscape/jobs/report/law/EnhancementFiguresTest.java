package org.logscape.jobs.report.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.fit.error.EqualNoise;
import org.logscape.jobs.report.data.ReportData;
import org.logscape.jobs.report.figure.DataPoint;
import org.logscape.jobs.report.figure.Figure;
import org.logscape.jobs.report.figure.Series;
import org.logscape.jobs.report.figure.Series.Mark;
import org.logscape.jobs.store.ExperimentDir;

/** Figures of enhanced noise, of tables whose errors and sharpness are known. */
class EnhancementFiguresTest {
  @TempDir static Path folder;
  private static ReportData data;

  /** Errors fall with the logarithm of B_eff, by 1 % for each factor of e. */
  private static double percent(double effectiveBatch) {
    return 10 + Math.log(effectiveBatch);
  }

  @BeforeAll
  static void tables() {
    ExperimentDir dir = ExperimentDir.of(SparkTestSession.get(), folder.toString());
    EqualNoise.fits(dir, (batch, alpha, effective) -> percent(effective) / 100, 0.003);
    data = ReportData.of(dir);
  }

  private static Figure figure(String id) {
    return LawFigures.all().stream()
        .filter(law -> law.id().equals(id))
        .findFirst()
        .flatMap(law -> law.of(data))
        .orElseThrow();
  }

  private static List<DataPoint> points(Figure figure, Predicate<Series> wanted) {
    return figure.series().stream()
        .filter(wanted)
        .flatMap(series -> series.points().stream())
        .toList();
  }

  @Test
  void smallBatchesAreLinesAcrossTheFigureOfAlpha() {
    Figure figure = figure("test-error");
    List<DataPoint> large = points(figure, series -> series.mark() == Mark.MEASURED);
    assertThat(large).extracting(DataPoint::x).containsExactlyInAnyOrder(1.0, 2.0, 3.0, 4.0);
    for (int batch : new int[] {10, 20, 40}) {
      List<DataPoint> line =
          points(figure, series -> series.name().startsWith("B = " + batch + ","));
      assertThat(line).extracting(DataPoint::x).containsExactly(1.0, 4.0);
      assertThat(line).allMatch(point -> Math.abs(point.y() - percent(batch)) < 1e-9);
    }
  }

  @Test
  void allCellsLieOnTheCurveOfPlainOnes() {
    Figure figure = figure("effective-batch");
    List<DataPoint> measured = points(figure, series -> series.mark() == Mark.MEASURED);
    assertThat(measured).hasSize(7);
    for (DataPoint point : measured) {
      assertThat(point.y()).isCloseTo(percent(point.x()), within(1e-9));
      assertThat(point.low()).isLessThan(point.y());
    }
    assertThat(points(figure, series -> series.mark() == Mark.FITTED))
        .extracting(DataPoint::x)
        .containsExactly(10.0, 20.0, 40.0, 200.0);
    assertThat(figure.series()).extracting(Series::name).contains("plain SGD", "enhanced");
  }

  /** tr J^T J grows as B_eff^(1/3), but for 1 % scatter of a run over 8 runs a cell. */
  @Test
  void sharpnessIsRelativeToTheLargestBatch() {
    Figure figure = figure("flatness");
    List<DataPoint> trace = points(figure, series -> series.name().equals("tr JᵀJ"));
    assertThat(trace).hasSize(7);
    for (DataPoint point : trace) {
      assertThat(Math.log(point.y()))
          .isCloseTo(Math.log(point.x() / 200) / 3, within(5 * 0.01 * Math.sqrt(2.0 / 8)));
    }
    assertThat(trace.get(6).y()).isEqualTo(1);
  }
}
