package org.logscape.jobs.sweep.wave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.ChildJvm;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.rare.RareJob;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.Depth;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Mode;
import org.logscape.jobs.sweep.SweepJob;
import org.logscape.schemas.Table;

/** SIGTERM in the middle of a wave, of each kind of work: the tasks that are done are published. */
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
      observe: {escape: {events: [separatrix]}}
      stop: {steps: %d}
      %s
      """;

  private static final int REPEATS = 48;

  /** A repeat of a stage takes about a second. */
  private static final String RARE =
      """
      name: stopped
      seed: 7
      model: {type: quartic-well, dimensions: 2, minimum_loss: 0.4}
      dynamics: {type: langevin, batch_size: 1, learning_rate: 0.05}
      observe: {escape: {events: [separatrix]}}
      stop: {steps: 40000, after: separatrix}
      rare: {method: forward-flux, event: separatrix, trials: 30000, repeats: %d}
      """
          .formatted(REPEATS);

  private static final List<String> ONE_WAVE =
      List.of("--wave-seconds", "1e6", "--partitions", "60");

  private static final int LONGEST_SECONDS = 90;

  @TempDir Path folder;
  private final SparkSession spark = SparkTestSession.get();

  private static String spec(int runs, long steps, String more) {
    return SPEC.formatted(runs, steps, more);
  }

  private ExperimentDir dir() {
    return ExperimentDir.of(spark, folder.resolve("out").toString());
  }

  private void sweep(String yaml) {
    SweepJob.of(
            spark,
            SpecReader.read(yaml, "spec.yaml"),
            dir(),
            new SweepJob.Options(Mode.RESUME, OptionalInt.empty(), 10))
        .run(Optional.empty());
  }

  /**
   * A command that gets the signal some seconds after a file was there. On a slow machine that may
   * be before the first task is done: then it goes on, and gets the signal later.
   *
   * @param kept whether something was done before the signal
   */
  private void stopped(
      String command,
      String yaml,
      String begun,
      int seconds,
      List<String> more,
      BooleanSupplier kept)
      throws IOException, InterruptedException {
    int patience = seconds;
    do {
      stopped(command, yaml, begun, patience, more);
      // by less than the half minute that the work takes, so that the signal does not come after it
      patience += patience / 2;
    } while (!kept.getAsBoolean() && patience <= LONGEST_SECONDS);
  }

  /** A command that gets the signal some seconds after a file was there. */
  private void stopped(String command, String yaml, String begun, int seconds, List<String> more)
      throws IOException, InterruptedException {
    Path spec = Files.writeString(folder.resolve("spec.yaml"), yaml);
    Path out = folder.resolve("out");
    Path scratch = Files.createTempDirectory(folder, "child");
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(command, spec.toString(), "--out", out.toString(), "--resume"));
    arguments.addAll(List.of("--master", "local[2]"));
    arguments.addAll(more);
    Process child = ChildJvm.start(scratch, arguments);
    try {
      while (!Files.exists(out.resolve(begun))) {
        assertThat(child.isAlive()).as(ChildJvm.logs(folder)).isTrue();
        TimeUnit.MILLISECONDS.sleep(100);
      }
      TimeUnit.SECONDS.sleep(seconds);
      assumeTrue(child.isAlive(), "the work was done before the signal came");
      child.destroy();
      assertThat(child.waitFor(120, TimeUnit.SECONDS)).isTrue();
    } finally {
      child.destroyForcibly();
    }
    assertThat(child.exitValue()).as(ChildJvm.logs(folder)).isEqualTo(143);
    assertThat(dir().faults(Depth.CONTENTS)).isEmpty();
    assertThat(out.resolve("_SUCCESS")).doesNotExist();
  }

  private void holdsEachRunOnce(int runs) {
    assertThat(dir().table(Table.RUNS).select("run_id").distinct().count()).isEqualTo(runs);
    assertThat(dir().table(Table.RUNS).count()).isEqualTo(runs);
    assertThat(dir().faults(Depth.CONTENTS)).isEmpty();
  }

  @Test
  @Tag("thorough")
  void aSignalPublishesWhatIsDone() throws IOException, InterruptedException {
    String yaml = spec(RUNS, 1_000_000, "");
    stopped(
        "sweep",
        yaml,
        "_logscape/spec.yaml",
        15,
        ONE_WAVE,
        () -> dir().table(Table.RUNS).count() > 0);
    assertThat(dir().table(Table.RUNS).count()).isPositive().isLessThan(RUNS);
    sweep(yaml);
    holdsEachRunOnce(RUNS);
    // waves by the clock: more than one, however wrong the forecast is
    assertThat(dir().waves().stream().filter(wave -> wave.name().startsWith("wave-")))
        .hasSizeGreaterThan(2);
  }

  /** Runs of a width that have begun, ended or not. */
  private long parkedRuns() {
    ExperimentDir parked = dir().parked();
    return parked
        .table(Table.RUNS)
        .select("run_id")
        .union(parked.table(Table.STATES).select("run_id"))
        .distinct()
        .count();
  }

  /** The first stage of a wanted width: begun runs are parked, ended or not. */
  @Test
  @Tag("thorough")
  void aSignalParksTheRunsOfAWidth() throws IOException, InterruptedException {
    int runs = 2400;
    String wish = "until: {width: 0.01, max_runs: %d, max_steps: 1000000}".formatted(runs);
    String yaml = spec(runs, 1_000_000, wish);
    stopped("sweep", yaml, "_logscape/spec.yaml", 12, ONE_WAVE, () -> parkedRuns() > 0);
    assertThat(dir().table(Table.RUNS).count()).isZero();
    assertThat(parkedRuns()).isPositive().isLessThan(runs);
    sweep(yaml);
    holdsEachRunOnce(runs);
  }

  /** Runs whose limit was raised: those that have reached the new one are kept aside. */
  @Test
  @Tag("thorough")
  void aSignalKeepsTheRunsThatWereFollowed() throws IOException, InterruptedException {
    int runs = 2400;
    sweep(spec(runs, 100, ""));
    assertThat(dir().table(Table.RUNS).where("steps = 100").count()).isEqualTo(runs);
    Files.delete(folder.resolve("out/_SUCCESS"));
    String yaml = spec(runs, 1_000_000, "");
    stopped(
        "sweep",
        yaml,
        "_logscape/followed/_logscape/spec.yaml",
        12,
        ONE_WAVE,
        () -> dir().followed().table(Table.RUNS).count() > 0);
    // the old rows stay until all new ones are there
    assertThat(dir().table(Table.RUNS).where("steps = 100").count()).isEqualTo(runs);
    assertThat(dir().followed().table(Table.RUNS).count()).isPositive().isLessThan(runs);
    sweep(yaml);
    holdsEachRunOnce(runs);
    assertThat(dir().table(Table.RUNS).where("steps = 100").count()).isZero();
  }

  /** A stage of rare events: the repeats that have done it are published. */
  @Test
  @Tag("thorough")
  void aSignalPublishesTheRepeatsOfAStage() throws IOException, InterruptedException {
    // in the middle of stage 1, which takes half a minute
    stopped(
        "rare",
        RARE,
        "rare_stages/wave-00002-part-00000.parquet",
        8,
        List.of(),
        () -> dir().table(Table.RARE_STAGES).count() % REPEATS > 0);
    long stages = dir().table(Table.RARE_STAGES).count();
    assertThat(stages).isPositive();
    assertThat(stages % REPEATS).as("some repeats of a stage").isPositive();
    List<Row> before = dir().table(Table.RARE_STAGES).collectAsList();
    RareJob.of(spark, SpecReader.read(RARE, "spec.yaml"), dir(), Mode.RESUME).run(Optional.empty());
    Dataset<Row> after = dir().table(Table.RARE_STAGES);
    assertThat(after.collectAsList()).containsAll(before);
    assertThat(after.select("repeat", "stage").distinct().count()).isEqualTo(after.count());
    assertThat(after.count() % REPEATS).isZero();
    assertThat(dir().table(Table.RARE_RATES).count()).isPositive();
    assertThat(dir().faults(Depth.CONTENTS)).isEmpty();
  }
}
