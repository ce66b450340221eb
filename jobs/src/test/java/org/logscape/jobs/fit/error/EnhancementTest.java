package org.logscape.jobs.fit.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.nio.file.Path;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.fit.Fits;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.schemas.Table;

/** The claim of arXiv 2009.13094 at small size: overlapping clouds, runs that stop at one loss. */
class EnhancementTest {
  private static final String SPEC =
      """
      name: enhancement
      seed: 3
      replicas: %d
      model: {type: mlp, widths: [100, 50, 10], activation: relu, loss: cross-entropy}
      data: {format: synthetic, shape: [100], classes: 10, spread: 0.3, take: 200, test_take: 4000, scale: none}
      dynamics:
        type: sgd
        learning_rate: 0.1
        batch_size: 100
        noise_enhancement: [1, 4]
        sampling: replacement
      observe:
        evaluation: {steps: log}
        sharpness: {samples: 50, eigenvalues: 4}
      stop: {train_loss: 0.01, every: 20, steps: %d}
      fit: [test-error, effective-batch, flatness, escape-rate, survival]
      """;

  private static final String CONTRAST = "noise_enhancement=4 against noise_enhancement=1";

  @TempDir Path folder;

  private Fits fits(int replicas, int steps) {
    return Fits.of(folder, SPEC.formatted(replicas, steps));
  }

  private ExperimentDir dir() {
    return ExperimentDir.of(SparkTestSession.get(), folder.toString());
  }

  /**
   * 0.39 against 0.37, each +- 0.0022 over 32 runs: a difference of six standard errors, of which
   * three are asked for. Without the enhancement it is zero, and the test fails.
   */
  @Tag("thorough")
  @Test
  void atEqualTrainingLossEnhancedNoiseLowersTheTestError() {
    Fits fits = fits(32, 20_000);
    Row difference = fits.row("test-error", null, "error_difference", CONTRAST);
    // 62 degrees of freedom: an interval is twice 2 standard errors
    double error = (Fits.number(difference, "ci_high") - Fits.number(difference, "ci_low")) / 4;
    assertThat(Fits.number(difference, "estimate")).isLessThan(-3 * error);
    assertThat(difference.<String>getAs("verdict")).isEqualTo("no-prediction");
    // beyond 3 standard errors of 62 degrees of freedom
    assertThat(Fits.number(fits.row("test-error", null, "p_value", CONTRAST), "estimate"))
        .isLessThan(0.004);

    assertThat(dir().table(Table.RUNS).where("status = 'finished'").count()).isEqualTo(64);
    assertThat(dir().table(Table.ESCAPES).where("event = 'converged' and occurred").count())
        .isEqualTo(64);
    assertThat(
            dir()
                .table(Table.RUNS)
                .where("final_loss > 0.01 or steps % 20 != 0 or steps >= 20000")
                .count())
        .isZero();
    assertThat(dir().table(Table.SHARPNESS).where("jacobian_trace > 0").count()).isEqualTo(64);
    timesOfConvergence(fits);
  }

  /** Every run converges: the rate is the inverse mean time, and half have by the median. */
  private void timesOfConvergence(Fits fits) {
    for (String cell : new String[] {"noise_enhancement=1", "noise_enhancement=4"}) {
      Row rate = fits.row("escape-rate", "converged", "rate", cell);
      double mean =
          dir()
              .table(Table.ESCAPES)
              .where("cell_id = '%s'".formatted(rate.<String>getAs("cell_id")))
              .selectExpr("avg(time)")
              .head()
              .getDouble(0);
      assertThat(Fits.number(rate, "estimate")).isCloseTo(1 / mean, withPercentage(1e-6));
      assertThat(rate.<Long>getAs("observations")).isEqualTo(32);
      assertThat(rate.<String>getAs("verdict")).isEqualTo("no-prediction");
      Row median = fits.row("survival", "converged", "median", cell);
      assertThat(
              dir()
                  .table(Table.ESCAPES)
                  .where(
                      "cell_id = '%s' and time <= %s"
                          .formatted(
                              rate.<String>getAs("cell_id"), Fits.number(median, "estimate")))
                  .count())
          .isGreaterThanOrEqualTo(16);
    }
  }

  @Test
  void aCapThatIsTooLowIsSaidAndNothingIsJudged() {
    Fits fits = fits(2, 40);
    assertThat(dir().table(Table.RUNS).where("status = 'censored'").count()).isEqualTo(4);
    assertThat(dir().table(Table.ESCAPES).where("not occurred").count()).isEqualTo(4);
    Row difference = fits.row("test-error", null, "error_difference", CONTRAST);
    assertThat(difference.<String>getAs("verdict")).isEqualTo("outside-regime");
    assertThat(difference.<String>getAs("warnings"))
        .contains(
            "not judged: 4 of 4 runs reached the step limit before the training loss to stop at,"
                + " raise stop.steps");
    assertThat(fits.rows())
        .filteredOn(row -> row.<String>getAs("law").equals("effective-batch"))
        .extracting(row -> row.<String>getAs("verdict"))
        .doesNotContain("agrees", "differs", "preferred", "rejected");
    assertThat(fits.row("survival", "converged", "median", "noise_enhancement=4"))
        .extracting(row -> row.<String>getAs("warnings"))
        .asString()
        .contains("no events: all 2 runs are censored");
  }
}
