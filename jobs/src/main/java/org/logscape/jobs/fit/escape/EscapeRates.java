package org.logscape.jobs.fit.escape;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.TheoryWords;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.predict.Watched;
import org.logscape.statistics.CensoredRate;
import org.logscape.statistics.Interval;

/**
 * The rate of each event in each cell: events over time at risk, with the exact Poisson interval,
 * beside what the log-landscape theory predicts, and beside the first passage under the exact noise
 * of Gaussian inputs and the metric-corrected law where they are known.
 */
final class EscapeRates {
  static final String LAW = "escape-rate";
  static final String PARAMETER = "rate";

  private EscapeRates() {}

  /** The rows of one event of one cell. */
  static List<FitRow> rows(EscapePoint point) {
    CellTheory theory = point.theory();
    Watched watched = point.watched();
    List<FitRow> rows = new ArrayList<>();
    rows.add(row(point, LAW, theory.rate(watched)));
    if (watched.isLevel()) {
      OptionalDouble exactNoise = theory.gaussianDesignRate(watched.level());
      if (exactNoise.isPresent()) {
        rows.add(row(point, TheoryWords.GAUSSIAN_DESIGN, exactNoise));
      }
    }
    OptionalDouble metricCorrected = theory.metricCorrectedRate(watched);
    if (metricCorrected.isPresent()) {
      rows.add(row(point, TheoryWords.METRIC_CORRECTED, metricCorrected));
    }
    return rows;
  }

  private static FitRow row(EscapePoint point, String law, OptionalDouble rate) {
    Double predicted = rate.isPresent() ? (Double) rate.getAsDouble() : null;
    EventSums sums = point.sums();
    if (point.isStoppedShort()) {
      return row(point, law, Measured.none(), predicted, Verdict.TOO_FEW_EVENTS)
          .warn(
              WarningCode.STOPPED_SHORT.says(
                  "runs stop at the separatrix, just when this event is near: no rate; let"
                      + " stop.after be basin or all"));
    }
    if (!(sums.exposure() > 0)) {
      return row(point, law, Measured.none(), predicted, Verdict.TOO_FEW_EVENTS)
          .warn(
              WarningCode.NO_TIME_AT_RISK.says(
                  "no time at risk: every run ended at its first step"));
    }
    CensoredRate measured = CensoredRate.of(sums.events(), sums.exposure());
    Measured interval = Measured.of(measured.rate(), measured.interval(Interval.COVERAGE));
    Verdict verdict = Verdict.of(sums.events(), interval, predicted, point.regime());
    return row(point, law, interval, predicted, verdict);
  }

  /** The row of one event of one cell, without an estimate. */
  static FitRow place(EscapePoint point) {
    return place(point, LAW);
  }

  private static FitRow place(EscapePoint point, String law) {
    return FitRow.of(law, PARAMETER)
        .cell(point.theory().facts().cellId())
        .event(point.watched())
        .group(CellGroup.ofEvent(point.watched()));
  }

  private static FitRow row(
      EscapePoint point, String law, Measured measured, Double predicted, Verdict verdict) {
    return place(point, law)
        .measured(measured)
        .predicted(predicted)
        .support(point.sums().events())
        .verdict(verdict)
        .warn(point.warnings());
  }
}
