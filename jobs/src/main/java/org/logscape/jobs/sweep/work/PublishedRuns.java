package org.logscape.jobs.sweep.work;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.store.RowBinding;

/**
 * Which runs a folder holds already, counted from the published rows: for each cell and block the
 * number of its first replicas that are there. A block is always worked off from its first replica
 * on, so the number says it all.
 */
public final class PublishedRuns {
  private final Map<String, Map<Integer, Integer>> done;

  /** How many runs of a block there are, and the number of the last one. */
  private record Block(String cellId, int block, int runs, int last) {
    private static final RowBinding<Block> ROWS = RowBinding.ofQuery(Block.class);
  }

  private PublishedRuns(Map<String, Map<Integer, Integer>> done) {
    this.done = done;
  }

  /**
   * Counts the rows of the runs table.
   *
   * @param runs the published runs
   * @param size replicas of a whole block
   * @throws UserException if the table has been tampered with: a run missing from the middle of a
   *     block, or there twice
   */
  public static PublishedRuns of(Dataset<Row> runs, int size) {
    Dataset<Row> blocks =
        runs.withColumn("block", col("replica").divide(size).cast("int"))
            .groupBy("cell_id", "block")
            .agg(count(lit(1)).cast("int").as("runs"), max("replica").as("last"));
    Map<String, Map<Integer, Integer>> done = new HashMap<>();
    Iterator<Row> rows = blocks.toLocalIterator();
    while (rows.hasNext()) {
      Block block = Block.ROWS.read(rows.next());
      int first = block.block() * size;
      if (block.last() != first + block.runs() - 1) {
        throw UserException.of(
            "runs: cell %s has %d runs of replicas %d to %d; every run must be there once (restore the table, or start a new folder)"
                .formatted(block.cellId(), block.runs(), first, block.last()));
      }
      done.computeIfAbsent(block.cellId(), id -> new HashMap<>()).put(block.block(), block.runs());
    }
    return new PublishedRuns(done);
  }

  /** A folder without runs. */
  public static PublishedRuns none() {
    return new PublishedRuns(Map.of());
  }

  /** How many of the first replicas of a block are there. */
  public int firstReplicas(String cellId, int block) {
    return done.getOrDefault(cellId, Map.of()).getOrDefault(block, 0);
  }

  /** All runs that are there. */
  public long total() {
    return done.values().stream()
        .flatMap(blocks -> blocks.values().stream())
        .mapToLong(Integer::longValue)
        .sum();
  }

  public boolean isEmpty() {
    return done.isEmpty();
  }
}
