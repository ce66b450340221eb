package org.logscape.jobs.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.store.ExperimentDir;

/** Data that allow no estimate: a row that says so, never a crash, never a number that is none. */
class FitEdgesTest {
  private static final String WELL =
      """
      name: edges
      seed: 5
      replicas: %d
      model: {type: double-well, dimensions: 2, barrier: 2, label_noise: %s}
      dynamics: {type: sgd, batch_size: %d, learning_rate: %s}
      observe:
        escape: {events: [separatrix], levels: [1.5, 2]}
        loss_histogram: {every: 1}
      stop: {steps: %d, after: separatrix}
      fit: [escape-rate, escape-law, law-contest, survival, memorylessness, log-rank, competing-risks, stationary-law, tail-law]
      """;

  @TempDir Path folder;

  private static void checkNumbers(List<Row> rows) {
    for (Row row : rows) {
      for (String column : List.of("estimate", "ci_low", "ci_high", "predicted", "aic")) {
        Double value = row.getAs(column);
        assertThat(value == null || Double.isFinite(value)).as(column + " of " + row).isTrue();
      }
    }
  }

  @Test
  void withoutEventsTheRateHasAnUpperBoundAlone() {
    Fits fits = Fits.of(folder, WELL.formatted(20, "[0.5, 1]", 50, "0.01", 100));
    checkNumbers(fits.rows());
    for (Row rate : fits.rows("escape-rate", "separatrix", "rate")) {
      assertThat(Fits.number(rate, "estimate")).isZero();
      assertThat(Fits.number(rate, "ci_low")).isZero();
      // 3.689 is half the 97.5 % point of chi-square with two degrees; 20 runs of 100 steps of 0.01
      assertThat(Fits.number(rate, "ci_high")).isBetween(3.688 / 20, 3.690 / 20);
      assertThat(rate.<String>getAs("verdict")).isEqualTo("too-few-events");
    }
    assertThat(fits.rows("survival", "separatrix", "median"))
        .hasSize(2)
        .allSatisfy(
            row -> assertThat(row.<String>getAs("warnings")).contains("all 20 runs are censored"));
    checkReasons(fits.rows());
    Row exponent = fits.rows("escape-law", "separatrix", "exponent").get(0);
    assertThat(exponent.<String>getAs("warnings")).contains("no fit: no events");
  }

  @Test
  void oneCellHasRatesAndNoLaw() {
    Fits fits = Fits.of(folder, WELL.formatted(30, "1", 1, "0.04", 100000));
    checkNumbers(fits.rows());
    assertThat(fits.rows("escape-rate", "separatrix", "rate")).hasSize(1);
    assertThat(fits.rows("escape-law", "separatrix", "exponent")).isEmpty();
    assertThat(fits.rows("arrhenius", "separatrix", "slope")).isEmpty();
  }

  @Tag("thorough")
  @Test
  void cellsOfDivergedRunsSaySo() {
    Fits fits =
        Fits.of(
            folder,
            WELL.formatted(20, "[0.5, 1]", 1, "9", 1000)
                .replace("after: separatrix", "after: never"));
    checkNumbers(fits.rows());
    assertThat(fits.rows("escape-rate", "separatrix", "rate"))
        .hasSize(2)
        .allSatisfy(row -> assertThat(row.<String>getAs("warnings")).contains("diverged"));
  }

  @Test
  void aFolderWithoutRunsHasNoRows() {
    ExperimentDir dir = ExperimentDir.of(SparkTestSession.get(), folder.toString());
    dir.freeze(WELL.formatted(20, "[0.5, 1]", 1, "0.04", 1000), "name: edges\n");
    assertThat(Fits.of(dir).rows()).isEmpty();
  }

  @Tag("thorough")
  @Test
  void beyondTheCriticalNumberOfOutliersNoLawHolds() {
    Fits fits =
        Fits.of(
            folder,
            WELL.formatted(50, "[0.5, 2]", 1, "0.04", 20000)
                .replace("dimensions: 2", "dimensions: 12"));
    checkNumbers(fits.rows());
    assertThat(fits.rows("escape-rate", "separatrix", "rate"))
        .allSatisfy(
            row -> {
              assertThat(row.<String>getAs("verdict")).isEqualTo("outside-regime");
              assertThat(row.<String>getAs("warnings")).contains("n_c");
            });
  }

  /** A level that the first step leaps over: every event at one time, zero variance, all ties. */
  @Tag("thorough")
  @Test
  void eventsAtOneTimeHaveAMedianAndNoShape() {
    Fits fits =
        Fits.of(
            folder,
            WELL.formatted(40, "[1, 2]", 1, "0.04", 300).replace("[1.5, 2]", "[1.000000001]"));
    checkNumbers(fits.rows());
    for (Row median : fits.rows("survival", "level", "median")) {
      assertThat(Fits.number(median, "estimate")).isEqualTo(0.04);
    }
    assertThat(fits.rows("survival", "level", "weibull_shape"))
        .hasSize(2)
        .allSatisfy(
            row -> {
              assertThat(row.<Double>getAs("estimate")).isNull();
              assertThat(row.<String>getAs("warnings")).contains("all events at the last time");
            });
    checkReasons(fits.rows());
  }

  @Test
  void oneRunHasRowsThatSayWhyTheyAreEmpty() {
    Fits fits = Fits.of(folder, WELL.formatted(1, "1", 1, "0.04", 100000));
    checkNumbers(fits.rows());
    checkReasons(fits.rows());
    assertThat(
            fits.rows("memorylessness", "separatrix", "p_value").get(0).<String>getAs("warnings"))
        .contains("fewer than");
  }

  /** A row without a number says why. */
  private static void checkReasons(List<Row> rows) {
    assertThat(rows)
        .isNotEmpty()
        .allSatisfy(
            row ->
                assertThat(
                        row.getAs("estimate") != null || !row.<String>getAs("warnings").isEmpty())
                    .as(row.toString())
                    .isTrue());
  }
}
