package org.logscape.statistics;

import org.hipparchus.special.Erf;

/** Intervals of estimators that are Gaussian, or become so after a logarithm (Wald's intervals). */
public final class NormalInterval {

  private NormalInterval() {}

  /**
   * z with {@code P(|Z| < z) = level} for a standard Gaussian Z: 1.96 for 0.95.
   *
   * @param level the coverage, between 0 and 1
   * @throws IllegalArgumentException if {@code level} is not between 0 and 1
   */
  public static double quantile(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must be between 0 and 1, is " + level);
    }
    return Math.sqrt(2) * Erf.erfInv(level);
  }

  /** {@code P(|Z| >= |z|)}, the two-sided p-value of a standard Gaussian statistic. */
  public static double pValue(double z) {
    return Erf.erfc(Math.abs(z) / Math.sqrt(2));
  }

  /**
   * {@code estimate +- z standardError}.
   *
   * @throws IllegalArgumentException if {@code level} is not between 0 and 1
   */
  public static Interval around(double estimate, double standardError, double level) {
    double half = quantile(level) * standardError;
    return Interval.of(estimate - half, estimate + half);
  }

  /**
   * {@code estimate exp(+- z standardErrorOfLog)}, for a positive quantity.
   *
   * @param estimate above 0
   * @param standardErrorOfLog the standard error of the logarithm of the estimate
   * @param level the coverage
   * @throws IllegalArgumentException if {@code level} is not between 0 and 1
   */
  public static Interval positive(double estimate, double standardErrorOfLog, double level) {
    double factor = Math.exp(quantile(level) * standardErrorOfLog);
    return Interval.of(estimate / factor, estimate * factor);
  }

  /**
   * The log-log interval of a probability: {@code p^exp(+- z s)}, s the standard error of log(-log
   * p) (Kalbfleisch and Prentice, The Statistical Analysis of Failure Time Data, 2002, section
   * 1.4.1). It stays within 0 and 1.
   *
   * @param probability strictly between 0 and 1
   * @param standardError of the probability itself; s follows by the delta method
   * @param level the coverage
   * @throws IllegalArgumentException if {@code level} is not between 0 and 1
   */
  public static Interval probability(double probability, double standardError, double level) {
    double log = Math.log(probability);
    double s = standardError / (probability * -log);
    double factor = Math.exp(quantile(level) * s);
    return Interval.of(Math.exp(log * factor), Math.exp(log / factor));
  }
}
