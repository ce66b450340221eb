package org.logscape.jobs.spec.data;

/** What is done to the features; always learnt from the training set. */
public enum DataScale {
  /** Nothing: images keep their pixels in [0, 1]. */
  NONE,
  /** Mean 0 and variance 1 over all features together. */
  STANDARD,
  /** Mean 0 and variance 1 of each feature. */
  STANDARD_EACH
}
