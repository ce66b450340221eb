package org.logscape.statistics.survival;

/** A fitted law of lifetimes. */
public sealed interface LifetimeLaw permits ExponentialFit, WeibullFit, PiecewiseExponentialFit {

  /** The law's name. */
  String name();

  /** How many parameters were fitted. */
  int parameters();

  /** The maximum of {@code sum_events log f(t) + sum_censored log S(t)}. */
  double logLikelihood();

  /** log S(t), the logarithm of the probability of no event until {@code time}. */
  double logSurvival(double time);

  /** log of the hazard f(t)/S(t); minus infinity where it is 0. */
  double logHazard(double time);
}
