package org.logscape.jobs.fit;

/** Words of the column {@code law} for predictions other than that of the log-landscape theory. */
public final class TheoryWords {
  /** The exact noise of Gaussian inputs. */
  public static final String GAUSSIAN_DESIGN = "gaussian-design";

  /** First passage along the escape path with the noise metric of each point in place of h*. */
  public static final String METRIC_CORRECTED = "metric-corrected";

  /** Kesten's power law of the discrete recursion. */
  public static final String KESTEN = "kesten";

  /** The log-landscape theory, where it is one rival among others. */
  public static final String LOG_LANDSCAPE = "log-landscape";

  private TheoryWords() {}
}
