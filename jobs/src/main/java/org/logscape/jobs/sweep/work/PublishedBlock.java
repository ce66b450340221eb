package org.logscape.jobs.sweep.work;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.store.RowBinding;

/**
 * Runs of one block that a wave published.
 *
 * @param first the first replica
 * @param last the last one
 */
public record PublishedBlock(String cellId, int block, int first, int last) {
  private static final RowBinding<PublishedBlock> ROWS = RowBinding.ofQuery(PublishedBlock.class);

  /**
   * The blocks of runs, in the order of cells and replicas.
   *
   * @param size replicas of a whole block
   */
  public static List<PublishedBlock> of(Dataset<Row> runs, int size) {
    return ROWS.list(
        runs.withColumn("block", col("replica").divide(size).cast("int"))
            .groupBy("cell_id", "block")
            .agg(min("replica").as("first"), max("replica").as("last"))
            .orderBy("cell_id", "block"));
  }
}
