package org.logscape.statistics;

import java.util.Optional;
import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.analysis.solvers.BracketingNthOrderBrentSolver;

/**
 * Maximum-likelihood exponent of a power-law tail, {@code P(q > Q | q > Q0) = (Q/Q0)^-x}, from
 * binned counts beyond a bin's edge (Virkar and Clauset, Annals of Applied Statistics 8, 2014, 89).
 * The scale of q does not matter.
 *
 * @param exponent x
 * @param standardError from the observed information, for independent counts
 * @param observations how many counts lie beyond the edge
 * @param from Q0, the edge from which on it was fitted
 * @param to the upper edge of the last bin that holds counts; infinite when that bin is open
 */
public record BinnedTailFit(
    double exponent, double standardError, double observations, double from, double to) {
  private static final int FEWEST_BINS = 2;

  /**
   * Fits all bins from {@code firstBin} on.
   *
   * @param low lower edges, ascending, above 0 from {@code firstBin} on
   * @param high upper edges; the last may be infinite
   * @param counts one count a bin
   * @param firstBin the bin whose lower edge is Q0
   * @return the fit; empty where fewer than two bins hold counts or all of them lie in an open bin
   * @throws IllegalArgumentException if lengths differ, {@code firstBin} is not a bin or its edge
   *     is not positive
   */
  public static Optional<BinnedTailFit> fit(
      double[] low, double[] high, double[] counts, int firstBin) {
    if (low.length != high.length || low.length != counts.length) {
      throw new IllegalArgumentException(
          "edges and counts must have one length, have "
              + low.length
              + ", "
              + high.length
              + " and "
              + counts.length);
    }
    if (firstBin < 0 || firstBin >= low.length || !(low[firstBin] > 0)) {
      throw new IllegalArgumentException("firstBin must have a positive edge, is " + firstBin);
    }
    double origin = low[firstBin];
    double observations = 0;
    double distance = 0;
    double to = origin;
    int occupied = 0;
    for (int i = firstBin; i < counts.length; i++) {
      if (counts[i] > 0) {
        occupied++;
        observations += counts[i];
        distance += counts[i] * Math.log(low[i] / origin);
        to = high[i];
      }
    }
    if (occupied < FEWEST_BINS) {
      return Optional.empty();
    }
    double start = distance;
    // d logL/dx = -sum N_i log(low_i/Q0) + sum N_i d_i / (exp(x d_i) - 1) falls from +infinity to a
    // negative limit.
    UnivariateFunction slope =
        x -> {
          double sum = -start;
          for (int i = firstBin; i < counts.length; i++) {
            double width = Math.log(high[i] / low[i]);
            if (counts[i] > 0 && !Double.isInfinite(width)) {
              sum += counts[i] * width / Math.expm1(x * width);
            }
          }
          return sum;
        };
    double floor = 1e-6;
    if (slope.value(floor) <= 0) {
      return Optional.empty();
    }
    double ceiling = 1;
    while (slope.value(ceiling) > 0) {
      ceiling *= 2;
    }
    double exponent =
        new BracketingNthOrderBrentSolver(1e-12, 1e-12, 1e-15, 5).solve(200, slope, floor, ceiling);
    double information = 0;
    for (int i = firstBin; i < counts.length; i++) {
      double width = Math.log(high[i] / low[i]);
      if (counts[i] > 0 && !Double.isInfinite(width)) {
        double half = width / (2 * Math.sinh(0.5 * exponent * width));
        information += counts[i] * half * half;
      }
    }
    return Optional.of(
        new BinnedTailFit(exponent, 1 / Math.sqrt(information), observations, origin, to));
  }
}
