package org.logscape.jobs.sweep.wave;

import java.util.Collection;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.TableRow;

/**
 * Computes the rows of a wave once and appends them to their tables, before the next begins. If a
 * signal ends the program while a wave is computed, the tasks that are done by then are appended.
 */
public final class WaveWriter {
  private final JavaSparkContext context;
  private final ExperimentDir dir;
  private final Collection<RowBinding<? extends TableRow>> tables;
  private final GracefulStop stop;

  private WaveWriter(
      JavaSparkContext context,
      ExperimentDir dir,
      Collection<RowBinding<? extends TableRow>> tables,
      GracefulStop stop) {
    this.context = context;
    this.dir = dir;
    this.tables = tables;
    this.stop = stop;
  }

  /**
   * A writer.
   *
   * @param tables that get a file whether they get rows or not
   * @param stop asked for a signal
   */
  public static WaveWriter of(
      JavaSparkContext context,
      ExperimentDir dir,
      Collection<RowBinding<? extends TableRow>> tables,
      GracefulStop stop) {
    return new WaveWriter(context, dir, tables, stop);
  }

  /**
   * Computes a wave and appends it.
   *
   * @param rows one partition a task
   * @throws StoppedException if a signal came; the tasks that were done are appended then
   */
  public void append(JavaRDD<TableRow> rows, WaveWork work) {
    append(rows, work, kept -> kept);
  }

  /**
   * The same, and looks at the rows once more before they are let go.
   *
   * @param rows one partition a task
   * @param look what is made of the rows that were appended
   * @return what it made of them
   * @throws StoppedException if a signal came; the tasks that were done are appended then
   */
  public <T> T append(JavaRDD<TableRow> rows, WaveWork work, Function<JavaRDD<TableRow>, T> look) {
    ComputedWave wave = ComputedWave.of(context, rows, stop);
    try {
      if (!wave.tasks().isEmpty()) {
        dir.append(wave.rows(), wave.counts(tables), work.text(wave));
      }
      stop.check();
      return look.apply(wave.rows());
    } finally {
      wave.release();
    }
  }

  /**
   * Appends rows all at once or not at all, whatever signal comes.
   *
   * @param tables that get a file whether they get rows or not
   * @param work what computes the rows, in words that its job can read again; may be empty
   */
  public static void appendWhole(
      ExperimentDir dir,
      JavaRDD<TableRow> rows,
      Collection<RowBinding<? extends TableRow>> tables,
      String work) {
    RowCounts counts = RowCounts.of(rows.context());
    JavaRDD<TableRow> kept = rows.map(counts::counted).persist(StorageLevel.MEMORY_AND_DISK_SER());
    try {
      // computes them; nothing is read back from the bytes that are kept, as counting them would
      kept.foreachPartition(unread -> {});
      dir.append(kept, counts.with(tables), work);
    } finally {
      kept.unpersist(false);
    }
  }
}
