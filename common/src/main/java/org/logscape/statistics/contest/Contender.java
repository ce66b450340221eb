package org.logscape.statistics.contest;

import java.util.Map;

/**
 * A law fitted to the data of a contest.
 *
 * @param name the law's name, unique within the contest
 * @param parameters how many parameters were fitted
 * @param logLikelihoods the log-likelihood of each observation
 * @param within the names of larger laws that contain this one, and how
 */
public record Contender(
    String name, int parameters, double[] logLikelihoods, Map<String, Nesting> within) {

  /** Keeps a copy of what can change. */
  public Contender {
    logLikelihoods = logLikelihoods.clone();
    within = Map.copyOf(within);
  }
}
