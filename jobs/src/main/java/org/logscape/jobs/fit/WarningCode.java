package org.logscape.jobs.fit;

import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A kind of warning, by a word that stays while sentences and their numbers change. The codes that
 * several laws share are here; {@link LawFacts} declares those of one law.
 *
 * @param word lower case with hyphens, in the column {@code warning_codes}
 * @param meaning one line, for the reference
 */
public record WarningCode(String word, String meaning) implements Serializable {
  private static final Pattern WORD = Pattern.compile("[a-z]+(-[a-z]+)*");

  /** Warning of a table that an earlier version wrote. */
  public static final WarningCode UNKNOWN =
      new WarningCode("unknown", "warning of a table that an earlier version wrote");

  /** No estimate: the sentence gives the reason. */
  public static final WarningCode NO_FIT =
      new WarningCode("no-fit", "no estimate: the sentence gives the reason");

  /** No estimate: nothing was measured. */
  public static final WarningCode NO_DATA =
      new WarningCode("no-data", "no estimate: nothing was measured");

  /** No estimate: too few data. */
  public static final WarningCode TOO_FEW_DATA =
      new WarningCode("too-few-data", "no estimate: too few data");

  /** No loss was counted in the cell. */
  public static final WarningCode NO_LOSSES =
      new WarningCode("no-losses", "no loss was counted in the cell");

  /** No run saw the event. */
  public static final WarningCode NO_EVENTS = new WarningCode("no-events", "no run saw the event");

  /** Every run ended at its first step. */
  public static final WarningCode NO_TIME_AT_RISK =
      new WarningCode("no-time-at-risk", "every run ended at its first step");

  /** The data do not vary. */
  public static final WarningCode NO_VARIATION =
      new WarningCode("no-variation", "the data do not vary");

  /** An estimate without an interval. */
  public static final WarningCode NO_INTERVAL =
      new WarningCode("no-interval", "an estimate without an interval");

  /** Too few groups of runs to resample. */
  public static final WarningCode FEW_GROUPS =
      new WarningCode("few-groups", "too few groups of runs to resample");

  /** The interval rests on fewer resamplings than were asked for. */
  public static final WarningCode FEWER_RESAMPLINGS =
      new WarningCode(
          "fewer-resamplings", "the interval rests on fewer resamplings than were asked for");

  /** Escapes come too early to be rare events. */
  public static final WarningCode EARLY_ESCAPE =
      new WarningCode("early-escape", "escapes come too early to be rare events");

  /** The threshold is jumped over in one step. */
  public static final WarningCode JUMPED =
      new WarningCode("jumped", "the threshold is jumped over in one step");

  /** Few events. */
  public static final WarningCode FEW_EVENTS = new WarningCode("few-events", "few events");

  /** Eta h* is not small. */
  public static final WarningCode LARGE_STEP = new WarningCode("large-step", "eta h* is not small");

  /** Eta h* is at least 2. */
  public static final WarningCode NO_CONTRACTION =
      new WarningCode("no-contraction", "eta h* is at least 2: gradient descent diverges");

  /** N is not below n_c. */
  public static final WarningCode UNSTABLE_MINIMUM =
      new WarningCode("unstable-minimum", "n is not below n_c");

  /** Weights decay. */
  public static final WarningCode WEIGHT_DECAY =
      new WarningCode("weight-decay", "weights decay, which the theory does not describe");

  /** Fitted to points outside the regime of the theory. */
  public static final WarningCode OUTSIDE_REGIME =
      new WarningCode("outside-regime", "fitted to points outside the regime of the theory");

  /** The law failed on these data. */
  public static final WarningCode LAW_FAILED =
      new WarningCode("law-failed", "the law failed on these data");

  /** Some points are left out. */
  public static final WarningCode POINTS_LEFT_OUT =
      new WarningCode("points-left-out", "some points are left out");

  /** Runs stop just before the event. */
  public static final WarningCode STOPPED_SHORT =
      new WarningCode("stopped-short", "runs stop just before the event");

  /** Runs start beyond the event. */
  public static final WarningCode STARTS_BEYOND =
      new WarningCode("starts-beyond", "runs start beyond the event");

  /** Runs diverged. */
  public static final WarningCode DIVERGED = new WarningCode("diverged", "runs diverged");

  /** Data are not independent, and are counted as fewer. */
  public static final WarningCode DEPENDENT_DATA =
      new WarningCode("dependent-data", "data are not independent, and are counted as fewer");

  /** Times are kept in bins. */
  public static final WarningCode BINNED = new WarningCode("binned", "times are kept in bins");

  /** The share is 0 or 1. */
  public static final WarningCode SHARE_AT_EDGE =
      new WarningCode("share-at-edge", "the share is 0 or 1");

  /** Statistic of the test. */
  public static final WarningCode TEST_STATISTIC =
      new WarningCode("test-statistic", "statistic of the test");

  /** How the number was obtained. */
  public static final WarningCode METHOD = new WarningCode("method", "how the number was obtained");

  /** The outcome of the contest between laws. */
  public static final WarningCode CONTEST =
      new WarningCode("contest", "the outcome of the contest between laws");

  /** Laws that are not in the contest. */
  public static final WarningCode ABSENT_RIVALS =
      new WarningCode("absent-rivals", "laws that are not in the contest");

  /** Runs without a test accuracy. */
  public static final WarningCode NO_TEST_ACCURACY =
      new WarningCode("no-test-accuracy", "runs without a test accuracy");

  /** Runs were evaluated last at different epochs. */
  public static final WarningCode UNEQUAL_ENDS =
      new WarningCode("unequal-ends", "runs were evaluated last at different epochs");

  /** How many points count. */
  public static final WarningCode POINTS_USED =
      new WarningCode("points-used", "how many points count");

  private static final List<WarningCode> SHARED =
      List.of(
          UNKNOWN,
          NO_FIT,
          NO_DATA,
          TOO_FEW_DATA,
          NO_LOSSES,
          NO_EVENTS,
          NO_TIME_AT_RISK,
          NO_VARIATION,
          NO_INTERVAL,
          FEW_GROUPS,
          FEWER_RESAMPLINGS,
          EARLY_ESCAPE,
          JUMPED,
          FEW_EVENTS,
          LARGE_STEP,
          NO_CONTRACTION,
          UNSTABLE_MINIMUM,
          WEIGHT_DECAY,
          OUTSIDE_REGIME,
          LAW_FAILED,
          POINTS_LEFT_OUT,
          STOPPED_SHORT,
          STARTS_BEYOND,
          DIVERGED,
          DEPENDENT_DATA,
          BINNED,
          SHARE_AT_EDGE,
          TEST_STATISTIC,
          METHOD,
          CONTEST,
          ABSENT_RIVALS,
          NO_TEST_ACCURACY,
          UNEQUAL_ENDS,
          POINTS_USED);

  public WarningCode {
    if (!WORD.matcher(word).matches()) {
      throw new IllegalArgumentException("no code of a warning: " + word);
    }
  }

  /** The codes that several laws share. */
  static List<WarningCode> shared() {
    return SHARED;
  }

  /**
   * Warnings of this kind.
   *
   * @param text one sentence, or several separated by a semicolon and a space
   */
  public List<Warning> says(String text) {
    return Warning.all(this, text);
  }
}
