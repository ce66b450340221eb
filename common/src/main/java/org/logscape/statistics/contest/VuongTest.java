package org.logscape.statistics.contest;

import org.logscape.statistics.Finding;
import org.logscape.statistics.NormalInterval;

/**
 * Vuong's test of two laws of which neither contains the other (Econometrica 57, 1989, 307;
 * Clauset, Shalizi and Newman, SIAM Review 51, 2009, 661, section 5): the log-likelihood ratio over
 * its standard deviation is Gaussian if both laws are equally near the truth.
 *
 * @param ratio the log-likelihood of the first law minus that of the second
 * @param statistic {@code ratio / sqrt(n variance)}; positive favours the first law
 * @param pValue two-sided
 */
public record VuongTest(double ratio, double statistic, double pValue) {

  /**
   * Compares two laws observation by observation.
   *
   * @param first the log-likelihood of each observation under the first law
   * @param second under the second
   * @param counts how often each observation was made
   * @return the test; nothing where there are no observations, a law excludes one, or both laws
   *     give every observation the same likelihood up to a constant
   * @throws IllegalArgumentException if lengths differ
   */
  public static Finding<VuongTest> of(double[] first, double[] second, double[] counts) {
    if (first.length != second.length || first.length != counts.length) {
      throw new IllegalArgumentException("likelihoods and counts must have one length");
    }
    double n = 0;
    double ratio = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        n += counts[i];
        ratio += counts[i] * (first[i] - second[i]);
      }
    }
    if (n == 0) {
      return Finding.none("no observations");
    }
    if (!Double.isFinite(ratio)) {
      return Finding.none("a law excludes an observation");
    }
    double mean = ratio / n;
    double variance = 0;
    double scale = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        double apart = first[i] - second[i] - mean;
        variance += counts[i] * apart * apart / n;
        scale = Math.max(scale, Math.abs(first[i]));
      }
    }
    if (!(variance > 1e-26 * scale * scale)) {
      return Finding.none("the laws agree on every observation");
    }
    double statistic = ratio / Math.sqrt(n * variance);
    return Finding.of(new VuongTest(ratio, statistic, NormalInterval.pValue(statistic)));
  }

  /**
   * The test from the ratio and its variance, where that is known by other means than from
   * independent observations, for example by resampling.
   *
   * @param ratio the log-likelihood of the first law minus that of the second
   * @param variance of the ratio, at least 0
   * @return the test; nothing where a number is not finite or the ratio does not vary
   */
  public static Finding<VuongTest> ofVariance(double ratio, double variance) {
    if (!Double.isFinite(ratio) || !Double.isFinite(variance)) {
      return Finding.none("a law excludes an observation");
    }
    if (!(variance > 1e-26 * ratio * ratio)) {
      return Finding.none("the laws agree on every observation");
    }
    double statistic = ratio / Math.sqrt(variance);
    return Finding.of(new VuongTest(ratio, statistic, NormalInterval.pValue(statistic)));
  }
}
