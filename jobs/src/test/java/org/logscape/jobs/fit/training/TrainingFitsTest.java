package org.logscape.jobs.fit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.SyntheticTables;
import org.logscape.jobs.TableRows;
import org.logscape.jobs.fit.Fits;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.schemas.Table;

/** The laws of noise, spectra and test errors, from tables as a sweep writes them. */
class TrainingFitsTest {
  @TempDir Path folder;

  private ExperimentDir dir(String spec) {
    ExperimentDir dir = ExperimentDir.of(SparkTestSession.get(), folder.toString());
    dir.freeze(spec, "name: training\n");
    return dir;
  }

  /** The closed forms of {@link SyntheticTables} come back. */
  @Tag("thorough")
  @Test
  void tablesBecomeLaws() {
    ExperimentDir dir = dir(SyntheticTables.SPEC);
    SyntheticTables.write(SparkTestSession.get(), dir);
    Fits fits = Fits.of(dir);

    assertThat(fits.rows("noise-law", null, "slope"))
        .hasSize(6)
        .allSatisfy(row -> assertThat(row.<String>getAs("verdict")).isEqualTo("agrees"));
    String plain = "batch_size=100 noise_enhancement=1.0 ";
    assertThat(number(fits, "noise-law", "ratio", plain)).isCloseTo(1.2, within(1e-9));
    // 1.25 and 1.15 in turn over 1.2
    assertThat(number(fits, "noise-law", "sampled_ratio", plain)).isCloseTo(1, within(1e-9));
    assertThat(number(fits, "noise-law", "alignment", plain)).isCloseTo(0.85, within(1e-9));

    assertThat(fits.rows("decoupling", null, "ratio"))
        .hasSize(6 * 2 * 2)
        .allSatisfy(row -> assertThat(Fits.number(row, "estimate")).isCloseTo(1, within(1e-9)));

    assertThat(number(fits, "spectrum", "outliers", plain + "minimum")).isEqualTo(3);
    assertThat(number(fits, "spectrum", "hessian_outlier", plain + "minimum"))
        .isCloseTo(2, within(1e-9));
    assertThat(number(fits, "spectrum", "outlier_share", plain + "minimum"))
        .isCloseTo(6 / 8.0, within(1e-9));
    Row drift = fits.row("spectrum", null, "hessian_outlier", plain + "step=700");
    assertThat(Fits.number(drift, "estimate")).isCloseTo(3.1, within(1e-9));
    assertThat(Fits.number(drift, "predicted")).isEqualTo(2);
    assertThat(drift.<String>getAs("verdict")).isEqualTo("differs");
  }

  /**
   * Accuracies of the three runs of a cell lie 0.001 apart, so s = 0.001 and Student's t is 4.303.
   */
  @Test
  void testErrorsAreThoseOfTheLastEpoch() {
    ExperimentDir dir = dir(SyntheticTables.SPEC);
    SyntheticTables.write(SparkTestSession.get(), dir);
    Fits fits = Fits.of(dir);
    Row error = fits.row("test-error", null, "test_error", "batch_size=100 noise_enhancement=2.0");
    double expected = 1 - SyntheticTables.accuracy(5, 100);
    assertThat(Fits.number(error, "estimate")).isCloseTo(expected, within(1e-9));
    assertThat(Fits.number(error, "ci_high"))
        .isCloseTo(expected + 4.303 * 0.001 / Math.sqrt(3), within(1e-6));
    assertThat(error.<String>getAs("verdict")).isEqualTo("no-prediction");

    List<Row> differences = fits.rows("test-error", null, "error_difference");
    // alpha = 1.5 and 2 at either B; then three cells of the large batch against the small one
    assertThat(differences).hasSize(2 * 2 + 3);
    Row alongAlpha =
        fits.row(
            "test-error",
            null,
            "error_difference",
            "batch_size=100 noise_enhancement=2.0 against batch_size=100 noise_enhancement=1.0");
    double difference = SyntheticTables.accuracy(1, 100) - SyntheticTables.accuracy(5, 100);
    assertThat(Fits.number(alongAlpha, "estimate")).isCloseTo(difference, within(1e-9));
    // Welch: equal variances and numbers, so 4 degrees of freedom, t = 2.776
    assertThat(Fits.number(alongAlpha, "ci_low"))
        .isCloseTo(difference - 2.776 * 0.001 * Math.sqrt(2.0 / 3), within(1e-6));
    noiseOfTheTestSet(fits);
    Row alongBatch =
        fits.row(
            "test-error",
            null,
            "error_difference",
            "batch_size=100 noise_enhancement=2.0 against batch_size=10 noise_enhancement=1.0");
    assertThat(Fits.number(alongBatch, "estimate"))
        .isCloseTo(
            SyntheticTables.accuracy(1, 10) - SyntheticTables.accuracy(5, 100), within(1e-9));
    assertThat(alongBatch.<Double>getAs("predicted")).isNull();
  }

  /**
   * Errors of 8.25 and 9.61 % on 150 samples: 1.96 sqrt((0.0825 x 0.9175 + 0.0961 x 0.9039)/150) =
   * 6.45 points, of which the difference of 1.36 points is less.
   */
  private static void noiseOfTheTestSet(Fits fits) {
    String contrast =
        "batch_size=100 noise_enhancement=2.0 against batch_size=100 noise_enhancement=1.0";
    double first = 1 - SyntheticTables.accuracy(5, 100);
    double second = 1 - SyntheticTables.accuracy(1, 100);
    Row noise = fits.row("test-error", null, "test_set_noise", contrast);
    assertThat(Fits.number(noise, "estimate"))
        .isCloseTo(
            1.959964
                * Math.sqrt(
                    (first * (1 - first) + second * (1 - second)) / SyntheticTables.TEST_SAMPLES),
            within(1e-6));
    assertThat(fits.row("test-error", null, "error_difference", contrast))
        .satisfies(
            row -> {
              assertThat(row.<String>getAs("warning_codes")).contains("within-test-noise");
              assertThat(row.<String>getAs("warnings"))
                  .contains("another test set of 150 samples may move the difference by up to ");
            });
  }

  /** B = 5 at alpha = 2 has the noise of B = 1, so no difference is predicted. */
  @Test
  void partnersAreHeldAgainstEachOther() {
    String yaml =
        """
        name: pairs
        replicas: 3
        model: {type: mlp, widths: [4, 2]}
        data: {format: synthetic, shape: [4], classes: 2, take: 100, test_take: 50}
        dynamics: {type: sgd, learning_rate: 0.1, batch_size: [1, 5], noise_enhancement: [1, 2]}
        pair: [dynamics.batch_size, dynamics.noise_enhancement]
        observe: {evaluation: {}}
        stop: {steps: 800, after: never}
        fit: [test-error]
        """;
    Spec spec = Fits.spec(yaml, "pairs.yaml");
    TableRows rows = TableRows.none();
    for (long number = 0; number < spec.grid().cells(); number++) {
      evaluated(rows, spec.grid().cell(number));
    }
    ExperimentDir dir = dir(yaml);
    rows.write(SparkTestSession.get(), dir);
    Fits fits = Fits.of(dir);
    Row row =
        fits.row(
            "test-error",
            null,
            "error_difference",
            "batch_size=5 noise_enhancement=2 against batch_size=1 noise_enhancement=1, paired");
    // 0.1 + 0.05 replica in both, and 0.01 more and 0.001 replica in the one
    assertThat(Fits.number(row, "estimate")).isCloseTo(0.011, within(1e-9));
    assertThat(Fits.number(row, "ci_high"))
        .isCloseTo(0.011 + 4.303 * 0.001 / Math.sqrt(3), within(1e-6));
    assertThat(Fits.number(row, "predicted")).isZero();
    assertThat(row.<String>getAs("verdict")).isEqualTo("differs");
    assertThat(row.<String>getAs("warnings")).contains("1 runs diverged and are not in the mean");
  }

  private static void evaluated(TableRows rows, CellSpec cell) {
    double alpha = cell.dynamics().noiseEnhancement();
    double more = cell.dynamics().batchSize() == 5 && alpha == 2 ? 1 : 0;
    rows.add(
        Table.CELLS,
        Map.ofEntries(
            Map.entry("cell_id", cell.id()),
            Map.entry("model", "linear-regression"),
            Map.entry("dynamics", "sgd"),
            Map.entry("sampling", "epoch"),
            Map.entry("learning_rate", 0.1),
            Map.entry("batch_size", cell.dynamics().batchSize()),
            Map.entry("noise_enhancement", alpha),
            Map.entry("noise_factor", alpha * alpha + (1 - alpha) * (1 - alpha)),
            Map.entry("steps_limit", 800L),
            Map.entry("replicas", 4),
            Map.entry("dimensions", 4),
            Map.entry("samples", 100L),
            Map.entry("loss_min", 0.005),
            Map.entry("hessian_outlier", 1.0),
            Map.entry("outliers", 4),
            Map.entry("label", cell.label())));
    for (int replica = 0; replica < 4; replica++) {
      String run = cell.id() + "-" + replica;
      rows.add(
          Table.RUNS,
          Map.of(
              "run_id",
              run,
              "cell_id",
              cell.id(),
              "replica",
              replica,
              "status",
              replica == 3 ? "diverged" : "finished",
              "steps",
              800L,
              "time",
              80.0,
              "tau",
              10.0,
              "final_loss",
              0.01));
      // a better epoch before the last one does not count
      for (int epoch = 1; epoch <= 2; epoch++) {
        double error = 0.1 + 0.05 * replica + more * (0.01 + 0.001 * replica);
        rows.add(
            Table.EVALUATIONS,
            Map.of(
                "run_id",
                run,
                "cell_id",
                cell.id(),
                "epoch",
                epoch,
                "train_loss",
                0.1,
                "test_accuracy",
                epoch == 1 ? 1.0 : 1 - error));
      }
    }
  }

  @Test
  void cellsWithoutMeasurementsSaySo() {
    ExperimentDir dir = dir(SyntheticTables.SPEC);
    SyntheticTables.write(SparkTestSession.get(), dir);
    for (Table table : List.of(Table.NOISE, Table.SPECTRA, Table.EVALUATIONS)) {
      dir.replace(
          table,
          JavaSparkContext.fromSparkContext(SparkTestSession.get().sparkContext()).emptyRDD());
    }
    Fits fits = Fits.of(dir);
    assertThat(fits.rows())
        .hasSize(6 * 4)
        .allSatisfy(
            row -> {
              assertThat(row.<Double>getAs("estimate")).isNull();
              assertThat(row.<String>getAs("verdict")).isEqualTo("too-few-events");
              assertThat(row.<String>getAs("warnings")).contains("no ");
            });
  }

  private static double number(Fits fits, String law, String parameter, String where) {
    return Fits.number(fits.row(law, null, parameter, where), "estimate");
  }
}
