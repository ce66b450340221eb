package org.logscape.jobs.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.logscape.jobs.predict.Watched;
import org.logscape.jobs.report.Figure.MarkKey;
import org.logscape.jobs.report.Series.Mark;
import org.logscape.jobs.text.Numbers;

/**
 * Rates at which the loss first reaches c L*, against c: one line a cell, beside the first-passage
 * integrals under log-landscape noise and under the exact noise of Gaussian inputs.
 */
final class LevelFigures {
  private LevelFigures() {}

  /** The figure, or none where no levels were watched. */
  static List<Figure> of(Cells cells, Laws laws) {
    Map<String, List<LawRow>> measured = byCell("escape-rate", laws);
    if (measured.isEmpty()) {
      return List.of();
    }
    Map<String, List<LawRow>> exact = byCell("gaussian-design", laws);
    List<String> shown = Budget.spread(List.copyOf(measured.keySet()), Budget.CURVES);
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      String cell = shown.get(i);
      Colour colour = Palette.ordered(i, shown.size());
      String name = cells.label(cell);
      List<LawRow> rows = measured.get(cell);
      series.add(
          new Series(
              name,
              Mark.MEASURED,
              colour,
              points(rows.stream().filter(LawRow::isInside).toList())));
      series.add(
          new Series(
              name,
              Mark.OUTSIDE,
              colour,
              points(rows.stream().filter(LawRow::isOutsideRegime).toList())));
      series.add(new Series(name, Mark.PREDICTED, colour, predicted(rows)));
      series.add(
          new Series(name, Mark.RIVAL, colour, predicted(exact.getOrDefault(cell, List.of()))));
    }
    return List.of(
        new Figure(
            "rate-level",
            "Rate of reaching a loss level",
            ("Rate per unit of t = η × steps at which the loss first reaches c L*, with 95 % "
                    + "intervals (exact Poisson ones; of rare events those between repeats), "
                    + "beside the inverse mean first-passage time in the quadratic basin. "
                    + Budget.sentence(shown.size(), measured.size(), "cells"))
                .strip(),
            Axis.log("loss level c = L/L*"),
            Axis.log("rate per unit t"),
            List.of(
                new MarkKey(Mark.MEASURED, "measured, 95 % interval"),
                new MarkKey(Mark.OUTSIDE, "outside the law's regime"),
                new MarkKey(Mark.PREDICTED, "first passage, log-landscape noise"),
                new MarkKey(Mark.RIVAL, "first passage, Gaussian inputs")),
            series,
            table(measured)));
  }

  private static Map<String, List<LawRow>> byCell(String law, Laws laws) {
    return laws.rows(row -> row.is(law, Watched.LEVEL, "rate")).stream()
        .sorted(Comparator.comparingDouble(LevelFigures::level))
        .collect(Collectors.groupingBy(LawRow::cellId, LinkedHashMap::new, Collectors.toList()));
  }

  /** The group of such a row is {@code level=1.5}. */
  private static double level(LawRow row) {
    return Double.parseDouble(row.group().substring(row.group().indexOf('=') + 1));
  }

  private static List<Point> points(List<LawRow> rows) {
    return rows.stream().map(row -> row.at(level(row))).toList();
  }

  private static List<Point> predicted(List<LawRow> rows) {
    return rows.stream().map(row -> Point.of(level(row), row.predicted())).toList();
  }

  private static DataTable table(Map<String, List<LawRow>> measured) {
    return DataTable.of("cell", "c", "rate [95 %]", "predicted", "events", "verdict")
        .with(
            measured.values().stream()
                .flatMap(List::stream)
                .map(
                    row ->
                        List.of(
                            row.label(),
                            Numbers.brief(level(row)),
                            row.measured(),
                            Numbers.brief(row.predicted()),
                            String.valueOf(row.observations()),
                            row.verdict()))
                .toList());
  }
}
