package org.logscape.jobs.sweep.work;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  /** For each cell the number of first replicas of each block. */
  private final Map<String, int[]> done;

  /** How many runs of a block there are, and the number of the last one. */
  private record Block(String cellId, int block, int runs, int last) {
    private static final RowBinding<Block> ROWS = RowBinding.ofQuery(Block.class);
  }

  private PublishedRuns(Map<String, int[]> done) {
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
    Map<String, int[]> done = new HashMap<>();
    Iterator<Row> rows = blocks.toLocalIterator();
    while (rows.hasNext()) {
      Block block = Block.ROWS.read(rows.next());
      int first = block.block() * size;
      if (block.last() != first + block.runs() - 1) {
        throw UserException.of(
            "runs: cell %s has %d runs of replicas %d to %d; every run must be there once (restore the table, or start a new folder)"
                .formatted(block.cellId(), block.runs(), first, block.last()));
      }
      blocks(done, block.cellId(), block.block())[block.block()] = block.runs();
    }
    return new PublishedRuns(done);
  }

  /**
   * Counts the runs that lists of waves name, without reading a table.
   *
   * @param work of the waves that have runs, in the order in which they were published
   * @param size replicas of a whole block
   * @return empty where the blocks of a wave are not known
   */
  public static Optional<PublishedRuns> ofWork(Iterable<String> work, int size) {
    Map<String, int[]> done = new HashMap<>();
    for (String wave : work) {
      Optional<List<BlockTasks.Named>> runs = BlockTasks.runs(wave);
      if (runs.isEmpty()) {
        return Optional.empty();
      }
      for (BlockTasks.Named range : runs.get()) {
        if (!add(done, range, size)) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(new PublishedRuns(done));
  }

  /** Whether each block goes on where it ended. */
  private static boolean add(Map<String, int[]> done, BlockTasks.Named range, int size) {
    int last = (range.to() - 1) / size;
    int[] blocks = blocks(done, range.cellId(), last);
    for (int block = range.from() / size; block <= last; block++) {
      int from = Math.max(range.from() - block * size, 0);
      if (blocks[block] != from) {
        return false;
      }
      blocks[block] = Math.min(range.to() - block * size, size);
    }
    return true;
  }

  private static int[] blocks(Map<String, int[]> done, String cellId, int last) {
    int[] there = done.getOrDefault(cellId, new int[0]);
    if (there.length <= last) {
      there = Arrays.copyOf(there, Math.max(last + 1, there.length + there.length / 2));
      done.put(cellId, there);
    }
    return there;
  }

  /** A folder without runs. */
  public static PublishedRuns none() {
    return new PublishedRuns(Map.of());
  }

  /** How many of the first replicas of a block are there. */
  public int firstReplicas(String cellId, int block) {
    int[] blocks = done.get(cellId);
    return blocks == null || block >= blocks.length ? 0 : blocks[block];
  }

  /** All runs that are there. */
  public long total() {
    return done.values().stream().flatMapToInt(Arrays::stream).asLongStream().sum();
  }

  public boolean isEmpty() {
    return done.isEmpty();
  }
}
