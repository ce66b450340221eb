package org.logscape.jobs.plan;

import java.util.ArrayList;
import java.util.List;
import org.logscape.jobs.text.Numbers;
import org.logscape.jobs.text.Paragraph;
import org.logscape.jobs.text.TextTable;
import org.logscape.jobs.text.TextTable.Align;
import org.logscape.statistics.Interval;
import org.logscape.statistics.RatePrecision;
import org.logscape.theory.RegimeGuard;

/**
 * The cost of a wanted width of the rates: the events that the exact Poisson interval needs, the
 * runs of the spec's length that give as many by the predicted rates, and the width that the spec's
 * own replicas will give.
 */
public final class WidthPlan {
  private static final int MOST_ROWS = 60;
  private final Plan plan;
  private final double width;
  private final long events;

  private WidthPlan(Plan plan, double width) {
    this.plan = plan;
    this.width = width;
    this.events = RatePrecision.eventsFor(width, Interval.COVERAGE);
  }

  /**
   * The cost of a width.
   *
   * @param width half width of the 95 % interval of each rate, over the rate; above 0
   */
  public static WidthPlan of(Plan plan, double width) {
    return new WidthPlan(plan, width);
  }

  /**
   * One event of one cell.
   *
   * @param runs runs of the spec's length that are expected to see enough events; infinite where
   *     hardly any sees one
   * @param steps expected steps of these
   * @param given half width that the spec's own replicas are expected to give; infinite below one
   *     event
   */
  record Need(
      PlannedCell cell, PlannedCell.EventForecast event, double runs, double steps, double given) {}

  /** One for each event that has a predicted rate, cell by cell. */
  List<Need> needs() {
    return plan.cells().stream()
        .flatMap(cell -> cell.events().stream().map(event -> need(cell, event)))
        .filter(need -> !Double.isNaN(need.event().rate()))
        .toList();
  }

  private Need need(PlannedCell cell, PlannedCell.EventForecast event) {
    double seen = event.runs() / cell.theory().facts().replicas();
    double runs = Math.ceil(events / seen);
    long expected = Math.round(event.runs());
    double given = RatePrecision.relativeHalfWidth(expected, Interval.COVERAGE);
    return new Need(cell, event, runs, runs * cell.stepsPerRun(), given);
  }

  /**
   * The table, the total, and advice.
   *
   * @param lineWidth characters in a line
   */
  public List<String> lines(int lineWidth) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.addAll(
        Paragraph.lines(
            "for +-%s of each rate (half the exact 95 %% Poisson interval over the rate): %,d events"
                .formatted(percent(width), events),
            lineWidth));
    List<Need> needs = needs();
    if (!needs.isEmpty()) {
      lines.addAll(table(needs, lineWidth));
      lines.add(total(needs));
    }
    doubts(needs).forEach(sentence -> lines.addAll(Paragraph.lines(sentence, lineWidth)));
    return lines;
  }

  private static List<String> table(List<Need> needs, int lineWidth) {
    TextTable table =
        TextTable.empty()
            .column("cell", Align.LEFT)
            .column("event", Align.LEFT)
            .column("rate", Align.RIGHT)
            .column("seen in", Align.RIGHT)
            .column("runs needed", Align.RIGHT)
            .column("steps needed", Align.RIGHT)
            .column("one core", Align.RIGHT)
            .column("as specified", Align.RIGHT);
    for (Need need : needs.subList(0, Math.min(MOST_ROWS, needs.size()))) {
      var facts = need.cell().theory().facts();
      table.row(
          facts.label(),
          need.event().watched().toString(),
          Numbers.brief(need.event().rate()),
          percent(need.event().runs() / facts.replicas()),
          Numbers.brief(need.runs()),
          Numbers.brief(need.steps()),
          Numbers.duration(need.runs() * need.cell().secondsPerRun()),
          "%,d: +-%s".formatted(facts.replicas(), percent(need.given())));
    }
    List<String> lines = new ArrayList<>(table.lines(lineWidth));
    if (needs.size() > MOST_ROWS) {
      lines.add("... and %,d more".formatted(needs.size() - MOST_ROWS));
    }
    return lines;
  }

  /** The total over all cells, each with the runs of its most expensive event. */
  private String total(List<Need> needs) {
    double seconds = 0;
    for (PlannedCell cell : plan.cells()) {
      seconds +=
          needs.stream()
              .filter(need -> need.cell().equals(cell))
              .mapToDouble(need -> need.runs() * cell.secondsPerRun())
              .max()
              .orElse(0);
    }
    double scale = (double) plan.spec().grid().cells() / plan.cells().size();
    return "all cells: about %s on one core".formatted(Numbers.duration(scale * seconds));
  }

  private List<String> doubts(List<Need> needs) {
    List<String> lines = new ArrayList<>();
    long without =
        plan.cells().stream()
            .flatMap(cell -> cell.events().stream())
            .filter(event -> Double.isNaN(event.rate()))
            .count();
    if (without > 0) {
      lines.add(
          "cannot be predicted for %,d events of cells: no law gives a rate there (a level at or above the saddle, a model without a closed form)"
              .formatted(without));
    }
    if (plan.cells().stream().allMatch(cell -> cell.events().isEmpty())) {
      lines.add("cannot be predicted: the spec observes no escape");
    }
    long early =
        needs.stream()
            .filter(
                need ->
                    need.cell().theory().landscape().outlierCurvature() / need.event().rate()
                        < RegimeGuard.FEWEST_RELAXATION_TIMES)
            .count();
    if (early > 0) {
      lines.add(
          "unreliable for %,d: events within %.0f relaxation times are not rare, so waiting is not exponential"
              .formatted(early, RegimeGuard.FEWEST_RELAXATION_TIMES));
    }
    lines.add(
        "events needed are exact; runs and steps rest on the log-landscape rates, which real SGD"
            + " misses by a factor of 0.1 to 3:"
            + " sweep --until-width %s counts the events instead".formatted(width));
    return lines;
  }

  private static String percent(double share) {
    return Double.isInfinite(share) ? "inf" : Numbers.brief(100 * share) + " %";
  }
}
