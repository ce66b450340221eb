package org.logscape.jobs.fit.error;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The table sharpness by cell and replica: one value of each quantity a run. */
final class SharpnessRuns {
  private final Map<String, SortedMap<Integer, Row>> byCell = new HashMap<>();

  private SharpnessRuns() {}

  /** Reads the table. */
  static SharpnessRuns of(Dataset<Row> table) {
    SharpnessRuns runs = new SharpnessRuns();
    for (Row row : table.collectAsList()) {
      String run = row.getAs("run_id");
      runs.byCell
          .computeIfAbsent(row.getAs("cell_id"), cell -> new TreeMap<>())
          .put(Integer.parseInt(run.substring(run.lastIndexOf('-') + 1)), row);
    }
    return runs;
  }

  /** A quantity of the runs of a cell by replica; without those where it is null. */
  SortedMap<Integer, Double> values(String cell, String column) {
    SortedMap<Integer, Double> values = new TreeMap<>();
    byCell
        .getOrDefault(cell, new TreeMap<>())
        .forEach(
            (replica, row) -> {
              Object value = row.getAs(column);
              if (value != null) {
                values.put(replica, ((Number) value).doubleValue());
              }
            });
    return values;
  }

  /** The columns that are measures of sharpness, and where a run went. */
  static List<String> quantities() {
    return List.of(
        FlatnessLaw.OUTLIERS,
        FlatnessLaw.SIZE,
        FlatnessLaw.GAUSS_NEWTON,
        FlatnessLaw.JACOBIAN,
        FlatnessLaw.DISTANCE);
  }
}
