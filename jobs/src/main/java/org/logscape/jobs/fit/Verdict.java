package org.logscape.jobs.fit;

import org.logscape.theory.RegimeGuard;

/** Conclusion of a row of the fits table; the words are those of its schema. */
public enum Verdict {
  /** The prediction lies in the interval. */
  AGREES,
  /** The prediction lies outside the interval. */
  DIFFERS,
  /** The law cannot hold here. */
  OUTSIDE_REGIME,
  /** The data are too few for an interval. */
  TOO_FEW_EVENTS,
  /** Theory predicts nothing. */
  NO_PREDICTION,
  /** The better of the rival laws. */
  PREFERRED,
  /** The worse of the rival laws. */
  REJECTED,
  /** Rival laws that these data do not tell apart. */
  UNDECIDED,
  /** The law failed on these data. */
  FAILED;

  /** The p-value below which data speak against a hypothesis. */
  public static final double SIGNIFICANCE = 0.05;

  /** The p-value below which a contest of laws is decided. */
  public static final double CONTEST_LEVEL = 0.1;

  /** Whether the law can hold where it was measured. */
  public enum Regime {
    INSIDE,
    OUTSIDE
  }

  /**
   * Measured beside predicted.
   *
   * @param predicted null where nothing is predicted
   */
  public static Verdict of(Measured measured, Double predicted, Regime regime) {
    if (!measured.hasInterval()) {
      return TOO_FEW_EVENTS;
    }
    if (predicted == null) {
      return NO_PREDICTION;
    }
    if (regime == Regime.OUTSIDE) {
      return OUTSIDE_REGIME;
    }
    return measured.contains(predicted) ? AGREES : DIFFERS;
  }

  /**
   * The same for a law of events, of which {@link RegimeGuard#FEWEST_EVENTS} are needed.
   *
   * @param predicted null where nothing is predicted
   */
  public static Verdict of(long events, Measured measured, Double predicted, Regime regime) {
    return events < RegimeGuard.FEWEST_EVENTS ? TOO_FEW_EVENTS : of(measured, predicted, regime);
  }

  /**
   * What a test of a hypothesis says: it agrees unless the p-value is below {@link #SIGNIFICANCE}.
   *
   * @param events behind the test
   */
  public static Verdict ofTest(long events, double pValue, Regime regime) {
    if (events < RegimeGuard.FEWEST_EVENTS) {
      return TOO_FEW_EVENTS;
    }
    if (regime == Regime.OUTSIDE) {
      return OUTSIDE_REGIME;
    }
    return pValue < SIGNIFICANCE ? DIFFERS : AGREES;
  }
}
