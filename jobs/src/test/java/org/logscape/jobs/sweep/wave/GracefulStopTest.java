package org.logscape.jobs.sweep.wave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.ChildJvm;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.Depth;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Mode;
import org.logscape.jobs.sweep.SweepJob;
import org.logscape.schemas.Table;

/** SIGTERM in the middle of the only wave of a sweep: the tasks that are done are published. */
class GracefulStopTest {
  private static final int RUNS = 4000;

  /** A minute of two cores; a task takes some seconds. */
  private static final String SPEC =
      """
      name: stopped
      seed: 3
      replicas: %d
      model: {type: double-well, dimensions: 2, barrier: 2, label_noise: 0.5}
      dynamics: {type: sgd, batch_size: 1, learning_rate: 0.001}
      stop: {steps: 1000000}
      """
          .formatted(RUNS);

  @TempDir Path folder;

  @Test
  @Tag("thorough")
  void aSignalPublishesWhatIsDone() throws IOException, InterruptedException {
    Path spec = Files.writeString(folder.resolve("spec.yaml"), SPEC);
    Path out = folder.resolve("out");
    Path scratch = Files.createDirectory(folder.resolve("child"));
    Process child =
        ChildJvm.sweep(
            scratch, spec, out, "local[2]", "--wave-seconds", "1e6", "--partitions", "60");
    try {
      while (!Files.exists(out.resolve("_logscape/spec.yaml"))) {
        assertThat(child.isAlive()).as(ChildJvm.logs(folder)).isTrue();
        TimeUnit.MILLISECONDS.sleep(100);
      }
      TimeUnit.SECONDS.sleep(15);
      child.destroy();
      assertThat(child.waitFor(120, TimeUnit.SECONDS)).isTrue();
    } finally {
      child.destroyForcibly();
    }
    assertThat(child.exitValue()).as(ChildJvm.logs(folder)).isEqualTo(143);
    SparkSession spark = SparkTestSession.get();
    ExperimentDir dir = ExperimentDir.of(spark, out.toString());
    assertThat(dir.table(Table.RUNS).count()).isPositive().isLessThan(RUNS);
    assertThat(dir.faults(Depth.CONTENTS)).isEmpty();
    assertThat(out.resolve("_SUCCESS")).doesNotExist();

    SweepJob.of(
            spark,
            SpecReader.read(SPEC, "spec.yaml"),
            dir,
            new SweepJob.Options(Mode.RESUME, OptionalInt.empty(), 10))
        .run(Optional.empty());
    assertThat(dir.table(Table.RUNS).select("run_id").distinct().count()).isEqualTo(RUNS);
    assertThat(dir.table(Table.RUNS).count()).isEqualTo(RUNS);
    // waves by the clock: more than one, however wrong the forecast is
    assertThat(dir.waves().stream().filter(wave -> wave.name().startsWith("wave-")))
        .hasSizeGreaterThan(2);
  }
}
