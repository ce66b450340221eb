package org.logscape.statistics;

import java.util.Arrays;
import java.util.Optional;

/**
 * The percentile interval of bootstrap replicates (Efron and Tibshirani, An Introduction to the
 * Bootstrap, 1993, chapter 13).
 */
public final class PercentileInterval {
  /** The least share of replicates that must have given a number. */
  private static final double NEEDED = 0.8;

  private PercentileInterval() {}

  /**
   * The quantiles at (1 - level)/2 and (1 + level)/2 of the replicates, linear between order
   * statistics (Hyndman and Fan's type 7).
   *
   * @param replicates one estimate each; NaN where a replicate could not be fitted
   * @param level the coverage, between 0 and 1
   * @return the interval; empty where more than a fifth of the replicates, or all, could not be
   *     fitted
   * @throws IllegalArgumentException if {@code level} is not between 0 and 1
   */
  public static Optional<Interval> of(double[] replicates, double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must be between 0 and 1, is " + level);
    }
    double[] sorted = Arrays.stream(replicates).filter(x -> !Double.isNaN(x)).sorted().toArray();
    if (sorted.length == 0 || sorted.length < NEEDED * replicates.length) {
      return Optional.empty();
    }
    return Optional.of(
        Interval.of(quantile(sorted, 0.5 * (1 - level)), quantile(sorted, 0.5 * (1 + level))));
  }

  private static double quantile(double[] sorted, double probability) {
    double place = probability * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    double part = place - below;
    // Equal neighbours, which may both be infinite, have no difference to take a part of.
    return part == 0 || sorted[below] == sorted[above]
        ? sorted[below]
        : sorted[below] + part * (sorted[above] - sorted[below]);
  }
}
