package org.logscape.theory;

import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * The excess loss {@code q = L - L*} of SGD in an isotropic quadratic basin as a one-dimensional
 * diffusion (derived from [LL]):
 *
 * <pre>
 *   drift     m(q) = -2 h q + h T (n (L* + q) + c q)
 *   variance  v(q) = 4 h T q (L* + (1 + c) q)          T = eta h a / B
 * </pre>
 *
 * <p>c = 0 is the log-landscape noise, c = 1 the exact covariance of online linear regression on
 * Gaussian inputs. Every time is in units of t = eta k.
 *
 * @param curvature h, above 0
 * @param temperature T, above 0
 * @param outliers n, at least 1
 * @param minimumLoss L*, above 0
 * @param designExcess c, 0 or 1
 */
public record QuadraticBasin(
    double curvature, double temperature, int outliers, double minimumLoss, int designExcess) {

  private static final int NODES = 16;
  private static final GaussIntegrator RULE = new GaussIntegratorFactory().legendre(NODES);

  /** Where S grows by exp of this over its argument, it is an exponential to the last digits. */
  private static final double STEEP = 1e12;

  /** -zeta(1/2) / sqrt(2 pi): the mean overshoot of a Gaussian walk in units of its step. */
  private static final double OVERSHOOT = 0.5825971579390107;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public QuadraticBasin {
    Arguments.positive(curvature, "curvature");
    Arguments.positive(temperature, "temperature");
    Arguments.positive(minimumLoss, "minimumLoss");
    if (outliers < 1) {
      throw new IllegalArgumentException("outliers must be at least 1, is " + outliers);
    }
    if (designExcess != 0 && designExcess != 1) {
      throw new IllegalArgumentException("designExcess must be 0 or 1, is " + designExcess);
    }
  }

  /**
   * The basin with log-landscape noise, c = 0.
   *
   * @param minimumLoss L*, above 0
   * @throws IllegalArgumentException if {@code minimumLoss} is not positive
   */
  public static QuadraticBasin logLandscape(LogLandscape landscape, double minimumLoss) {
    return of(landscape, minimumLoss, 0);
  }

  /**
   * The basin of online linear regression on Gaussian inputs, c = 1.
   *
   * @param minimumLoss L*, above 0
   * @throws IllegalArgumentException if {@code minimumLoss} is not positive
   */
  public static QuadraticBasin gaussianDesign(LogLandscape landscape, double minimumLoss) {
    return of(landscape, minimumLoss, 1);
  }

  private static QuadraticBasin of(LogLandscape landscape, double minimumLoss, int designExcess) {
    return new QuadraticBasin(
        landscape.outlierCurvature(),
        landscape.temperature(),
        landscape.outliers(),
        minimumLoss,
        designExcess);
  }

  /** m(q), the drift of q per unit of t. */
  public double drift(double q) {
    return -2 * curvature * q
        + curvature * temperature * (outliers * (minimumLoss + q) + designExcess * q);
  }

  /** v(q), the variance of q per unit of t. */
  public double variance(double q) {
    return 4 * curvature * temperature * q * (minimumLoss + (1 + designExcess) * q);
  }

  /** n/2: the stationary P(q < Q) grows with this power of Q near the minimum (derived). */
  public double coreExponent() {
    return 0.5 * outliers;
  }

  /**
   * The exponent of the stationary tail P(q > Q) ~ Q^-x for Q far above L*: phi - n/2 for c = 0,
   * 3/4 + 1/(2T) - n/4 for c = 1 (derived). Not positive where no stationary law exists.
   */
  public double tailExponent() {
    return outerPower() + 1 - 0.5 * outliers;
  }

  /**
   * The mean time from the minimum to the loss level L = level L*.
   *
   * @param level above 1
   * @throws IllegalArgumentException if {@code level} is not above 1
   */
  public double meanTimeToLevel(double level) {
    return meanTimeTo((level - 1) * minimumLoss);
  }

  /** A loss above the range of double is never reached. */
  private double meanTimeTo(double q) {
    return q == Double.POSITIVE_INFINITY ? q : meanFirstPassageTime(0, q);
  }

  /**
   * The mean time for a chain of Euler steps of this diffusion, which sees the loss only once a
   * step. It reaches the level q when the diffusion reaches {@code q + 0.5826 sqrt(v(q) eta)}, the
   * level plus the mean overshoot, up to terms of the order of eta (M. Broadie, P. Glasserman, S.
   * Kou, Mathematical Finance 7, 325, 1997; the constant is -zeta(1/2)/sqrt(2 pi), D. Siegmund
   * 1979).
   *
   * @param level above 1
   * @param learningRate eta, the time of a step, above 0
   * @throws IllegalArgumentException if a number is out of its range
   */
  public double meanTimeOfStepsToLevel(double level, double learningRate) {
    Arguments.positive(learningRate, "learningRate");
    double q = (level - 1) * minimumLoss;
    return meanTimeTo(q + OVERSHOOT * Math.sqrt(variance(q) * learningRate));
  }

  /**
   * The mean first-passage time from q0 to qc, {@code int_q0^qc dy s(y) int_0^y 2 dx / (v(x) s(x))}
   * with {@code s(y) = y^(-n/2) (L* + (1 + c) y)^(-C/(1+c))}, {@code C = c/2 - c n/2 - 1/T}
   * (derived). Infinite where it is above the range of double.
   *
   * @param start q0, at least 0
   * @param threshold qc, above q0
   * @throws IllegalArgumentException if not {@code 0 <= start < threshold}
   */
  public double meanFirstPassageTime(double start, double threshold) {
    return Math.exp(logMeanFirstPassageTime(start, threshold));
  }

  /**
   * The logarithm of {@link #meanFirstPassageTime}, safe where the time overflows.
   *
   * <p>With w = 1 + c, p = -C/w and y = log(1 + w q/L*), the inner integral is a hypergeometric
   * function and the time becomes
   *
   * <pre>  1/(h T n w) int_y0^yc S(y) dy
   * </pre>
   *
   * <p>with S of {@link PassageSeries}. The outer integral is Gauss-Legendre on panels over which S
   * grows by about exp(6), taken from above until what is left no longer counts; closed forms take
   * its place where S is exponential ({@link PassageSeries#logIntegralBeyond}) and where it grows
   * so fast that panels would be narrower than the spacing of doubles.
   *
   * @param start q0, at least 0
   * @param threshold qc, above q0
   * @throws IllegalArgumentException if not {@code 0 <= start < threshold}
   */
  public double logMeanFirstPassageTime(double start, double threshold) {
    Arguments.notNegative(start, "start");
    Arguments.positive(threshold, "threshold");
    if (threshold <= start) {
      throw new IllegalArgumentException(
          "threshold must be above start, is " + threshold + " against " + start);
    }
    double w = 1 + designExcess;
    PassageSeries series = new PassageSeries(outerPower() + 1, outliers);
    double low = Math.log1p(w * start / minimumLoss);
    double top = Math.log1p(w * threshold / minimumLoss);
    double unit = Math.log(curvature * temperature * outliers * w);
    double edge = Math.max(low, Math.min(top, PassageSeries.EXPONENTIAL_FROM));
    double beyond = top > edge ? series.logIntegralBeyond(edge, top) : Double.NEGATIVE_INFINITY;
    double below = edge > low ? logIntegral(series, low, edge) : Double.NEGATIVE_INFINITY;
    double larger = Math.max(beyond, below);
    if (larger == Double.POSITIVE_INFINITY) {
      return larger;
    }
    return larger + Math.log(Math.exp(beyond - larger) + Math.exp(below - larger)) - unit;
  }

  /** log of the integral of S from low to top. */
  private static double logIntegral(PassageSeries series, double low, double from) {
    double top = from;
    double scale = series.log(top);
    double growth = series.growth(top);
    if (growth * top > STEEP) {
      // an integral of exp(growth y), up to a relative error of the order of 1 / (growth y)
      return scale - Math.log(growth);
    }
    double sum = 0;
    while (top > low) {
      double width = Math.min(Math.min(0.5, 6 / (1 + series.growth(top))), top - low);
      double middle = top - 0.5 * width;
      double part = 0;
      for (int i = 0; i < NODES; i++) {
        double y = middle + 0.5 * width * RULE.getPoint(i);
        part += RULE.getWeight(i) * Math.exp(series.log(y) - scale);
      }
      sum += 0.5 * width * part;
      top = middle - 0.5 * width;
      // S grows with y, so what lies below holds less than this panel's mean.
      if (0.5 * part * (top - low) < 1e-16 * sum) {
        break;
      }
    }
    return scale + Math.log(sum);
  }

  /** p = -C/(1+c): what the density's factor (L* + (1+c) q) carries besides its -1. */
  private double outerPower() {
    return (1 / temperature + 0.5 * designExcess * (outliers - 1)) / (1 + designExcess);
  }
}
