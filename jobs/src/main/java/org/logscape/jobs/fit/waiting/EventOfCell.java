package org.logscape.jobs.fit.waiting;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.jobs.fit.escape.EscapePoint;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.predict.Watched;

/**
 * The facts of one event of one cell that the fits of waiting times need, small enough to be sent
 * to executors.
 *
 * @param facts of the cell
 * @param watched the event
 * @param regime whether escapes are rare events out of a stable minimum
 * @param isStoppedShort whether runs stop just before this event, which makes censoring informative
 * @param warnings those of the regime guard, and those about how the runs ended
 */
record EventOfCell(
    CellFacts facts,
    Watched watched,
    Verdict.Regime regime,
    boolean isStoppedShort,
    List<Warning> warnings)
    implements Serializable {
  static final String STOPPED_SHORT =
      "runs stop at the separatrix, just when this event is near: let stop.after be basin or all";

  EventOfCell {
    warnings = List.copyOf(warnings);
  }

  static EventOfCell of(EscapePoint point) {
    return new EventOfCell(
        point.theory().facts(),
        point.watched(),
        point.regime(),
        point.isStoppedShort(),
        point.warnings());
  }

  /** The predicted rate per unit of t; null where theory has none. */
  Double predictedRate() {
    var rate = CellTheory.of(facts).rate(watched);
    return rate.isPresent() ? (Double) rate.getAsDouble() : null;
  }

  /** What distinguishes the times of this point: the level, if it has one, and a range of t. */
  CellGroup group(CellGroup range) {
    return CellGroup.ofEvent(watched).and(range);
  }

  /** A row about this point, without an estimate. */
  FitRow place(String law, String parameter) {
    return FitRow.of(law, parameter)
        .cell(facts.cellId())
        .event(watched)
        .group(group(CellGroup.none()));
  }

  /** A row about this point. */
  FitRow row(
      String law,
      String parameter,
      CellGroup range,
      Measured measured,
      Double predicted,
      FitRow.Support support,
      Verdict verdict,
      List<Warning> more) {
    List<Warning> all = new ArrayList<>(warnings);
    all.addAll(more);
    return FitRow.of(law, parameter)
        .cell(facts.cellId())
        .event(watched)
        .group(group(range))
        .measured(measured)
        .predicted(predicted)
        .support(support)
        .verdict(verdict)
        .warn(all);
  }

  /** A row that has no number, and says why. */
  FitRow without(String law, String parameter, long events, String reason) {
    return row(
        law,
        parameter,
        CellGroup.none(),
        Measured.none(),
        null,
        FitRow.Support.of(events),
        Verdict.TOO_FEW_EVENTS,
        WarningCode.NO_FIT.says(reason));
  }

  /** What must be said where times were binned. */
  static List<Warning> binning(StepCounts counts) {
    return counts.isBinned()
        ? WarningCode.BINNED.says(
            "more than %,d distinct times: kept to within %.1f %%"
                .formatted(StepCounts.EXACT, 100 * StepCounts.BIN_ERROR))
        : List.of();
  }
}
