package org.logscape.jobs.sweep.wave;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.TableRow;

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
   * @param rows one partition a task
   * @return seconds that the computing took
   * @throws StoppedException if a signal came; what was done is published then
   */
  public double add(JavaRDD<TableRow> rows, WaveWork work) {
    ComputedWave wave = ComputedWave.of(context, rows, stop);
    if (wave.tasks().isEmpty()) {
      wave.release();
    } else {
      publish(wave, work.text(wave));
    }
    if (stop.isRequested()) {
      await();
      throw new StoppedException();
    }
    return wave.seconds();
  }

  private void publish(ComputedWave wave, String work) {
    await();
    last =
        publishing.submit(
            () -> {
              // the job group of the computing, which a signal cancels, is not for this thread
              context.clearJobGroup();
              dir.append(wave.rows(), wave.counts(tables), work);
              wave.release();
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
