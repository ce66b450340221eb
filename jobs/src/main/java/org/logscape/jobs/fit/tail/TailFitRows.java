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
import org.logscape.statistics.Interval;
import org.logscape.statistics.powerlaw.PowerLawFit;
import org.logscape.statistics.powerlaw.TailSample;
import org.logscape.statistics.powerlaw.XminSearch;

/**
 * Rows of one tail: its exponent with the prediction, its start, and the distance of the data from
 * the fit.
 */
final class TailFitRows {
  static final WarningCode OTHER_PREDICTIONS =
      new WarningCode("other-predictions", "what each theory predicts over the same range");

  private final TailSubject subject;
  private final XminSearch.Row best;

  private TailFitRows(TailSubject subject, XminSearch.Row best) {
    this.subject = subject;
    this.best = best;
  }

  /** The rows of a histogram, whose groups of runs are resampled. */
  static List<FitRow> ofHistogram(TailSubject subject, XminSearch.Row best, double share) {
    TailFitRows rows = new TailFitRows(subject, best);
    return rows.rows(rows.resampled(best.fit().exponent(), share));
  }

  /** The rows of values that are taken as independent. */
  static List<FitRow> ofValues(TailSubject subject, XminSearch.Row best) {
    PowerLawFit fit = best.fit();
    return new TailFitRows(subject, best)
        .rows(Measured.of(fit.exponent(), fit.interval(Interval.COVERAGE)));
  }

  private List<FitRow> rows(Measured exponent) {
    List<FitRow> rows = new ArrayList<>();
    PowerLawFit fit = best.fit();
    FitRow.Support support =
        new FitRow.Support(
            (long) fit.observations(), fit.logLikelihood(), 2 - 2 * fit.logLikelihood());
    List<TailTheory.Prediction> predictions = subject.predictions(fit.xmin());
    Double predicted = predictions.isEmpty() ? null : predictions.get(0).exponent();
    List<Warning> warnings = new ArrayList<>(subject.cell().warnings());
    warnings.addAll(subject.notes());
    if (!predictions.isEmpty()) {
      warnings.addAll(
          OTHER_PREDICTIONS.says(
              "over this range theory has "
                  + String.join(
                      ", ", predictions.stream().map(TailTheory.Prediction::words).toList())));
    }
    Verdict.Regime regime =
        predictions.size() > 1 ? subject.cell().exactRegime() : subject.cell().regime();
    rows.add(
        subject.row(
            TailLawRows.EXPONENT,
            TailSubject.from(fit.xmin()),
            exponent,
            predicted,
            support,
            Verdict.of(exponent, predicted, regime),
            warnings));
    rows.add(
        subject.row(
            "xmin",
            CellGroup.none(),
            Measured.of(fit.xmin()),
            null,
            support,
            Verdict.NO_PREDICTION,
            List.of()));
    rows.add(
        subject.row(
            "ks_distance",
            TailSubject.from(fit.xmin()),
            Measured.of(best.distance()),
            null,
            support,
            Verdict.NO_PREDICTION,
            List.of()));
    return rows;
  }

  /** Groups of runs drawn anew, the start of the tail searched anew in each. */
  private Measured resampled(double estimate, double share) {
    if (subject.bins().hasFewGroups()) {
      return Measured.of(estimate);
    }
    double[] exponents =
        Arrays.stream(subject.bins().replicates())
            .mapToDouble(
                counts -> {
                  double[] independent = Arrays.stream(counts).map(c -> c * share).toArray();
                  return TailSource.search()
                      .search(
                          TailSample.binned(
                              subject.bins().low(), subject.bins().high(), independent))
                      .found()
                      .map(row -> row.fit().exponent())
                      .orElse(Double.NaN);
                })
            .toArray();
    return Measured.of(estimate, exponents);
  }
}
