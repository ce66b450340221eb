package org.logscape.jobs.fit.tail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.jobs.fit.stationary.LossBins;
import org.logscape.statistics.Finding;
import org.logscape.statistics.Interval;
import org.logscape.statistics.NormalInterval;
import org.logscape.statistics.powerlaw.PowerLawFit;
import org.logscape.statistics.powerlaw.TailSample;

/** The core apart: P(r &lt; R) grows as R^(n/2) near the minimum, which is the tail of 1/r. */
final class LossCoreRow {
  /** So large a share of the losses lies below the core's end. */
  private static final double CORE_SHARE = 0.01;

  private LossCoreRow() {}

  /** The row of a histogram. */
  static FitRow of(TailSubject subject) {
    LossBins bins = subject.bins();
    int end = 1;
    double below = bins.counts()[0];
    while (end < bins.counts().length - 1
        && below + bins.counts()[end] <= CORE_SHARE * bins.total()) {
      below += bins.counts()[end];
      end++;
    }
    int size = end;
    double[] low = new double[size];
    double[] high = new double[size];
    double[] counts = new double[size];
    for (int i = 0; i < size; i++) {
      int bin = size - 1 - i;
      low[i] = 1 / bins.high()[bin];
      high[i] = 1 / bins.low()[bin];
      counts[i] = subject.source().numbers()[bin];
    }
    Finding<PowerLawFit> fit = TailSample.binned(low, high, counts).fit(0);
    double predicted = 0.5 * subject.theory().landscape().outliers();
    Measured measured =
        fit.found()
            .filter(core -> core.observations() >= TailSubject.FEWEST)
            .map(
                core ->
                    Measured.of(
                        core.exponent() - 1,
                        NormalInterval.around(
                            core.exponent() - 1, core.standardError(), Interval.COVERAGE)))
            .orElseGet(Measured::none);
    List<Warning> warnings = new ArrayList<>(subject.notes());
    warnings.addAll(
        measured.estimate() == null
            ? WarningCode.TOO_FEW_DATA.says("too few losses near the minimum")
            : WarningCode.METHOD.says(
                "P(r < R) as a power of R over the lowest %.0f %%".formatted(100 * CORE_SHARE)));
    return subject.row(
        "core_exponent",
        CellGroup.none().upTo("L/L*-1", bins.high()[size - 1]),
        measured,
        predicted,
        FitRow.Support.of((long) Arrays.stream(counts).sum()),
        Verdict.of(measured, predicted, subject.cell().exactRegime()),
        warnings);
  }
}
