package org.logscape.statistics.powerlaw;

import java.util.Map;

/** A law of the tail, given that the value lies in it: {@code x >= origin}. */
public sealed interface TailLaw
    permits PowerLaw, TruncatedPowerLaw, ExponentialTail, LognormalTail, StretchedExponentialTail {

  /** The law's name; the same for values and bins. */
  String name();

  /** The fitted parameters under their usual names. */
  Map<String, Double> parameters();

  /** The log of the density at {@code x}, per unit of x. */
  double logDensity(double x);

  /** log P(X >= x); 0 at the origin. */
  double logSurvival(double x);

  /** log P(low <= X < high). */
  default double logProbability(double low, double high) {
    double from = logSurvival(low);
    return from + Math.log(-Math.expm1(logSurvival(high) - from));
  }
}
