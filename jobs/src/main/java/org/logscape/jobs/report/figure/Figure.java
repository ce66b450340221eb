package org.logscape.jobs.report.figure;

import java.util.List;

/**
 * A figure as data, drawn by both the page and the paper.
 *
 * @param id its name in the page and of its files: lower case, hyphens
 * @param title its title
 * @param caption how to read it, and what was left out
 * @param marks meanings of the marks, for the legend
 * @param series all finite and, on a log axis, positive
 * @param table the numbers behind it
 */
public record Figure(
    String id,
    String title,
    String caption,
    Axis x,
    Axis y,
    List<MarkKey> marks,
    List<Series> series,
    DataTable table) {

  /** An entry of the legend about a mark. */
  public record MarkKey(Series.Mark mark, String meaning) {}

  public Figure {
    marks = List.copyOf(marks);
    series =
        series.stream()
            .map(s -> new Series(s.name(), s.mark(), s.colour(), drawable(s, x, y)))
            .filter(s -> !s.points().isEmpty())
            .toList();
  }

  private static List<DataPoint> drawable(Series series, Axis x, Axis y) {
    return series.points().stream().filter(p -> x.holds(p.x()) && y.holds(p.y())).toList();
  }

  /** Whether it shows anything that was measured. */
  public boolean hasMeasurements() {
    return series.stream().anyMatch(s -> s.mark().isMarks() || s.mark() == Series.Mark.STEPS);
  }

  /** The legend's entries about marks that are in use. */
  public List<MarkKey> marksInUse() {
    return marks.stream()
        .filter(key -> series.stream().anyMatch(s -> s.mark() == key.mark()))
        .toList();
  }
}
