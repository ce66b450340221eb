package org.logscape.jobs.fit;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.predict.Watched;

/**
 * What the fits of waiting times need to know of one event of one cell, small enough to be sent to
 * where its times are.
 *
 * @param facts of the cell
 * @param watched the event
 * @param regime whether escapes are rare events out of a stable minimum
 * @param isStoppedShort whether watching ends just when the event is near
 * @param warnings of the regime guard, and what became of the runs
 */
record PointNote(
    CellFacts facts,
    Watched watched,
    Verdict.Regime regime,
    boolean isStoppedShort,
    List<String> warnings)
    implements Serializable {
  static final String STOPPED_SHORT =
      "runs stop at the separatrix, just when this event is near: let stop.after be basin or all";

  PointNote {
    warnings = List.copyOf(warnings);
  }

  static PointNote of(EscapePoint point) {
    return new PointNote(
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

  /** What the times of this point are told apart by: the level, or nothing, and a range of t. */
  String group(String range) {
    return ((watched.isLevel() ? watched.toString() : "") + " " + range).strip();
  }

  /** A row about this point. */
  FitRow row(
      String law,
      String parameter,
      String range,
      Measured measured,
      Double predicted,
      FitRow.Support support,
      Verdict verdict,
      List<String> more) {
    List<String> all = new ArrayList<>(warnings);
    all.addAll(more);
    return new FitRow(
        facts.cellId(),
        law,
        watched,
        parameter,
        group(range),
        measured,
        predicted,
        support,
        verdict,
        all);
  }

  /** A row that has no number, and says why. */
  FitRow without(String law, String parameter, long events, String reason) {
    return row(
        law,
        parameter,
        "",
        Measured.none(),
        null,
        FitRow.Support.of(events),
        Verdict.TOO_FEW_EVENTS,
        List.of(reason));
  }

  /** What must be said where times were binned. */
  static List<String> binning(StepCounts counts) {
    return counts.isBinned()
        ? List.of(
            "more than %,d distinct times: kept to within %.1f %%"
                .formatted(StepCounts.EXACT, 100 * StepCounts.BIN_ERROR))
        : List.of();
  }
}
