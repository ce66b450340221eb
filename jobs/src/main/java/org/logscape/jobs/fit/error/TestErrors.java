package org.logscape.jobs.fit.error;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.PairedRuns;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.jobs.predict.CellFacts;

/**
 * The test error of each cell, 1 - accuracy after the last epoch, as a mean over runs with
 * Student's interval; and how enhanced noise and larger batches change it ({@link
 * TestErrorDifferences}). Theory predicts no test error.
 */
final class TestErrors {
  static final String LAW = "test-error";

  /** Share of the test data classified wrongly. */
  static final String PARAMETER = "test_error";

  private TestErrors() {}

  /**
   * The rows of all cells that ran, then the contrasts of those that were evaluated. A cell without
   * evaluations has a row that says so.
   *
   * @param cells those that ran, in the order of the grid
   * @param errors by cell
   * @param pairs cells that share random numbers
   */
  static List<FitRow> rows(
      List<CellFacts> cells, Map<String, FinalTestErrors> errors, PairedRuns pairs) {
    List<FitRow> rows = new ArrayList<>();
    for (CellFacts cell : cells) {
      rows.add(
          errors.containsKey(cell.cellId())
              ? row(cell.cellId(), errors.get(cell.cellId()))
              : row(
                  cell.cellId(),
                  Measured.none(),
                  0,
                  WarningCode.NO_DATA.says("no test error was evaluated")));
    }
    rows.addAll(
        TestErrorDifferences.of(errors, pairs)
            .rows(cells.stream().filter(cell -> errors.containsKey(cell.cellId())).toList()));
    return rows;
  }

  private static FitRow row(String cell, FinalTestErrors errors) {
    Measured measured = Measured.ofMean(errors.values());
    List<Warning> warnings = warnings(errors);
    if (measured.estimate() != null && !measured.hasInterval()) {
      warnings.addAll(WarningCode.NO_INTERVAL.says("one run: no interval"));
    }
    return row(cell, measured, errors.values().length, warnings);
  }

  private static FitRow row(String cell, Measured measured, long runs, List<Warning> warnings) {
    return FitRow.of(LAW, PARAMETER)
        .cell(cell)
        .measured(measured)
        .support(runs)
        .verdict(Verdict.of(measured, null, Verdict.Regime.INSIDE))
        .warn(warnings);
  }

  /** What became of the runs that are in no mean. */
  static List<Warning> warnings(FinalTestErrors errors) {
    List<Warning> warnings = new ArrayList<>();
    if (errors.diverged() > 0) {
      warnings.addAll(
          WarningCode.DIVERGED.says(
              "%,d runs diverged and are not in the mean".formatted(errors.diverged())));
    }
    if (errors.without() > 0) {
      warnings.addAll(
          WarningCode.NO_TEST_ACCURACY.says(
              "%,d runs have no test accuracy: no test data, or no classification"
                  .formatted(errors.without())));
    }
    if (errors.endsDiffer()) {
      warnings.addAll(
          WarningCode.UNEQUAL_ENDS.says(
              "runs were evaluated last after %d to %d epochs"
                  .formatted(errors.firstEnd(), errors.lastEnd())));
    }
    return warnings;
  }
}
