package org.logscape.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLandscapeTest {

  /** L = L* + 1/2 (x^2 - 1)^2 + 2 sum y^2: h* = 4 in all directions, -2 at the saddle: ratio 2. */
  private static Barrier quarticWell(double ratio) {
    double minimumLoss = 0.5 / (ratio - 1);
    return new Barrier(minimumLoss, minimumLoss + 0.5, 2, 2);
  }

  @ParameterizedTest
  @CsvSource({
    // n, L^s/L*, kappa at eta = 0.05 and B = 1: kappa of arXiv 2105.09557, computed by a separate
    // program to three or four figures.
    "2, 1.25, 0.1475",
    "2, 2.00, 0.01407",
    "2, 5.00, 0.000144",
    "1, 3.04, 0.000993",
    "2, 3.04, 0.001731",
    "6, 3.04, 0.0160",
    "10, 3.04, 0.148"
  })
  void settlingRateOfTheQuarticWell(int outliers, double ratio, double kappa) {
    LogLandscape landscape = LogLandscape.of(0.05, 1, 1, 4, outliers);
    // The tables' last digit: half a unit in the third figure.
    assertThat(landscape.settlingRate(quarticWell(ratio))).isCloseTo(kappa, within(4e-3 * kappa));
    assertThat(landscape.crossingRate(quarticWell(ratio)))
        .isCloseTo(2 * landscape.settlingRate(quarticWell(ratio)), within(1e-15));
  }

  @ParameterizedTest
  @CsvSource({
    // n, sigma, kappa at p = 2, B = 1, eta = 0.04: kappa of arXiv 2105.09557, computed by a
    // separate program to three figures.
    "2, 0, 0.0216",
    "2, 0.5, 0.0292",
    "2, 1, 0.0559",
    "2, 2, 0.171",
    "1, 0.5, 0.0200",
    "4, 0.5, 0.0621",
    "8, 0.5, 0.280"
  })
  void settlingRateOfTheDoubleWell(int outliers, double sigma, double kappa) {
    double p = 2;
    double minimumLoss = 0.5 * sigma * sigma + 0.5 * (p - 0.25);
    Barrier barrier = new Barrier(minimumLoss, 0.5 * sigma * sigma + 0.5 * p * p, 2 * p - 1, 2);
    LogLandscape landscape = LogLandscape.of(0.04, 1, 1, 4 * p - 2, outliers);
    assertThat(landscape.settlingRate(barrier)).isCloseTo(kappa, within(4e-3 * kappa));
  }

  @Test
  void noiseEnhancementDividesTheBatch() {
    // phi = 1 + B/(a eta h*) (arXiv 2105.09557, with B/a for B by arXiv 2009.13094). Here B = 8,
    // eta = 0.1, h* = 1 and alpha = 2, so a = 5 and phi = 1 + 8/0.5 = 17.
    LogLandscape enhanced = LogLandscape.of(0.1, 8, 5, 1, 10);
    LogLandscape equal = LogLandscape.of(0.1, 1.6, 1, 1, 10);
    assertThat(enhanced.phi()).isCloseTo(17, within(1e-12));
    assertThat(enhanced.effectiveBatchSize()).isCloseTo(1.6, within(1e-12));
    assertThat(enhanced.escapeExponent()).isCloseTo(equal.escapeExponent(), within(1e-12));
    assertThat(enhanced.criticalOutliers()).isCloseTo(34, within(1e-12));
    assertThat(enhanced.stationaryShapeA()).isEqualTo(5);
    assertThat(enhanced.stationaryShapeB()).isCloseTo(12, within(1e-12));
  }

  @Test
  void ratesThatUnderflowHaveLogarithms() {
    LogLandscape cold = LogLandscape.of(1e-4, 1, 1, 1, 2);
    Barrier barrier = new Barrier(1, 3, 1, 1);
    assertThat(cold.settlingRate(barrier)).isZero();
    // exponent 10^4, one power of 3 each
    assertThat(cold.logSettlingRate(barrier))
        .isCloseTo(-Math.log(2 * Math.PI) - 1e4 * Math.log(3), within(1e-7));
  }

  @Test
  void beyondTheCriticalNumberTheFormulaIsStillComputed() {
    LogLandscape hot = LogLandscape.of(1, 1, 1, 1, 6);
    assertThat(hot.isStable()).isFalse();
    assertThat(hot.escapeExponent()).isCloseTo(-1, within(1e-15));
    assertThat(hot.settlingRate(new Barrier(1, 2, 2 * Math.PI, 1))).isCloseTo(2, within(1e-12));
    assertThat(hot.meanExcessLoss(1)).isInfinite();
  }

  @Test
  void meanExcessLossIsTheMeanOfTheBetaLaw() {
    // E[z/(1-z)] = a/(b-1) for Beta(a, b): 1/(50 - 1) at n = 2, phi = 51.
    assertThat(LogLandscape.of(0.02, 1, 1, 1, 2).meanExcessLoss(0.5))
        .isCloseTo(0.5 / 49, within(1e-15));
  }

  @Test
  void arrheniusCovariate() {
    LogLandscape landscape = LogLandscape.of(0.05, 8, 2, 4, 2);
    assertThat(Arrhenius.covariate(new Barrier(1, 1.5, 1, 1), landscape))
        .isCloseTo(0.5 * 4 / 0.05, within(1e-12));
  }

  @Test
  void barrierMeasures() {
    Barrier barrier = new Barrier(0.5, 2, 1, 1);
    assertThat(barrier.ratio()).isEqualTo(4);
    assertThat(barrier.logRatio()).isCloseTo(Math.log(4), within(1e-15));
    assertThat(barrier.height()).isEqualTo(1.5);
  }

  @Test
  void refusesImpossibleNumbers() {
    assertThatThrownBy(() -> LogLandscape.of(-0.1, 1, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("learningRate must be positive and finite, is -0.1");
    assertThatThrownBy(() -> LogLandscape.of(0.1, 1, 1, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("outliers");
    assertThatThrownBy(() -> new Barrier(1, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("saddleLoss must be above minimumLoss");
    assertThatThrownBy(() -> new Barrier(0, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
