package org.logscape.statistics;

import org.hipparchus.special.Gamma;

/**
 * A statistic that follows chi-square when its hypothesis is true.
 *
 * @param statistic at least 0
 * @param degrees the degrees of freedom, at least 1
 * @param pValue the probability of a statistic at least as large
 */
public record ChiSquare(double statistic, int degrees, double pValue) {

  /**
   * A statistic and its p-value, {@code Q(degrees/2, statistic/2)}. Rounding below 0 counts as 0.
   *
   * @throws IllegalArgumentException if {@code degrees} is not positive or the statistic is NaN
   */
  public static ChiSquare of(double statistic, int degrees) {
    if (degrees < 1 || Double.isNaN(statistic)) {
      throw new IllegalArgumentException(
          "chi-square needs a number and degrees, has " + statistic + " and " + degrees);
    }
    double positive = Math.max(statistic, 0);
    double tail =
        positive == 0
            ? 1
            : Double.isInfinite(positive)
                ? 0
                : Gamma.regularizedGammaQ(0.5 * degrees, 0.5 * positive);
    return new ChiSquare(positive, degrees, tail);
  }

  /**
   * The same where the hypothesis puts one parameter on the edge of its range: an even mixture of
   * {@code degrees - 1} and {@code degrees} degrees of freedom (Chernoff, Annals of Mathematical
   * Statistics 25, 1954, 573).
   *
   * @throws IllegalArgumentException as {@link #of}
   */
  public static ChiSquare onBoundary(double statistic, int degrees) {
    ChiSquare inside = of(statistic, degrees);
    double fewer = degrees > 1 ? of(statistic, degrees - 1).pValue : inside.statistic == 0 ? 1 : 0;
    return new ChiSquare(inside.statistic, degrees, 0.5 * (fewer + inside.pValue));
  }
}
