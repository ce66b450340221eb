package org.logscape.jobs.report.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.logscape.jobs.fit.Parameter;
import org.logscape.jobs.fit.preference.PreferenceLaw;
import org.logscape.jobs.report.data.ReportData;
import org.logscape.jobs.report.figure.Axis;
import org.logscape.jobs.report.figure.DataPoint;
import org.logscape.jobs.report.figure.DataTable;
import org.logscape.jobs.report.figure.Figure;
import org.logscape.jobs.report.figure.Figure.MarkKey;
import org.logscape.jobs.report.figure.Palette;
import org.logscape.jobs.report.figure.Series;
import org.logscape.jobs.report.figure.Series.Mark;
import org.logscape.jobs.verdict.LawRow;
import org.logscape.jobs.verdict.VerdictSize;

/** Measured preferences between two minima against those that both laws predict. */
final class PreferenceFigure implements LawFigure {
  private static final double MARGIN = 1.5;

  /** A parameter of the law preference, and the words of the legend. */
  private record Kind(Parameter parameter, String words) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind(PreferenceLaw.METRIC_RATE_RATIO, "rates, metric-corrected law"),
          new Kind(PreferenceLaw.RATE_RATIO, "rates, κ"),
          new Kind(PreferenceLaw.METRIC_OCCUPATION_RATIO, "times spent, metric-corrected law"),
          new Kind(PreferenceLaw.OCCUPATION_RATIO, "times spent, κ"));

  @Override
  public String id() {
    return "preference";
  }

  @Override
  public String title() {
    return "Preference between two minima: measured against predicted";
  }

  @Override
  public List<String> laws() {
    return List.of(PreferenceLaw.RATE_RATIO.law());
  }

  @Override
  public String absence() {
    return "No preference between two minima was fitted.";
  }

  @Override
  public Optional<Figure> of(ReportData data) {
    List<Series> series = new ArrayList<>();
    List<LawRow> all = new ArrayList<>();
    for (int i = 0; i < KINDS.size(); i++) {
      Kind kind = KINDS.get(i);
      List<LawRow> rows = data.laws().rows(row -> isShown(row, kind.parameter()));
      all.addAll(rows);
      series.addAll(Estimates.series(kind.words(), Palette.kind(i), rows, LawRow::predicted));
    }
    if (all.isEmpty()) {
      return Optional.empty();
    }
    double low = all.stream().mapToDouble(PreferenceFigure::smaller).min().orElseThrow() / MARGIN;
    double high = all.stream().mapToDouble(PreferenceFigure::larger).max().orElseThrow() * MARGIN;
    series.add(
        new Series(
            "measured = predicted",
            Mark.PREDICTED,
            Palette.neutral(),
            List.of(DataPoint.of(low, low), DataPoint.of(high, high))));
    return Optional.of(
        new Figure(
            id(),
            title(),
            "Rate out of the first well over the rate out of the second, and time spent in the"
                + " second basin over time in the first, with 95 % intervals. On the diagonal the"
                + " law has the preference right; above 1 the second minimum is preferred.",
            Axis.log("predicted preference for the second minimum"),
            Axis.log("measured preference"),
            List.of(
                new MarkKey(Mark.MEASURED, "measured, 95 % interval"),
                new MarkKey(Mark.OUTSIDE, "outside the law's regime")),
            series,
            table(all)));
  }

  private static boolean isShown(LawRow row, Parameter parameter) {
    return row.law().equals(parameter.law())
        && row.parameter().equals(parameter.name())
        && row.estimate() > 0
        && row.predicted() > 0;
  }

  private static double smaller(LawRow row) {
    return Math.min(row.estimate(), row.predicted());
  }

  private static double larger(LawRow row) {
    return Math.max(row.estimate(), row.predicted());
  }

  private static DataTable table(List<LawRow> rows) {
    return DataTable.of("law", "pair", "measured [95 %]", "predicted", "verdict")
        .with(
            rows.stream()
                .map(
                    row ->
                        List.of(
                            row.section() + ": " + row.parameter().replace('_', ' '),
                            row.where(),
                            row.measured(),
                            row.expected(),
                            VerdictSize.of(row)))
                .toList());
  }
}
