package org.logscape.jobs.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.data.Checksum;
import org.logscape.jobs.ExpectedErrors;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.TableText;
import org.logscape.jobs.check.CheckJob;
import org.logscape.jobs.check.CheckReport;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.Depth;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Mode;
import org.logscape.schemas.Table;

/**
 * A folder that is resumed with a higher step limit holds what runs under that limit would leave.
 */
class FollowedRunsTest {
  private static final String LANDSCAPE =
      """
      name: followed
      seed: 7
      replicas: %d
      model: {type: double-well, dimensions: 2, barrier: 1.5, label_noise: [0.5, 1]}
      dynamics: {type: sgd, batch_size: 1, learning_rate: 0.04}
      observe:
        escape: {events: [separatrix], levels: [1.2, 1.5]}
        loss_histogram: {burn_in: 50, every: 5, runs_per_group: 16}
        snapshots: {every: 400, at_escape: true}
      stop: {steps: %d, after: %s}
      """;

  private static final String NETWORK =
      """
      name: followed
      seed: 7
      replicas: 3
      model: {type: mlp, widths: [6, 5, 3], activation: tanh, loss: cross-entropy}
      data: {format: synthetic, shape: [6], classes: 3, take: 60, test_take: 30}
      dynamics: {type: sgd, learning_rate: 0.5, batch_size: 6, noise_enhancement: [1, 2], sampling: replacement}
      observe:
        evaluation: {steps: log}
        sharpness: {samples: 20, eigenvalues: 3}
      stop: {train_loss: 0.05, every: 10, %s}
      """;

  private static final SparkSession SPARK = SparkTestSession.get();
  @TempDir private Path folder;

  private ExperimentDir dir(String name) {
    return ExperimentDir.of(SPARK, folder.resolve(name).toString());
  }

  private void sweep(String yaml, String name, Mode mode, double waveSeconds) {
    SweepJob.Options options = new SweepJob.Options(mode, OptionalInt.of(2), waveSeconds);
    SweepJob.of(SPARK, SpecReader.read(yaml, "test.yaml"), dir(name), options)
        .run(Optional.empty());
  }

  private Map<Table, List<String>> tables(String name) {
    return TableText.of(SPARK, folder.resolve(name));
  }

  /** The tables of a folder that had the limit, and the names of the cells, from the start. */
  private Map<Table, List<String>> fromTheStart(String resumed) {
    sweep(dir(resumed).spec().orElseThrow(), "reference", Mode.FRESH, 1e9);
    return tables("reference");
  }

  private long count(String name, String condition) {
    return dir(name).table(Table.RUNS).where(condition).count();
  }

  @Tag("thorough")
  @Test
  void runsOfLandscapesGoOnToTheHigherLimit() {
    sweep(LANDSCAPE.formatted(40, 300, "separatrix"), "grown", Mode.FRESH, 1e9);
    Map<Table, List<String>> before = tables("grown");
    long censored = count("grown", "status = 'censored'");
    assertThat(censored).isBetween(10L, 79L);
    String raised = LANDSCAPE.formatted(40, 2500, "separatrix");
    sweep(raised, "grown", Mode.RESUME, 1e9);
    Map<Table, List<String>> after = tables("grown");
    assertThat(count("grown", "status = 'censored'")).isLessThan(censored);
    assertThat(after.get(Table.RUNS)).hasSize(80);
    assertThat(after.get(Table.RUNS))
        .containsAll(
            before.get(Table.RUNS).stream().filter(row -> row.contains("escaped")).toList());
    assertThat(after).isEqualTo(fromTheStart("grown"));
    // the same file once more changes nothing, and the old limit is not a higher one
    sweep(raised, "grown", Mode.RESUME, 1e9);
    assertThat(tables("grown")).isEqualTo(after);
    assertThatThrownBy(
            () -> sweep(LANDSCAPE.formatted(40, 300, "separatrix"), "grown", Mode.RESUME, 1e9))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "stop.steps: the folder has 2500, the spec has 300; may grow, not shrink");
  }

  @Test
  void networksGoOnUntilTheyHaveConverged() {
    sweep(NETWORK.formatted("steps: 20"), "grown", Mode.FRESH, 1e9);
    assertThat(count("grown", "status = 'censored'")).isEqualTo(6);
    sweep(NETWORK.formatted("steps: 20000"), "grown", Mode.RESUME, 0);
    assertThat(count("grown", "status = 'finished'")).isEqualTo(6);
    assertThat(dir("grown").table(Table.ESCAPES).where("occurred").count()).isEqualTo(6);
    assertThat(tables("grown")).isEqualTo(fromTheStart("grown"));
    assertThat(folder.resolve("grown/_logscape/followed")).doesNotExist();
  }

  @Tag("thorough")
  @Test
  void epochsAndRunsWithoutAnEventGoOnToo() {
    sweep(NETWORK.formatted("epochs: 1"), "epochs", Mode.FRESH, 1e9);
    sweep(NETWORK.formatted("epochs: 3"), "epochs", Mode.RESUME, 1e9);
    assertThat(count("epochs", "steps = 30 or status = 'finished'")).isEqualTo(6);
    assertThat(tables("epochs")).isEqualTo(fromTheStart("epochs"));
    sweep(LANDSCAPE.formatted(20, 300, "never"), "never", Mode.FRESH, 1e9);
    sweep(LANDSCAPE.formatted(20, 500, "never"), "never", Mode.RESUME, 1e9);
    assertThat(count("never", "steps = 500 and status = 'finished'")).isEqualTo(40);
  }

  @Tag("thorough")
  @Test
  void limitsReplicasAndValuesGrowTogetherAndAgain() {
    sweep(LANDSCAPE.formatted(20, 300, "separatrix"), "grown", Mode.FRESH, 1e9);
    sweep(
        LANDSCAPE.formatted(40, 900, "separatrix").replace("[0.5, 1]", "[0.5, 1, 2]"),
        "grown",
        Mode.RESUME,
        1e9);
    sweep(
        LANDSCAPE.formatted(40, 2500, "separatrix").replace("[0.5, 1]", "[0.5, 1, 2]"),
        "grown",
        Mode.RESUME,
        1e9);
    assertThat(count("grown", "true")).isEqualTo(120);
    assertThat(tables("grown")).isEqualTo(fromTheStart("grown"));
  }

  /** The driver is stopped while the runs are followed, and once more. */
  @ExpectedErrors(
      value = {"killed", "cancelled"},
      always = false)
  @Tag("thorough")
  @Test
  void whatWasFollowedBeforeAStopIsNotLost() {
    sweep(LANDSCAPE.formatted(100, 300, "separatrix"), "killed", Mode.FRESH, 1e9);
    String raised = LANDSCAPE.formatted(100, 2500, "separatrix");
    for (int waves : new int[] {1, 3}) {
      Killer killer = new Killer(folder.resolve("killed/_logscape/followed/runs"), waves);
      SPARK.sparkContext().addSparkListener(killer);
      try {
        assertThatThrownBy(() -> sweep(raised, "killed", Mode.RESUME, 0))
            .hasStackTraceContaining("killed");
      } finally {
        SPARK.sparkContext().removeSparkListener(killer);
      }
      assertThat(count("killed", "steps > 300")).as("nothing is seen yet").isZero();
    }
    sweep(raised, "killed", Mode.RESUME, 0);
    assertThat(tables("killed")).isEqualTo(fromTheStart("killed"));
  }

  /** The driver is lost in the second following, and the limit is raised once more after that. */
  @ExpectedErrors(
      value = {"killed", "cancelled"},
      always = false)
  @Tag("thorough")
  @Test
  void aLimitIsRaisedAgainAfterAStop() {
    sweep(LANDSCAPE.formatted(100, 300, "separatrix"), "twice", Mode.FRESH, 1e9);
    sweep(LANDSCAPE.formatted(100, 900, "separatrix"), "twice", Mode.RESUME, 0);
    for (int steps : new int[] {2500, 4000}) {
      Killer killer = new Killer(folder.resolve("twice/_logscape/followed/runs"), 1);
      SPARK.sparkContext().addSparkListener(killer);
      try {
        assertThatThrownBy(
                () -> sweep(LANDSCAPE.formatted(100, steps, "separatrix"), "twice", Mode.RESUME, 0))
            .hasStackTraceContaining("killed");
      } finally {
        SPARK.sparkContext().removeSparkListener(killer);
      }
      assertThat(count("twice", "steps > 900")).as("nothing is seen yet").isZero();
    }
    sweep(LANDSCAPE.formatted(100, 4000, "separatrix"), "twice", Mode.RESUME, 0);
    assertThat(count("twice", "steps > 900")).isPositive();
    assertThat(tables("twice")).isEqualTo(fromTheStart("twice"));
  }

  private CheckReport repaired(String name) {
    CheckReport report = CheckJob.of(SPARK, dir(name), Depth.CONTENTS).repair();
    assertThat(report.left()).isEmpty();
    assertThat(CheckJob.of(SPARK, dir(name), Depth.CONTENTS).check().isSound()).isTrue();
    return report;
  }

  /** Checksums of the files of tables, by path. */
  private Map<String, String> files(String name) throws IOException {
    Path root = folder.resolve(name);
    Map<String, String> sums = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(path -> path.toString().endsWith(".parquet")).toList()) {
        sums.put(root.relativize(file).toString(), Checksum.of(Files.readAllBytes(file)).hex());
      }
    }
    return sums;
  }

  @Tag("thorough")
  @Test
  void filesOfFollowedRunsAreComputedAgainBitForBit() throws IOException {
    sweep(LANDSCAPE.formatted(20, 300, "separatrix"), "healed", Mode.FRESH, 1e9);
    sweep(LANDSCAPE.formatted(20, 900, "separatrix"), "healed", Mode.RESUME, 1e9);
    Map<String, String> whole = files("healed");
    assertThat(whole).containsKey("runs/wave-00002-part-00000.parquet");
    for (String name : whole.keySet()) {
      Files.delete(folder.resolve("healed").resolve(name));
    }
    assertThat(repaired("healed").mended()).hasSize(whole.size());
    assertThat(files("healed")).isEqualTo(whole);
    // the list of the wave that took the place of the first one
    Files.delete(folder.resolve("healed/_logscape/lists/wave-00002.jsonl"));
    repaired("healed");
    assertThat(files("healed")).isEqualTo(whole);
    assertThat(count("healed", "true")).isEqualTo(40);
  }

  /** Each table has several files, and the driver is stopped while the runs are followed. */
  @ExpectedErrors(
      value = {"killed", "cancelled"},
      always = false)
  @Tag("thorough")
  @Test
  void wavesOfBothLimitsAreHealedWhileRunsAreFollowed() throws IOException {
    SPARK.conf().set("spark.logscape.leastRowsPerFile", "10");
    try {
      sweep(LANDSCAPE.formatted(64, 300, "separatrix"), "stopped", Mode.FRESH, 0);
      String raised = LANDSCAPE.formatted(80, 1500, "separatrix");
      Killer killer = new Killer(folder.resolve("stopped/_logscape/followed/runs"), 2);
      SPARK.sparkContext().addSparkListener(killer);
      try {
        assertThatThrownBy(() -> sweep(raised, "stopped", Mode.RESUME, 0))
            .hasStackTraceContaining("killed");
      } finally {
        SPARK.sparkContext().removeSparkListener(killer);
      }
      // waves of 300 steps and of 1500
      deletedAndHealed("stopped");
      sweep(raised, "stopped", Mode.RESUME, 0);
      Map<Table, List<String>> tables = tables("stopped");
      assertThat(tables).isEqualTo(fromTheStart("stopped"));
      assertThat(files("stopped").keySet()).anyMatch(name -> name.endsWith("part-00001.parquet"));
      deletedAndHealed("stopped");
      assertThat(tables("stopped")).isEqualTo(tables);
    } finally {
      SPARK.conf().unset("spark.logscape.leastRowsPerFile");
    }
  }

  private void deletedAndHealed(String name) throws IOException {
    Map<String, String> whole = files(name);
    whole.keySet().removeIf(file -> file.startsWith("_logscape"));
    for (String file : whole.keySet()) {
      Files.delete(folder.resolve(name).resolve(file));
    }
    repaired(name);
    assertThat(files(name)).containsAllEntriesOf(whole);
  }

  /** Stops the driver's work once so many waves lie aside, as a lost driver would. */
  private static final class Killer extends SparkListener {
    private final Path aside;
    private final int waves;

    Killer(Path aside, int waves) {
      this.aside = aside;
      this.waves = waves;
    }

    @Override
    public void onJobStart(SparkListenerJobStart start) {
      if (Files.exists(aside.resolve("wave-%05d-part-00000.parquet".formatted(waves)))) {
        SPARK.sparkContext().cancelJob(start.jobId(), "killed");
      }
    }
  }
}
