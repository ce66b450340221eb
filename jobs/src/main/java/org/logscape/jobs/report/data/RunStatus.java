package org.logscape.jobs.report.data;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

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
    Map<String, Long> totals = new LinkedHashMap<>();
    WORDS.forEach(word -> totals.put(word, 0L));
    List<CellRuns> all = new ArrayList<>();
    for (Row row : counts(runs).collectAsList()) {
      Map<String, Long> byStatus = new LinkedHashMap<>();
      WORDS.forEach(word -> byStatus.put(word, row.<Long>getAs(word)));
      byStatus.forEach((word, count) -> totals.merge(word, count, Long::sum));
      all.add(new CellRuns(cells.labels().get(row.getString(0)), byStatus));
    }
    all.sort(
        Comparator.comparingDouble((CellRuns cell) -> -cell.share("diverged"))
            .thenComparingDouble(cell -> -cell.share("censored"))
            .thenComparing(CellRuns::label));
    return new RunStatus(
        totals, List.copyOf(all.subList(0, Math.min(all.size(), MOST_CELLS))), all.size());
  }

  private static Dataset<Row> counts(Dataset<Row> runs) {
    Column[] byStatus =
        WORDS.stream()
            .map(word -> sum(when(col("status").equalTo(word), 1L).otherwise(0L)).as(word))
            .toArray(Column[]::new);
    return runs.groupBy("cell_id").agg(count(lit(1)), byStatus);
  }

  /** Number of all runs. */
  public long total() {
    return totals.values().stream().mapToLong(Long::longValue).sum();
  }
}
