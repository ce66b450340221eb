package org.logscape.jobs.sweep.wave;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.PartitionPruningRDD;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.CollectionAccumulator;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.TableRow;
import org.logscape.jobs.sweep.work.BlockRange;
import scala.runtime.AbstractFunction1;

/**
 * Publishes waves one after the other, each while the next one is computed. If a signal ends the
 * program while a wave is computed, the tasks that are done by then are published.
 */
public final class WavePublisher implements AutoCloseable {
  private final JavaSparkContext context;
  private final ExperimentDir dir;
  private final Collection<RowBinding<? extends TableRow>> tables;
  private final GracefulStop stop;
  private final ExecutorService publishing =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "publishing");
            thread.setDaemon(true);
            return thread;
          });
  private Future<?> last;

  /**
   * Words for what a wave computed.
   *
   * @see org.logscape.jobs.sweep.work.BlockTasks
   */
  public interface Work {
    /** The words for some tasks of the wave. */
    String text(List<List<BlockRange>> tasks);
  }

  private WavePublisher(
      JavaSparkContext context,
      ExperimentDir dir,
      Collection<RowBinding<? extends TableRow>> tables,
      GracefulStop stop) {
    this.context = context;
    this.dir = dir;
    this.tables = List.copyOf(tables);
    this.stop = stop;
  }

  /**
   * A publisher.
   *
   * @param tables that get a file whether they get rows or not
   * @param stop asked for a signal
   */
  public static WavePublisher of(
      JavaSparkContext context,
      ExperimentDir dir,
      Collection<RowBinding<? extends TableRow>> tables,
      GracefulStop stop) {
    return new WavePublisher(context, dir, tables, stop);
  }

  /**
   * Computes a wave, and begins to publish it once the one before is published.
   *
   * @param tasks of the wave, one a partition
   * @param rows of these tasks
   * @return seconds that the computing took
   * @throws StoppedException if a signal came; what was done is published then
   */
  public double add(List<List<BlockRange>> tasks, JavaRDD<TableRow> rows, Work work) {
    RowCounts counts = RowCounts.of(rows.context());
    JavaRDD<TableRow> kept = rows.map(counts::counted).persist(StorageLevel.MEMORY_AND_DISK_SER());
    CollectionAccumulator<Integer> done = context.sc().collectionAccumulator();
    long begin = System.nanoTime();
    try {
      stop.begin(context);
      // computes them; nothing is read back from the bytes that are kept, as counting them would
      kept.foreachPartition(unread -> done.add(TaskContext.getPartitionId()));
    } catch (Exception failure) {
      // Spark throws its own, which is checked, through Scala
      if (stop.isRequested()) {
        publishDone(tasks, kept, done, counts, work);
        throw new StoppedException();
      }
      kept.unpersist(false);
      throw failure;
    } finally {
      stop.end(context);
    }
    final double seconds = (System.nanoTime() - begin) * 1e-9;
    publish(kept, counts, work.text(tasks));
    if (stop.isRequested()) {
      await();
      throw new StoppedException();
    }
    return seconds;
  }

  private void publishDone(
      List<List<BlockRange>> tasks,
      JavaRDD<TableRow> kept,
      CollectionAccumulator<Integer> done,
      RowCounts counts,
      Work work) {
    List<Integer> finished = done.value().stream().distinct().sorted().toList();
    if (!finished.isEmpty()) {
      JavaRDD<TableRow> some =
          PartitionPruningRDD.create(kept.rdd(), new Chosen(finished)).toJavaRDD();
      publish(some, counts, work.text(finished.stream().map(tasks::get).toList()));
    }
    await();
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

  private void publish(JavaRDD<TableRow> kept, RowCounts counts, String work) {
    await();
    last =
        publishing.submit(
            () -> {
              // the job group of the computing, which a signal cancels, is not for this thread
              context.clearJobGroup();
              dir.append(kept, counts.with(tables), work);
              kept.unpersist(false);
            });
  }

  /** Waits for the publication that is under way, and throws what it threw. */
  private void await() {
    if (last == null) {
      return;
    }
    Future<?> pending = last;
    last = null;
    try {
      pending.get();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (failure.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a wave was published", interrupted);
    }
  }

  /** Waits until all is published. */
  @Override
  public void close() {
    try {
      await();
    } finally {
      publishing.shutdown();
    }
  }
}
