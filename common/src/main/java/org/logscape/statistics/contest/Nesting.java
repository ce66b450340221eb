package org.logscape.statistics.contest;

/** How a law is contained in a larger one. */
public enum Nesting {
  /**
   * At interior values of the larger law's parameters: twice the gain in log-likelihood follows
   * chi-square.
   */
  INTERIOR,
  /** At the edge of one parameter's range, or in a limit: the gain is 0 with probability 1/2. */
  BOUNDARY
}
