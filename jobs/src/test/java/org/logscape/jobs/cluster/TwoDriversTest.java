package org.logscape.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.ChildJvm;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.TableText;
import org.logscape.schemas.Table;

/** Two JVMs that are sent to one folder: one writes, the other refuses or waits. */
@Tag("thorough")
class TwoDriversTest {
  private static final String SPEC =
      """
      name: two-drivers
      seed: 5
      replicas: 640
      model: {type: double-well, dimensions: 2, barrier: 1.5, label_noise: 0.5}
      dynamics: {type: sgd, batch_size: 1, learning_rate: 0.04}
      observe: {escape: {events: [separatrix]}}
      stop: {steps: 40000, after: separatrix}
      """;
  private static final long LONGEST_SECONDS = 240;

  @TempDir Path folder;

  private Path log(String name) {
    return folder.resolve(name).resolve("log");
  }

  private Process start(String name, String... more) throws IOException {
    Path spec = Files.writeString(folder.resolve("spec.yaml"), SPEC);
    List<String> options = new ArrayList<>(List.of("--wave-seconds", "0"));
    options.addAll(List.of(more));
    return ChildJvm.sweep(
        Files.createDirectories(folder.resolve(name)),
        spec,
        folder.resolve("out"),
        "local[1]",
        options.toArray(String[]::new));
  }

  /** Until the driver holds the lease: one stopped while it asks may be caught in mid-writing. */
  private void waitForLease(Process driver) throws IOException, InterruptedException {
    Path leases = folder.resolve("out/_logscape/lease");
    while (driver.isAlive() && !isHeld(leases)) {
      driver.waitFor(20, TimeUnit.MILLISECONDS);
    }
    assertThat(driver.isAlive()).as(Files.readString(log("first"))).isTrue();
  }

  private static boolean isHeld(Path leases) throws IOException {
    if (!Files.isDirectory(leases)) {
      return false;
    }
    try (Stream<Path> files = Files.list(leases)) {
      for (Path claim : files.toList()) {
        if (Files.readString(claim).contains("state: HELD\n")) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private static int finish(Process driver) throws InterruptedException {
    assertThat(driver.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
    return driver.exitValue();
  }

  @Test
  void theSecondRefusesOrWaitsAndADeadOneIsNoObstacle() throws Exception {
    Process first = start("first");
    waitForLease(first);
    // stopped, it writes nothing and renews nothing, but it is there: nobody may take over
    assertThat(new ProcessBuilder("kill", "-STOP", "" + first.pid()).start().waitFor()).isZero();
    assertThat(finish(start("second", "--resume"))).isEqualTo(1);
    assertThat(Files.readAllLines(log("second")))
        .filteredOn(line -> line.startsWith("logscape: "))
        .singleElement()
        .asString()
        .contains("another driver writes to it (process " + first.pid());
    Process third = start("third", "--resume", "--wait");
    while (third.isAlive() && !Files.readString(log("third")).contains("logscape: waiting: ")) {
      third.waitFor(20, TimeUnit.MILLISECONDS);
    }
    assertThat(third.isAlive()).isTrue();
    first.destroyForcibly().waitFor();
    assertThat(finish(third)).as(Files.readString(log("third"))).isZero();
    SparkSession spark = SparkTestSession.get();
    assertThat(TableText.of(spark, folder.resolve("out")).get(Table.RUNS))
        .hasSize(640)
        .doesNotHaveDuplicates();
    assertThat(isEmpty(folder.resolve("out/_logscape/lease"))).isTrue();
  }
}
