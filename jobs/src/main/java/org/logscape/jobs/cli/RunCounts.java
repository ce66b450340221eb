package org.logscape.jobs.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.schemas.Table;

/** How the runs of a folder ended, counted from the runs table. */
final class RunCounts {
  private final String path;
  private final List<Row> counts;

  private RunCounts(String path, List<Row> counts) {
    this.path = path;
    this.counts = counts;
  }

  static RunCounts of(ExperimentDir dir) {
    return new RunCounts(
        dir.path(),
        dir.table(Table.RUNS).groupBy("status").count().orderBy("status").collectAsList());
  }

  /** In one line. */
  String line() {
    long runs = counts.stream().mapToLong(row -> row.getLong(1)).sum();
    String parts =
        counts.stream()
            .map(row -> "%s %,d".formatted(row.getString(0), row.getLong(1)))
            .collect(Collectors.joining(", "));
    return "%,d runs (%s) in %s".formatted(runs, parts, path);
  }
}
