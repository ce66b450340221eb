package org.logscape.statistics;

import java.util.Optional;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * A linear combination {@code sum c_i mean_i} of the means of independent samples, whose variances
 * may differ: its standard error is {@code sqrt(sum e_i)}, {@code e_i = c_i^2 s_i^2/n_i}, with
 * {@code (sum e_i)^2 / sum e_i^2/(n_i - 1)} degrees of freedom (Satterthwaite, Biometrics Bulletin
 * 2, 1946, 110; of a difference of two means Welch, Biometrika 34, 1947, 28).
 *
 * @param estimate the combination
 * @param standardError its standard error
 * @param degrees degrees of freedom of the standard error
 * @param size of the largest mean, against which rounding is judged
 */
public record MeanCombination(double estimate, double standardError, double degrees, double size) {

  /**
   * The combination.
   *
   * @param coefficients c, one for each sample
   * @param samples finite, one a run, independent of each other
   * @return empty where a sample has fewer than two values
   */
  public static Optional<MeanCombination> of(double[] coefficients, double[]... samples) {
    double estimate = 0;
    double variance = 0;
    double inverseDegrees = 0;
    double size = 0;
    int values = 0;
    for (int i = 0; i < samples.length; i++) {
      if (samples[i].length < 2) {
        return Optional.empty();
      }
      StudentInterval.Sample sample = StudentInterval.Sample.of(samples[i]);
      double error = coefficients[i] * coefficients[i] * sample.squaredError();
      estimate += coefficients[i] * sample.mean();
      variance += error;
      inverseDegrees += error * error / (samples[i].length - 1);
      size = Math.max(size, sample.size());
      values += samples[i].length;
    }
    double degrees = variance > 0 ? variance * variance / inverseDegrees : values - samples.length;
    return Optional.of(new MeanCombination(estimate, Math.sqrt(variance), degrees, size));
  }

  /**
   * Student's interval.
   *
   * @param level the coverage, between 0 and 1
   */
  public Interval interval(double level) {
    return StudentInterval.around(estimate, standardError, degrees, size, level);
  }

  /** Probability of an estimate at least as far from 0 where the true combination is 0. */
  public double pValue() {
    if (!(standardError > 0)) {
      return estimate == 0 ? 1 : 0;
    }
    return 2
        * new TDistribution(degrees).cumulativeProbability(-Math.abs(estimate) / standardError);
  }
}
