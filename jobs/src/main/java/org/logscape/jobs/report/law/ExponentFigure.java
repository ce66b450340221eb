package org.logscape.jobs.report.law;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.logscape.jobs.fit.Parameter;
import org.logscape.jobs.fit.escape.EscapePowerLaw;
import org.logscape.jobs.fit.stationary.StationaryLaw;
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

/** Every measured exponent against its prediction: those that agree lie on the diagonal. */
final class ExponentFigure implements LawFigure {
  private static final List<String> PARAMETERS =
      Stream.of(
              EscapePowerLaw.EXPONENT,
              EscapePowerLaw.LOCAL_EXPONENT,
              StationaryLaw.PHI,
              StationaryLaw.TAIL_EXPONENT)
          .map(Parameter::name)
          .toList();

  /** With exponents over a wider range the axes are logarithmic. */
  private static final double WIDE = 8;

  @Override
  public String id() {
    return "exponents";
  }

  @Override
  public String title() {
    return "Exponents: measured against predicted";
  }

  @Override
  public List<String> laws() {
    return List.of(EscapePowerLaw.EXPONENT.law(), StationaryLaw.PHI.law());
  }

  @Override
  public String absence() {
    return "No exponent was fitted that has a prediction.";
  }

  @Override
  public Optional<Figure> of(ReportData data) {
    List<LawRow> rows =
        data.laws()
            .rows(
                row ->
                    PARAMETERS.contains(row.parameter())
                        && Double.isFinite(row.estimate())
                        && Double.isFinite(row.predicted()));
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    Map<String, List<LawRow>> kinds =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    ExponentFigure::kind, LinkedHashMap::new, Collectors.toList()));
    List<Series> series = new ArrayList<>();
    int i = 0;
    for (Map.Entry<String, List<LawRow>> kind : kinds.entrySet()) {
      series.addAll(
          Estimates.series(kind.getKey(), Palette.kind(i), kind.getValue(), LawRow::predicted));
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
            List.of(DataPoint.of(from, from), DataPoint.of(to, to))));
    return Optional.of(
        new Figure(
            id(),
            title(),
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
    return row.section() + ": " + row.parameter().replace('_', ' ');
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
                            row.expected(),
                            VerdictSize.of(row)))
                .toList());
  }
}
