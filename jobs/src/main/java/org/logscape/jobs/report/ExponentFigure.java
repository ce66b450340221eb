package org.logscape.jobs.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.logscape.jobs.report.Figure.MarkKey;
import org.logscape.jobs.report.Series.Mark;
import org.logscape.jobs.text.Numbers;

/** Every measured exponent against its prediction: those that agree lie on the diagonal. */
final class ExponentFigure {
  private static final List<String> PARAMETERS =
      List.of("exponent", "local_exponent", "phi", "tail_exponent");

  /** With exponents over a wider range the axes are logarithmic. */
  private static final double WIDE = 8;

  private ExponentFigure() {}

  /** The figure, or none where no exponent was measured that has a prediction. */
  static List<Figure> of(Laws laws) {
    List<LawRow> rows =
        laws.rows(
            row ->
                PARAMETERS.contains(row.parameter())
                    && Double.isFinite(row.estimate())
                    && Double.isFinite(row.predicted()));
    if (rows.isEmpty()) {
      return List.of();
    }
    Map<String, List<LawRow>> kinds =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    ExponentFigure::kind, LinkedHashMap::new, Collectors.toList()));
    List<Series> series = new ArrayList<>();
    int i = 0;
    for (Map.Entry<String, List<LawRow>> kind : kinds.entrySet()) {
      Colour colour = Palette.kind(i);
      series.add(
          new Series(
              kind.getKey(),
              Mark.MEASURED,
              colour,
              points(kind.getValue().stream().filter(LawRow::isInside))));
      series.add(
          new Series(
              kind.getKey(),
              Mark.OUTSIDE,
              colour,
              points(kind.getValue().stream().filter(LawRow::isOutsideRegime))));
      i++;
    }
    double low =
        rows.stream().mapToDouble(r -> Math.min(r.predicted(), r.estimate())).min().orElseThrow();
    double high =
        rows.stream().mapToDouble(r -> Math.max(r.predicted(), r.estimate())).max().orElseThrow();
    boolean log = low > 0 && high / low > WIDE;
    double from = log ? low / 1.1 : low - 0.06 * (high - low);
    double to = log ? high * 1.1 : high + 0.06 * (high - low);
    series.add(
        new Series(
            "measured = predicted",
            Mark.PREDICTED,
            Palette.neutral(),
            List.of(Point.of(from, from), Point.of(to, to))));
    return List.of(
        new Figure(
            "exponents",
            "Exponents: measured against predicted",
            "Every exponent that was fitted and has a prediction, with 95 % intervals from "
                + "resampled runs. On the diagonal theory and measurement agree.",
            log ? Axis.log("predicted exponent") : Axis.linear("predicted exponent"),
            log ? Axis.log("measured exponent") : Axis.linear("measured exponent"),
            List.of(
                new MarkKey(Mark.MEASURED, "measured, 95 % interval"),
                new MarkKey(Mark.OUTSIDE, "outside the law's regime")),
            series,
            table(rows)));
  }

  private static String kind(LawRow row) {
    String law = row.event().isEmpty() ? row.law() : row.law() + ", " + row.event();
    return law + ": " + row.parameter().replace('_', ' ');
  }

  private static List<Point> points(Stream<LawRow> rows) {
    return rows.map(row -> row.at(row.predicted())).toList();
  }

  private static DataTable table(List<LawRow> rows) {
    return DataTable.of("law", "fitted to", "measured [95 %]", "predicted", "verdict")
        .with(
            rows.stream()
                .map(
                    row ->
                        List.of(
                            kind(row),
                            row.where(),
                            row.measured(),
                            Numbers.brief(row.predicted()),
                            row.verdict()))
                .toList());
  }
}
