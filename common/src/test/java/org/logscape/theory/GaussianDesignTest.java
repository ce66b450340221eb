package org.logscape.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GaussianDesignTest {

  @ParameterizedTest
  @CsvSource({
    // n, B, eta, alpha, v at h = sigma = 1, from v = (eta a sigma^2 / B) / (2 - eta h (1 + a (n +
    // 1) / B)). A separate program simulated 0.05886, 0.16650, 0.09765 and 0.06615.
    "1, 1, 0.1, 1, 0.05882",
    "2, 1, 0.2, 1, 0.16667",
    "4, 4, 0.1, 2, 0.09804",
    "2, 8, 0.3, 1.5, 0.06608"
  })
  void coordinateVariance(int n, int batch, double eta, double alpha, double expected) {
    double factor = alpha * alpha + (1 - alpha) * (1 - alpha);
    GaussianDesign design = GaussianDesign.of(LogLandscape.of(eta, batch, factor, 1, n), 1);
    // Five decimals are given.
    assertThat(design.coordinateVariance()).isCloseTo(expected, within(5e-6));
    assertThat(design.meanExcessLoss())
        .isCloseTo(n * design.coordinateVariance() / 2, within(1e-15));
  }

  @Test
  void unitsOfTheInputs() {
    // Inputs scaled by s, theta by 1/s and eta by 1/s^2 leave the loss as it is.
    GaussianDesign plain = GaussianDesign.of(LogLandscape.of(0.2, 2, 1, 1, 3), 0.7);
    GaussianDesign scaled = GaussianDesign.of(LogLandscape.of(0.05, 2, 1, 4, 3), 0.7);
    assertThat(scaled.meanExcessLoss()).isCloseTo(plain.meanExcessLoss(), within(1e-14));
  }

  @Test
  void smallStepsGiveTheLogLandscapesMean() {
    LogLandscape landscape = LogLandscape.of(1e-6, 1, 1, 1, 2);
    double exact = GaussianDesign.of(landscape, 1).meanExcessLoss();
    assertThat(landscape.meanExcessLoss(0.5)).isCloseTo(exact, within(1e-5 * exact));
  }

  @Test
  void theMeanIsInfiniteFromTheStabilityLimitOn() {
    // lambda (1 + (n+1)/B) = 2 at lambda = 1/2, n = 2, B = 1.
    assertThat(GaussianDesign.of(LogLandscape.of(0.499, 1, 1, 1, 2), 1).hasFiniteMeanLoss())
        .isTrue();
    GaussianDesign limit = GaussianDesign.of(LogLandscape.of(0.5, 1, 1, 1, 2), 1);
    assertThat(limit.hasFiniteMeanLoss()).isFalse();
    assertThat(limit.meanExcessLoss()).isInfinite();
  }
}
