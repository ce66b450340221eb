package org.logscape.jobs.report.law;

/** What the page says where the data of several figures are missing. */
final class Absence {
  /** Of the figures of escape rates against the barrier. */
  static final String BARRIER_RATES = "No escape rate over a saddle was fitted.";

  /** Of the figures of what was measured along training. */
  static final String TRAINING =
      "Gradient noise, spectra, and losses and errors by epoch were not measured.";

  private Absence() {}
}
