package org.logscape.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.ChildJvm;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.TableText;
import org.logscape.schemas.Table;

/**
 * One spec on every kind of Spark that one machine can hold, whole or killed and resumed: equal
 * tables, row for row, bit for bit. Every sweep runs in a JVM of its own, as a user starts it.
 */
class ReproducibilityTest {
  private static final String SPEC =
      """
      name: reproducibility
      seed: 11
      replicas: 128
      model: {type: double-well, dimensions: 2, barrier: 1.5, label_noise: [0.5, 1, 2]}
      dynamics: {type: sgd, batch_size: 1, learning_rate: 0.04, noise_enhancement: [1, 1.5]}
      observe:
        escape: {events: [separatrix, basin], levels: [1.2, 1.5]}
        loss_histogram: {burn_in: 50, every: 5, runs_per_group: 2}
        snapshots: {every: 5000, at_escape: true}
      stop: {steps: 40000, after: all}
      """;
  private static final int BLOCKS = 6 * 2;
  private static final long LONGEST_SECONDS = 600;

  @TempDir static Path folder;
  private static Path spec;
  private static Map<Table, List<String>> reference;
  private static final SparkSession SPARK = SparkTestSession.get();

  @BeforeAll
  static void sweepOnOneCore() throws IOException, InterruptedException {
    spec = Files.writeString(folder.resolve("spec.yaml"), SPEC);
    reference = sweep("one-core", "local[1]", "--partitions", "1");
    assertThat(reference.get(Table.RUNS)).hasSize(768).doesNotHaveDuplicates();
    assertThat(reference.get(Table.ESCAPES)).hasSize(768 * 4);
    assertThat(reference.get(Table.SNAPSHOTS)).hasSizeGreaterThan(768);
    assertThat(reference.get(Table.LOSS_HISTOGRAMS)).isNotEmpty();
  }

  private static Process start(String name, String master, String... more) throws IOException {
    return ChildJvm.sweep(
        Files.createTempDirectory(folder, "child"), spec, folder.resolve(name), master, more);
  }

  private static void finish(Process child) throws InterruptedException, IOException {
    assertThat(child.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).as(ChildJvm.logs(folder)).isZero();
  }

  private static Map<Table, List<String>> sweep(String name, String master, String... more)
      throws IOException, InterruptedException {
    finish(start(name, master, more));
    return TableText.of(SPARK, folder.resolve(name));
  }

  @Tag("thorough")
  @Test
  void twoCoresAndFiftyTasksGiveTheSameTables() throws Exception {
    assertThat(sweep("two-cores", "local[2]", "--partitions", "50")).isEqualTo(reference);
  }

  @Test
  void twoExecutorsGiveTheSameTables() throws Exception {
    assertThat(sweep("cluster", "local-cluster[2,1,1024]", "--partitions", "50"))
        .isEqualTo(reference);
  }

  @Tag("thorough")
  @Test
  void aDriverKilledAtRandomMomentsAndResumedLeavesTheSameTables() throws Exception {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    List<Integer> kills = new ArrayList<>();
    for (int kill = 0; kill < 3; kill++) {
      // every block is a wave of its own, so a moment lies in or between waves
      Process child = start("killed", "local[2]", "--resume", "--wave-seconds", "0");
      int before = published("killed");
      while (child.isAlive() && published("killed") == before) {
        child.waitFor(20, TimeUnit.MILLISECONDS);
      }
      child.waitFor(random.nextInt(2500), TimeUnit.MILLISECONDS);
      child.destroyForcibly().waitFor();
      kills.add(published("killed"));
    }
    Map<Table, List<String>> resumed = sweep("killed", "local[2]", "--resume");
    assertThat(kills.get(0)).as("a kill before the end: " + kills).isPositive().isLessThan(BLOCKS);
    assertThat(resumed).isEqualTo(reference);
  }

  @Tag("thorough")
  @Test
  void anExecutorKilledInMidSweepChangesNothing() throws Exception {
    Process child =
        start("executor", "local-cluster[2,1,1024]", "--wave-seconds", "0", "--partitions", "4");
    Optional<ProcessHandle> executor = Optional.empty();
    while (child.isAlive() && (executor.isEmpty() || published("executor") < 2)) {
      // the driver starts no other program; an executor's arguments are too long to be told
      executor =
          child
              .descendants()
              .filter(process -> process.info().command().orElse("").endsWith("java"))
              .findAny();
      child.waitFor(20, TimeUnit.MILLISECONDS);
    }
    assertThat(executor).as(ChildJvm.logs(folder)).isPresent();
    assertThat(executor.get().destroyForcibly()).isTrue();
    finish(child);
    assertThat(TableText.of(SPARK, folder.resolve("executor"))).isEqualTo(reference);
  }

  /** Published files of the runs table. */
  private static int published(String name) throws IOException {
    Path runs = folder.resolve(name).resolve("runs");
    if (!Files.isDirectory(runs)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(runs)) {
      return (int) files.count();
    }
  }
}
