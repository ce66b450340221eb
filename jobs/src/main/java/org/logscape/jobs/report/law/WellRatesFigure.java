package org.logscape.jobs.report.law;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.logscape.jobs.fit.escape.EscapeRateLaw;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.predict.Watched;
import org.logscape.jobs.report.data.ReportData;
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
 * Rates out of both wells against the number of parameters, beside the metric-corrected law and
 * kappa: wells that differ in their number of outliers alone.
 */
final class WellRatesFigure implements LawFigure {
  @Override
  public String id() {
    return "rates-both-wells";
  }

  @Override
  public String title() {
    return "Rates out of both wells against the dimension";
  }

  @Override
  public List<String> laws() {
    return List.of(EscapeRateLaw.RATE.law());
  }

  @Override
  public String absence() {
    return "No rates out of two wells in several dimensions were fitted.";
  }

  @Override
  public Optional<Figure> of(ReportData data) {
    List<LawRow> rows =
        data.laws()
            .rows(
                row ->
                    (row.is(EscapeRateLaw.RATE, Event.SEPARATRIX)
                            || row.is(EscapeRateLaw.RATE, Event.BASIN))
                        && row.estimate() > 0
                        && data.cells().holds(row.cellId())
                        && data.cells().theory(row.cellId()).facts().otherMinimum() != null);
    long dimensions = rows.stream().map(row -> dimension(data, row)).distinct().count();
    long wells =
        rows.stream()
            .map(row -> data.cells().theory(row.cellId()).facts().minimum())
            .distinct()
            .count();
    return dimensions < 2 || wells < 2 ? Optional.empty() : Optional.of(figure(data, rows));
  }

  private static int dimension(ReportData data, LawRow row) {
    return data.cells().theory(row.cellId()).facts().dimensions();
  }

  private Figure figure(ReportData data, List<LawRow> rows) {
    Map<String, List<LawRow>> groups =
        rows.stream()
            .sorted(Comparator.comparingInt(row -> dimension(data, row)))
            .collect(
                Collectors.groupingBy(
                    row -> name(data, row), LinkedHashMap::new, Collectors.toList()));
    List<Series> series = new ArrayList<>();
    int i = 0;
    for (Map.Entry<String, List<LawRow>> group : groups.entrySet()) {
      Colour colour = Palette.kind(i++);
      series.addAll(
          Estimates.series(group.getKey(), colour, group.getValue(), row -> dimension(data, row)));
      series.add(
          line(
              data,
              group,
              Mark.PREDICTED,
              colour,
              row -> theory(data, row).metricCorrectedRate(watched(row))));
      series.add(
          line(data, group, Mark.RIVAL, colour, row -> theory(data, row).rate(watched(row))));
    }
    return new Figure(
        id(),
        title(),
        ("Rates per unit of t = η × steps out of each well, with 95 % intervals. Solid: the law"
                + " that follows the noise metric along the path; dotted: κ, which holds it at h*. "
                + data.cells().sentence())
            .strip(),
        Axis.linear("dimension"),
        Axis.log("rate per unit t"),
        List.of(
            new MarkKey(Mark.MEASURED, "measured, 95 % interval"),
            new MarkKey(Mark.OUTSIDE, "outside the law's regime"),
            new MarkKey(Mark.PREDICTED, "metric-corrected law"),
            new MarkKey(Mark.RIVAL, "κ, or 2κ for the first crossing")),
        series,
        table(rows));
  }

  /** A law's rates for the cells of a group, where it has any. */
  private static Series line(
      ReportData data,
      Map.Entry<String, List<LawRow>> group,
      Mark mark,
      Colour colour,
      Function<LawRow, OptionalDouble> rate) {
    return new Series(
        group.getKey(),
        mark,
        colour,
        group.getValue().stream()
            .map(row -> DataPoint.of(dimension(data, row), rate.apply(row).orElse(Double.NaN)))
            .toList());
  }

  private static CellTheory theory(ReportData data, LawRow row) {
    return data.cells().theory(row.cellId());
  }

  private static Watched watched(LawRow row) {
    return row.event().orElseThrow() == Event.SEPARATRIX ? Watched.separatrix() : Watched.basin();
  }

  private static String name(ReportData data, LawRow row) {
    String event =
        row.event().orElseThrow() == Event.SEPARATRIX ? "first crossing" : "settled elsewhere";
    return "out of %s, %s".formatted(theory(data, row).facts().minimum(), event);
  }

  private static DataTable table(List<LawRow> rows) {
    return DataTable.of("cell", "event", "rate [95 %]", "κ", "verdict")
        .with(
            rows.stream()
                .map(
                    row ->
                        List.of(
                            row.where(),
                            row.section(),
                            row.measured(),
                            Numbers.brief(row.predicted()),
                            VerdictSize.of(row)))
                .toList());
  }
}
