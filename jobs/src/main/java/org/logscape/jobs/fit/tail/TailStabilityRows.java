package org.logscape.jobs.fit.tail;

import java.util.ArrayList;
import java.util.List;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.statistics.Interval;
import org.logscape.statistics.powerlaw.PowerLawFit;
import org.logscape.statistics.powerlaw.TailSample;

/** The exponent as a function of the start of the tail; it is constant where a power law holds. */
final class TailStabilityRows {
  static final WarningCode BELOW_TAIL =
      new WarningCode("below-tail", "below the start of the tail");

  /** Shares of all losses that tails hold. */
  private static final double[] SHARES = {0.3, 0.1, 0.03, 0.01, 0.003, 0.001};

  private TailStabilityRows() {}

  /**
   * A row for each start.
   *
   * @param best the fit whose start was searched
   */
  static List<FitRow> of(TailSubject subject, PowerLawFit best) {
    List<FitRow> rows = new ArrayList<>();
    TailSample sample = subject.sample();
    double total = sample.observations(0);
    double last = -1;
    for (double share : SHARES) {
      int first = 0;
      while (first < sample.cells() - 1 && sample.observations(first) > share * total) {
        first++;
      }
      boolean enough =
          sample.observations(first) >= TailSubject.FEWEST && sample.xmin(first) > last;
      if (!enough) {
        continue;
      }
      last = sample.xmin(first);
      sample
          .fit(first)
          .found()
          .ifPresent(
              fit -> {
                List<TailTheory.Prediction> predictions = subject.predictions(fit.xmin());
                Double predicted = predictions.isEmpty() ? null : predictions.get(0).exponent();
                Measured measured = Measured.of(fit.exponent(), fit.interval(Interval.COVERAGE));
                rows.add(
                    subject.row(
                        "exponent_from",
                        TailSubject.from(fit.xmin()),
                        measured,
                        predicted,
                        FitRow.Support.of((long) fit.observations()),
                        fit.xmin() < best.xmin()
                            ? Verdict.NO_PREDICTION
                            : Verdict.of(measured, predicted, subject.cell().exactRegime()),
                        fit.xmin() < best.xmin()
                            ? BELOW_TAIL.says("below the start of the tail")
                            : List.of()));
              });
    }
    return rows;
  }
}
