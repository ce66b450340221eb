package org.logscape.jobs.fit.waiting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.statistics.Finding;
import org.logscape.statistics.survival.LogRankTest;
import org.logscape.statistics.survival.RiskTable;

/** The p-value of one law of waiting times in all cells of a group. */
final class LogRankRows {
  static final WarningCode CELLS_COMPARED =
      new WarningCode("cells-compared", "how many cells are compared");

  static final String LAW = "log-rank";

  /** The statistic's matrix grows with the square of the number of cells. */
  private static final int MOST_CELLS = 40;

  private LogRankRows() {}

  /**
   * The row of a group.
   *
   * @param tables of its cells, by cell
   * @param binning what is to be said where tables are binned
   */
  static FitRow of(
      LogRankGroups.Group group, Map<String, RiskTable> tables, List<Warning> binning) {
    List<Warning> warnings = new ArrayList<>(binning);
    List<RiskTable> cells =
        group.cells().stream().filter(tables::containsKey).map(tables::get).toList();
    long events = cells.stream().mapToLong(RiskTable::events).sum();
    warnings.addAll(
        group.isOneLaw()
            ? CELLS_COMPARED.says("%d cells to which theory gives one rate".formatted(cells.size()))
            : CELLS_COMPARED.says("%d cells".formatted(cells.size())));
    Finding<LogRankTest> test =
        cells.size() > MOST_CELLS
            ? Finding.none("more than %d cells are not tested at once".formatted(MOST_CELLS))
            : cells.size() < 2
                ? Finding.none("fewer than two cells have rows")
                : LogRankTest.of(cells);
    test.whyNot().ifPresent(reason -> warnings.addAll(WarningCode.NO_FIT.says(reason)));
    test.found()
        .ifPresent(
            found ->
                warnings.addAll(
                    WarningCode.TEST_STATISTIC.says(
                        "chi-square %.3g on %d degrees of freedom"
                            .formatted(found.test().statistic(), found.test().degrees()))));
    return FitRow.of(LAW, "p_value")
        .event(group.watched())
        .group(group.key())
        .measured(
            test.found().map(found -> Measured.of(found.test().pValue())).orElseGet(Measured::none))
        .support(events)
        .verdict(
            test.found()
                .map(found -> verdict(group, events, found.test().pValue()))
                .orElse(Verdict.TOO_FEW_EVENTS))
        .warn(warnings);
  }

  /** Of cells to which theory gives different rates nothing is asked. */
  private static Verdict verdict(LogRankGroups.Group group, long events, double pValue) {
    return group.isOneLaw()
        ? Verdict.ofTest(events, pValue, group.regime())
        : Verdict.NO_PREDICTION;
  }
}
