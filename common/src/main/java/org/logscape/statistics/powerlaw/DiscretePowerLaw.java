package org.logscape.statistics.powerlaw;

import java.util.Map;

/** {@code P(X = k) = k^-alpha / zeta(alpha, xmin)}. */
record DiscretePowerLaw(double alpha, double xmin, double logNormalizer) implements TailLaw {

  static DiscretePowerLaw of(double alpha, double xmin) {
    return new DiscretePowerLaw(alpha, xmin, Math.log(HurwitzZeta.value(alpha, xmin)));
  }

  @Override
  public String name() {
    return PowerLaw.NAME;
  }

  @Override
  public Map<String, Double> parameters() {
    return Map.of("alpha", alpha);
  }

  @Override
  public double logDensity(double x) {
    return logMass(Math.rint(x));
  }

  @Override
  public double logMass(double integer) {
    return -alpha * Math.log(integer) - logNormalizer;
  }

  @Override
  public double logSurvival(double x) {
    return Math.log(HurwitzZeta.value(alpha, Math.ceil(x))) - logNormalizer;
  }
}
