package org.logscape.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.ChildJvm;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.TableText;
import org.logscape.schemas.Table;

/**
 * A sweep for a width on one core, on two executors, and killed at any moment and resumed: equal
 * tables, and nothing half done in between.
 */
@Tag("thorough")
class WidthReproducibilityTest {
  private static final String SPEC =
      """
      name: width-reproducibility
      seed: 11
      replicas: 70
      model: {type: double-well, dimensions: 2, barrier: 1.5, label_noise: [0.3, 1]}
      dynamics: {type: sgd, batch_size: 1, learning_rate: 0.04, noise_enhancement: [1, 1.5]}
      observe:
        escape: {events: [separatrix], levels: [1.2]}
        loss_histogram: {burn_in: 50, every: 5, runs_per_group: 16}
        snapshots: {every: 5000, at_escape: true}
      stop: {steps: 300, after: separatrix}
      """;
  private static final long LONGEST_SECONDS = 600;

  @TempDir private Path folder;

  @Test
  void widthsAreReachedAlikeHoweverTheSweepRuns() throws Exception {
    Path spec = Files.writeString(folder.resolve("spec.yaml"), SPEC);
    Map<Table, List<String>> reference = sweep(spec, "one-core", "local[1]", "--partitions", "1");
    assertThat(reference.get(Table.RUNS)).doesNotHaveDuplicates().hasSizeGreaterThan(4 * 70);
    assertThat(sweep(spec, "cluster", "local-cluster[2,1,1024]", "--partitions", "20"))
        .isEqualTo(reference);

    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    SparkSession spark = SparkTestSession.get();
    List<Integer> kills = new ArrayList<>();
    for (int kill = 0; kill < 4; kill++) {
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
    assertThat(sweep(spec, "killed", "local[2]", "--resume")).as("" + kills).isEqualTo(reference);
  }

  private Process start(Path spec, String name, String master, String... more) throws IOException {
    List<String> options = new ArrayList<>(List.of("--until-width", "0.25", "--max-runs", "300"));
    options.addAll(List.of(more));
    return ChildJvm.sweep(
        Files.createTempDirectory(folder, "child"),
        spec,
        folder.resolve(name),
        master,
        options.toArray(String[]::new));
  }

  private Map<Table, List<String>> sweep(Path spec, String name, String master, String... more)
      throws IOException, InterruptedException {
    Process child = start(spec, name, master, more);
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
