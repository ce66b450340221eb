package org.logscape.statistics.powerlaw;

import java.util.Map;

/** {@code P(X >= x) = exp(-lambda (x - origin))}; integers are geometric. */
record ExponentialTail(double lambda, double origin) implements TailLaw {
  static final String NAME = "exponential";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Double> parameters() {
    return Map.of("lambda", lambda);
  }

  @Override
  public double logDensity(double x) {
    return Math.log(lambda) + logSurvival(x);
  }

  @Override
  public double logSurvival(double x) {
    return -lambda * (x - origin);
  }
}
