package org.logscape.jobs.fit.waiting;

import java.util.ArrayList;
import java.util.List;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.statistics.Finding;
import org.logscape.statistics.Interval;
import org.logscape.statistics.survival.DeadTime;
import org.logscape.statistics.survival.Memorylessness;
import org.logscape.statistics.survival.MemorylessnessBootstrap;
import org.logscape.statistics.survival.RiskTable;

/**
 * Whether the waiting times of one event in one cell are exponential once a dead time, in which
 * runs still relax, is left out: the dead time, the p-value, and the rate after it beside its
 * prediction.
 */
final class MemorylessnessRows {
  static final WarningCode HAZARD_TREND =
      new WarningCode("hazard-trend", "direction in which the hazard changes");

  static final String LAW = "memorylessness";
  static final String P_VALUE = "p_value";

  private MemorylessnessRows() {}

  /** The rows of one event of one cell. */
  static List<FitRow> of(EventOfCell note, StepCounts counts, long seed) {
    RiskTable table = counts.riskTable(note.facts().learningRate());
    long events = table.events();
    if (note.isStoppedShort()) {
      return List.of(note.without(LAW, P_VALUE, events, EventOfCell.STOPPED_SHORT));
    }
    Finding<DeadTime> dead = DeadTime.of(table);
    if (dead.found().isEmpty()) {
      return List.of(note.without(LAW, P_VALUE, events, dead.whyNot().orElseThrow()));
    }
    List<FitRow> rows = new ArrayList<>();
    boolean resampled = table.runs() <= MemorylessnessBootstrap.MOST_RUNS && !counts.isBinned();
    rows.add(resampled ? resampled(note, table, seed) : limit(note, table, counts));
    double time = dead.orElseThrow().time();
    List<Warning> binning = EventOfCell.binning(counts);
    rows.add(
        note.row(
            LAW,
            "dead_time",
            CellGroup.none(),
            Measured.of(time),
            null,
            FitRow.Support.of(events),
            Verdict.NO_PREDICTION,
            binning));
    RiskTable later = table.after(time);
    Double predicted = note.predictedRate();
    Finding<Measured> rate =
        later.rate().map(r -> Measured.of(r.rate(), r.interval(Interval.COVERAGE)));
    Measured measured = rate.found().orElseGet(Measured::none);
    List<Warning> warnings = new ArrayList<>(binning);
    rate.whyNot().ifPresent(reason -> warnings.addAll(WarningCode.NO_FIT.says(reason)));
    rows.add(
        note.row(
            LAW,
            "rate_after_dead_time",
            CellGroup.none(),
            measured,
            predicted,
            FitRow.Support.of(later.events()),
            Verdict.of(later.events(), measured, predicted, note.regime()),
            warnings));
    return rows;
  }

  private static FitRow resampled(EventOfCell note, RiskTable table, long seed) {
    Finding<MemorylessnessBootstrap> bootstrap = MemorylessnessBootstrap.of(table, seed);
    return bootstrap
        .map(
            test ->
                row(
                    note,
                    table,
                    test.observed(),
                    test.pValue(MemorylessnessBootstrap.REPLICATES),
                    WarningCode.METHOD.says(
                        "%d replicates search the dead time anew"
                            .formatted(MemorylessnessBootstrap.REPLICATES))))
        .found()
        .orElseGet(
            () -> note.without(LAW, P_VALUE, table.events(), bootstrap.whyNot().orElseThrow()));
  }

  private static FitRow limit(EventOfCell note, RiskTable table, StepCounts counts) {
    List<Warning> warnings = new ArrayList<>(EventOfCell.binning(counts));
    warnings.addAll(
        WarningCode.METHOD.says(
            "p-value of the limit law, which does not know that the dead time was searched"));
    Finding<Memorylessness> test = Memorylessness.of(table);
    return test.map(
            found -> row(note, table, found, found.uniformity().andersonDarlingPValue(), warnings))
        .found()
        .orElseGet(() -> note.without(LAW, P_VALUE, table.events(), test.whyNot().orElseThrow()));
  }

  private static FitRow row(
      EventOfCell note,
      RiskTable table,
      Memorylessness test,
      double pValue,
      List<Warning> warnings) {
    List<Warning> all = new ArrayList<>(warnings);
    if (!Double.isFinite(pValue)) {
      all.addAll(WarningCode.NO_FIT.says("no replicate allowed a test"));
      return note.row(
          LAW,
          P_VALUE,
          CellGroup.none(),
          Measured.none(),
          null,
          FitRow.Support.of(table.events()),
          Verdict.TOO_FEW_EVENTS,
          all);
    }
    if (pValue < Verdict.SIGNIFICANCE) {
      all.addAll(
          test.trend() > 0
              ? HAZARD_TREND.says("the hazard rises with time, as far as it has a trend")
              : HAZARD_TREND.says("the hazard falls with time, as far as it has a trend"));
    }
    return note.row(
        LAW,
        P_VALUE,
        CellGroup.none(),
        Measured.of(pValue),
        null,
        FitRow.Support.of(test.events()),
        Verdict.ofTest(test.events(), pValue, note.regime()),
        all);
  }
}
