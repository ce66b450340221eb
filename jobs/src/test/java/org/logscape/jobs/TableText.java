package org.logscape.jobs;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.schemas.Table;

/** Tables as text, to be compared row for row and bit for bit. */
public final class TableText {
  private static final List<Table> TABLES =
      List.of(
          Table.CELLS,
          Table.RUNS,
          Table.ESCAPES,
          Table.LOSS_HISTOGRAMS,
          Table.SNAPSHOTS,
          Table.NOISE,
          Table.SPECTRA,
          Table.EVALUATIONS,
          Table.SHARPNESS,
          Table.MINIMA);

  private TableText() {}

  /** All rows of all tables of a sweep as sorted text, doubles with all their bits. */
  public static Map<Table, List<String>> of(SparkSession spark, Path dir) {
    Map<Table, List<String>> tables = new TreeMap<>();
    for (Table table : TABLES) {
      tables.put(
          table,
          ExperimentDir.of(spark, dir.toString()).table(table).collectAsList().stream()
              .map(Row::toString)
              .sorted()
              .toList());
    }
    return tables;
  }
}
