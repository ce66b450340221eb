package org.logscape.theory;

import java.util.function.DoublePredicate;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * The hypergeometric function in the mean first-passage time of {@link QuadraticBasin},
 *
 * <pre>  S(y) = sum_k (a)_k / (n/2 + 1)_k z^k = 2F1(a, 1; n/2 + 1; z),   z = 1 - exp(-y)
 * </pre>
 *
 * <p>Every term is positive, so nothing cancels. The sum needs about {@code a z / (1 - z)} terms,
 * which is 1/T at a small temperature T. Where that is too many, Euler's integral takes its place;
 * with u = s^2 it reads
 *
 * <pre>
 *   S(y) = n z^(-n/2) int_0^sqrt(y) s (1 - exp(-s^2))^(n/2 - 1) exp(q (y - s^2)) ds,   q = a - n/2
 * </pre>
 *
 * <p>(DLMF 8.17.8 and 8.17.1). Its integrand is smooth and has one maximum, so Gauss-Legendre on
 * panels around the maximum costs the same at every temperature.
 *
 * @param numerator a, above 0
 * @param outliers n, at least 1
 */
record PassageSeries(double numerator, int outliers) {
  /** With more terms than this the integral is cheaper than the sum. */
  private static final double MOST_TERMS = 1_000;

  /** From this y on, z = 1 to the last digit of a double. */
  static final double EXPONENTIAL_FROM = 40;

  private static final int NODES = 16;
  private static final int PANELS = 6;
  private static final GaussIntegrator RULE = new GaussIntegratorFactory().legendre(NODES);

  /** What lies below the maximum by more than exp of this is left out: 1e-17. */
  private static final double DEPTH = 39;

  /**
   * log S.
   *
   * @param y at least 0
   */
  double log(double y) {
    double terms = (40 + numerator * -Math.expm1(-y)) * Math.exp(y);
    return terms <= MOST_TERMS ? logBySum(y) : logByIntegral(y);
  }

  /**
   * The derivative of log S by y, from {@code S' = (q - (n/2) / (exp(y) - 1)) S + (n/2) / z}.
   *
   * @param y above 0
   */
  double growth(double y) {
    double half = 0.5 * outliers;
    double slope =
        numerator - half - half / Math.expm1(y) - half / Math.expm1(-y) * Math.exp(-log(y));
    return Math.max(slope, 0);
  }

  /**
   * log of the integral of S over [from, to], where {@code S' = q S + n/2}: with x = q (to - from),
   *
   * <pre>  S(from) d (e^x - 1)/x + (n/2) d^2 (e^x - 1 - x)/x^2,   d = to - from
   * </pre>
   *
   * @param from at least {@link #EXPONENTIAL_FROM}
   * @param to above {@code from}
   */
  double logIntegralBeyond(double from, double to) {
    double half = 0.5 * outliers;
    double length = to - from;
    double x = (numerator - half) * length;
    double own = log(from) + Math.log(length) + logMeanOfExponential(x);
    double added = Math.log(half) + 2 * Math.log(length) + logSecondOfExponential(x);
    double larger = Math.max(own, added);
    return larger + Math.log(Math.exp(own - larger) + Math.exp(added - larger));
  }

  /** log of (e^x - 1)/x. */
  private static double logMeanOfExponential(double x) {
    if (Math.abs(x) < 1e-8) {
      return 0.5 * x;
    }
    return x > 500 ? x - Math.log(x) : Math.log(Math.expm1(x) / x);
  }

  /** log of (e^x - 1 - x)/x^2. */
  private static double logSecondOfExponential(double x) {
    if (Math.abs(x) < 1e-4) {
      return Math.log(0.5 + x / 6 + x * x / 24);
    }
    return x > 500 ? x - 2 * Math.log(x) : Math.log((Math.expm1(x) - x) / (x * x));
  }

  double logBySum(double y) {
    double z = -Math.expm1(-y);
    double denominator = 0.5 * outliers + 1;
    double logScale = 0;
    double term = 1;
    double sum = 1;
    for (int k = 0; ; k++) {
      double growth = (numerator + k) / (denominator + k) * z;
      term *= growth;
      sum += term;
      double bound = Math.max(growth, z);
      if (bound < 1 && term * bound < 1e-17 * (1 - bound) * sum) {
        return logScale + Math.log(sum);
      }
      if (sum > 1e250) {
        logScale += Math.log(sum);
        term /= sum;
        sum = 1;
      }
    }
  }

  double logByIntegral(double y) {
    double end = Math.sqrt(y);
    double peak = peak(end);
    double highest = logIntegrand(peak, y);
    double low = peak - reach(peak, d -> logIntegrand(peak - d, y) >= highest - DEPTH);
    double high = peak + reach(end - peak, d -> logIntegrand(peak + d, y) >= highest - DEPTH);
    double width = (high - low) / PANELS;
    double sum = 0;
    for (int panel = 0; panel < PANELS; panel++) {
      double middle = low + (panel + 0.5) * width;
      for (int i = 0; i < NODES; i++) {
        double s = middle + 0.5 * width * RULE.getPoint(i);
        sum += RULE.getWeight(i) * Math.exp(logIntegrand(s, y) - highest);
      }
    }
    return Math.log(outliers) + highest + Math.log(0.5 * width * sum);
  }

  /** log of s (1 - exp(-s^2))^(n/2 - 1) exp(q (y - s^2)) z^(-n/2). */
  private double logIntegrand(double s, double y) {
    double half = 0.5 * outliers;
    double u = s * s;
    double z = -Math.expm1(-y);
    double v = -Math.expm1(-u);
    return half * Math.log(v / z) + Math.log(s / v) + (numerator - half) * (y - u);
  }

  /** Whether the integrand rises at s: s times its logarithmic derivative is positive. */
  private boolean rises(double s) {
    double u = s * s;
    double share = u == 0 ? 1 : u / Math.expm1(u);
    return 1 + (outliers - 2) * share - (2 * numerator - outliers) * u > 0;
  }

  /** Where the integrand is highest in (0, end]. */
  private double peak(double end) {
    // For n = 1 it may be highest at 0, and is flat below the scale of its fall.
    double low = 1e-3 * Math.min(end, 1 / Math.sqrt(numerator));
    if (rises(end)) {
      return end;
    }
    double high = end;
    while (rises(low) && high - low > 1e-12 * high) {
      double middle = 0.5 * (low + high);
      if (rises(middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The largest distance, to 2 %, up to which a condition holds that holds near 0. */
  private static double reach(double farthest, DoublePredicate condition) {
    double low = 0;
    double high = farthest;
    if (farthest <= 0 || condition.test(farthest)) {
      return Math.max(farthest, 0);
    }
    while (high - low > 0.02 * high) {
      double middle = 0.5 * (low + high);
      if (condition.test(middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
