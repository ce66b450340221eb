package org.logscape.statistics.powerlaw;

import java.util.Map;

/**
 * {@code P(X = k)} proportional to {@code k^-alpha exp(-lambda k)} for integers from xmin on. The
 * sum is Lerch's transcendent: 64 terms one by one, the rest by Euler-Maclaurin.
 */
record DiscreteTruncatedPowerLaw(double alpha, double lambda, double xmin, double logNormalizer)
    implements TailLaw {
  private static final int DIRECT = 64;

  static DiscreteTruncatedPowerLaw of(double alpha, double lambda, double xmin) {
    return new DiscreteTruncatedPowerLaw(alpha, lambda, xmin, logSum(alpha, lambda, xmin));
  }

  /** log of {@code sum_{k >= from} (k/from)^-alpha exp(-lambda (k - from))}. */
  private static double logSum(double alpha, double lambda, double from) {
    double sum = 0;
    for (int k = 0; k < DIRECT; k++) {
      sum += Math.exp(-alpha * Math.log((from + k) / from) - lambda * k);
    }
    double far = from + DIRECT;
    double here = Math.exp(-alpha * Math.log(far / from) - lambda * DIRECT);
    double integral =
        here * far * Math.exp(TruncatedPowerLaw.logIntegral(alpha - 1, lambda * far, 0));
    double slope = -alpha / far - lambda;
    double bend = alpha / (far * far);
    double third = slope * slope * slope + 3 * slope * bend - 2 * bend / far;
    return Math.log(sum + integral + here * (0.5 - slope / 12 + third / 720));
  }

  @Override
  public String name() {
    return TruncatedPowerLaw.NAME;
  }

  @Override
  public Map<String, Double> parameters() {
    return Map.of("alpha", alpha, "lambda", lambda);
  }

  @Override
  public double logDensity(double x) {
    return logMass(Math.rint(x));
  }

  @Override
  public double logMass(double integer) {
    return -alpha * Math.log(integer / xmin) - lambda * (integer - xmin) - logNormalizer;
  }

  @Override
  public double logSurvival(double x) {
    double integer = Math.ceil(x);
    return logMass(integer) + logSum(alpha, lambda, integer);
  }
}
