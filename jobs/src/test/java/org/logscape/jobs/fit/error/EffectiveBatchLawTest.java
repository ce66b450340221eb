package org.logscape.jobs.fit.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.fit.Fits;
import org.logscape.jobs.store.ExperimentDir;

/** Laws of the end of training, on tables whose errors are a known function of B_eff. */
class EffectiveBatchLawTest {
  @TempDir Path folder;

  private Fits fits(EqualNoise.ErrorOfCell error, double trainLossOfPlain) {
    ExperimentDir dir = ExperimentDir.of(SparkTestSession.get(), folder.toString());
    return EqualNoise.fits(dir, error, trainLossOfPlain);
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

  @Tag("thorough")
  @Test
  void whereAlphaAloneDecidesTheyDoNot() {
    Fits fits = fits((batch, alpha, effective) -> 0.18 - 0.005 * Math.log(alpha), 0.003);
    assertThat(verdict(fits, "aic_difference", "law=alpha")).isEqualTo("preferred");
    assertThat(verdict(fits, "aic_difference", "law=effective-batch")).isEqualTo("rejected");
    assertThat(verdict(fits, "collapse", "law=effective-batch")).isEqualTo("differs");
    assertThat(fits.rows("effective-batch", null, "curve_difference"))
        .allSatisfy(row -> assertThat(row.<String>getAs("verdict")).isEqualTo("differs"));
  }

  /**
   * Cells of both forms at equal B_eff, of which one form alone lies on the curve of plain ones.
   */
  @Test
  void formsOfTheEnhancementShareNoCurve() {
    ExperimentDir dir = ExperimentDir.of(SparkTestSession.get(), folder.toString());
    Fits fits =
        EqualNoise.fits(
            dir, EffectiveBatchLawTest::inEffectiveBatch, (batch, alpha, effective) -> 0.2);
    assertThat(fits.rows("effective-batch", null, "collapse"))
        .extracting(row -> row.<String>getAs("group_key") + ": " + row.<String>getAs("verdict"))
        .containsExactly(
            "law=effective-batch learning_rate=0.1: agrees",
            "law=effective-batch learning_rate=0.1 noise_enhancement_form=momentum: differs");
    assertThat(fits.rows("effective-batch", null, "steps_slope"))
        .extracting(row -> row.<String>getAs("group_key"))
        .containsExactly("learning_rate=0.1", "learning_rate=0.1 noise_enhancement_form=momentum");
    // each enhanced cell once, beside the curve of the plain ones
    assertThat(fits.rows("effective-batch", null, "curve_difference")).hasSize(6);
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

  @Tag("thorough")
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
