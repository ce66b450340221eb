package org.logscape.statistics.powerlaw;

import java.util.Map;

/**
 * A law of the tail, given that the value lies in it: {@code x >= origin}, which for integers is
 * xmin - 1/2.
 */
public sealed interface TailLaw
    permits PowerLaw,
        DiscretePowerLaw,
        TruncatedPowerLaw,
        DiscreteTruncatedPowerLaw,
        ExponentialTail,
        LognormalTail,
        StretchedExponentialTail {

  /** The law's name; the same for values, integers and bins. */
  String name();

  /** The fitted parameters under their usual names. */
  Map<String, Double> parameters();

  /** The log of the density at {@code x}, per unit of x; of a law of integers the mass. */
  double logDensity(double x);

  /** log P(X >= x); 0 at the origin. */
  double logSurvival(double x);

  /** log P(low <= X < high). */
  default double logProbability(double low, double high) {
    double from = logSurvival(low);
    return from + Math.log(-Math.expm1(logSurvival(high) - from));
  }

  /**
   * The log of the probability of an integer. A continuous law gives an integer what lies within
   * 1/2 of it.
   */
  default double logMass(double integer) {
    return logProbability(integer - 0.5, integer + 0.5);
  }
}
