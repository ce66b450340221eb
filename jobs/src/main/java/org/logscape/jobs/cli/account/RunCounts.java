package org.logscape.jobs.cli.account;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.text.Words;
import org.logscape.kernel.Status;
import org.logscape.schemas.Table;

/** How the runs of a folder ended, counted from the runs table. */
public final class RunCounts {
  private final String path;
  private final List<Count> counts;

  private record Count(Status status, long count) {
    private static final RowBinding<Count> ROWS = RowBinding.ofQuery(Count.class);
  }

  private RunCounts(String path, List<Count> counts) {
    this.path = path;
    this.counts = counts;
  }

  public static RunCounts of(ExperimentDir dir) {
    return new RunCounts(
        dir.path(),
        Count.ROWS.list(dir.table(Table.RUNS).groupBy("status").count().orderBy("status")));
  }

  /** How they ended, and what to change where the step limit came before convergence. */
  public List<String> lines(Spec spec) {
    long censored =
        counts.stream()
            .filter(ended -> ended.status() == Status.CENSORED)
            .mapToLong(Count::count)
            .sum();
    List<String> lines = new ArrayList<>(List.of(line()));
    if (censored > 0 && spec.stop().convergedAt().isPresent()) {
      lines.add(
          "  %,d runs reached the step limit before they converged: raise %s and use --resume, which follows them further"
              .formatted(censored, spec.limitPath()));
    }
    return lines;
  }

  private String line() {
    long runs = counts.stream().mapToLong(Count::count).sum();
    String parts =
        counts.stream()
            .map(ended -> "%s %,d".formatted(Words.of(ended.status()), ended.count()))
            .collect(Collectors.joining(", "));
    return "%,d runs (%s) in %s".formatted(runs, parts, path);
  }
}
