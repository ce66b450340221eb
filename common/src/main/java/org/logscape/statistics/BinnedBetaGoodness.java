package org.logscape.statistics;

/**
 * How well a Beta law fits the binned counts it was fitted to: Pearson's chi-square over
 * neighbouring bins pooled until each pool expects 5 counts. Of correlated samples only a share
 * counts as independent: chi-square is multiplied by it (the first-order correction of Rao and
 * Scott, Annals of Statistics 12, 1984, 46).
 *
 * @param pools how many pools were compared
 * @param test {@code share sum (N - E)^2 / E} on pools - 3 degrees of freedom: two shapes were
 *     fitted
 * @param worst the pool's largest {@code |N - E| / sqrt(E)}, uncorrected
 * @param worstBin the first bin of that pool
 */
public record BinnedBetaGoodness(int pools, ChiSquare test, double worst, int worstBin) {
  private static final double LEAST_EXPECTED = 5;

  /**
   * Compares counts with a fit to them.
   *
   * @param bins the bins, which cover all r from 0 to infinity
   * @param fit to these counts
   * @param counts one a bin
   * @param independentShare effective over actual number of samples, above 0 and at most 1; pools
   *     are made by the effective number
   * @return the comparison; nothing where fewer than four pools expect 5 independent counts
   * @throws IllegalArgumentException if the share is out of range
   */
  public static Finding<BinnedBetaGoodness> of(
      BinnedBetaFit bins, BinnedBetaFit.Fit fit, double[] counts, double independentShare) {
    if (!(independentShare > 0 && independentShare <= 1)) {
      throw new IllegalArgumentException(
          "independentShare must be above 0 and at most 1, is " + independentShare);
    }
    double total = 0;
    for (double count : counts) {
      total += count;
    }
    double least = LEAST_EXPECTED / independentShare;
    double left = total;
    double expected = 0;
    double seen = 0;
    int start = 0;
    int pools = 0;
    double sum = 0;
    double worst = 0;
    int worstBin = 0;
    for (int i = 0; i < counts.length; i++) {
      double here = total * Math.exp(bins.logProbability(i, fit.a(), fit.b()));
      expected += here;
      seen += counts[i];
      left -= here;
      boolean last = i == counts.length - 1;
      // A pool may end only where the rest can make another one.
      if (last || (expected >= least && left >= least)) {
        double residual = expected > 0 ? (seen - expected) / Math.sqrt(expected) : 0;
        sum += residual * residual;
        pools++;
        if (Math.abs(residual) > worst) {
          worst = Math.abs(residual);
          worstBin = start;
        }
        expected = 0;
        seen = 0;
        start = i + 1;
      }
    }
    if (pools < 4) {
      return Finding.none("fewer than 4 pools of bins expect 5 independent counts");
    }
    return Finding.of(
        new BinnedBetaGoodness(
            pools, ChiSquare.of(independentShare * sum, pools - 3), worst, worstBin));
  }
}
