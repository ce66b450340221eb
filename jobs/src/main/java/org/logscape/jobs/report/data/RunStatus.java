package org.logscape.jobs.report.data;

import static org.apache.spark.sql.functions.count;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.store.RowBinding;

/**
 * How runs ended, in all and by cell. Of many cells those with the largest shares of diverged and
 * censored runs are listed.
 *
 * @param totals runs by status, over all cells
 * @param cells the cells listed, worst first
 * @param cellCount number of cells with runs
 */
public record RunStatus(Map<String, Long> totals, List<CellRuns> cells, long cellCount) {
  /** The words of the column {@code status}. */
  public static final List<String> WORDS = List.of("escaped", "finished", "censored", "diverged");

  private static final int MOST_CELLS = 200;

  /** Runs of a cell by status. */
  private record Count(String cellId, String status, long count) {
    static final RowBinding<Count> ROWS = RowBinding.ofQuery(Count.class);
  }

  /**
   * The runs of one cell.
   *
   * @param runs by status
   */
  public record CellRuns(String label, Map<String, Long> runs) {
    /** Number of runs. */
    public long total() {
      return runs.values().stream().mapToLong(Long::longValue).sum();
    }

    private double share(String status) {
      return (double) runs.get(status) / total();
    }
  }

  /** Counts the runs in one Spark job. */
  static RunStatus of(Dataset<Row> runs, ShownCells cells) {
    Map<String, Long> totals = none();
    Map<String, Map<String, Long>> byCell = new LinkedHashMap<>();
    for (Count count : Count.ROWS.list(runs.groupBy("cell_id", "status").count())) {
      byCell.computeIfAbsent(count.cellId(), cell -> none()).put(count.status(), count.count());
      totals.merge(count.status(), count.count(), Long::sum);
    }
    List<CellRuns> all = new ArrayList<>();
    byCell.forEach((cell, counts) -> all.add(new CellRuns(cells.labels().get(cell), counts)));
    all.sort(
        Comparator.comparingDouble((CellRuns cell) -> -cell.share("diverged"))
            .thenComparingDouble(cell -> -cell.share("censored"))
            .thenComparing(CellRuns::label));
    return new RunStatus(
        totals, List.copyOf(all.subList(0, Math.min(all.size(), MOST_CELLS))), all.size());
  }

  private static Map<String, Long> none() {
    Map<String, Long> runs = new LinkedHashMap<>();
    WORDS.forEach(word -> runs.put(word, 0L));
    return runs;
  }

  /** Number of all runs. */
  public long total() {
    return totals.values().stream().mapToLong(Long::longValue).sum();
  }
}
