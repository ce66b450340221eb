package org.logscape.statistics.powerlaw;

import java.util.Map;

/** {@code P(X >= x) = (x/xmin)^(1 - alpha)}. */
record PowerLaw(double alpha, double xmin) implements TailLaw {
  static final String NAME = "power law";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Double> parameters() {
    return Map.of("alpha", alpha);
  }

  @Override
  public double logDensity(double x) {
    return Math.log((alpha - 1) / xmin) - alpha * Math.log(x / xmin);
  }

  @Override
  public double logSurvival(double x) {
    return (1 - alpha) * Math.log(x / xmin);
  }
}
