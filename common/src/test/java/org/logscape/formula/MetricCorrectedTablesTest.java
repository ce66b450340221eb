package org.logscape.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logscape.landscape.ModelPath;
import org.logscape.landscape.Wells;
import org.logscape.model.DoubleWell;
import org.logscape.model.Inputs;
import org.logscape.model.QuarticWell;
import org.logscape.theory.Barrier;
import org.logscape.theory.LogLandscape;
import org.logscape.theory.MetricCorrectedLaw;
import org.logscape.theory.PathProfile;

/**
 * The metric-corrected law on landscapes typed as formulas, against figures of an independent
 * program: integrals of its own, and runs of SGD (B = 1) with their statistical error.
 */
class MetricCorrectedTablesTest {

  /** One dimension, equal loss, unequal curvature; rates as integrated there, to three digits. */
  @ParameterizedTest
  @CsvSource({
    "0.15, 0.05, 0.0361, 0.02,  0.8, 0.8, -0.6, 0.00659",
    "0.15, 0.05, 0.0361, 0.02,  0.8, -0.6, 0.8, 0.00132",
    "0.15, 0.05, 0.0361, 0.02,  1.2, 0.8, -0.6, 0.0321",
    "0.15, 0.05, 0.0361, 0.02,  1.2, -0.6, 0.8, 0.00986",
    "0.3,  0.1,  0.0687, 0.015, 0.8, 0.8, -0.6, 0.00212",
    "0.3,  0.1,  0.0687, 0.015, 0.8, -0.6, 0.8, 0.0000253",
    "0.3,  0.1,  0.0687, 0.015, 1.2, 0.8, -0.6, 0.0173",
    "0.3,  0.1,  0.0687, 0.015, 1.2, -0.6, 0.8, 0.000752"
  })
  void flatOrSharp(
      double s, double q, double d, double eta, double sigma, double from, double to, double rate) {
    Landscape landscape = FormulaWells.flatOrSharp(1, s, q, d, 0, sigma);
    double predicted = Math.exp(law(landscape, from, to, eta).logCrossingRate());
    assertThat(predicted).isCloseTo(rate, within(0.006 * rate));
  }

  /** Alike wells, n = 1: 0.0400. */
  @Test
  void oneOutlier() {
    Landscape landscape = FormulaWells.flatOrSharp(1, 0, 0, 0, 1, 0.8);
    double predicted = Math.exp(law(landscape, 0.7, -0.7, 0.04).logCrossingRate());
    assertThat(predicted).isCloseTo(0.0400, within(0.00005));
  }

  /**
   * Wells that differ in their transverse curvature alone, 300 runs each (6 %): rates out of the
   * well of n outliers over rates out of the flat one, crossing and settled. The law is of first
   * order in eta; at n = 8 it is 8 % off.
   */
  @ParameterizedTest
  @CsvSource({
    "2, 0.0676, 0.0376, 0.0399, 0.0152",
    "4, 0.160, 0.0269, 0.101, 0.0075",
    "8, 0.474, 0.0177, 0.269, 0.00139"
  })
  void fewOrMany(int n, double crossing, double flatCrossing, double settled, double flatSettled) {
    Landscape landscape = FormulaWells.flatOrSharp(n, 0, 0, 0, 1, 0.8);
    MetricCorrectedLaw many = law(landscape, 0.7, -0.7, 0.04);
    MetricCorrectedLaw few = law(landscape, -0.7, 0.7, 0.04);
    double error = 2 * 0.06 * Math.sqrt(2) + 0.08;
    assertThat(many.logCrossingRate() - few.logCrossingRate())
        .isCloseTo(Math.log(crossing / flatCrossing), within(error));
    assertThat(many.logSettlingRate() - few.logSettlingRate())
        .isCloseTo(Math.log(settled / flatSettled), within(error));
  }

  /** The built-in double well has the path of the same well typed as a formula. */
  @Test
  void builtInModelsHaveTheirLawToo() {
    PathProfile built = ModelPath.ofSgd(DoubleWell.of(3, 2, 6, 1)).orElseThrow();
    PathProfile typed = ModelPath.ofSgd(FormulaWells.doubleWell(3, 2, 6, 1)).orElseThrow();
    assertThat(MetricCorrectedLaw.of(built, 0.01, 1).logCrossingRate())
        .isCloseTo(MetricCorrectedLaw.of(typed, 0.01, 1).logCrossingRate(), within(1e-6));
    PathProfile held = ModelPath.ofLangevin(QuarticWell.of(2, 0.05)).orElseThrow();
    LogLandscape landscape = LogLandscape.of(0.01, 0.4, 1, 4, 2);
    double kappa = landscape.logSettlingRate(new Barrier(0.05, 0.55, 2, 2));
    // 2 % of the continuous equation at T = 0.1, and the second order of n - 1 = 1
    assertThat(MetricCorrectedLaw.of(held, 0.01, 0.4).logSettlingRate())
        .isCloseTo(kappa, within(0.1));
  }

  private static MetricCorrectedLaw law(Landscape landscape, double from, double to, double eta) {
    Wells wells = FormulaWells.wells(landscape, from, to);
    FormulaModel model = FormulaModel.of(landscape, wells, Inputs.GAUSSIAN);
    return MetricCorrectedLaw.of(ModelPath.ofSgd(model).orElseThrow(), eta, 1);
  }
}
