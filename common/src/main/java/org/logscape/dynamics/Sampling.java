package org.logscape.dynamics;

/**
 * How the samples of a minibatch are chosen: with replacement, without replacement within an epoch,
 * or fresh from the population; and a shortcut for the last.
 */
public enum Sampling {
  /** Fresh samples of the population at every step. */
  ONLINE,
  /** The same law as {@link #ONLINE} without drawing the minibatch; Gaussian features only. */
  ONLINE_IN_LAW,
  /** From a finite data set, each sample with replacement. */
  REPLACEMENT,
  /**
   * From a finite data set, without replacement within an epoch; an incomplete last minibatch is
   * dropped.
   */
  EPOCH
}
