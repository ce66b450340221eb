package org.logscape.jobs.fit.contest;

import org.logscape.statistics.Finding;
import org.logscape.statistics.contest.Contender;

/**
 * One of the laws that contend for the same data: what it predicts of them, and its best fit to
 * them, both as the log-likelihood that it gives to each observation.
 *
 * @param <D> the data: {@link RateData} or {@link TailData}
 */
interface RivalLaw<D> {
  /** Its name in the fits table. */
  String name();

  /**
   * With theory's own parameters, nothing fitted.
   *
   * @return the contender; nothing where theory leaves a parameter open or does not apply to some
   *     of the data
   */
  Finding<Contender> predicted(D data);

  /**
   * With its free parameters at the maximum of likelihood; as predicted where it has none.
   *
   * @return the contender; nothing where there is no maximum
   */
  Finding<Contender> fitted(D data);
}
