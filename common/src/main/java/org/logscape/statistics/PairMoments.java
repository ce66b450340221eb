package org.logscape.statistics;

import java.io.Serializable;

/**
 * Number, means, and sums of squares and products about the means, of pairs of numbers; a straight
 * line and a correlation follow from them. Parts of the data are added up by the update of Chan,
 * Golub and LeVeque (The American Statistician 37, 1983, 242), which does not cancel where the
 * means are large beside the spread.
 *
 * @param count of pairs
 * @param meanX mean of the first numbers; 0 without pairs
 * @param meanY mean of the second numbers; 0 without pairs
 * @param xx sum of squares of x about its mean
 * @param xy sum of products about the means
 * @param yy sum of squares of y about its mean
 */
public record PairMoments(long count, double meanX, double meanY, double xx, double xy, double yy)
    implements Serializable {
  /** A spread below so much of the mean is rounding. */
  private static final double ROUNDING = 1e-12;

  /** No pairs. */
  public static PairMoments none() {
    return new PairMoments(0, 0, 0, 0, 0, 0);
  }

  /** One pair of finite numbers. */
  public static PairMoments of(double x, double y) {
    return new PairMoments(1, x, y, 0, 0, 0);
  }

  /** These pairs and others. */
  public PairMoments plus(PairMoments other) {
    if (count == 0) {
      return other;
    }
    if (other.count == 0) {
      return this;
    }
    long total = count + other.count;
    double share = (double) other.count / total;
    double dx = other.meanX - meanX;
    double dy = other.meanY - meanY;
    double weight = count * share;
    return new PairMoments(
        total,
        meanX + share * dx,
        meanY + share * dy,
        xx + other.xx + weight * dx * dx,
        xy + other.xy + weight * dx * dy,
        yy + other.yy + weight * dy * dy);
  }

  /**
   * Slope of y in x by least squares, {@code xy / xx}; not a number where x does not vary beyond
   * rounding, as with fewer than two pairs.
   */
  public double slope() {
    return varies(xx, meanX) ? xy / xx : Double.NaN;
  }

  /**
   * Pearson's correlation {@code xy / sqrt(xx yy)}, from -1 to 1; not a number where x or y does
   * not vary beyond rounding.
   */
  public double correlation() {
    return varies(xx, meanX) && varies(yy, meanY)
        ? Math.max(-1, Math.min(1, xy / Math.sqrt(xx) / Math.sqrt(yy)))
        : Double.NaN;
  }

  /**
   * Standard deviation of y over all pairs, {@code sqrt(yy / (count - 1))}; not a number with fewer
   * than two pairs.
   */
  public double deviationOfY() {
    return count < 2 ? Double.NaN : Math.sqrt(yy / (count - 1));
  }

  private boolean varies(double squares, double mean) {
    return Math.sqrt(squares) > ROUNDING * Math.sqrt((double) count) * Math.abs(mean);
  }
}
