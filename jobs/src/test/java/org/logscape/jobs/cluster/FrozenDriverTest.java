package org.logscape.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.ChildJvm;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.TableText;
import org.logscape.schemas.Table;

/**
 * A driver that is frozen (SIGSTOP) in the middle of writing its first claim has left an empty
 * file, which tells nobody that it lives: another takes it for dead. It then wakes up.
 */
@Tag("thorough")
class FrozenDriverTest {
  private static final String SPEC =
      """
      name: frozen-driver
      seed: 6
      replicas: 128
      model: {type: double-well, dimensions: 2, barrier: 1.5, label_noise: 0.5}
      dynamics: {type: sgd, batch_size: 1, learning_rate: 0.04}
      observe: {escape: {events: [separatrix]}}
      stop: {steps: 20000, after: separatrix}
      """;
  private static final long LONGEST_SECONDS = 240;

  @TempDir Path folder;

  private Process start(String name, String... more) throws IOException {
    Path spec = Files.writeString(folder.resolve("spec.yaml"), SPEC);
    List<String> options = new ArrayList<>(List.of("--conf", "spark.logscape.leasePeriod=200ms"));
    options.addAll(List.of(more));
    return ChildJvm.sweep(
        Files.createDirectories(folder.resolve(name)),
        spec,
        folder.resolve("out"),
        "local[1]",
        options.toArray(String[]::new));
  }

  private String log(String name) throws IOException {
    return Files.readString(folder.resolve(name).resolve("log"));
  }

  private List<Path> claims() throws IOException {
    Path leases = folder.resolve("out/_logscape/lease");
    if (!Files.isDirectory(leases)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(leases)) {
      return files.toList();
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
  }

  private static int finish(Process driver) throws InterruptedException {
    assertThat(driver.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
    return driver.exitValue();
  }

  @Test
  void itFindsItsLeaseLostAndWritesNothing() throws Exception {
    Path gate = folder.resolve("gate");
    run("mkfifo", gate.toString());
    Process first =
        start(
            "first",
            "--conf",
            "spark.hadoop.fs.file.impl=" + GatedFileSystem.class.getName(),
            "--conf",
            "spark.hadoop." + GatedFileSystem.GATE + "=" + gate);
    while (first.isAlive() && !Files.exists(GatedFileSystem.reached(gate))) {
      first.waitFor(20, TimeUnit.MILLISECONDS);
    }
    assertThat(first.isAlive()).as(log("first")).isTrue();
    run("kill", "-STOP", "" + first.pid());
    assertThat(claims()).singleElement().satisfies(claim -> assertThat(claim).isEmptyFile());

    assertThat(finish(start("second"))).as(log("second")).isZero();
    List<String> runs = TableText.of(SparkTestSession.get(), folder.resolve("out")).get(Table.RUNS);
    assertThat(runs).hasSize(128).doesNotHaveDuplicates();

    run("kill", "-CONT", "" + first.pid());
    assertThat(first.isAlive()).as(log("first")).isTrue();
    Files.newOutputStream(gate).close();
    assertThat(finish(first)).as(log("first")).isEqualTo(1);
    assertThat(log("first")).contains("lease lost (another driver took this one for dead)");
    assertThat(TableText.of(SparkTestSession.get(), folder.resolve("out")).get(Table.RUNS))
        .isEqualTo(runs);
    assertThat(claims()).isEmpty();
  }
}
