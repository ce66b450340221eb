package org.logscape.jobs.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
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
record RunStatus(Map<String, Long> totals, List<Cell> cells, long cellCount) {
  /** The words of the column {@code status}. */
  static final List<String> WORDS = List.of("escaped", "finished", "censored", "diverged");

  /**
   * One cell.
   *
   * @param runs by status
   */
  record Cell(String label, Map<String, Long> runs) {
    long total() {
      return runs.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** Counts the runs. */
  static RunStatus of(Dataset<Row> runs, Dataset<Row> cells) {
    Dataset<Row> counts = counts(runs);
    Map<String, Long> totals = new LinkedHashMap<>();
    WORDS.forEach(word -> totals.put(word, 0L));
    for (Row row : runs.groupBy("status").count().collectAsList()) {
      totals.put(row.getString(0), row.getLong(1));
    }
    List<Cell> listed = new ArrayList<>();
    counts
        .join(cells.select(col("cell_id"), col("label"), col("model")), "cell_id")
        .orderBy(
            col("diverged").divide(col("runs")).desc(),
            col("censored").divide(col("runs")).desc(),
            col("label"))
        .limit(Budget.TABLE_ROWS)
        .collectAsList()
        .forEach(row -> listed.add(cell(row)));
    return new RunStatus(totals, listed, counts.count());
  }

  private static Dataset<Row> counts(Dataset<Row> runs) {
    Column[] byStatus =
        WORDS.stream()
            .map(word -> sum(when(col("status").equalTo(word), 1L).otherwise(0L)).as(word))
            .toArray(Column[]::new);
    return runs.groupBy("cell_id").agg(count(lit(1)).as("runs"), byStatus);
  }

  private static Cell cell(Row row) {
    Map<String, Long> runs = new LinkedHashMap<>();
    WORDS.forEach(word -> runs.put(word, row.<Long>getAs(word)));
    String label = row.getAs("label");
    return new Cell(label.isEmpty() ? row.getAs("model") : label, runs);
  }

  long total() {
    return totals.values().stream().mapToLong(Long::longValue).sum();
  }
}
