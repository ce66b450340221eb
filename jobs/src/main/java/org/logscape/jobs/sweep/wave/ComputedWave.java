package org.logscape.jobs.sweep.wave;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.PartitionPruningRDD;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.CollectionAccumulator;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.TableRow;
import org.logscape.schemas.Table;
import scala.runtime.AbstractFunction1;

/**
 * The rows of a wave, computed once and kept: those of all its tasks, or, where a signal ended the
 * program meanwhile, those of the tasks that were done by then.
 */
public final class ComputedWave {
  private final JavaRDD<TableRow> kept;
  private final JavaRDD<TableRow> rows;
  private final RowCounts counts;
  private final List<Integer> tasks;
  private final boolean isWhole;
  private final double seconds;

  private ComputedWave(
      JavaRDD<TableRow> kept,
      JavaRDD<TableRow> rows,
      RowCounts counts,
      List<Integer> tasks,
      boolean isWhole,
      double seconds) {
    this.kept = kept;
    this.rows = rows;
    this.counts = counts;
    this.tasks = tasks;
    this.isWhole = isWhole;
    this.seconds = seconds;
  }

  /**
   * Computes a wave.
   *
   * @param wanted its rows, one partition a task
   * @param stop asked for a signal, which ends the computing
   */
  static ComputedWave of(JavaSparkContext context, JavaRDD<TableRow> wanted, GracefulStop stop) {
    RowCounts counts = RowCounts.of(wanted.context());
    JavaRDD<TableRow> kept =
        wanted.map(counts::counted).persist(StorageLevel.MEMORY_AND_DISK_SER());
    CollectionAccumulator<Integer> done = context.sc().collectionAccumulator();
    long begin = System.nanoTime();
    boolean isWhole = true;
    try {
      stop.begin(context);
      // computes them; nothing is read back from the bytes that are kept, as counting them would
      kept.foreachPartition(unread -> done.add(TaskContext.getPartitionId()));
    } catch (Exception failure) {
      // Spark throws its own, which is checked, through Scala
      if (!stop.isRequested()) {
        kept.unpersist(false);
        throw failure;
      }
      isWhole = false;
    } finally {
      stop.end(context);
    }
    double seconds = (System.nanoTime() - begin) * 1e-9;
    List<Integer> tasks =
        isWhole
            ? IntStream.range(0, kept.getNumPartitions()).boxed().toList()
            : done.value().stream().distinct().sorted().toList();
    JavaRDD<TableRow> rows =
        isWhole ? kept : PartitionPruningRDD.create(kept.rdd(), new Chosen(tasks)).toJavaRDD();
    return new ComputedWave(kept, rows, counts, tasks, isWhole, seconds);
  }

  /** The rows of the tasks that are done. */
  public JavaRDD<TableRow> rows() {
    return rows;
  }

  /** The tasks that are done, by their numbers from 0, ascending. */
  public List<Integer> tasks() {
    return tasks;
  }

  /** Whether all tasks are done. */
  public boolean isWhole() {
    return isWhole;
  }

  /** How long the computing took. */
  double seconds() {
    return seconds;
  }

  /**
   * How many rows each table gets, of those that get any.
   *
   * @param tables that are there with no rows too
   */
  Map<Table, Long> counts(Collection<RowBinding<? extends TableRow>> tables) {
    return counts.with(tables);
  }

  /** Lets the rows go. */
  void release() {
    kept.unpersist(false);
  }

  /** The partitions of some numbers, as Scala asks for them. */
  private static final class Chosen extends AbstractFunction1<Object, Object>
      implements Serializable {
    private static final long serialVersionUID = 1;
    private final List<Integer> numbers;

    Chosen(List<Integer> numbers) {
      this.numbers = new ArrayList<>(numbers);
    }

    @Override
    public Object apply(Object partition) {
      return numbers.contains(partition);
    }
  }
}
