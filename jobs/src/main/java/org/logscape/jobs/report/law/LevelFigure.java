package org.logscape.jobs.report.law;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.logscape.jobs.fit.Parameter;
import org.logscape.jobs.fit.escape.EscapeRateLaw;
import org.logscape.jobs.predict.Watched;
import org.logscape.jobs.report.data.Budget;
import org.logscape.jobs.report.data.FittedLaws;
import org.logscape.jobs.report.data.ReportData;
import org.logscape.jobs.report.data.ShownCells;
import org.logscape.jobs.report.figure.Axis;
import org.logscape.jobs.report.figure.Colour;
import org.logscape.jobs.report.figure.DataPoint;
import org.logscape.jobs.report.figure.DataTable;
import org.logscape.jobs.report.figure.Figure;
import org.logscape.jobs.report.figure.Figure.MarkKey;
import org.logscape.jobs.report.figure.Palette;
import org.logscape.jobs.report.figure.Series;
import org.logscape.jobs.report.figure.Series.Mark;
import org.logscape.jobs.text.Numbers;
import org.logscape.jobs.verdict.LawRow;
import org.logscape.jobs.verdict.VerdictSize;
import org.logscape.observe.Event;

/**
 * Rates at which the loss first reaches c L*, against c: one line a cell, beside the first-passage
 * integrals under log-landscape noise and under the exact noise of Gaussian inputs.
 */
final class LevelFigure implements LawFigure {
  private static final Parameter MEASURED = EscapeRateLaw.RATE;
  private static final Parameter EXACT = EscapeRateLaw.EXACT_RATE;

  @Override
  public String id() {
    return "rate-level";
  }

  @Override
  public String title() {
    return "Rate of reaching a loss level";
  }

  @Override
  public List<String> laws() {
    return List.of(MEASURED.law(), EXACT.law());
  }

  @Override
  public String absence() {
    return "No rate of reaching a loss level was fitted.";
  }

  @Override
  public Optional<Figure> of(ReportData data) {
    Map<String, List<LawRow>> measured = byCell(MEASURED, data.laws());
    return measured.isEmpty()
        ? Optional.empty()
        : Optional.of(figure(data.cells(), measured, byCell(EXACT, data.laws())));
  }

  private Figure figure(
      ShownCells cells, Map<String, List<LawRow>> measured, Map<String, List<LawRow>> exact) {
    List<String> shown = Budget.spread(List.copyOf(measured.keySet()), Budget.CURVES);
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      String cell = shown.get(i);
      Colour colour = Palette.ordered(i, shown.size());
      String name = cells.label(cell);
      List<LawRow> rows = measured.get(cell);
      series.addAll(Estimates.series(name, colour, rows, LevelFigure::level));
      series.add(new Series(name, Mark.PREDICTED, colour, predicted(rows)));
      series.add(
          new Series(name, Mark.RIVAL, colour, predicted(exact.getOrDefault(cell, List.of()))));
    }
    return new Figure(
        id(),
        title(),
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
        table(measured));
  }

  private static Map<String, List<LawRow>> byCell(Parameter parameter, FittedLaws laws) {
    return laws.rows(row -> row.is(parameter, Event.LEVEL)).stream()
        .sorted(Comparator.comparingDouble(LevelFigure::level))
        .collect(Collectors.groupingBy(LawRow::cellId, LinkedHashMap::new, Collectors.toList()));
  }

  /** The group of such a row is {@code level=1.5}. */
  private static double level(LawRow row) {
    return row.group().number(Watched.LEVEL).orElseThrow();
  }

  private static List<DataPoint> predicted(List<LawRow> rows) {
    return rows.stream().map(row -> DataPoint.of(level(row), row.predicted())).toList();
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
                            row.expected(),
                            String.valueOf(row.observations()),
                            VerdictSize.of(row)))
                .toList());
  }
}
