package org.logscape.statistics.powerlaw;

import java.util.Map;
import org.hipparchus.special.Erf;

/**
 * The lognormal law beyond its origin. In {@code y = log(x/origin)} its density is proportional to
 * {@code exp(-a y - b y^2)}, with {@code b = 1/(2 sigma^2)} and {@code mu = log origin - a/(2b)}:
 * an exponential family whose likelihood has one maximum, and which becomes the power law of
 * exponent 1 + a as b falls to 0.
 */
record LognormalTail(double a, double b, double origin, double logAtOrigin) implements TailLaw {
  static final String NAME = "lognormal";

  static LognormalTail of(double a, double b, double origin) {
    return new LognormalTail(a, b, origin, logScaledErfc(0.5 * a / Math.sqrt(b)));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Double> parameters() {
    return Map.of("mu", Math.log(origin) - 0.5 * a / b, "sigma", Math.sqrt(0.5 / b));
  }

  @Override
  public double logDensity(double x) {
    double y = Math.log(x / origin);
    double normalizer = 0.5 * Math.log(Math.PI / (4 * b)) + logAtOrigin;
    return -y * (a + b * y) - normalizer - Math.log(x);
  }

  @Override
  public double logSurvival(double x) {
    if (Double.isInfinite(x)) {
      return Double.NEGATIVE_INFINITY;
    }
    double y = Math.log(x / origin);
    return -y * (a + b * y) + logScaledErfc(place(y)) - logAtOrigin;
  }

  private double place(double y) {
    return (0.5 * a + b * y) / Math.sqrt(b);
  }

  /** log(exp(t^2) erfc(t)), by the continued fraction of erfc (Abramowitz and Stegun 7.1.14). */
  static double logScaledErfc(double t) {
    if (t < 3) {
      return t * t + Math.log(Erf.erfc(t));
    }
    double fraction = t;
    for (int k = 60; k >= 1; k--) {
      fraction = t + 0.5 * k / fraction;
    }
    return -Math.log(fraction) - 0.5 * Math.log(Math.PI);
  }
}
