package org.logscape.jobs.spec;

/** Laws to fit to the tables. */
public enum Fit {
  /** The censored rate of each cell and event. */
  ESCAPE_RATE,
  /** The rate against log(L^s/L*), B_eff/(eta h*) and n over all cells. */
  ESCAPE_LAW,
  /** The Beta law of 1 - L*&#47;L from the loss histogram. */
  STATIONARY_LAW,
  /** Rates of cells that share random numbers against each other, replica by replica. */
  CONTRAST
}
