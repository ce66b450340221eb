package org.logscape.jobs.fit.error;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.text.Numbers;
import org.logscape.statistics.Interval;
import org.logscape.statistics.ProportionError;

/**
 * The sampling error of a difference of two test errors that comes from the test set: another test
 * set of the same size gives another difference.
 *
 * @param halfWidth of the 95 % interval, at most, see {@link ProportionError#ofDifference}
 * @param samples size of the test set
 */
public record TestSetNoise(double halfWidth, long samples) {
  static final String PARAMETER = "test_set_noise";

  /** The difference is not greater than the noise of the test set. */
  public static final WarningCode WITHIN =
      new WarningCode("within-test-noise", "another test set may turn the difference around");

  /** The difference is greater than the noise of the test set. */
  public static final WarningCode BEYOND =
      new WarningCode(
          "beyond-test-noise", "the difference is greater than what another test set may change");

  /**
   * The noise of the test set on which two cells were evaluated; empty where its size is not known,
   * where the sizes differ, and where a cell has no test error.
   */
  static Optional<TestSetNoise> of(
      CellFacts cell, FinalTestErrors errors, CellFacts reference, FinalTestErrors others) {
    Long samples = cell.testSamples();
    if (samples == null
        || !samples.equals(reference.testSamples())
        || errors.isEmpty()
        || others.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new TestSetNoise(
            ProportionError.ofDifference(
                mean(errors.values()), mean(others.values()), samples, Interval.COVERAGE),
            samples));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /** What the noise says of a difference. */
  List<Warning> beside(Measured difference) {
    boolean isWithin = Math.abs(difference.estimate()) <= halfWidth;
    return (isWithin ? WITHIN : BEYOND)
        .says(
            "the interval is that of the seeds: another test set of %,d samples may move the"
                    .formatted(samples)
                + " difference by up to %s (95 %%), %s"
                    .formatted(
                        Numbers.brief(halfWidth),
                        isWithin ? "which may turn it around" : "which cannot turn it around"));
  }

  /** The row of the noise itself. */
  FitRow row(CellFacts cell, CellGroup against, int runs) {
    return FitRow.of(TestErrors.LAW, PARAMETER)
        .cell(cell.cellId())
        .group(against)
        .measured(Measured.of(halfWidth))
        .support(runs)
        .verdict(Verdict.NO_PREDICTION);
  }
}
