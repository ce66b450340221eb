package org.logscape.jobs.fit.error;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.statistics.Interval;
import org.logscape.statistics.MeanCombination;

/**
 * Mean test error of each enhanced cell less the curve of plain cells at its B_eff: 0 where the
 * noise decides (derived from arXiv 2009.13094). The interval is Student's over runs, and includes
 * that of the curve.
 */
final class CurveDifferences {
  static final String PARAMETER = "curve_difference";
  static final WarningCode BEYOND_CURVE =
      new WarningCode("beyond-curve", "the curve goes on beyond its last cell");

  private CurveDifferences() {}

  /**
   * The rows.
   *
   * @param cells of one eta
   * @param unequal why cells are not judged; empty where they are
   */
  static List<FitRow> rows(List<EndedCell> cells, List<Warning> unequal) {
    PlainCurve curve = PlainCurve.of(cells);
    List<FitRow> rows = new ArrayList<>();
    for (EndedCell cell : cells) {
      if (!cell.isPlain()) {
        rows.add(row(cell, curve.at(cell.effectiveBatch())).warn(unequal));
      }
    }
    return unequal.isEmpty()
        ? rows
        : rows.stream().map(row -> row.verdict(Verdict.OUTSIDE_REGIME)).toList();
  }

  private static FitRow row(EndedCell cell, Optional<PlainCurve.Place> place) {
    FitRow row =
        FitRow.of(EffectiveBatchLaw.NAME, PARAMETER)
            .cell(cell.facts().cellId())
            .group(cell.group())
            .predicted(0.0);
    if (place.isEmpty()) {
      return row.warn(
          WarningCode.NO_FIT.says("no two cells of plain SGD at this rate lie around its B_eff"));
    }
    PlainCurve.Place at = place.get();
    double[] coefficients = {1, at.share() - 1, -at.share()};
    double[] own = cell.ends().values();
    double[] low = at.low().ends().values();
    double[] high = at.high().ends().values();
    Optional<MeanCombination> difference = MeanCombination.of(coefficients, own, low, high);
    Measured measured =
        difference
            .map(found -> Measured.of(found.estimate(), found.interval(Interval.COVERAGE)))
            .orElse(Measured.none());
    FitRow full =
        row.measured(measured)
            .support(own.length + low.length + high.length)
            .verdict(Verdict.of(measured, 0.0, Verdict.Regime.INSIDE));
    if (!measured.hasInterval()) {
      return full.warn(WarningCode.NO_INTERVAL.says("fewer than two runs in a cell: no interval"));
    }
    return at.isBeyond()
        ? full.warn(
            BEYOND_CURVE.says(
                "the curve goes on straight beyond B = %d"
                    .formatted((at.share() < 0 ? at.low() : at.high()).facts().batchSize())))
        : full;
  }
}
