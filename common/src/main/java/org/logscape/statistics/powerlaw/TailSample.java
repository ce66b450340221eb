package org.logscape.statistics.powerlaw;

import org.hipparchus.random.RandomGenerator;
import org.logscape.statistics.Finding;

/**
 * Positive observations whose tail is fitted, as cells in ascending order with a count each. A cell
 * is a distinct value or a bin.
 */
public abstract sealed class TailSample permits ContinuousTail, BinnedTail {
  final double[] low;
  final double[] counts;

  /** How many observations lie in cell i or beyond. */
  final double[] beyond;

  TailSample(double[] low, double[] counts) {
    this.low = low;
    this.counts = counts;
    beyond = new double[counts.length + 1];
    for (int i = counts.length - 1; i >= 0; i--) {
      beyond[i] = beyond[i + 1] + counts[i];
    }
  }

  /**
   * Continuous values, in any order.
   *
   * @throws IllegalArgumentException if a value is not positive and finite
   */
  public static TailSample continuous(double[] values) {
    return ContinuousTail.of(values);
  }

  /**
   * Counts in bins {@code [low_i, high_i)} that follow one another.
   *
   * @param low lower edges, ascending; above 0, but for a first bin that is open at 0
   * @param high upper edges, each the next lower one; the last may be infinite
   * @param counts one a bin, at least 0
   * @throws IllegalArgumentException if lengths differ or an edge or a count is out of range
   */
  public static TailSample binned(double[] low, double[] high, double[] counts) {
    return BinnedTail.of(low, high, counts);
  }

  /** How many cells. */
  public int cells() {
    return counts.length;
  }

  /** The value of cell {@code i}, or the lower edge of bin {@code i}. */
  public double xmin(int i) {
    return low[i];
  }

  /** How many observations lie in cell {@code i}. */
  public double count(int i) {
    return counts[i];
  }

  /** How many observations lie in cell {@code i} or beyond it. */
  public double observations(int i) {
    return beyond[i];
  }

  /**
   * The power law of greatest likelihood from a cell on.
   *
   * @param first the cell where the tail starts
   * @return the fit; nothing where no two distinct cells hold observations, or likelihood rises
   *     without end
   */
  public abstract Finding<PowerLawFit> fit(int first);

  /**
   * How far the observations lie from a fit to them.
   *
   * @param fit of this sample
   * @param distance which distance
   */
  public double distance(PowerLawFit fit, TailDistance distance) {
    Gap gap = new Gap(distance);
    walk(fit, gap);
    return gap.value();
  }

  /**
   * A lower bound of the Kolmogorov-Smirnov and Kuiper distances from one cell alone; 0 where the
   * kind of sample has none that is cheaper than the distance.
   */
  double gapAt(PowerLawFit fit, int cell) {
    return 0;
  }

  /** The log-likelihood of each cell from {@code first} on under a law. */
  abstract double[] logLikelihoods(TailLaw law, int first);

  /** Shows the gap each cell's two distribution functions, F and S, on both sides. */
  abstract void walk(PowerLawFit fit, Gap gap);

  /**
   * A sample as large as this one from the law below xmin as it was observed and the fitted power
   * law from there on: the semiparametric bootstrap of Clauset, Shalizi and Newman, section 4.1.
   */
  abstract TailSample redraw(PowerLawFit fit, RandomGenerator random);

  /** Whether the tail from a cell on holds observations in two cells. */
  boolean spread(int first) {
    for (int i = first; i < counts.length; i++) {
      if (counts[i] > 0) {
        return beyond[i + 1] > 0;
      }
    }
    return false;
  }

  /** The cell of the observation with this rank from below. */
  int cell(double rank) {
    int from = 0;
    int to = counts.length - 1;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (beyond[0] - beyond[middle + 1] > rank) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return from;
  }
}
