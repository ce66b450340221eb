package org.logscape.rare;

import java.io.Serializable;

/**
 * Counts of one stage of one repeat.
 *
 * @param repeat the repeat, from 0
 * @param stage the stage, from 0: the walk in the basin
 * @param threshold the interface that it leads to; infinite for a goal that is no level of the
 *     order parameter
 * @param trials trials from the states of the stage before; walkers at stage 0
 * @param crossed trials that got beyond the interface; crossings at stage 0
 * @param immediate those of them whose start was beyond it already: a step passed several
 *     interfaces
 * @param returned trials that fell back into the basin
 * @param censored trials that ran out of steps
 * @param diverged trials whose loss became infinite or not a number
 * @param strayed trials or walkers that fell back to the basin's values behind the ridge
 * @param steps steps taken
 * @param stepsAtRisk the time at risk of the flux, in steps; 0 beyond stage 0
 */
public record StageTally(
    int repeat,
    int stage,
    double threshold,
    long trials,
    long crossed,
    long immediate,
    long returned,
    long censored,
    long diverged,
    long strayed,
    long steps,
    long stepsAtRisk)
    implements Serializable {

  /** The share of trials that crossed; 0 where there were none. */
  public double probability() {
    return trials == 0 ? 0 : (double) crossed / trials;
  }
}
