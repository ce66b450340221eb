package org.logscape.jobs.fit.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.TableRows;
import org.logscape.jobs.fit.Fits;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.schemas.Table;

/** Laws of the end of training, on tables whose errors are a known function of B_eff. */
class EffectiveBatchLawTest {
  private static final int REPLICAS = 8;
  private static final String YAML =
      """
      name: collapse
      replicas: 8
      model: {type: mlp, widths: [4, 2], loss: cross-entropy}
      data: {format: synthetic, shape: [4], classes: 2, take: 1000, test_take: 50}
      dynamics:
        type: sgd
        learning_rate: 0.1
        batch_size: [10, 20, 40, 200, 200, 200, 200]
        noise_enhancement: [1, 1, 1, 1, 2, 3, 4]
        sampling: replacement
      zip: [dynamics.batch_size, dynamics.noise_enhancement]
      observe: {evaluation: {}, sharpness: {}}
      stop: {train_loss: 0.003, steps: 9000}
      fit: [test-error, effective-batch, flatness]
      """;

  /** Scatter of the runs of a cell, in thousandths: its mean is zero, so means are exact. */
  private static final double[] SCATTER = {-1.75, -1.25, -0.75, -0.25, 0.25, 0.75, 1.25, 1.75};

  @TempDir Path folder;

  /** What the test error of a cell is, but for the scatter of its runs. */
  private interface ErrorOfCell {
    double of(int batch, double alpha, double effectiveBatch);
  }

  private Fits fits(ErrorOfCell error, double trainLossOfPlain) {
    Spec spec = SpecReader.read(YAML, "collapse.yaml");
    TableRows rows = TableRows.none();
    Random random = new Random(2009_13094);
    for (long number = 0; number < spec.grid().cells(); number++) {
      cell(rows, spec.grid().cell(number), error, trainLossOfPlain, random);
    }
    ExperimentDir dir = ExperimentDir.of(SparkTestSession.get(), folder.toString());
    dir.freeze(YAML, "name: collapse\n");
    rows.write(SparkTestSession.get(), dir);
    return Fits.of(dir);
  }

  private static void cell(
      TableRows rows, CellSpec cell, ErrorOfCell error, double trainLossOfPlain, Random random) {
    int batch = cell.dynamics().batchSize();
    double alpha = cell.dynamics().noiseEnhancement();
    double a = alpha * alpha + (1 - alpha) * (1 - alpha);
    double effective = batch / a;
    Map<String, Object> facts = new HashMap<>();
    facts.put("cell_id", cell.id());
    facts.put("model", "mlp");
    facts.put("dynamics", "sgd");
    facts.put("sampling", "replacement");
    facts.put("learning_rate", 0.1);
    facts.put("batch_size", batch);
    facts.put("noise_enhancement", alpha);
    facts.put("noise_factor", a);
    facts.put("steps_limit", 9000L);
    facts.put("replicas", REPLICAS);
    facts.put("dimensions", 10);
    facts.put("samples", 100L);
    facts.put("label", cell.label());
    rows.add(Table.CELLS, facts);
    for (int replica = 0; replica < REPLICAS; replica++) {
      String run = cell.id() + "-" + replica;
      double own = error.of(batch, alpha, effective) + 0.001 * SCATTER[replica];
      // d ln steps / d ln B_eff = -1/2
      long steps = Math.round(1000 * Math.sqrt(200 / effective));
      double loss = alpha == 1 ? trainLossOfPlain : 0.003;
      Map<String, Object> place = Map.of("run_id", run, "cell_id", cell.id());
      rows.add(
          Table.RUNS,
          TableRows.with(
              place,
              Map.of(
                  "replica",
                  replica,
                  "status",
                  "finished",
                  "steps",
                  steps,
                  "time",
                  0.1 * steps,
                  "tau",
                  1.0,
                  "final_loss",
                  loss)));
      rows.add(
          Table.EVALUATIONS,
          TableRows.with(place, Map.of("epoch", 7, "train_loss", loss, "test_accuracy", 1 - own)));
      // tr J^T J as B_eff^(1/3), but for 1 %, and no trend of the distance
      double sharp = Math.cbrt(effective) * (1 + 0.01 * random.nextGaussian());
      rows.add(
          Table.SHARPNESS,
          TableRows.with(
              place,
              Map.of(
                  "step",
                  steps,
                  "loss",
                  loss,
                  "outliers",
                  9,
                  "hessian_outlier",
                  0.1 * sharp,
                  "outlier_ratio",
                  2.0,
                  "gauss_newton_trace",
                  1 / sharp,
                  "jacobian_trace",
                  sharp,
                  "distance",
                  5 + random.nextGaussian())));
    }
  }

  private static double inEffectiveBatch(int batch, double alpha, double effective) {
    return 0.17 + 0.003 * Math.log(effective);
  }

  @Test
  void whereTheNoiseDecidesCellsLieOnOneCurve() {
    Fits fits = fits(EffectiveBatchLawTest::inEffectiveBatch, 0.003);
    List<Row> differences = fits.rows("effective-batch", null, "curve_difference");
    assertThat(differences).hasSize(3);
    for (Row row : differences) {
      assertThat(Fits.number(row, "estimate")).isCloseTo(0, within(1e-12));
      assertThat(row.<String>getAs("verdict")).isEqualTo("agrees");
    }
    Row beyond =
        fits.row(
            "effective-batch",
            null,
            "curve_difference",
            "learning_rate=0.1 effective_batch_size=8");
    assertThat(beyond.<String>getAs("warning_codes")).isEqualTo("beyond-curve");
    assertThat(verdict(fits, "aic_difference", "law=effective-batch")).isEqualTo("preferred");
    assertThat(verdict(fits, "aic_difference", "law=batch")).isEqualTo("rejected");
    assertThat(verdict(fits, "aic_difference", "law=alpha")).isEqualTo("rejected");
    assertThat(verdict(fits, "collapse", "law=effective-batch")).isEqualTo("agrees");
  }

  @Test
  void whereAlphaAloneDecidesTheyDoNot() {
    Fits fits = fits((batch, alpha, effective) -> 0.18 - 0.005 * Math.log(alpha), 0.003);
    assertThat(verdict(fits, "aic_difference", "law=alpha")).isEqualTo("preferred");
    assertThat(verdict(fits, "aic_difference", "law=effective-batch")).isEqualTo("rejected");
    assertThat(verdict(fits, "collapse", "law=effective-batch")).isEqualTo("differs");
    assertThat(fits.rows("effective-batch", null, "curve_difference"))
        .allSatisfy(row -> assertThat(row.<String>getAs("verdict")).isEqualTo("differs"));
  }

  @Test
  void convergenceHasItsPrice() {
    Fits fits = fits(EffectiveBatchLawTest::inEffectiveBatch, 0.003);
    String strongest = "noise_enhancement=4 learning_rate=0.1";
    // B_eff = 8: 1000 sqrt(25) steps of two minibatches of 200
    assertThat(number(fits, "steps_to_convergence", strongest)).isEqualTo(5000);
    assertThat(number(fits, "samples_per_step", strongest)).isEqualTo(400);
    assertThat(number(fits, "samples_to_convergence", strongest)).isEqualTo(2e6);
    assertThat(number(fits, "steps_slope", "learning_rate=0.1")).isCloseTo(-0.5, within(1e-3));
  }

  @Test
  void cellsAtUnequalLossesAreNotJudged() {
    Fits fits = fits(EffectiveBatchLawTest::inEffectiveBatch, 0.0065);
    assertThat(fits.rows("effective-batch", null, "curve_difference"))
        .allSatisfy(
            row -> {
              assertThat(row.<String>getAs("verdict")).isEqualTo("outside-regime");
              assertThat(row.<String>getAs("warnings"))
                  .contains("cells ended at training losses from 0.00300 to 0.00650");
            });
    assertThat(fits.rows("test-error", null, "error_difference"))
        .filteredOn(row -> row.<String>getAs("warnings").contains("not judged"))
        .hasSize(2 * 3);
  }

  @Test
  void sharpnessHasItsSlopeAndRank() {
    Fits fits = fits(EffectiveBatchLawTest::inEffectiveBatch, 0.003);
    Row slope = fits.row("flatness", null, "slope", "of=jacobian_trace");
    // 1 % of scatter over sqrt(8) runs and a range of ln 25: about 0.002
    assertThat(Fits.number(slope, "estimate")).isCloseTo(1.0 / 3, within(0.01));
    assertThat(slope.<String>getAs("verdict")).isEqualTo("agrees");
    Row trace = fits.row("flatness", null, "rank_correlation", "of=gauss_newton_trace");
    assertThat(Fits.number(trace, "estimate")).isLessThan(-0.9);
    assertThat(trace.<String>getAs("verdict")).isEqualTo("differs");
    Row error = fits.row("flatness", null, "error_correlation", "of=jacobian_trace");
    // means of cells spread by 0.0032, runs of a cell by 0.0012: a correlation of 0.94
    assertThat(Fits.number(error, "estimate")).isGreaterThan(0.8);
    // outliers are 9 everywhere: nothing to rank
    assertThat(
            fits.row("flatness", null, "rank_correlation", "of=outliers").<String>getAs("warnings"))
        .contains("does not vary");
    assertThat(fits.row("flatness", null, "slope", "of=distance").<String>getAs("verdict"))
        .isEqualTo("no-prediction");
  }

  private static String verdict(Fits fits, String parameter, String where) {
    return fits.row("effective-batch", null, parameter, where).getAs("verdict");
  }

  private static double number(Fits fits, String parameter, String where) {
    return Fits.number(fits.row("effective-batch", null, parameter, where), "estimate");
  }
}
