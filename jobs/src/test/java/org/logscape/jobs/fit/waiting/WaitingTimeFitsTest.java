package org.logscape.jobs.fit.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.fit.Fits;
import org.logscape.jobs.fit.WeibullTables;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.schemas.Table;
import org.logscape.statistics.survival.CauseTable;
import org.logscape.statistics.survival.CumulativeIncidence;
import org.logscape.statistics.survival.KaplanMeier;
import org.logscape.statistics.survival.LogRankTest;
import org.logscape.statistics.survival.NelsonAalen;
import org.logscape.statistics.survival.RiskTable;
import org.logscape.statistics.survival.WeibullFit;

/**
 * Waiting-time fits of a real sweep, beside the library on the single rows of the same table; and
 * of times drawn from known laws.
 */
class WaitingTimeFitsTest {
  private static final String SWEEP =
      """
      name: times
      seed: 12
      replicas: 120
      model: {type: double-well, dimensions: 2, barrier: 2, label_noise: [1, 2]}
      dynamics: {type: sgd, batch_size: [1, 2], learning_rate: 0.04}
      observe:
        escape: {events: [separatrix, basin], levels: [1.3]}
      stop: {steps: 2500, after: all}
      fit: [survival, memorylessness, log-rank, competing-risks]
      """;
  private static final String DRAWN =
      """
      name: drawn
      seed: 3
      replicas: 400
      model: {type: quartic-well, dimensions: 2, minimum_loss: [0.5, 1]}
      dynamics: {type: langevin, batch_size: 1, learning_rate: [0.02, 0.03]}
      observe:
        escape: {events: [separatrix]}
      stop: {steps: 4000000}
      fit: [survival, memorylessness, log-rank]
      """;

  @TempDir static Path folder;
  private static Fits fits;
  private static List<Row> escapes;

  @BeforeAll
  static void sweep() {
    fits = Fits.of(folder.resolve("sweep"), SWEEP);
    escapes =
        ExperimentDir.of(SparkTestSession.get(), folder.resolve("sweep").toString())
            .table(Table.ESCAPES)
            .collectAsList();
  }

  private static RiskTable table(String cell, String event) {
    List<Row> rows =
        escapes.stream()
            .filter(r -> r.getAs("cell_id").equals(cell) && r.getAs("event").equals(event))
            .toList();
    double[] times = rows.stream().mapToDouble(row -> row.<Long>getAs("step") * 0.04).toArray();
    boolean[] occurred = new boolean[rows.size()];
    for (int i = 0; i < occurred.length; i++) {
      occurred[i] = rows.get(i).<Boolean>getAs("occurred");
    }
    return RiskTable.of(times, occurred);
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? (Double) value : null;
  }

  @Test
  void survivalRowsAreTheLibrarysOnTheSameRuns() {
    List<Row> medians = fits.rows("survival", "separatrix", "median");
    assertThat(medians).hasSize(4);
    for (Row median : medians) {
      RiskTable table = table(median.getAs("cell_id"), "separatrix");
      var expected = KaplanMeier.of(table).quantile(0.5, 0.95);
      // a time that is not reached while runs are watched is no number
      assertThat(median.<Double>getAs("estimate")).isEqualTo(finite(expected.time()));
      assertThat(median.<Double>getAs("ci_low")).isEqualTo(finite(expected.interval().low()));
      assertThat(median.<Double>getAs("ci_high")).isEqualTo(finite(expected.interval().high()));
    }
    for (Row shape : fits.rows("survival", "separatrix", "weibull_shape")) {
      RiskTable table = table(shape.getAs("cell_id"), "separatrix");
      WeibullFit expected = WeibullFit.of(table).orElseThrow();
      assertThat(Fits.number(shape, "estimate")).isCloseTo(expected.shape(), within(1e-12));
      assertThat(Fits.number(shape, "aic"))
          .isCloseTo(4 - 2 * expected.logLikelihood(), within(1e-9));
    }
    for (Row hazard : fits.rows("survival", "separatrix", "cumulative_hazard")) {
      NelsonAalen curve = NelsonAalen.of(table(hazard.getAs("cell_id"), "separatrix"));
      assertThat(Fits.number(hazard, "estimate"))
          .isEqualTo(curve.hazard(curve.time(curve.steps() - 1)));
    }
    assertThat(fits.rows("survival", "separatrix", "exponential_p_value")).hasSize(4);
    assertThat(fits.rows("survival", "separatrix", "piecewise_rate")).hasSize(12);
    assertThat(fits.rows("survival", "level", "median")).hasSize(4);
  }

  @Test
  void logRankComparesCellsAlongOneAxis() {
    List<Row> tests = fits.rows("log-rank", "separatrix", "p_value");
    assertThat(tests.stream().<String>map(row -> row.getAs("group_key")).toList())
        .contains(
            "varied=label_noise batch_size=1",
            "varied=label_noise batch_size=2",
            "varied=batch_size label_noise=1",
            "varied=batch_size label_noise=2");
    List<String> cells =
        fits.rows("survival", "separatrix", "median").stream()
            .filter(row -> fits.label(row).contains("batch_size=1"))
            .<String>map(row -> row.getAs("cell_id"))
            .toList();
    double expected =
        LogRankTest.of(cells.stream().map(cell -> table(cell, "separatrix")).toList())
            .orElseThrow()
            .test()
            .pValue();
    Row test = fits.row("log-rank", "separatrix", "p_value", "varied=label_noise batch_size=1");
    assertThat(Fits.number(test, "estimate")).isCloseTo(expected, within(1e-12));
    // sigma = 1 and 2 have rates 0.066 and 0.214
    assertThat(expected).isLessThan(0.001);
    assertThat(test.<String>getAs("verdict")).isEqualTo("no-prediction");
  }

  @Test
  void competingRisksAreTheLibrarysOnTheSameRuns() {
    Row any = fits.rows("survival", "separatrix", "median").get(0);
    String cell = any.getAs("cell_id");
    Map<String, double[]> ends = new TreeMap<>();
    for (Row row : escapes) {
      if (row.getAs("cell_id").equals(cell)) {
        int cause =
            !row.<Boolean>getAs("occurred")
                ? 0
                : switch (row.<String>getAs("event")) {
                  case "level" -> 1;
                  case "separatrix" -> 2;
                  default -> 3;
                };
        double[] own = {row.<Long>getAs("step") * 0.04, cause};
        ends.merge(
            row.getAs("run_id"),
            own,
            (a, b) -> {
              if (a[1] == 0 || b[1] == 0) {
                return a[1] == b[1] ? (a[0] > b[0] ? a : b) : a[1] == 0 ? b : a;
              }
              return a[0] < b[0] || (a[0] == b[0] && a[1] > b[1]) ? a : b;
            });
      }
    }
    CauseTable table =
        CauseTable.of(
            ends.values().stream().mapToDouble(end -> end[0]).toArray(),
            ends.values().stream().mapToInt(end -> (int) end[1]).toArray(),
            3);
    double sum = 0;
    for (String event : List.of("level", "separatrix", "basin")) {
      Row last =
          fits.rows("competing-risks", event, "incidence").stream()
              .filter(row -> row.getAs("cell_id").equals(cell))
              .reduce((a, b) -> b)
              .orElseThrow();
      int cause = event.equals("level") ? 1 : event.equals("separatrix") ? 2 : 3;
      assertThat(Fits.number(last, "estimate"))
          .isCloseTo(CumulativeIncidence.of(table, cause).incidence(1e9), within(1e-12));
      sum += Fits.number(last, "estimate");
    }
    assertThat(sum).isBetween(0.5, 1 + 1e-12);
  }

  /** The p-values of a true law are uniform: the mean of four has the error sqrt(1/12/4). */
  @Test
  void exponentialTimesAgreeAndWeibullTimesDiffer() {
    Fits drawn =
        Fits.of(new WeibullTables(-Math.log(2), 1, 1).write(folder.resolve("exp"), DRAWN, 2));
    List<Row> pValues = drawn.rows("memorylessness", "separatrix", "p_value");
    assertThat(pValues).hasSize(4);
    assertThat(
            pValues.stream().mapToDouble(p -> Fits.number(p, "estimate")).average().orElseThrow())
        .isGreaterThan(0.5 - 3 * Math.sqrt(1.0 / 12 / 4));
    for (Row rate : drawn.rows("memorylessness", "separatrix", "rate_after_dead_time")) {
      double error = (Fits.number(rate, "ci_high") - Fits.number(rate, "ci_low")) / 3.92;
      assertThat(Fits.number(rate, "estimate"))
          .isCloseTo(Fits.number(rate, "predicted"), within(4 * error));
    }
    Fits even = Fits.of(new WeibullTables(0.5, 1, 0.5).write(folder.resolve("weibull"), DRAWN, 2));
    for (Row shape : even.rows("survival", "separatrix", "weibull_shape")) {
      // shape 1 / scale = 2; of 400 events its error is 0.78 / sqrt(400) = 3.9 %
      assertThat(Fits.number(shape, "estimate")).isCloseTo(2, within(4 * 0.039 * 2));
    }
    assertThat(even.rows("survival", "separatrix", "exponential_p_value"))
        .hasSize(4)
        .allSatisfy(
            row -> {
              assertThat(row.<String>getAs("verdict")).isIn("differs", "outside-regime");
              assertThat(Fits.number(row, "estimate")).isLessThan(1e-6);
              assertThat(row.<String>getAs("warnings")).contains("prefer the weibull");
            });
    assertThat(even.rows("memorylessness", "separatrix", "p_value"))
        .hasSize(4)
        .allSatisfy(row -> assertThat(Fits.number(row, "estimate")).isLessThan(0.05));
  }
}
