package org.logscape.jobs.report.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The Beta law as density per unit of ln x, against its closed forms. */
class LossFigureTest {

  /** Trapezoids over ln x; both ends are negligible, so the rule converges exponentially. */
  private static double integral(DoubleUnaryOperator density, DoubleUnaryOperator of) {
    double step = 0.01;
    double sum = 0;
    for (double u = -45; u < 12; u += step) {
      double x = Math.exp(u);
      sum += density.applyAsDouble(x) * of.applyAsDouble(x) * step;
    }
    return sum;
  }

  /** z ~ Beta(a, b) has E[z / (1 - z)] = a / (b - 1), and z / (1 - z) = s x. */
  @Test
  void hasIntegralOneAndTheMeanOfTheBetaLaw() {
    DoubleUnaryOperator density = LossFigure.beta(1, 8, 2).orElseThrow();
    assertThat(integral(density, x -> 1)).isCloseTo(1, within(1e-9));
    assertThat(integral(density, x -> 2 * x)).isCloseTo(1.0 / 7, within(1e-9));
  }

  @Test
  void hasThePowerLawTail() {
    DoubleUnaryOperator density = LossFigure.beta(0.5, 3, 1).orElseThrow();
    double slope = Math.log(density.applyAsDouble(1e5) / density.applyAsDouble(1e4)) / Math.log(10);
    // z^a is (1 + 1/x)^-a: 1 but for 1e-4 at the lower end
    assertThat(slope).isCloseTo(-3, within(1e-3));
  }

  @Test
  void isAbsentWhereNoLawExists() {
    assertThat(LossFigure.beta(5, 0, 1)).isEmpty();
  }
}
