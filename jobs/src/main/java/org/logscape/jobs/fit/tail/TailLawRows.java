package org.logscape.jobs.fit.tail;

import java.util.ArrayList;
import java.util.List;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.jobs.fit.stationary.LossBins;
import org.logscape.jobs.fit.stationary.StationaryCell;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.text.Numbers;
import org.logscape.statistics.Finding;
import org.logscape.statistics.powerlaw.XminSearch;

/**
 * The loss tail of one cell by the method of Clauset, Shalizi and Newman: the exponent of the
 * density in r = L/L* - 1 with the prediction over the same range, where the tail starts, how far
 * the data lie from the fit ({@link TailFitRows}), the exponent from other starts on ({@link
 * TailStabilityRows}), and the power law against its rivals ({@link TailRivalRows}). The p-value is
 * {@link TailPValues}'.
 */
final class TailLawRows {
  static final WarningCode ASSUMED_INDEPENDENT =
      new WarningCode("assumed-independent", "data are taken as independent");

  static final String LAW = "tail-law";
  static final String EXPONENT = "exponent";
  static final String P_VALUE = "p_value";

  private TailLawRows() {}

  /** The row of a cell of which no loss was counted. */
  static FitRow without(CellTheory theory, String reason) {
    return FitRow.of(LAW, EXPONENT)
        .cell(theory.facts().cellId())
        .warn(WarningCode.NO_LOSSES.says(reason));
  }

  /**
   * The rows of a histogram.
   *
   * @param share of the counts that are taken as independent
   */
  static List<FitRow> ofHistogram(
      StationaryCell cell, TailSource source, LossBins bins, double share) {
    List<Warning> notes = new ArrayList<>();
    if (share < 1) {
      notes.addAll(
          WarningCode.DEPENDENT_DATA.says(
              "each loss counts as %s independent ones".formatted(Numbers.brief(share))));
    }
    if (bins.hasFewGroups()) {
      notes.addAll(
          WarningCode.FEW_GROUPS.says(
              "%d groups of runs, too few to resample".formatted(bins.groups())));
    }
    TailSubject subject = TailSubject.of(cell, source, bins, notes);
    Finding<XminSearch.Row> found = TailSource.search().search(subject.sample());
    if (found.found().isEmpty()) {
      return List.of(subject.without(EXPONENT, found.whyNot().orElseThrow()));
    }
    XminSearch.Row best = found.orElseThrow();
    List<FitRow> rows = new ArrayList<>(TailFitRows.ofHistogram(subject, best, share));
    rows.addAll(TailStabilityRows.of(subject, best.fit()));
    rows.addAll(TailRivalRows.of(subject, best.fit()));
    rows.add(LossCoreRow.of(subject));
    return rows;
  }

  /**
   * The rows of single values.
   *
   * @param bins the cell's histogram, whose edges are those of predictions
   * @param kept what is to be said of how the values were chosen
   */
  static List<FitRow> ofSnapshots(
      StationaryCell cell, TailSource source, LossBins bins, List<Warning> kept) {
    List<Warning> notes = new ArrayList<>(kept);
    notes.addAll(ASSUMED_INDEPENDENT.says("snapshots are taken as independent"));
    TailSubject subject = TailSubject.of(cell, source, bins, notes);
    Finding<XminSearch.Row> found = TailSource.search().search(subject.sample());
    if (found.found().isEmpty()) {
      return List.of(subject.without(EXPONENT, found.whyNot().orElseThrow()));
    }
    XminSearch.Row best = found.orElseThrow();
    List<FitRow> rows = new ArrayList<>(TailFitRows.ofValues(subject, best));
    rows.addAll(TailStabilityRows.of(subject, best.fit()));
    rows.addAll(TailRivalRows.of(subject, best.fit()));
    TailBinningRow.of(subject, best.fit()).ifPresent(rows::add);
    return rows;
  }
}
