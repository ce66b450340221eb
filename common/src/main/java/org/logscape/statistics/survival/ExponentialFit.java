package org.logscape.statistics.survival;

import org.logscape.statistics.CensoredRate;
import org.logscape.statistics.Finding;

/**
 * The exponential law {@code S(t) = exp(-rate t)}; intervals of the rate are {@link CensoredRate}'s
 * own, exact for runs watched until a given number of events and conservative else.
 *
 * @param rate events over time at risk
 * @param logLikelihood at the maximum
 */
public record ExponentialFit(CensoredRate rate, double logLikelihood) implements LifetimeLaw {

  /** The fit to a table; nothing without events or time at risk. */
  public static Finding<ExponentialFit> of(RiskTable table) {
    if (table.events() == 0) {
      return Finding.none("no events");
    }
    return table
        .rate()
        .map(
            rate ->
                new ExponentialFit(rate, rate.events() * Math.log(rate.rate()) - rate.events()));
  }

  @Override
  public String name() {
    return "exponential";
  }

  @Override
  public int parameters() {
    return 1;
  }

  @Override
  public double logSurvival(double time) {
    return -rate.rate() * time;
  }

  @Override
  public double logHazard(double time) {
    return Math.log(rate.rate());
  }
}
