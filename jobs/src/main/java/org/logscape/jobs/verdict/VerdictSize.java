package org.logscape.jobs.verdict;

import java.util.Locale;
import org.logscape.jobs.fit.error.TestErrorLaw;
import org.logscape.jobs.fit.error.TestSetNoise;

/**
 * A verdict with its size: how far a measured number is from its prediction. The terminal and the
 * page print the same words: {@code agrees}, {@code within 12 %}, {@code differs by 1.6 times}.
 */
public final class VerdictSize {
  /** Factors up to this one are said in percent. */
  private static final double LARGEST_IN_PERCENT = 1.5;

  private VerdictSize() {}

  /**
   * The words for a row.
   *
   * <p>A row whose verdict is {@code differs} has an interval that does not cover the prediction.
   * Its size is the factor between estimate and prediction: up to a factor of 1.5 the deviation
   * from the prediction in percent, rounded up; above it the factor, at least 1. Estimates of the
   * opposite sign, and predictions of 0, have no factor. A difference of test errors that nothing
   * predicts is {@code better}, {@code worse} or {@code no difference} by its interval, which is
   * that of the seeds. Where the difference is within the noise of the test set the words add
   * {@code on this test set}. Other verdicts stand as they are.
   */
  public static String of(LawRow row) {
    if (row.is(TestErrorLaw.DIFFERENCE) && row.verdict().equals("no-prediction")) {
      return change(row);
    }
    return row.verdict().equals("differs")
        ? difference(row.estimate() / row.predicted())
        : row.verdict();
  }

  private static String change(LawRow row) {
    boolean isBetter = row.high() < 0;
    if (!isBetter && !(row.low() > 0)) {
      return "no difference";
    }
    boolean isOfThisSet =
        row.warnings().stream().anyMatch(warning -> warning.code().equals(TestSetNoise.WITHIN));
    return (isBetter ? "better" : "worse") + (isOfThisSet ? " on this test set" : "");
  }

  private static String difference(double ratio) {
    if (!(ratio > 0) || Double.isInfinite(ratio)) {
      return "differs";
    }
    double factor = Math.max(ratio, 1 / ratio);
    if (factor <= LARGEST_IN_PERCENT) {
      return "within %.0f %%".formatted(Math.ceil(100 * Math.abs(ratio - 1)));
    }
    return String.format(
        Locale.ROOT, factor < 10 ? "differs by %.1f times" : "differs by %,.0f times", factor);
  }
}
