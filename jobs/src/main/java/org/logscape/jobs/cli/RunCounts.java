package org.logscape.jobs.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.text.Words;
import org.logscape.kernel.Status;
import org.logscape.schemas.Table;

/** How the runs of a folder ended, counted from the runs table. */
final class RunCounts {
  private final String path;
  private final List<Count> counts;

  private record Count(Status status, long count) {
    private static final RowBinding<Count> ROWS = RowBinding.ofQuery(Count.class);
  }

  private RunCounts(String path, List<Count> counts) {
    this.path = path;
    this.counts = counts;
  }

  static RunCounts of(ExperimentDir dir) {
    return new RunCounts(
        dir.path(),
        Count.ROWS.list(dir.table(Table.RUNS).groupBy("status").count().orderBy("status")));
  }

  /** In one line. */
  String line() {
    long runs = counts.stream().mapToLong(Count::count).sum();
    String parts =
        counts.stream()
            .map(ended -> "%s %,d".formatted(Words.of(ended.status()), ended.count()))
            .collect(Collectors.joining(", "));
    return "%,d runs (%s) in %s".formatted(runs, parts, path);
  }
}
