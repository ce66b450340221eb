package org.logscape.rare;

import java.util.Optional;

/**
 * How a trial ended.
 *
 * @param end how
 * @param steps steps it took; 0 where its start was beyond the interface already
 * @param highest the largest order parameter along the trial, including its start; infinite at the
 *     goal
 * @param crossing the first state beyond the interface; empty if it was not reached
 * @param strayed whether it fell back behind a ridge that the order parameter does not see
 */
public record TrialOutcome(
    End end, long steps, double highest, Optional<Crossing> crossing, boolean strayed) {

  /** Ends of a trial. */
  public enum End {
    /** It reached the interface, or the goal. */
    CROSSED,
    /** It fell back into the basin. */
    RETURNED,
    /** It did neither within the steps that a trial may take. */
    CENSORED,
    /** Its loss became infinite or not a number. */
    DIVERGED
  }
}
