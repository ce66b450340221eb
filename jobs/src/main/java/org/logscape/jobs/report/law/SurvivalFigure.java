package org.logscape.jobs.report.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.logscape.jobs.fit.waiting.SurvivalLaw;
import org.logscape.jobs.report.data.Budget;
import org.logscape.jobs.report.data.ReportData;
import org.logscape.jobs.report.data.ShownCells;
import org.logscape.jobs.report.data.WaitingTimes;
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
import org.logscape.jobs.text.Words;
import org.logscape.observe.Event;
import org.logscape.schemas.Table;

/**
 * The share of runs that have not escaped, or converged, yet against time, beside exponential
 * waiting.
 *
 * @param event that runs wait for
 */
record SurvivalFigure(Event event) implements LawFigure {
  private static final int CURVE_POINTS = 49;

  @Override
  public String id() {
    return "survival-" + Words.of(event);
  }

  @Override
  public String title() {
    return event == Event.CONVERGED
        ? "Runs that have not converged"
        : "Runs that have not escaped: " + Words.of(event);
  }

  @Override
  public List<String> laws() {
    return List.of(SurvivalLaw.MEDIAN.law());
  }

  @Override
  public Set<Table> needs() {
    return Set.of(Table.ESCAPES);
  }

  @Override
  public String absence() {
    return event == Event.CONVERGED ? Absence.TRAINING : "No escapes were watched for.";
  }

  @Override
  public Optional<Figure> of(ReportData data) {
    List<WaitingTimes> shown = data.waitingTimes(event);
    return shown.isEmpty() ? Optional.empty() : Optional.of(figure(shown, data.cells()));
  }

  private Figure figure(List<WaitingTimes> shown, ShownCells cells) {
    List<Series> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      WaitingTimes times = shown.get(i);
      String name = cells.label(times.cellId());
      if (times.watched().isLevel()) {
        name = name + " c=" + Numbers.brief(times.watched().level());
      }
      SurvivalCurve curve = SurvivalCurve.of(times.risks(), WaitingTimes.PER_DECADE, name);
      Colour colour = Palette.ordered(i, shown.size());
      OptionalDouble rate = cells.theory(times.cellId()).rate(times.watched());
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
              Numbers.brief(times.median().orElse(Double.NaN)),
              Numbers.brief(rate.isPresent() ? Math.log(2) / rate.getAsDouble() : Double.NaN)));
    }
    return new Figure(
        id(),
        title(),
        ("Kaplan-Meier estimate from runs with and without the event, in the band of its 95 %"
                + " intervals; the thin lines are the exponential law at the predicted rate. "
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

  private static List<DataPoint> exponential(double rate, SurvivalCurve curve) {
    double from = Math.log(curve.steps().get(0).x());
    double to = Math.log(curve.steps().get(curve.steps().size() - 1).x());
    List<DataPoint> points = new ArrayList<>();
    for (int i = 0; i < CURVE_POINTS; i++) {
      double time = Math.exp(from + i * (to - from) / (CURVE_POINTS - 1));
      points.add(DataPoint.of(time, Math.exp(-rate * time)));
    }
    return points;
  }
}
