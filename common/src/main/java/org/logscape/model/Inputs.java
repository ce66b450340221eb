package org.logscape.model;

/** Distribution of the whitened inputs of a sample: independent, mean 0, variance 1. */
public enum Inputs {
  /** Standard Gaussian; fourth moment 3. */
  GAUSSIAN(3),
  /** +1 or -1 with equal chance; fourth moment 1. */
  RADEMACHER(1);

  private final double fourthMoment;

  Inputs(double fourthMoment) {
    this.fourthMoment = fourthMoment;
  }

  /** E[x^4]. */
  public double fourthMoment() {
    return fourthMoment;
  }
}
