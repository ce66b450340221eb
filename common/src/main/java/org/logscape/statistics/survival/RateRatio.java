package org.logscape.statistics.survival;

import org.hipparchus.distribution.continuous.BetaDistribution;
import org.logscape.statistics.CensoredRate;
import org.logscape.statistics.Interval;

/**
 * The ratio of two Poisson rates.
 *
 * @param first the numerator
 * @param second the denominator
 */
public record RateRatio(CensoredRate first, CensoredRate second) {

  /**
   * The ratio of two rates.
   *
   * @throws IllegalArgumentException if either has no events
   */
  public RateRatio {
    if (first.events() < 1 || second.events() < 1) {
      throw new IllegalArgumentException("a ratio of rates needs events of both");
    }
  }

  /** The first rate over the second. */
  public double ratio() {
    return first.rate() / second.rate();
  }

  /** Standard error of the ratio's logarithm, sqrt(1/N_1 + 1/N_2). */
  public double logError() {
    return Math.sqrt(1.0 / first.events() + 1.0 / second.events());
  }

  /**
   * The exact conditional interval: given the sum of both counts the first one is binomial
   * (Przyborowski, Wilenski, Biometrika 31, 1940, 313), with the interval of Clopper and Pearson
   * (Biometrika 26, 1934, 404).
   *
   * @param level the coverage, between 0 and 1
   */
  public Interval interval(double level) {
    double tail = 0.5 * (1 - level);
    double low =
        new BetaDistribution(first.events(), second.events() + 1.0)
            .inverseCumulativeProbability(tail);
    double high =
        new BetaDistribution(first.events() + 1.0, second.events())
            .inverseCumulativeProbability(1 - tail);
    return Interval.of(ratio(low), ratio(high));
  }

  /** The ratio of the rates where the first event's share of all events is as given. */
  private double ratio(double share) {
    return share / (1 - share) * second.timeAtRisk() / first.timeAtRisk();
  }
}
