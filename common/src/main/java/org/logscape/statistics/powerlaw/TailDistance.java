package org.logscape.statistics.powerlaw;

/** How far an empirical distribution function lies from a fitted one; all are 0 for equal ones. */
public enum TailDistance {
  /** The largest difference either way. */
  KOLMOGOROV_SMIRNOV,
  /** The largest difference one way plus the largest the other way. */
  KUIPER,
  /**
   * {@code integral (S - F)^2 / (F (1 - F)) dF}, Anderson and Darling's A-square over the number of
   * observations; for integers and bins the sum over the observed cells of Choulakian, Lockhart and
   * Stephens (Canadian Journal of Statistics 22, 1994, 125).
   */
  ANDERSON_DARLING
}
