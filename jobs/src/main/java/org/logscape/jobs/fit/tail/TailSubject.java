package org.logscape.jobs.fit.tail;

import java.util.ArrayList;
import java.util.List;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.jobs.fit.stationary.LossBins;
import org.logscape.jobs.fit.stationary.StationaryCell;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.statistics.powerlaw.TailSample;

/**
 * The loss tail of one cell that rows are about.
 *
 * @param cell the cell
 * @param source where the losses are from
 * @param bins the cell's histogram, whose edges are those of predictions
 * @param sample the losses of the source
 * @param notes how the losses were chosen and counted
 */
public record TailSubject(
    StationaryCell cell, TailSource source, LossBins bins, TailSample sample, List<Warning> notes) {
  /** Where the losses are from, in a group of rows. */
  static final String SOURCE = "source";

  /** The excess loss, whose range a group of rows names. */
  public static final String EXCESS_LOSS = "L/L*-1";

  /** Fewest losses of a tail that is fitted. */
  public static final double FEWEST = 50;

  public TailSubject {
    notes = List.copyOf(notes);
  }

  static TailSubject of(
      StationaryCell cell, TailSource source, LossBins bins, List<Warning> notes) {
    return new TailSubject(cell, source, bins, source.sample(), notes);
  }

  /** The theory of the cell. */
  CellTheory theory() {
    return cell.theory();
  }

  /** What theory says of the density's exponent from a start on, the most exact law first. */
  List<TailTheory.Prediction> predictions(double xmin) {
    return TailTheory.of(theory()).predictions(bins.low(), bins.high(), bins.firstFrom(xmin));
  }

  /** Whether a row of this group is about losses of histograms. */
  public static boolean isOfHistogram(CellGroup group) {
    return group.shown(SOURCE).filter(TailSource.HISTOGRAM::equals).isPresent();
  }

  /** The range of a tail as a group of rows. */
  public static CellGroup from(double xmin) {
    return CellGroup.none().from(EXCESS_LOSS, xmin);
  }

  /** A row about this tail, or a range of it. */
  FitRow row(
      String parameter,
      CellGroup range,
      Measured measured,
      Double predicted,
      FitRow.Support support,
      Verdict verdict,
      List<Warning> warnings) {
    return FitRow.of(TailLawRows.LAW, parameter)
        .cell(source.cellId())
        .group(CellGroup.none().word(SOURCE, source.name()).and(range))
        .measured(measured)
        .predicted(predicted)
        .support(support)
        .verdict(verdict)
        .warn(warnings);
  }

  /** A row that has no number, and says why. */
  FitRow without(String parameter, String reason) {
    List<Warning> warnings = new ArrayList<>(notes);
    warnings.addAll(WarningCode.NO_FIT.says(reason));
    return row(
        parameter,
        CellGroup.none(),
        Measured.none(),
        null,
        FitRow.Support.of((long) sample.observations(0)),
        Verdict.TOO_FEW_EVENTS,
        warnings);
  }
}
