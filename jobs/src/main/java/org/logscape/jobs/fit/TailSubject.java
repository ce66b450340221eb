package org.logscape.jobs.fit;

import java.util.ArrayList;
import java.util.List;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.text.Numbers;
import org.logscape.statistics.powerlaw.TailSample;

/**
 * The loss tail of one cell that rows are about.
 *
 * @param theory of the cell
 * @param source where the losses are from
 * @param bins the cell's histogram, whose edges are those of predictions
 * @param sample the losses of the source
 * @param notes how the losses were chosen and counted
 */
record TailSubject(
    CellTheory theory, TailSource source, LossBins bins, TailSample sample, List<String> notes) {
  /** Tails of fewer losses are not fitted. */
  static final double FEWEST = 50;

  TailSubject {
    notes = List.copyOf(notes);
  }

  static TailSubject of(CellTheory theory, TailSource source, LossBins bins, List<String> notes) {
    return new TailSubject(theory, source, bins, source.sample(), notes);
  }

  /** What theory says of the density's exponent from a start on, the most exact law first. */
  List<TailTheory.Prediction> predictions(double xmin) {
    return TailTheory.of(theory).predictions(bins.low(), bins.high(), bins.firstFrom(xmin));
  }

  /** The range of a tail as a group of rows. */
  static String from(double xmin) {
    return "L/L*-1=%s..".formatted(Numbers.brief(xmin));
  }

  /** A row about this tail, or a range of it. */
  FitRow row(
      String parameter,
      String range,
      Measured measured,
      Double predicted,
      FitRow.Support support,
      Verdict verdict,
      List<String> warnings) {
    return new FitRow(
        source.cellId(),
        TailLawRows.LAW,
        null,
        parameter,
        ("source=" + source.name() + " " + range).strip(),
        measured,
        predicted,
        support,
        verdict,
        warnings);
  }

  /** A row that has no number, and says why. */
  FitRow without(String parameter, String reason) {
    List<String> warnings = new ArrayList<>(notes);
    warnings.add(reason);
    return row(
        parameter,
        "",
        Measured.none(),
        null,
        FitRow.Support.of((long) sample.observations(0)),
        Verdict.TOO_FEW_EVENTS,
        warnings);
  }
}
