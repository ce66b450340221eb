package org.logscape.jobs.measured;

import java.util.Optional;
import java.util.OptionalDouble;
import org.logscape.jobs.fit.Verdict;
import org.logscape.statistics.Interval;

/**
 * One number of one law.
 *
 * @param law exponential, weibull, kaplan-meier, memorylessness, log-rank, power-law,
 *     exponential-in-barrier or log-landscape-exponent
 * @param cell its name; empty for all cells together
 * @param parameter what is estimated
 * @param value the estimate
 * @param interval of 95 %, where there is one
 * @param predicted by theory, where there is a prediction
 * @param observations events that it rests on
 * @param verdict how a law fares beside its rivals, where it has some
 */
public record Estimate(
    String law,
    String cell,
    String parameter,
    double value,
    Optional<Interval> interval,
    OptionalDouble predicted,
    long observations,
    Optional<Verdict> verdict) {

  static Estimate of(
      String law, String cell, String parameter, double value, Interval interval, long events) {
    return new Estimate(
        law,
        cell,
        parameter,
        value,
        Optional.of(interval),
        OptionalDouble.empty(),
        events,
        Optional.empty());
  }

  static Estimate of(String law, String cell, String parameter, double value, long events) {
    return new Estimate(
        law,
        cell,
        parameter,
        value,
        Optional.empty(),
        OptionalDouble.empty(),
        events,
        Optional.empty());
  }

  /** The same beside what theory says. */
  Estimate beside(OptionalDouble theory) {
    return new Estimate(law, cell, parameter, value, interval, theory, observations, verdict);
  }

  /** The same with a verdict. */
  Estimate judged(Verdict standing) {
    return new Estimate(
        law, cell, parameter, value, interval, predicted, observations, Optional.of(standing));
  }
}
