package org.logscape.jobs.cli.account;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.logscape.jobs.manifest.Manifest;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.start.Start;
import org.logscape.jobs.store.ExperimentDir;

/** How many snapshots runs started at, with warnings, from the manifest. */
public final class StartAccount {
  private final Spec spec;
  private final OptionalLong snapshots;
  private final long runsWithout;

  private StartAccount(Spec spec, OptionalLong snapshots, long runsWithout) {
    this.spec = spec;
    this.snapshots = snapshots;
    this.runsWithout = runsWithout;
  }

  /** The account of a sweep; it has no lines where runs started elsewhere. */
  public static StartAccount of(ExperimentDir dir, Spec spec) {
    Manifest manifest = Manifest.of(dir);
    return new StartAccount(
        spec,
        manifest.number(Manifest.START_SNAPSHOTS),
        manifest.number(Manifest.START_RUNS_WITHOUT).orElse(0));
  }

  /** One line for what they are, one for each thing to be known. */
  public List<String> lines() {
    if (snapshots.isEmpty() || !(spec.start() instanceof Start.Snapshots start)) {
      return List.of();
    }
    long count = snapshots.getAsLong();
    List<String> lines = new ArrayList<>();
    lines.add("started at %,d snapshots of %s".formatted(count, start.dir()));
    if (runsWithout > 0) {
      lines.add(
          "  %,d runs there have snapshots, but none at step %,d"
              .formatted(runsWithout, start.step().orElseThrow()));
    }
    if (spec.replicas() > count) {
      lines.add(
          "  %,d replicas of a cell share them: runs with the same start are not independent, which intervals do not know"
              .formatted(spec.replicas()));
    }
    return lines;
  }
}
