package org.logscape.statistics;

import java.util.Optional;
import org.hipparchus.special.Beta;
import org.hipparchus.special.Gamma;

/**
 * Maximum-likelihood fit of Beta(a, b) to {@code z = r/(1 + r)} from counts in bins of {@code r},
 * the interval-censored likelihood {@code sum_i N_i log p_i(a, b)}. With r = L/L* - 1, z = 1 -
 * L*&#47;L, the stationary law of the log-landscape theory has a = n/2 and b = phi - n/2 (derived
 * from arXiv 2105.09557).
 *
 * <p>Newton's method in (log a, log b) with the exact first and second derivatives; where the
 * likelihood is not concave a step of Fisher's scoring takes its place. Steps are halved until the
 * likelihood rises.
 */
public final class BinnedBetaFit {
  private static final int MOST_ITERATIONS = 100;
  private static final double TOLERANCE = 1e-10;
  private static final int FEWEST_BINS = 3;

  private final BetaCells[] cells;

  /**
   * The fitted law.
   *
   * @param a the first shape
   * @param b the second shape
   * @param logLikelihood {@code sum_i N_i log p_i}, without the multinomial constant
   * @param iterations how many Newton steps it took
   * @param converged whether the last step was negligible
   */
  public record Fit(double a, double b, double logLikelihood, int iterations, boolean converged) {
    /** n = 2a, the number of outliers seen. */
    public double outliers() {
      return 2 * a;
    }

    /** phi = a + b, the exponent of the stationary density. */
    public double phi() {
      return a + b;
    }
  }

  private BinnedBetaFit(BetaCells[] cells) {
    this.cells = cells;
  }

  /**
   * Prepares bins {@code [low_i, high_i)} of r; they need not be adjacent, but must cover
   * everything that was counted.
   *
   * @param low lower edges, at least 0; 0 is an open first bin
   * @param high upper edges, above the lower ones; infinity is an open last bin
   * @throws IllegalArgumentException if lengths differ or an edge is out of order
   */
  public static BinnedBetaFit of(double[] low, double[] high) {
    if (low.length != high.length) {
      throw new IllegalArgumentException(
          "low and high must have one length, have " + low.length + " and " + high.length);
    }
    BetaCells[] cells = new BetaCells[low.length];
    for (int i = 0; i < low.length; i++) {
      if (!(low[i] >= 0 && low[i] < high[i])) {
        throw new IllegalArgumentException(
            "bin " + i + " must satisfy 0 <= low < high, is " + low[i] + " to " + high[i]);
      }
      cells[i] = new BetaCells(Math.log(low[i]), Math.log(high[i]));
    }
    return new BinnedBetaFit(cells);
  }

  /**
   * Fits from the start that moments give.
   *
   * @param counts one count a bin, at least 0; fractions are allowed
   * @return the fit; empty where fewer than three bins hold counts, because two shapes fit any two
   *     bins
   * @throws IllegalArgumentException if the number of counts is not the number of bins
   */
  public Optional<Fit> fit(double[] counts) {
    return enough(counts) ? Optional.of(climb(counts, moments(counts))) : Optional.empty();
  }

  /**
   * Fits from the end of an earlier fit, for resampling.
   *
   * @param counts as in {@link #fit(double[])}
   * @param start where to begin
   * @return as {@link #fit(double[])}
   * @throws IllegalArgumentException if the number of counts is not the number of bins
   */
  public Optional<Fit> fit(double[] counts, Fit start) {
    return enough(counts)
        ? Optional.of(climb(counts, new double[] {start.a(), start.b()}))
        : Optional.empty();
  }

  /**
   * log of the probability of one bin, {@code log [I_z(high)(a, b) - I_z(low)(a, b)]}, accurate in
   * both far tails.
   *
   * @param bin the bin's place in the edges given
   * @param a first shape, above 0
   * @param b second shape, above 0
   */
  public double logProbability(int bin, double a, double b) {
    cells[bin].evaluate(a, b);
    return cells[bin].logMass - Beta.logBeta(a, b);
  }

  private boolean enough(double[] counts) {
    if (counts.length != cells.length) {
      throw new IllegalArgumentException(
          "counts must have one entry a bin, has " + counts.length + " for " + cells.length);
    }
    int occupied = 0;
    for (double count : counts) {
      occupied += count > 0 ? 1 : 0;
    }
    return occupied >= FEWEST_BINS;
  }

  private double[] moments(double[] counts) {
    double total = 0;
    double mean = 0;
    double square = 0;
    for (int i = 0; i < counts.length; i++) {
      double z = cells[i].middle();
      total += counts[i];
      mean += counts[i] * z;
      square += counts[i] * z * z;
    }
    mean /= total;
    double variance = Math.max(square / total - mean * mean, 1e-3 * mean * (1 - mean));
    double sum = Math.max(mean * (1 - mean) / variance - 1, 1e-2);
    return new double[] {Math.max(mean * sum, 1e-2), Math.max((1 - mean) * sum, 1e-2)};
  }

  private Fit climb(double[] counts, double[] start) {
    Slope slope = new Slope();
    double a = start[0];
    double b = start[1];
    double likelihood = slope.at(counts, a, b);
    for (int iteration = 1; iteration <= MOST_ITERATIONS; iteration++) {
      double[] step = slope.step(a, b);
      double size = Math.max(Math.abs(step[0]), Math.abs(step[1]));
      // A factor of e^2 at most, so that a far start cannot fling the shapes out of range.
      double scale = Math.min(1, 2 / size);
      double reached = Double.NEGATIVE_INFINITY;
      double nextA = a;
      double nextB = b;
      for (int halving = 0; halving < 40; halving++) {
        nextA = a * Math.exp(scale * step[0]);
        nextB = b * Math.exp(scale * step[1]);
        reached = slope.at(counts, nextA, nextB);
        if (reached >= likelihood - 1e-13 * Math.abs(likelihood)) {
          break;
        }
        scale *= 0.5;
      }
      if (!(reached >= likelihood - 1e-13 * Math.abs(likelihood))) {
        return new Fit(a, b, likelihood, iteration, false);
      }
      a = nextA;
      b = nextB;
      likelihood = reached;
      if (scale * size < TOLERANCE) {
        return new Fit(a, b, likelihood, iteration, true);
      }
    }
    return new Fit(a, b, likelihood, MOST_ITERATIONS, false);
  }

  /** Likelihood, gradient and Hessian at one point. */
  private final class Slope {
    private double total;
    private double gradientA;
    private double gradientB;
    private double[] within = new double[3];
    private double[] fisher = new double[3];

    double at(double[] counts, double a, double b) {
      total = 0;
      gradientA = 0;
      gradientB = 0;
      within = new double[3];
      double likelihood = 0;
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] > 0) {
          BetaCells cell = cells[i];
          cell.evaluate(a, b);
          total += counts[i];
          likelihood += counts[i] * cell.logMass;
          gradientA += counts[i] * cell.meanZ;
          gradientB += counts[i] * cell.meanRest;
          within[0] += counts[i] * cell.varZ;
          within[1] += counts[i] * cell.covariance;
          within[2] += counts[i] * cell.varRest;
        }
      }
      double both = Gamma.digamma(a + b);
      gradientA -= total * (Gamma.digamma(a) - both);
      gradientB -= total * (Gamma.digamma(b) - both);
      double shared = Gamma.trigamma(a + b);
      fisher =
          new double[] {
            total * (Gamma.trigamma(a) - shared),
            -total * shared,
            total * (Gamma.trigamma(b) - shared)
          };
      return likelihood - total * Beta.logBeta(a, b);
    }

    /** The step in (log a, log b). */
    double[] step(double a, double b) {
      double ga = a * gradientA;
      double gb = b * gradientB;
      double aa = a * a * (fisher[0] - within[0]) - ga;
      double ab = a * b * (fisher[1] - within[1]);
      double bb = b * b * (fisher[2] - within[2]) - gb;
      if (!(aa > 0 && aa * bb - ab * ab > 0)) {
        aa = a * a * fisher[0];
        ab = a * b * fisher[1];
        bb = b * b * fisher[2];
      }
      double determinant = aa * bb - ab * ab;
      return new double[] {(bb * ga - ab * gb) / determinant, (aa * gb - ab * ga) / determinant};
    }
  }
}
