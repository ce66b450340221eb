package org.logscape.jobs.sweep.wave;

import java.util.Collection;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.TableRow;

/** Computes the rows of a wave once and appends them to their tables, before the next begins. */
public final class WaveWriter {
  private WaveWriter() {}

  /**
   * Appends.
   *
   * @param tables that get a file whether they get rows or not
   * @param work what computes the rows, in words that its job can read again; may be empty
   */
  public static void append(
      ExperimentDir dir,
      JavaRDD<TableRow> rows,
      Collection<RowBinding<? extends TableRow>> tables,
      String work) {
    append(dir, rows, tables, work, kept -> kept);
  }

  /**
   * Appends, and looks at the rows once more before they are let go.
   *
   * @param tables that get a file whether they get rows or not
   * @param work what computes the rows, in words that its job can read again; may be empty
   * @param look what is made of the rows that were appended
   * @return what it made of them
   */
  public static <T> T append(
      ExperimentDir dir,
      JavaRDD<TableRow> rows,
      Collection<RowBinding<? extends TableRow>> tables,
      String work,
      Function<JavaRDD<TableRow>, T> look) {
    RowCounts counts = RowCounts.of(rows.context());
    JavaRDD<TableRow> kept = rows.map(counts::counted).persist(StorageLevel.MEMORY_AND_DISK_SER());
    try {
      // computes them; nothing is read back from the bytes that are kept, as counting them would
      kept.foreachPartition(unread -> {});
      dir.append(kept, counts.with(tables), work);
      return look.apply(kept);
    } finally {
      kept.unpersist(false);
    }
  }
}
