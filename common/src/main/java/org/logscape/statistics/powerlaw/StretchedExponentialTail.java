package org.logscape.statistics.powerlaw;

import java.util.Map;

/**
 * {@code P(X >= x) = exp(-(lambda x)^beta + (lambda origin)^beta)}, written with {@code steepness =
 * beta (lambda origin)^beta}, the slope of -log P in log x at the origin: it becomes the power law
 * of exponent 1 + steepness as beta falls to 0.
 */
record StretchedExponentialTail(double steepness, double beta, double origin) implements TailLaw {
  static final String NAME = "stretched exponential";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Double> parameters() {
    double lambda = Math.exp(Math.log(steepness / beta) / beta) / origin;
    return Map.of("beta", beta, "lambda", lambda);
  }

  @Override
  public double logDensity(double x) {
    double y = Math.log(x / origin);
    return Math.log(steepness / x) + beta * y + logSurvival(x);
  }

  @Override
  public double logSurvival(double x) {
    return -steepness * Math.expm1(beta * Math.log(x / origin)) / beta;
  }
}
