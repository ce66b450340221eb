package org.logscape.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.ChildJvm;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.TableText;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Mode;
import org.logscape.jobs.sweep.SweepJob;
import org.logscape.schemas.Table;

/** Networks that stop when they have converged: killed in mid-run and resumed, equal tables. */
class NetworkReproducibilityTest {
  private static final String SPEC =
      """
      name: network-reproducibility
      seed: 13
      replicas: 20
      model: {type: mlp, widths: [20, 16, 4], activation: relu, loss: cross-entropy}
      data: {format: synthetic, shape: [20], classes: 4, spread: 0.5, take: 100, test_take: 200, scale: none}
      dynamics: {type: sgd, learning_rate: 0.1, batch_size: 50, noise_enhancement: [1, 3], sampling: replacement}
      observe:
        evaluation: {steps: log}
        sharpness: {samples: 20, eigenvalues: 3}
      stop: {train_loss: 0.02, every: 20, steps: 20000}
      """;

  private static final int RUNS = 40;
  private static final int WAVES_BEFORE_THE_KILL = 2;
  private static final long LONGEST_SECONDS = 600;

  @TempDir private Path folder;

  private ExperimentDir sweep(String name, Mode mode) {
    ExperimentDir dir = ExperimentDir.of(SparkTestSession.get(), folder.resolve(name).toString());
    SweepJob.of(
            SparkTestSession.get(),
            SpecReader.read(SPEC, "spec.yaml"),
            dir,
            new SweepJob.Options(mode, OptionalInt.of(2), 1e9))
        .run(Optional.empty());
    return dir;
  }

  @Tag("thorough")
  @Test
  void aDriverKilledInMidRunAndResumedLeavesTheSameTables() throws Exception {
    ExperimentDir whole = sweep("whole", Mode.FRESH);
    assertThat(whole.table(Table.RUNS).where("status = 'finished'").count()).isEqualTo(RUNS);
    Path spec = Files.writeString(folder.resolve("spec.yaml"), SPEC);
    // every run is a wave of its own
    Process child =
        ChildJvm.sweep(
            Files.createTempDirectory(folder, "child"),
            spec,
            folder.resolve("killed"),
            "local[1]",
            "--wave-seconds",
            "0");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    while (child.isAlive()
        && published("killed") < WAVES_BEFORE_THE_KILL
        && System.nanoTime() < deadline) {
      child.waitFor(20, TimeUnit.MILLISECONDS);
    }
    child.destroyForcibly().waitFor();
    assertThat(published("killed"))
        .as(ChildJvm.logs(folder))
        .isBetween(WAVES_BEFORE_THE_KILL, RUNS - 1);
    sweep("killed", Mode.RESUME);
    assertThat(TableText.of(SparkTestSession.get(), folder.resolve("killed")))
        .isEqualTo(TableText.of(SparkTestSession.get(), folder.resolve("whole")));
  }

  /** Published files of the runs table. */
  private int published(String name) throws IOException {
    Path runs = folder.resolve(name).resolve("runs");
    if (!Files.isDirectory(runs)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(runs)) {
      return (int) files.filter(file -> file.toString().endsWith(".parquet")).count();
    }
  }
}
