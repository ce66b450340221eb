package org.logscape.statistics.contest;

/** How a law lies in a larger one that contains it. */
public enum Nesting {
  /** At parameters with room on all sides: twice the gain in log-likelihood is chi-square. */
  INTERIOR,
  /** At the edge of one parameter's range, or in the limit: the gain is 0 half of the time. */
  BOUNDARY
}
