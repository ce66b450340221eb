package org.logscape.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PolynomialFitTest {
  private static final double[] X = {1, 2, 3, 4};

  /** y = 3 - 2 x + x^2 comes back. */
  @Test
  void aParabolaIsFound() {
    double[] y = Arrays.stream(X).map(x -> 3 - 2 * x + x * x).toArray();
    PolynomialFit fit = PolynomialFit.of(X, y, 2).orElseThrow();
    assertThat(fit.at(10)).isCloseTo(83, within(1e-9));
    assertThat(fit.degreesOfFreedom()).isEqualTo(1);
    assertThat(PolynomialFit.of(X, y, 4).whyNot()).isPresent();
  }

  /**
   * y = 1, 3, 2, 4: slope 0.8, residuals -0.3, 0.9, -0.9, 0.3, so s^2 = 1.8/2, error sqrt(0.9/5),
   * t(2) = 4.302653.
   */
  @Test
  void slopeHasStudentsInterval() {
    PolynomialFit fit = PolynomialFit.of(X, new double[] {1, 3, 2, 4}, 1).orElseThrow();
    Interval interval = fit.slopeInterval(X, 0.95).orElseThrow();
    double half = 4.302653 * Math.sqrt(0.18);
    assertThat(fit.coefficients()[1]).isCloseTo(0.8, within(1e-12));
    assertThat(interval.low()).isCloseTo(0.8 - half, within(1e-5));
    assertThat(interval.high()).isCloseTo(0.8 + half, within(1e-5));
    double sum = Arrays.stream(fit.logLikelihoods()).sum();
    // -n/2 (log(2 pi s^2) + 1), s^2 = 0.45
    assertThat(sum).isCloseTo(-2 * (Math.log(2 * Math.PI * 0.45) + 1), within(1e-12));
  }

  /**
   * Groups at 0, 1, 2 with means 0, 1, 0 and two points each 0.5 about them, against a constant:
   * deviations 4/9 ... F = (4/3 / 2) / (1.5 / 3) = 4/3, of 2 and 3 degrees.
   */
  @Test
  void lackOfFitIsTheFTest() {
    double[] x = {0, 0, 1, 1, 2, 2};
    double[] y = {-0.5, 0.5, 0.5, 1.5, -0.5, 0.5};
    PolynomialFit.LackOfFit lack =
        PolynomialFit.of(x, y, 0)
            .orElseThrow()
            .lackOfFit(new int[] {0, 0, 1, 1, 2, 2})
            .orElseThrow();
    assertThat(lack.statistic()).isCloseTo(4.0 / 3, within(1e-12));
    // with 2 and d degrees P(F > f) = (1 + 2 f/d)^(-d/2)
    assertThat(lack.pValue()).isCloseTo(Math.pow(1 + 2 * (4.0 / 3) / 3, -1.5), within(1e-9));
    assertThat(lack.deviation()).isCloseTo(Math.sqrt(4.0 / 3 / 6), within(1e-12));
    assertThat(lack.degreesBetween()).isEqualTo(2);
    assertThat(lack.degreesWithin()).isEqualTo(3);
  }

  /** Where the line holds, p-values are uniform: 5 % of 2,000 are below 0.05, +- 0.5 %. */
  @Test
  void lackOfFitRejectsATrueLineAsOftenAsItSays() {
    Random random = new Random(20090113);
    int rejected = 0;
    int trials = 2000;
    for (int trial = 0; trial < trials; trial++) {
      double[] x = new double[24];
      double[] y = new double[24];
      int[] group = new int[24];
      for (int i = 0; i < x.length; i++) {
        group[i] = i / 4;
        x[i] = group[i];
        y[i] = 2 + 0.3 * x[i] + random.nextGaussian();
      }
      double p = PolynomialFit.of(x, y, 1).orElseThrow().lackOfFit(group).orElseThrow().pValue();
      rejected += p < 0.05 ? 1 : 0;
    }
    // four standard errors of a share of 0.05
    double error = Math.sqrt(0.05 * 0.95 / trials);
    assertThat(rejected / (double) trials).isCloseTo(0.05, within(4 * error));
  }
}
