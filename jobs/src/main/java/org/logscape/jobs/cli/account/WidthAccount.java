package org.logscape.jobs.cli.account;

import static org.apache.spark.sql.functions.expr;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.Until;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.text.Numbers;
import org.logscape.schemas.Table;
import org.logscape.statistics.Interval;
import org.logscape.statistics.RatePrecision;

/** Which cells reached the wanted width, and why the others did not, from the tables. */
public final class WidthAccount {
  private static final int MOST_NAMED = 12;

  private final Until until;
  private final List<Cell> cells;

  /** A cell with its runs. */
  private record Cell(String label, long runs, long events, long diverged, long longest) {
    static final RowBinding<Cell> ROWS = RowBinding.ofQuery(Cell.class);

    double width() {
      return RatePrecision.relativeHalfWidth(events, Interval.COVERAGE);
    }
  }

  private WidthAccount(Until until, List<Cell> cells) {
    this.until = until;
    this.cells = cells;
  }

  /** The account of a sweep; it has no lines where the spec asks for no width. */
  public static WidthAccount of(ExperimentDir dir, Spec spec) {
    return new WidthAccount(spec.until(), spec.until().isWanted() ? cells(dir) : List.of());
  }

  private static List<Cell> cells(ExperimentDir dir) {
    Dataset<Row> runs =
        dir.table(Table.RUNS)
            .groupBy("cell_id")
            .agg(
                expr("count(*) AS runs"),
                expr("count_if(status = 'escaped') AS events"),
                expr("count_if(status = 'diverged') AS diverged"),
                expr("max(steps) AS longest"));
    return Cell.ROWS.list(dir.table(Table.CELLS).join(runs, "cell_id")).stream()
        .sorted(Comparator.comparingLong(Cell::events).thenComparing(Cell::label))
        .toList();
  }

  /** One line for all, and one for each cell that fell short. */
  public List<String> lines() {
    if (!until.isWanted()) {
      return List.of();
    }
    long wanted = RatePrecision.eventsFor(until.width(), Interval.COVERAGE);
    List<Cell> few = cells.stream().filter(cell -> cell.events() < wanted).toList();
    List<String> lines = new ArrayList<>();
    lines.add(
        "+-%s %% (%,d events): %,d of %,d cells"
            .formatted(
                Numbers.brief(100 * until.width()),
                wanted,
                cells.size() - few.size(),
                cells.size()));
    for (Cell cell : few.subList(0, Math.min(MOST_NAMED, few.size()))) {
      lines.add(
          "  %s: %,d events in %,d runs (+-%s %%): %s"
              .formatted(
                  cell.label().isEmpty() ? "the cell" : cell.label(),
                  cell.events(),
                  cell.runs(),
                  Numbers.brief(100 * cell.width()),
                  why(cell)));
    }
    if (few.size() > MOST_NAMED) {
      lines.add("  ... and %,d more".formatted(few.size() - MOST_NAMED));
    }
    return lines;
  }

  private String why(Cell cell) {
    if (cell.diverged() == cell.runs()) {
      return "every run diverged";
    }
    return cell.events() == 0
        ? "no event within %,d steps (--max-steps), where further runs are unlikely to observe an event"
            .formatted(cell.longest())
        : "stopped by --max-runs %,d".formatted(until.maxRuns());
  }
}
