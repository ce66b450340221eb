package org.logscape.jobs.store.part;

import java.util.EnumMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.logscape.schemas.Table;

/**
 * How many files the rows of a wave are written to, table by table: several side by side where
 * there are rows enough, at most one a slot, and more only where a file would become too long.
 *
 * @param most rows of a file
 * @param least rows of a file, where a table gets several for speed
 * @param slots tasks that run side by side
 */
public record FileCounts(long most, long least, int slots) {
  /** The setting of Spark that limits the rows of a file. */
  public static final String MOST = "spark.logscape.rowsPerFile";

  private static final String DEFAULT_MOST = "4000000";

  /** The setting of Spark from which many rows a table gets several files. */
  public static final String LEAST = "spark.logscape.leastRowsPerFile";

  private static final String DEFAULT_LEAST = "250000";

  /** By the settings of a session. */
  public static FileCounts of(SparkSession spark) {
    return new FileCounts(
        Long.parseLong(spark.conf().get(MOST, DEFAULT_MOST)),
        Long.parseLong(spark.conf().get(LEAST, DEFAULT_LEAST)),
        spark.sparkContext().defaultParallelism());
  }

  /** Files of each table that gets so many rows. */
  public Map<Table, Integer> of(Map<Table, Long> rows) {
    Map<Table, Integer> files = new EnumMap<>(Table.class);
    rows.forEach(
        (table, count) ->
            files.put(table, (int) Math.max(1 + count / most, Math.min(slots, count / least))));
    return files;
  }
}
