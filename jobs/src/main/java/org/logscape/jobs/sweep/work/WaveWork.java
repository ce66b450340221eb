package org.logscape.jobs.sweep.work;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.store.RowBinding;

/** What a wave of a sweep computed, read off its runs where its list was lost. */
public final class WaveWork {
  private WaveWork() {}

  /** A run as far as it says what was computed. */
  private record Run(String cellId, int replica, long steps) {
    private static final RowBinding<Run> ROWS = RowBinding.ofQuery(Run.class);
  }

  /** Replicas [from, to) of a cell, whose longest run has so many steps. */
  private record Extent(int from, int to, long steps) {
    static Extent of(Run run) {
      return new Extent(run.replica(), run.replica() + 1, run.steps());
    }

    Extent with(Extent other) {
      return new Extent(
          Math.min(from, other.from), Math.max(to, other.to), Math.max(steps, other.steps));
    }
  }

  /** Whether a wave of this work has the tables of runs. */
  public static boolean isOfRuns(String work) {
    return BlockTasks.isText(work) || WidthTasks.isText(work);
  }

  /**
   * The work of a wave that has these runs, cells in the order in which they stand there; empty
   * where they are no runs of the spec.
   */
  public static Optional<String> of(Spec spec, Dataset<Row> runs) {
    Map<String, Extent> cells = new LinkedHashMap<>();
    Run.ROWS
        .list(runs.select("cell_id", "replica", "steps"))
        .forEach(run -> cells.merge(run.cellId(), Extent.of(run), Extent::with));
    Map<String, Long> numbers = spec.grid().numbers();
    if (!numbers.keySet().containsAll(cells.keySet())) {
      return Optional.empty();
    }
    return Optional.of(spec.until().isWanted() ? width(cells) : blocks(spec, numbers, cells));
  }

  private static String width(Map<String, Extent> cells) {
    return WidthTasks.text(
        cells.entrySet().stream()
            .map(
                cell ->
                    new WidthTasks.Task(
                        cell.getKey(),
                        cell.getValue().from(),
                        cell.getValue().to(),
                        cell.getValue().steps()))
            .toList());
  }

  private static String blocks(Spec spec, Map<String, Long> numbers, Map<String, Extent> cells) {
    int size = BlockPlan.block(spec);
    List<List<BlockRange>> tasks =
        cells.entrySet().stream()
            .map(
                cell ->
                    new BlockRange(
                        numbers.get(cell.getKey()), cell.getValue().from(), cell.getValue().to()))
            .flatMap(range -> range.blocks(size).stream())
            .map(List::of)
            .toList();
    return BlockTasks.text(tasks, number -> spec.grid().cell(number).id());
  }
}
