package org.logscape.jobs.spec;

/** Laws to fit to the tables. */
public enum Fit {
  /** The censored rate of each cell and event. */
  ESCAPE_RATE,
  /** The rate against log(L^s/L*), B_eff/(eta h*) and n over all cells. */
  ESCAPE_LAW,
  /** Which of the rival laws the rates, the loss levels and the loss tails prefer. */
  LAW_CONTEST,
  /** Kaplan-Meier, Nelson-Aalen, Weibull and piecewise exponential fits to each cell and event. */
  SURVIVAL,
  /** Whether escapes forget, once a dead time is over. */
  MEMORYLESSNESS,
  /** Whether cells have one law of waiting times. */
  LOG_RANK,
  /** Which of several events comes first. */
  COMPETING_RISKS,
  /** The Beta law of 1 - L*&#47;L from the loss histogram. */
  STATIONARY_LAW,
  /** The power-law tail of the loss, from histograms and from snapshots, beside its rivals. */
  TAIL_LAW,
  /** Rates of cells that share random numbers against each other, replica by replica. */
  CONTRAST,
  /** Gradient noise against the loss along training, beside 2 L tr H*&#47;B. */
  NOISE_LAW,
  /**
   * Whether the loss and the gradients of the network's output decouple, eigenvalue by eigenvalue.
   */
  DECOUPLING,
  /** Outliers n and their size h* of the Hessian's spectrum, and their share of the trace. */
  SPECTRUM,
  /** Test error at the end of training, and its differences along alpha and along B. */
  TEST_ERROR
}
