package org.logscape.statistics.powerlaw;

import org.hipparchus.random.RandomDataGenerator;
import org.hipparchus.random.RandomGenerator;
import org.logscape.statistics.BinnedTailFit;
import org.logscape.statistics.Finding;

/** Counts in bins: the likelihood of Virkar and Clauset, as {@link BinnedTailFit} has it. */
final class BinnedTail extends TailSample {
  /** Poisson counts with larger means are Gaussian to better than they are stored. */
  private static final double LARGE = 1e8;

  private final double[] high;

  private BinnedTail(double[] low, double[] high, double[] counts) {
    super(low, counts);
    this.high = high;
  }

  static BinnedTail of(double[] low, double[] high, double[] counts) {
    if (low.length != high.length || low.length != counts.length) {
      throw new IllegalArgumentException("edges and counts must have one length");
    }
    for (int i = 0; i < low.length; i++) {
      boolean follows = i == 0 ? low[0] >= 0 : low[i] == high[i - 1];
      if (!(follows && high[i] > low[i] && counts[i] >= 0) || Double.isInfinite(counts[i])) {
        throw new IllegalArgumentException(
            "bin " + i + " must follow the one before and hold a count of at least 0");
      }
    }
    return new BinnedTail(low.clone(), high.clone(), counts.clone());
  }

  @Override
  public Finding<PowerLawFit> fit(int first) {
    if (first < 0 || first >= counts.length || !(low[first] > 0)) {
      return Finding.none("the tail cannot start at a bin that is open at 0");
    }
    return BinnedTailFit.fit(low, high, counts, first)
        .map(
            tail -> {
              double likelihood = 0;
              for (int i = first; i < counts.length; i++) {
                if (counts[i] > 0) {
                  likelihood +=
                      counts[i]
                          * (-tail.exponent() * Math.log(low[i] / low[first])
                              + Math.log(
                                  -Math.expm1(-tail.exponent() * Math.log(high[i] / low[i]))));
                }
              }
              return Finding.of(
                  new PowerLawFit(
                      1 + tail.exponent(),
                      tail.standardError(),
                      low[first],
                      first,
                      tail.observations(),
                      likelihood));
            })
        .orElseGet(
            () -> Finding.none("fewer than two bins hold observations, or all lie in an open bin"));
  }

  @Override
  void walk(PowerLawFit fit, Gap gap) {
    double slope = 1 - fit.exponent();
    double n = fit.observations();
    double seen = 0;
    double before = 0;
    for (int i = fit.first(); i < counts.length; i++) {
      double law = -Math.expm1(slope * Math.log(high[i] / fit.xmin()));
      seen += counts[i];
      gap.at(law, seen / n);
      gap.cell(law - before, law, seen / n);
      before = law;
    }
  }

  @Override
  double[] logLikelihoods(TailLaw law, int first) {
    double[] each = new double[counts.length - first];
    // Bins follow one another: each edge's survival serves two of them.
    double from = law.logSurvival(low[first]);
    for (int i = first; i < counts.length; i++) {
      double to = law.logSurvival(high[i]);
      each[i - first] = from + Math.log(-Math.expm1(to - from));
      from = to;
    }
    return each;
  }

  /**
   * Counts are Poisson around their expectations, as the number of observations is in a histogram
   * of runs; given their sum they are the multinomial counts of the method.
   */
  @Override
  TailSample redraw(PowerLawFit fit, RandomGenerator random) {
    RandomDataGenerator draws = RandomDataGenerator.of(random);
    double slope = 1 - fit.exponent();
    double[] drawn = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      double mean = counts[i];
      if (i >= fit.first()) {
        double start = Math.exp(slope * Math.log(low[i] / fit.xmin()));
        mean = fit.observations() * start * -Math.expm1(slope * Math.log(high[i] / low[i]));
      }
      drawn[i] =
          mean > LARGE
              ? Math.rint(mean + Math.sqrt(mean) * random.nextGaussian())
              : mean > 0 ? draws.nextPoisson(mean) : 0;
    }
    return new BinnedTail(low, high, drawn);
  }
}
