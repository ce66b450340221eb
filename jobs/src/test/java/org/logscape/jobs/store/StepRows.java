package org.logscape.jobs.store;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.RowRecords;
import org.logscape.schemas.Table;

/** Rows of the table snapshots that differ in their step, for tests of what is published. */
final class StepRows {
  private StepRows() {}

  /** Rows of the steps [from, to). */
  static JavaRDD<TableRow> of(SparkSession spark, int from, int to, int partitions) {
    List<TableRow> rows =
        IntStream.range(from, to)
            .mapToObj(
                i ->
                    RowRecords.row(
                        Table.SNAPSHOTS,
                        new Object[] {
                          "c-" + i, "c", (long) i, 0.5 * i, new double[] {i, -i}, null, "periodic"
                        }))
            .toList();
    return JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(rows, partitions);
  }

  /** The steps of all rows of a folder, in order. */
  static List<Long> steps(ExperimentDir dir) {
    return dir.table(Table.SNAPSHOTS).collectAsList().stream()
        .map(row -> row.getLong(2))
        .sorted()
        .toList();
  }

  /** The steps [from, to). */
  static List<Long> range(int from, int to) {
    return IntStream.range(from, to).mapToObj(Long::valueOf).toList();
  }
}
