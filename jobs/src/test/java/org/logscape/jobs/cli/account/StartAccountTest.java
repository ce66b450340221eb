package org.logscape.jobs.cli.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.ExperimentDir;

class StartAccountTest {
  private static final String SPEC =
      """
      name: account
      replicas: %d
      model: {type: double-well, dimensions: 2, barrier: 2}
      dynamics: {type: sgd, learning_rate: 0.04}
      start: %s
      stop: {steps: 100}
      """;

  @TempDir private Path folder;

  private List<String> lines(int replicas, String start, String manifest) {
    ExperimentDir dir = ExperimentDir.of(SparkTestSession.get(), folder.toString());
    String yaml = SPEC.formatted(replicas, start);
    dir.freeze(yaml, manifest);
    Spec spec = SpecReader.read(yaml, "test.yaml");
    return StartAccount.of(dir, spec).lines();
  }

  @Test
  void saysAtHowManySnapshotsRunsStarted() {
    assertThat(
            lines(
                3,
                "{snapshots: out/a}",
                "start_snapshots: 1200\nstart_runs_without: 0\nstart_sha256: ab\n"))
        .containsExactly("started at 1,200 snapshots of out/a");
    assertThat(
            lines(
                30,
                "{snapshots: {dir: out/a, step: 5}}",
                "start_snapshots: 12\nstart_runs_without: 4\nstart_sha256: ab\n"))
        .containsExactly(
            "started at 12 snapshots of out/a",
            "  4 runs there have snapshots, but none at step 5",
            "  30 replicas of a cell share them: runs with the same start are not independent, which intervals do not know");
  }

  @Test
  void saysNothingOfRunsThatStartElsewhere() {
    assertThat(lines(3, "minimum", "name: account\n")).isEmpty();
  }
}
