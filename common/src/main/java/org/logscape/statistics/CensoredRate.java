package org.logscape.statistics;

import org.hipparchus.distribution.continuous.ChiSquaredDistribution;

/**
 * The rate of an event in right-censored runs: events over total time at risk. It is the
 * maximum-likelihood rate of exponential waiting times.
 *
 * @param events how many runs saw the event, at least 0
 * @param timeAtRisk the sum over all runs of the time until the event or until watching ended,
 *     above 0
 */
public record CensoredRate(long events, double timeAtRisk) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if {@code events} is negative or {@code timeAtRisk} is not
   *     positive and finite
   */
  public CensoredRate {
    if (events < 0) {
      throw new IllegalArgumentException("events must be at least 0, is " + events);
    }
    if (!(timeAtRisk > 0) || Double.isInfinite(timeAtRisk)) {
      throw new IllegalArgumentException(
          "timeAtRisk must be positive and finite, is " + timeAtRisk);
    }
  }

  /** The rate of {@code events} in {@code timeAtRisk}; throws as the constructor. */
  public static CensoredRate of(long events, double timeAtRisk) {
    return new CensoredRate(events, timeAtRisk);
  }

  /** events / timeAtRisk; 0 without events. */
  public double rate() {
    return events / timeAtRisk;
  }

  /** timeAtRisk / events; infinite without events. */
  public double meanTime() {
    return timeAtRisk / events;
  }

  /**
   * The exact Poisson interval (Garwood, Biometrika 28, 1936, 437): half the chi-square quantiles
   * at (1 - level)/2 with 2N and at (1 + level)/2 with 2N + 2 degrees of freedom, over the time at
   * risk. Without events the lower end is 0 and the upper end the same quantile, so that it is an
   * upper bound at (1 + level)/2.
   *
   * @param level the coverage, between 0 and 1, for example 0.95
   * @throws IllegalArgumentException if {@code level} is not between 0 and 1
   */
  public Interval interval(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must be between 0 and 1, is " + level);
    }
    double low = events == 0 ? 0 : quantile(2.0 * events, 0.5 * (1 - level));
    double high = quantile(2.0 * events + 2, 0.5 * (1 + level));
    return Interval.of(0.5 * low / timeAtRisk, 0.5 * high / timeAtRisk);
  }

  private static double quantile(double degrees, double probability) {
    return new ChiSquaredDistribution(degrees).inverseCumulativeProbability(probability);
  }
}
