package org.logscape.statistics;

import java.util.Arrays;
import java.util.Optional;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * Intervals of means of a few independent numbers, one a run: Student's for one mean, Welch's for
 * the difference of two. They assume Gaussian means, which holds for fewer runs than resampling
 * needs.
 *
 * <p>No interval is narrower than {@value #ROUNDING} of the numbers it is of: numbers that theory
 * says are equal differ in their last digits.
 */
public final class StudentInterval {
  private static final double ROUNDING = 1e-12;

  private StudentInterval() {}

  /**
   * {@code mean +- t s / sqrt(n)}, t of n - 1 degrees of freedom (Student, Biometrika 6, 1908, 1).
   *
   * @param values finite, one a run
   * @param level the coverage, between 0 and 1
   * @return the interval; empty with fewer than two values
   * @throws IllegalArgumentException if {@code level} is not between 0 and 1
   */
  public static Optional<Interval> ofMean(double[] values, double level) {
    check(level);
    if (values.length < 2) {
      return Optional.empty();
    }
    Sample sample = Sample.of(values);
    return Optional.of(
        around(
            sample.mean,
            Math.sqrt(sample.squaredError()),
            values.length - 1,
            sample.size(),
            level));
  }

  /**
   * {@code mean_1 - mean_2 +- t sqrt(s_1^2/n_1 + s_2^2/n_2)}, where the variances may differ, and t
   * has {@code (a + b)^2 / (a^2/(n_1 - 1) + b^2/(n_2 - 1))} degrees of freedom with a = s_1^2/n_1
   * and b = s_2^2/n_2 (Welch, Biometrika 34, 1947, 28).
   *
   * @param first finite, one a run
   * @param second finite, one a run, independent of the first
   * @param level the coverage, between 0 and 1
   * @return the interval; empty where either has fewer than two values
   * @throws IllegalArgumentException if {@code level} is not between 0 and 1
   */
  public static Optional<Interval> ofDifference(double[] first, double[] second, double level) {
    return MeanCombination.of(new double[] {1, -1}, first, second)
        .map(difference -> difference.interval(level));
  }

  /**
   * {@code estimate +- t standardError}.
   *
   * @param degrees degrees of freedom of the standard error, above 0
   * @param level the coverage, between 0 and 1
   * @throws IllegalArgumentException if {@code level} is not between 0 and 1
   */
  public static Interval around(
      double estimate, double standardError, double degrees, double level) {
    check(level);
    return around(estimate, standardError, degrees, Math.abs(estimate), level);
  }

  static Interval around(
      double estimate, double standardError, double degrees, double size, double level) {
    double t = new TDistribution(degrees).inverseCumulativeProbability(0.5 * (1 + level));
    double half = Math.max(t * standardError, ROUNDING * size);
    return Interval.of(estimate - half, estimate + half);
  }

  private static void check(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must be between 0 and 1, is " + level);
    }
  }

  record Sample(int count, double mean, double variance) {
    static Sample of(double[] values) {
      double mean = Arrays.stream(values).sum() / values.length;
      double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
      return new Sample(values.length, mean, squares / (values.length - 1));
    }

    double squaredError() {
      return variance / count;
    }

    double size() {
      return Math.abs(mean);
    }
  }
}
