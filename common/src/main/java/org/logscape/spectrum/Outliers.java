package org.logscape.spectrum;

/**
 * The outliers of a spectrum: n and h* of arXiv 2105.09557, where n eigenvalues of typical size h*
 * stand apart from a bulk near zero.
 *
 * <p>Rule: of the largest eigenvalues, in descending order and as far as they are positive, the cut
 * is where the ratio of one to the next is largest; all above it are outliers, and h* is their
 * mean. The paper gives no rule of its own, so {@link #ratio} is part of the result: near 1 there
 * is no clear cut, and n is not defined by this spectrum.
 *
 * @param count n
 * @param size h*
 * @param ratio smallest outlier over largest eigenvalue of the rest
 */
public record Outliers(int count, double size, double ratio) {
  /** What counts as zero, relative to the largest. */
  private static final double ZERO = 1e-10;

  /**
   * Applies the rule.
   *
   * @param eigenvalues the largest, descending, at least two, the first positive; more than there
   *     can be outliers
   * @throws IllegalArgumentException if they are not
   */
  public static Outliers of(double[] eigenvalues) {
    if (eigenvalues.length < 2 || !(eigenvalues[0] > 0)) {
      throw new IllegalArgumentException(
          "outliers need at least two eigenvalues, the largest positive");
    }
    int positive = 1;
    while (positive < eigenvalues.length && eigenvalues[positive] > ZERO * eigenvalues[0]) {
      positive++;
    }
    int count = positive;
    double best = positive == 1 ? Double.POSITIVE_INFINITY : 0;
    for (int i = 1; i < positive; i++) {
      double ratio = eigenvalues[i - 1] / eigenvalues[i];
      if (ratio > best) {
        best = ratio;
        count = i;
      }
    }
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += eigenvalues[i];
    }
    return new Outliers(count, sum / count, best);
  }
}
