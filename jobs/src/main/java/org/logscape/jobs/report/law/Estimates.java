package org.logscape.jobs.report.law;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.logscape.jobs.report.figure.Colour;
import org.logscape.jobs.report.figure.DataPoint;
import org.logscape.jobs.report.figure.Series;
import org.logscape.jobs.report.figure.Series.Mark;
import org.logscape.jobs.verdict.LawRow;

/** Estimates of the fits table as points of a figure. */
final class Estimates {
  private Estimates() {}

  /** The estimate with its interval, at a place along x. */
  static DataPoint point(LawRow row, double x) {
    return new DataPoint(x, row.estimate(), row.low(), row.high(), row.where());
  }

  /** Two series of one name: the rows inside their law's regime, and those outside it. */
  static List<Series> series(
      String name, Colour colour, List<LawRow> rows, ToDoubleFunction<LawRow> x) {
    return List.of(
        new Series(
            name,
            Mark.MEASURED,
            colour,
            rows.stream()
                .filter(LawRow::isInside)
                .map(row -> point(row, x.applyAsDouble(row)))
                .toList()),
        new Series(
            name,
            Mark.OUTSIDE,
            colour,
            rows.stream()
                .filter(LawRow::isOutsideRegime)
                .map(row -> point(row, x.applyAsDouble(row)))
                .toList()));
  }
}
