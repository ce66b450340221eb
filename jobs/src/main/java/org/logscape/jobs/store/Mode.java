package org.logscape.jobs.store;

/** Whether a job may go on with a folder that holds results. */
public enum Mode {
  /** The folder must be new. */
  FRESH,
  /** The job completes or extends the results of the same experiment. */
  RESUME
}
