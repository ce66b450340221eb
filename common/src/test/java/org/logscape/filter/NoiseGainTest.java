package org.logscape.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoiseGainTest {

  @ParameterizedTest
  @CsvSource({"1e-9, 1", "0.1, 1", "0.3, 5", "1.99, 1"})
  void plainSteps(double eta, double h) {
    double exact = eta / (h * (2 - eta * h));
    assertThat(NoiseGain.of(GradientFilter.plain(), eta, h))
        .isCloseTo(exact, within(1e-14 * exact));
  }

  /** From R = mu^2 R + 2 mu h Q + G, mu Q + h P = eta R / 2, Q = -eta R / 2 by hand. */
  @ParameterizedTest
  @CsvSource({"1e-9, 1, 0.9", "0.1, 1, 0.5", "0.3, 5, 0.8", "3.5, 1, 0.9", "0.01, 2, 0.99"})
  void theHeavyBall(double eta, double h, double mu) {
    double exact = 1 / (2 * h * (1 - mu) / eta - h * h * (1 - mu) / (1 + mu));
    assertThat(NoiseGain.of(GradientFilter.heavyBall(mu), eta, h))
        .isCloseTo(exact, within(1e-11 * exact));
  }

  /** 2 h P = eta kappa (h^2 P + 1) with kappa = 1 + (alpha - 1)(2 alpha - 1) eta h by hand. */
  @ParameterizedTest
  @CsvSource({"1e-9, 1, 2", "0.1, 1, 2", "0.05, 3, 1.5", "0.2, 1, 2.5"})
  void stepsThatLookBack(double eta, double h, double alpha) {
    double kappa = 1 + (alpha - 1) * (2 * alpha - 1) * eta * h;
    double exact = eta * kappa / (h * (2 - eta * kappa * h));
    assertThat(NoiseGain.of(GradientFilter.positiveNegative(alpha - 1, 0), eta, h))
        .isCloseTo(exact, within(1e-11 * exact));
  }

  /**
   * Any filter, by the sum of the squares of what one gradient's noise does to x ever after: the
   * response of the recursion to a single impulse.
   */
  @ParameterizedTest
  @CsvSource({"0.1, 1, 0.5, 2", "0.05, 2, 0.6, 3", "0.3, 1, 0.2, 1.2"})
  void anyFilterByItsResponse(double eta, double h, double mu, double alpha) {
    for (GradientFilter filter :
        List.of(
            GradientFilter.nesterov(mu),
            GradientFilter.positiveNegative(alpha - 1, mu),
            new GradientFilter(0.3, mu, 1 - mu, List.of(0.7)),
            new GradientFilter(0.1, mu, 0.5, List.of(0.2, 0.3, 0.1)))) {
      double exact = sumOfSquares(filter, eta, h);
      assertThat(NoiseGain.of(filter, eta, h)).isCloseTo(exact, within(1e-11 * exact));
    }
  }

  private static double sumOfSquares(GradientFilter filter, double eta, double h) {
    Recursion response = new Recursion(filter, eta, h, 0);
    double sum = 0;
    for (int k = 0; k < 20_000; k++) {
      double x = response.step(k == 0 ? 1 : 0);
      sum += x * x;
    }
    return sum;
  }

  @Test
  void whereStepsDoNotContractItIsInfinite() {
    assertThat(NoiseGain.of(GradientFilter.plain(), 2, 1)).isInfinite();
    assertThat(NoiseGain.of(GradientFilter.heavyBall(0.9), 3.9, 1)).isInfinite();
    assertThat(NoiseGain.of(GradientFilter.positiveNegative(1, 0), 0.67, 1)).isInfinite();
  }
}
