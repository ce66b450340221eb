package org.logscape.dynamics;

/**
 * How the samples of a minibatch are chosen; three different settings in theory.md's sense, and one
 * shortcut.
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
