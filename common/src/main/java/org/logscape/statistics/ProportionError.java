package org.logscape.statistics;

/**
 * Sampling error of proportions: how far a share of n sampled items may lie from its share in the
 * population. A test error is such a share, and the test data are the sample.
 */
public final class ProportionError {
  private ProportionError() {}

  /**
   * Half-width of Wald's interval of one share, {@code z sqrt(p (1 - p) / n)} (Agresti, Categorical
   * Data Analysis, 3rd edition 2013, section 1.3.3).
   *
   * @param share p, between 0 and 1
   * @param items n, at least 1
   * @param level coverage, between 0 and 1
   * @throws IllegalArgumentException if an argument is out of its range
   */
  public static double of(double share, long items, double level) {
    return NormalInterval.quantile(level) * Math.sqrt(variance(share, items));
  }

  /**
   * Greatest half-width of the interval of a difference of two shares of the same items, {@code z
   * sqrt((p_1 (1 - p_1) + p_2 (1 - p_2)) / n)}.
   *
   * <p>The variance of the difference is that sum less {@code 2 cov / n}, where cov is the
   * covariance of both outcomes on one item (Agresti, section 11.1.1; for classifiers Dietterich,
   * Neural Computation 10, 1998, 1895). Items that are hard for one classifier are hard for the
   * other, so cov is not negative, and the sum bounds the variance. The bound is reached where both
   * fail independently of each other. It also holds for shares averaged over runs.
   *
   * @param first p_1, between 0 and 1
   * @param second p_2, between 0 and 1
   * @param items n, at least 1
   * @param level coverage, between 0 and 1
   * @throws IllegalArgumentException if an argument is out of its range
   */
  public static double ofDifference(double first, double second, long items, double level) {
    return NormalInterval.quantile(level)
        * Math.sqrt(variance(first, items) + variance(second, items));
  }

  private static double variance(double share, long items) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a share must be between 0 and 1, is " + share);
    }
    if (items < 1) {
      throw new IllegalArgumentException("there must be at least one item, not " + items);
    }
    return share * (1 - share) / items;
  }
}
