package org.logscape.kernel;

/** How a run ended. */
public enum Status {
  /** The event that the run waits for occurred. */
  ESCAPED,
  /** The step limit came first. */
  CENSORED,
  /** The loss became infinite or not a number. */
  DIVERGED,
  /** The run waits for nothing and reached its last step, or it waits to converge and has. */
  FINISHED
}
