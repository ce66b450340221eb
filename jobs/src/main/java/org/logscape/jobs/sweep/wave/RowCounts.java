package org.logscape.jobs.sweep.wave;

import java.io.Serializable;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.TableRow;
import org.logscape.schemas.Table;

/**
 * Counts rows by table while they are computed. A task that is done again after it had ended counts
 * its rows twice, so these are for sizes of files, not for results.
 */
final class RowCounts implements Serializable {
  private final EnumMap<Table, LongAccumulator> counts = new EnumMap<>(Table.class);

  private RowCounts(SparkContext context) {
    for (Table table : Table.values()) {
      counts.put(table, context.longAccumulator());
    }
  }

  /** Counts of a job, all zero. */
  static RowCounts of(SparkContext context) {
    return new RowCounts(context);
  }

  /** Counts a row and passes it on. */
  TableRow counted(TableRow row) {
    counts.get(row.table()).add(1);
    return row;
  }

  /**
   * How many rows each table gets, of those that get any.
   *
   * @param tables that are there with no rows too
   */
  Map<Table, Long> with(Collection<RowBinding<? extends TableRow>> tables) {
    Map<Table, Long> all = new EnumMap<>(Table.class);
    counts.forEach(
        (table, count) -> {
          if (count.value() > 0) {
            all.put(table, count.value());
          }
        });
    tables.forEach(binding -> all.putIfAbsent(binding.table(), 0L));
    return all;
  }
}
