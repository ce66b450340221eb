package org.logscape.statistics.powerlaw;

import java.util.Map;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * Density proportional to {@code x^-alpha exp(-lambda x)}. In {@code y = log(x/origin)} it is
 * {@code exp(-a y - c (e^y - 1))} with {@code a = alpha - 1}, {@code c = lambda origin}; alpha may
 * be any real number.
 */
record TruncatedPowerLaw(double a, double c, double origin, double logNormalizer)
    implements TailLaw {
  static final String NAME = "truncated power law";

  private static final GaussIntegrator RULE = new GaussIntegratorFactory().legendre(10);
  private static final double WIDEST_PANEL = 0.3;

  /** The integral is cut where the density has fallen below exp(-45) of its peak. */
  private static final double NEGLIGIBLE = 45;

  static TruncatedPowerLaw of(double a, double c, double origin) {
    return new TruncatedPowerLaw(a, c, origin, logIntegral(a, c, 0));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Double> parameters() {
    return Map.of("alpha", 1 + a, "lambda", c / origin);
  }

  @Override
  public double logDensity(double x) {
    double y = Math.log(x / origin);
    return exponent(a, c, y) - logNormalizer - Math.log(x);
  }

  @Override
  public double logSurvival(double x) {
    return Double.isInfinite(x)
        ? Double.NEGATIVE_INFINITY
        : logIntegral(a, c, Math.log(x / origin)) - logNormalizer;
  }

  private static double exponent(double a, double c, double y) {
    return -a * y - c * Math.expm1(y);
  }

  /** The log of the integral of {@code exp(-a y - c (e^y - 1))} from {@code from} on, c above 0. */
  static double logIntegral(double a, double c, double from) {
    double start = exponent(a, c, from);
    double peak = start;
    double sum = 0;
    double at = from;
    while (true) {
      double width = Math.min(WIDEST_PANEL, 3 / (Math.abs(a + c * Math.exp(at)) + 1));
      for (int i = 0; i < RULE.getNumberOfPoints(); i++) {
        double y = at + 0.5 * width * (1 + RULE.getPoint(i));
        sum += 0.5 * width * RULE.getWeight(i) * Math.exp(exponent(a, c, y) - start);
      }
      at += width;
      double here = exponent(a, c, at);
      peak = Math.max(peak, here);
      if (here < peak - NEGLIGIBLE && a + c * Math.exp(at) > 0) {
        return start + Math.log(sum);
      }
    }
  }
}
