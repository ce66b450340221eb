package org.logscape.jobs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.report.Figure.MarkKey;
import org.logscape.jobs.report.RiskTables.Waiting;
import org.logscape.jobs.report.Series.Mark;
import org.logscape.jobs.text.Numbers;

/** The share of runs that have not escaped yet against time, beside exponential waiting. */
final class SurvivalFigures {
  private static final List<String> EVENTS = List.of("separatrix", "basin", "level");
  private static final int CURVE_POINTS = 49;

  private SurvivalFigures() {}

  /** The figures of the kinds of event that were watched. */
  static List<Figure> of(Dataset<Row> escapes, Cells cells) {
    List<String> watched =
        escapes.select("event").distinct().collectAsList().stream()
            .map(row -> row.getString(0))
            .toList();
    return EVENTS.stream()
        .filter(watched::contains)
        .map(event -> figure(event, RiskTables.of(escapes, cells, event), cells))
        .toList();
  }

  private static Figure figure(String event, List<Waiting> shown, Cells cells) {
    List<Series> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      Waiting waiting = shown.get(i);
      String name = cells.label(waiting.cellId());
      if (waiting.watched().isLevel()) {
        name = name + " c=" + Numbers.brief(waiting.watched().level());
      }
      SurvivalCurve curve = SurvivalCurve.of(waiting.risks(), RiskTables.PER_DECADE, name);
      Colour colour = Palette.ordered(i, shown.size());
      OptionalDouble rate = cells.theory(waiting.cellId()).rate(waiting.watched());
      series.add(new Series(name, Mark.STEPS, colour, curve.steps()));
      if (rate.isPresent() && !curve.steps().isEmpty()) {
        series.add(
            new Series(name, Mark.PREDICTED, colour, exponential(rate.getAsDouble(), curve)));
      }
      rows.add(
          List.of(
              name,
              String.valueOf(curve.runs()),
              String.valueOf(curve.events()),
              Numbers.brief(curve.median().orElse(Double.NaN)),
              Numbers.brief(rate.isPresent() ? Math.log(2) / rate.getAsDouble() : Double.NaN)));
    }
    return new Figure(
        "survival-" + event,
        "Runs that have not escaped: " + event,
        ("Kaplan-Meier estimate from runs with and without the event, in the band of its 95 % intervals; the thin lines are the "
                + "exponential law at the predicted rate. "
                + (shown.size() == Budget.CROSSING_CURVES
                    ? "At most %d curves are shown, evenly spread from the slowest to the fastest."
                        .formatted(Budget.CROSSING_CURVES)
                    : ""))
            .strip(),
        Axis.log("time t = η × steps"),
        Axis.linear("share of runs"),
        List.of(
            new MarkKey(Mark.STEPS, "measured (Kaplan-Meier)"),
            new MarkKey(Mark.PREDICTED, "exponential at the predicted rate")),
        series,
        DataTable.of("cell", "runs", "events", "median t", "predicted median t").with(rows));
  }

  private static List<Point> exponential(double rate, SurvivalCurve curve) {
    double from = Math.log(curve.steps().get(0).x());
    double to = Math.log(curve.steps().get(curve.steps().size() - 1).x());
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < CURVE_POINTS; i++) {
      double time = Math.exp(from + i * (to - from) / (CURVE_POINTS - 1));
      points.add(Point.of(time, Math.exp(-rate * time)));
    }
    return points;
  }
}
