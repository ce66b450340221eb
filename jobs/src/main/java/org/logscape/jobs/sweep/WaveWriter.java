package org.logscape.jobs.sweep;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.TableRow;
import org.logscape.schemas.Table;

/** Computes the rows of a wave once and appends them to their tables. */
final class WaveWriter {
  private WaveWriter() {}

  /**
   * Appends.
   *
   * @param tables that get a file whether they get rows or not
   */
  static void append(ExperimentDir dir, JavaRDD<TableRow> rows, Collection<Table> tables) {
    JavaRDD<TableRow> kept = rows.persist(StorageLevel.MEMORY_AND_DISK_SER());
    try {
      Map<Table, Long> counts = new EnumMap<>(Table.class);
      tables.forEach(table -> counts.put(table, 0L));
      counts.putAll(kept.map(TableRow::table).countByValue());
      dir.append(kept, counts);
    } finally {
      kept.unpersist(false);
    }
  }
}
