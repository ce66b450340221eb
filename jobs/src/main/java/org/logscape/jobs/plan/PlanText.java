package org.logscape.jobs.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.spec.start.Start;
import org.logscape.jobs.text.Numbers;
import org.logscape.jobs.text.Paragraph;
import org.logscape.jobs.text.TextTable;
import org.logscape.jobs.text.TextTable.Align;
import org.logscape.theory.LogLandscape;

/** A plan as lines for a terminal. */
public final class PlanText {
  private static final int MOST_ROWS = 60;
  private static final int CELLS_NAMED = 3;

  private static final String NETWORKS =
      "nothing is predicted for networks: L*, h* and n are measured at the minimum where runs start,"
          + " if they start at one";

  private final Plan plan;

  private PlanText(Plan plan) {
    this.plan = plan;
  }

  /** The text of a plan. */
  public static PlanText of(Plan plan) {
    return new PlanText(plan);
  }

  /** Size and cost, a table of predictions, warnings; lines of any length. */
  public List<String> lines() {
    return lines(Integer.MAX_VALUE);
  }

  /**
   * Size and cost, a table of predictions, warnings.
   *
   * @param width characters in a line
   */
  public List<String> lines(int width) {
    List<String> lines = new ArrayList<>();
    above().forEach(sentence -> lines.addAll(Paragraph.lines(sentence, width)));
    lines.add("");
    lines.addAll(table(width));
    lines.addAll(LandscapeText.lines(plan.spec(), width));
    if (plan.cells().stream().noneMatch(cell -> cell.theory().hasLandscape())) {
      lines.add("");
      lines.addAll(Paragraph.lines(NETWORKS, width));
    }
    warnings().forEach(sentence -> lines.addAll(Paragraph.lines(sentence, width)));
    return lines;
  }

  private List<String> above() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %,d cells x %,d replicas = %,d runs, %s"
            .formatted(
                plan.spec().name(),
                plan.spec().grid().cells(),
                plan.spec().replicas(),
                plan.spec().runs(),
                CostText.total(plan)));
    if (!plan.isWhole()) {
      lines.add("(%,d of the cells were examined, evenly spread)".formatted(plan.cells().size()));
    }
    if (plan.spec().start() instanceof Start.Snapshots snapshots) {
      lines.add(start(snapshots));
    }
    lines.addAll(ScheduleText.lines(plan.looked()));
    lines.addAll(CostText.lines(plan));
    return lines;
  }

  private static String start(Start.Snapshots start) {
    String taken =
        start.step().isPresent()
            ? "those at step %,d".formatted(start.step().getAsLong())
            : "the last one of each run";
    return "runs start at snapshots of %s%s: %s, replica r of every cell at number r modulo their count; predictions are of runs from the minimum"
        .formatted(start.dir(), start.cell().map(", cell "::concat).orElse(""), taken);
  }

  private List<String> table(int width) {
    TextTable table =
        TextTable.empty()
            .column("cell", Align.LEFT)
            .column("eta h*", Align.RIGHT)
            .column("T", Align.RIGHT)
            .column("n", Align.RIGHT)
            .column("phi", Align.RIGHT)
            .column("event", Align.LEFT)
            .column("L/L*", Align.RIGHT)
            .column("exponent", Align.RIGHT)
            .column("rate", Align.RIGHT)
            .column("steps", Align.RIGHT)
            .column("occurs in", Align.RIGHT);
    int rows = 0;
    int cells = 0;
    for (PlannedCell cell : plan.cells()) {
      if (rows + Math.max(1, cell.events().size()) > MOST_ROWS) {
        break;
      }
      cells++;
      rows += addRows(table, cell);
    }
    List<String> lines = new ArrayList<>(table.lines(width));
    if (cells < plan.cells().size()) {
      lines.add("... and %,d more cells".formatted(plan.spec().grid().cells() - cells));
    }
    return lines;
  }

  private static int addRows(TextTable table, PlannedCell cell) {
    CellTheory theory = cell.theory();
    String label = theory.facts().label();
    String[] start =
        theory.hasLandscape()
            ? start(label, theory.landscape())
            : new String[] {label, "-", "-", "-", "-"};
    if (cell.events().isEmpty()) {
      table.row(start[0], start[1], start[2], start[3], start[4], "", "", "", "", "", "");
    }
    for (PlannedCell.EventForecast event : cell.events()) {
      boolean first = event.equals(cell.events().get(0));
      double ratio =
          event.watched().isLevel()
              ? event.watched().level()
              : cell.theory().barrier().map(barrier -> barrier.ratio()).orElse(Double.NaN);
      table.row(
          first ? start[0] : "",
          first ? start[1] : "",
          first ? start[2] : "",
          first ? start[3] : "",
          first ? start[4] : "",
          event.watched().word(),
          Numbers.brief(ratio),
          theory.hasLandscape() ? Numbers.brief(theory.landscape().escapeExponent()) : "-",
          Numbers.brief(event.rate()),
          Numbers.brief(1 / (event.rate() * theory.facts().learningRate())),
          "%s of %,d".formatted(Numbers.brief(event.runs()), cell.theory().facts().replicas()));
    }
    return Math.max(1, cell.events().size());
  }

  private static String[] start(String label, LogLandscape landscape) {
    return new String[] {
      label,
      Numbers.brief(landscape.curvatureStep()),
      Numbers.brief(landscape.temperature()),
      String.valueOf(landscape.outliers()),
      Numbers.brief(landscape.phi())
    };
  }

  private List<String> warnings() {
    Map<String, List<Concern>> concerns = new LinkedHashMap<>();
    Map<String, List<String>> cells = new LinkedHashMap<>();
    for (PlannedCell cell : plan.cells()) {
      for (Concern concern : cell.concerns()) {
        concerns.computeIfAbsent(concern.kind(), kind -> new ArrayList<>()).add(concern);
        cells
            .computeIfAbsent(concern.kind(), kind -> new ArrayList<>())
            .add(cell.theory().facts().label());
      }
    }
    List<String> lines = new ArrayList<>();
    if (!concerns.isEmpty()) {
      lines.add("");
    }
    concerns.forEach(
        (kind, alike) ->
            lines.add(
                "warning: %s (%s)".formatted(Concern.together(alike), where(cells.get(kind)))));
    return lines;
  }

  private static String where(List<String> cells) {
    if (cells.size() == 1) {
      return cells.get(0).isEmpty() ? "the one cell" : cells.get(0);
    }
    String named = String.join(", ", cells.subList(0, Math.min(CELLS_NAMED, cells.size())));
    return "%,d cells: %s%s"
        .formatted(cells.size(), named, cells.size() > CELLS_NAMED ? ", ..." : "");
  }
}
