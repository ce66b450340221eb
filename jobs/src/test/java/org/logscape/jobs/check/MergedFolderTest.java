package org.logscape.jobs.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.errors.DamageException;
import org.logscape.jobs.manifest.FrozenSpec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Mode;
import org.logscape.jobs.sweep.SweepJob;
import org.logscape.jobs.sweep.work.Completeness;
import org.logscape.schemas.Table;

/** Folders that a user copied into one another, and a spec that a user edited in its folder. */
class MergedFolderTest {
  private static final String YAML =
      """
      name: merged
      seed: %d
      replicas: %d
      model: {type: double-well, dimensions: 2, barrier: 1.5, label_noise: [0.5, 1]}
      dynamics: {type: sgd, batch_size: 1, learning_rate: 0.04}
      observe: {escape: {events: [separatrix]}}
      stop: {steps: 100, after: separatrix}
      """;

  private final SparkSession spark = SparkTestSession.get();
  @TempDir Path folder;

  private ExperimentDir dir(String name) {
    return ExperimentDir.of(spark, folder.resolve(name).toString());
  }

  private void sweep(String name, int seed, int replicas, double waveSeconds) {
    SweepJob.Options options = new SweepJob.Options(Mode.RESUME, OptionalInt.of(1), waveSeconds);
    SweepJob.of(spark, SpecReader.read(YAML.formatted(seed, replicas), "test"), dir(name), options)
        .run(Optional.empty());
  }

  private void copy(String from, String to) throws IOException {
    Path source = folder.resolve(from);
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = folder.resolve(to).resolve(source.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private void assertMixed(String name, int seed, int replicas, String why) {
    ExperimentDir dir = dir(name);
    String start = dir.path() + ": holds waves of two folders: ";
    assertThatThrownBy(() -> Completeness.of(dir, FrozenSpec.of(dir)))
        .isInstanceOf(DamageException.class)
        .hasMessageStartingWith(start)
        .hasMessageContaining(why);
    assertThatThrownBy(() -> sweep(name, seed, replicas, 0))
        .isInstanceOf(DamageException.class)
        .hasMessageStartingWith(start);
  }

  @Test
  void runsOfAnotherExperimentAreNotCounted() throws IOException {
    sweep("mixed", 7, 130, 0);
    sweep("other", 8, 130, 1e9);
    assertThat(dir("mixed").waves().size()).isGreaterThan(dir("other").waves().size());
    copy("other", "mixed");
    assertMixed("mixed", 8, 130, "which is none of the spec");
  }

  @Test
  void runsAreNotCountedTwice() throws IOException {
    sweep("mixed", 7, 130, 0);
    sweep("other", 7, 130, 1e9);
    copy("other", "mixed");
    assertMixed("mixed", 7, 130, "both have run ");
  }

  @Test
  void tablesThatWereCopiedWithoutListsAreNamed() throws IOException {
    sweep("mixed", 7, 64, 1e9);
    sweep("other", 8, 130, 0);
    for (Table table : new Table[] {Table.RUNS, Table.ESCAPES, Table.CELLS}) {
      copy("other/" + table.tableName(), "mixed/" + table.tableName());
    }
    assertThatThrownBy(() -> dir("mixed").table(Table.RUNS))
        .isInstanceOf(DamageException.class)
        .hasMessageContaining("runs/wave-00002-part-00000.parquet");
    assertThatThrownBy(() -> dir("mixed").table(Table.CELLS))
        .isInstanceOf(DamageException.class)
        .hasMessageContaining("cells/whole-cells-part-00000.parquet");
  }

  @Test
  void aSpecThatWasEditedInItsFolderIsNamed() throws IOException {
    sweep("edited", 7, 64, 1e9);
    Path file = folder.resolve("edited/_logscape/spec.yaml");
    String spec = Files.readString(file);
    // no number depends on comments and ends of lines
    Files.writeString(file, "# mine\r\n" + spec.replace("\n", "\r\n"));
    assertThat(FrozenSpec.of(dir("edited")).seed()).isEqualTo(7);
    for (String[] change : new String[][] {{"seed: 7", "seed: 8"}, {"steps: 100", "steps: 1000"}}) {
      assertThat(spec).contains(change[0]);
      Files.writeString(file, spec.replace(change[0], change[1]));
      assertThatThrownBy(() -> FrozenSpec.of(dir("edited")))
          .isInstanceOf(DamageException.class)
          .hasMessageContaining("edited/_logscape/spec.yaml: was changed");
      assertThatThrownBy(() -> sweep("edited", 7, 64, 1e9)).isInstanceOf(DamageException.class);
    }
    Files.writeString(file, spec);
    sweep("edited", 7, 128, 1e9);
    // a driver that was killed between its two files left the spec of before
    Files.writeString(file, spec);
    assertThat(FrozenSpec.of(dir("edited")).replicas()).isEqualTo(64);
  }
}
