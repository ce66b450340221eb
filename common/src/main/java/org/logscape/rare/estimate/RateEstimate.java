package org.logscape.rare.estimate;

import java.util.Arrays;
import java.util.Optional;
import org.hipparchus.distribution.continuous.TDistribution;
import org.logscape.statistics.Interval;

/**
 * A positive quantity from independent, unbiased and skewed repeats: their mean, and an interval
 * from the scatter between them. Correlation within a repeat does not affect it. Student's t on the
 * logarithm of the mean (delta method): log(mean) +- t s / (mean sqrt R).
 */
public record RateEstimate(double[] repeats, double mean) {

  /**
   * The estimate.
   *
   * @param repeats one value a repeat, zeros included: a repeat that died out is data
   */
  public static RateEstimate of(double[] repeats) {
    return new RateEstimate(repeats.clone(), Arrays.stream(repeats).average().orElse(0));
  }

  /** Standard error of the mean over the mean; not a number with fewer than two repeats. */
  public double relativeError() {
    int n = repeats.length;
    double sum = 0;
    for (double value : repeats) {
      double shift = value / mean - 1;
      sum += shift * shift;
    }
    return n < 2 || !(mean > 0) ? Double.NaN : Math.sqrt(sum / (n - 1) / n);
  }

  /**
   * The probability that this event is followed by a rarer one before the state falls back: the
   * ratio of the two rates. Its relative error follows from the scatter of the ratio's residuals
   * between repeats.
   *
   * @param rarer the rate of the rarer event, from the same repeats
   */
  public RateEstimate chanceOf(RateEstimate rarer) {
    double ratio = mean > 0 ? rarer.mean / mean : 0;
    double[] residuals = new double[repeats.length];
    for (int r = 0; r < residuals.length; r++) {
      double there = rarer.mean > 0 ? rarer.repeats[r] / rarer.mean : 0;
      double here = mean > 0 ? repeats[r] / mean : 0;
      residuals[r] = ratio * (1 + there - here);
    }
    return new RateEstimate(residuals, ratio);
  }

  /**
   * The interval of the mean; empty with fewer than two repeats, or where all are zero.
   *
   * @param level its coverage, such as 0.95
   */
  public Optional<Interval> interval(double level) {
    double error = relativeError();
    if (!Double.isFinite(error)) {
      return Optional.empty();
    }
    double t =
        new TDistribution(repeats.length - 1).inverseCumulativeProbability(0.5 + 0.5 * level);
    return Optional.of(Interval.of(mean * Math.exp(-t * error), mean * Math.exp(t * error)));
  }
}
