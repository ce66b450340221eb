package org.logscape.jobs.fit.stationary;

import java.util.Arrays;
import org.logscape.statistics.BinnedBetaFit;
import org.logscape.statistics.BinnedTailFit;

/**
 * The stationary law of r = L/L* - 1 in a quadratic basin: w r / (1 + w r) is Beta(a, b) with w = 1
 * + c, a = n/2 and b the exponent of its tail far out (derived from arXiv 2105.09557).
 *
 * @param w 1 for log-landscape noise, 2 for Gaussian inputs
 * @param a n/2
 * @param b not positive where there is no stationary law
 */
public record BetaTail(double w, double a, double b) {

  /** The log-probabilities of bins; minus infinity where there is no law. */
  public double[] logProbabilities(double[] low, double[] high) {
    double[] logs = new double[low.length];
    if (!(b > 0)) {
      Arrays.fill(logs, Double.NEGATIVE_INFINITY);
      return logs;
    }
    BinnedBetaFit law =
        BinnedBetaFit.of(
            Arrays.stream(low).map(r -> w * r).toArray(),
            Arrays.stream(high).map(r -> w * r).toArray());
    Arrays.setAll(logs, bin -> law.logProbability(bin, a, b));
    return logs;
  }

  /**
   * The exponent of the law's own tail over the bins from {@code first} on, where it is not yet a
   * pure power; NaN where there is no law.
   */
  public double exponent(double[] low, double[] high, int first) {
    double[] expected = Arrays.stream(logProbabilities(low, high)).map(Math::exp).toArray();
    Arrays.fill(expected, 0, first, 0);
    return BinnedTailFit.fit(low, high, expected, first)
        .map(BinnedTailFit::exponent)
        .orElse(Double.NaN);
  }
}
