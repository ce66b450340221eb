package org.logscape.statistics;

import java.util.Arrays;
import java.util.Optional;

/**
 * Spearman's rank correlation of pairs of numbers, with equal numbers at the mean of their ranks.
 *
 * @param value from -1 to 1
 * @param pairs how many
 */
public record RankCorrelation(double value, int pairs) {
  /** Fewer pairs leave no degree of freedom for an interval. */
  private static final int FEWEST = 4;

  /**
   * The correlation.
   *
   * @param x finite
   * @param y finite, one for each x
   * @return the correlation, or why there is none
   * @throws IllegalArgumentException if the lengths differ
   */
  public static Finding<RankCorrelation> of(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException("pairs need as many x as y");
    }
    double[] first = ranks(x);
    double[] second = ranks(y);
    PairMoments moments = PairMoments.none();
    for (int i = 0; i < x.length; i++) {
      moments = moments.plus(PairMoments.of(first[i], second[i]));
    }
    double value = moments.correlation();
    return Double.isNaN(value)
        ? Finding.none("one of the two quantities does not vary")
        : Finding.of(new RankCorrelation(value, x.length));
  }

  private static double[] ranks(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] ranks = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int below = 0;
      int equal = 0;
      for (double other : sorted) {
        below += other < values[i] ? 1 : 0;
        equal += other == values[i] ? 1 : 0;
      }
      ranks[i] = below + 0.5 * (equal + 1);
    }
    return ranks;
  }

  /**
   * {@code tanh(atanh r +- z sqrt((1 + r^2/2)/(n - 3)))} (Bonett and Wright, Psychometrika 65,
   * 2000, 23).
   *
   * @param level the coverage, between 0 and 1
   * @return the interval; empty with fewer than four pairs
   */
  public Optional<Interval> interval(double level) {
    if (pairs < FEWEST) {
      return Optional.empty();
    }
    if (Math.abs(value) == 1) {
      return Optional.of(Interval.of(value, value));
    }
    double centre = 0.5 * Math.log((1 + value) / (1 - value));
    double half =
        NormalInterval.quantile(level) * Math.sqrt((1 + 0.5 * value * value) / (pairs - 3));
    return Optional.of(Interval.of(Math.tanh(centre - half), Math.tanh(centre + half)));
  }
}
