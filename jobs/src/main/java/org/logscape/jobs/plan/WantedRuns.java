package org.logscape.jobs.plan;

import org.logscape.jobs.spec.Spec;
import org.logscape.statistics.Interval;
import org.logscape.statistics.RatePrecision;

/**
 * Runs of a cell that a spec is expected to take. A wanted width (key {@code until}) needs a number
 * of events, so it adds runs, or follows them further; either way the time at risk is events over
 * rate, which is what steps cost.
 */
final class WantedRuns {
  private WantedRuns() {}

  /**
   * The replicas, or where a width is wanted as many runs as see enough events, within the limits.
   *
   * @param endedShare share of the runs that see the event within the step limit
   */
  static double of(Spec spec, double endedShare) {
    if (!spec.until().isWanted()) {
      return spec.replicas();
    }
    double events = RatePrecision.eventsFor(spec.until().width(), Interval.COVERAGE);
    return Math.min(
        Math.max(spec.until().maxRuns(), spec.replicas()),
        Math.max(spec.replicas(), events / endedShare));
  }
}
