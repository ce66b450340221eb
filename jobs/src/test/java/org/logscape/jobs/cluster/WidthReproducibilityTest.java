package org.logscape.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.ChildJvm;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.TableText;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.sweep.SweepJob;
import org.logscape.schemas.Table;

/**
 * A sweep for a width in a session of ours, on two executors, and killed at any moment and resumed
 * on one core: equal tables, and nothing half done in between.
 */
class WidthReproducibilityTest {
  private static final int REPLICAS = 70;

  private static final String SPEC =
      """
      name: width-reproducibility
      seed: 11
      replicas: 70
      model: {type: double-well, dimensions: 2, barrier: 1.5, label_noise: [0.3, 1, 3]}
      dynamics: {type: sgd, batch_size: 1, learning_rate: 0.04}
      observe:
        escape: {events: [separatrix], levels: [1.2]}
        loss_histogram: {burn_in: 50, every: 5, runs_per_group: 16}
        snapshots: {every: 5000, at_escape: true}
      stop: {steps: 300, after: separatrix}
      """;
  private static final String WIDTH = "0.2";
  private static final int MOST_RUNS = 500;
  private static final long LONGEST_SECONDS = 600;

  @TempDir private Path folder;

  /** The cluster works while the others do: a start of its JVMs costs more than its sweep. */
  @Test
  void widthsAreReachedAlikeHoweverTheSweepRuns() throws Exception {
    Path spec = Files.writeString(folder.resolve("spec.yaml"), SPEC);
    Process cluster = start(spec, "cluster", "local-cluster[2,1,1024]", "--partitions", "20");
    Map<Table, List<String>> reference = reference();
    assertThat(reference.get(Table.RUNS)).doesNotHaveDuplicates().hasSizeGreaterThan(3 * REPLICAS);

    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    SparkSession spark = SparkTestSession.get();
    List<Integer> kills = new ArrayList<>();
    for (int kill = 0; kill < 2; kill++) {
      // every batch is a wave of its own, so a moment lies in or between parked waves
      Process child = start(spec, "killed", "local[2]", "--resume", "--wave-seconds", "0");
      int before = files("killed");
      while (child.isAlive() && files("killed") <= before) {
        child.waitFor(20, TimeUnit.MILLISECONDS);
      }
      child.waitFor(random.nextInt(2500), TimeUnit.MILLISECONDS);
      child.destroyForcibly().waitFor();
      kills.add(files("killed"));
      assertThat(reference.get(Table.RUNS))
          .as("whole cells, or nothing")
          .containsAll(TableText.of(spark, folder.resolve("killed")).get(Table.RUNS));
    }
    Process resumed = start(spec, "killed", "local[1]", "--resume", "--partitions", "1");
    assertThat(tables(resumed, "killed")).as("" + kills).isEqualTo(reference);
    assertThat(tables(cluster, "cluster")).isEqualTo(reference);
  }

  /** The same wish as a key of the spec, in this JVM. */
  private Map<Table, List<String>> reference() {
    SparkSession spark = SparkTestSession.get();
    Path dir = folder.resolve("reference");
    Spec wish =
        SpecReader.read(
            SPEC + "until: {width: %s, max_runs: %d}%n".formatted(WIDTH, MOST_RUNS), "test.yaml");
    SweepJob.Options options = new SweepJob.Options(SweepJob.Mode.FRESH, OptionalInt.of(5), 1e9);
    SweepJob.of(spark, wish, ExperimentDir.of(spark, dir.toString()), options)
        .run(Optional.empty());
    return TableText.of(spark, dir);
  }

  private Process start(Path spec, String name, String master, String... more) throws IOException {
    List<String> options =
        new ArrayList<>(List.of("--until-width", WIDTH, "--max-runs", "" + MOST_RUNS));
    options.addAll(List.of(more));
    return ChildJvm.sweep(
        Files.createTempDirectory(folder, "child"),
        spec,
        folder.resolve(name),
        master,
        options.toArray(String[]::new));
  }

  private Map<Table, List<String>> tables(Process child, String name)
      throws IOException, InterruptedException {
    assertThat(child.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).as(ChildJvm.logs(folder)).isZero();
    return TableText.of(SparkTestSession.get(), folder.resolve(name));
  }

  /** Parked and published files of the runs table. */
  private int files(String name) throws IOException {
    int count = 0;
    for (String runs : List.of("runs", "_logscape/parked/runs")) {
      Path there = folder.resolve(name).resolve(runs);
      if (Files.isDirectory(there)) {
        try (Stream<Path> files = Files.list(there)) {
          count += (int) files.count();
        }
      }
    }
    return count;
  }
}
