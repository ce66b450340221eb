package org.logscape.jobs.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.data.Checksum;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.errors.DamageException;
import org.logscape.jobs.manifest.Manifest;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.Depth;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Mode;
import org.logscape.jobs.store.list.ListedFile;
import org.logscape.jobs.sweep.SweepJob;
import org.logscape.schemas.Table;

class CheckJobTest {
  private static final String YAML =
      """
      name: check-test
      seed: 7
      replicas: %d
      model: {type: double-well, dimensions: 2, barrier: 1.5, label_noise: [0.5, 1]}
      dynamics: {type: sgd, batch_size: 1, learning_rate: 0.04}
      observe:
        escape: {events: [separatrix]}
        snapshots: {every: 400}
      stop: {steps: 800}
      """;

  private static final String WIDTH =
      """
      name: width
      seed: 7
      replicas: 70
      model: {type: double-well, dimensions: 2, barrier: 1.5, label_noise: [0.3, 1]}
      dynamics: {type: sgd, batch_size: 1, learning_rate: 0.04}
      observe:
        escape: {events: [separatrix]}
        loss_histogram: {burn_in: 50, every: 5, runs_per_group: 16}
        snapshots: {every: 400}
      stop: {steps: 300, after: separatrix}
      until: {width: 0.3, max_runs: 200, max_steps: 1500}
      """;

  private final SparkSession spark = SparkTestSession.get();
  @TempDir Path folder;

  private ExperimentDir sweep(String name, int replicas) {
    return sweep(name, YAML.formatted(replicas));
  }

  private ExperimentDir sweep(String name, String yaml) {
    Spec spec = SpecReader.read(yaml, "test.yaml");
    ExperimentDir dir = ExperimentDir.of(spark, folder.resolve(name).toString());
    SweepJob.of(spark, spec, dir, new SweepJob.Options(Mode.RESUME, OptionalInt.of(2), 0))
        .run(Optional.empty());
    return ExperimentDir.of(spark, folder.resolve(name).toString());
  }

  /** Checksums of all files, those apart that were put aside. */
  private Map<String, String> files(String name) {
    Path root = folder.resolve(name);
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .collect(
              Collectors.toMap(
                  file -> root.relativize(file).toString(),
                  CheckJobTest::sum,
                  (a, b) -> a,
                  TreeMap::new));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String sum(Path file) {
    try {
      return Checksum.of(Files.readAllBytes(file)).hex();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Test
  void damageOfEveryKindIsFoundAndHealedBitForBit() throws IOException {
    ExperimentDir dir = sweep("a", 130);
    Map<String, String> whole = files("a");
    assertThat(CheckJob.of(spark, dir, Depth.CONTENTS).check().lines())
        .containsExactly("sound: %d files as published (every byte read)".formatted(tables(whole)));
    Path root = folder.resolve("a");
    Path page = root.resolve("snapshots/wave-00001-part-00000.parquet");
    byte[] bytes = Files.readAllBytes(page);
    bytes[bytes.length / 3] ^= 0x10;
    Files.write(page, bytes);
    Files.write(root.resolve("escapes/wave-00002-part-00000.parquet"), new byte[0]);
    Files.delete(root.resolve("runs/wave-00002-part-00000.parquet"));
    Files.delete(root.resolve("cells/whole-cells-part-00000.parquet"));
    Files.copy(
        root.resolve("runs/wave-00001-part-00000.parquet"), root.resolve("runs/copy.parquet"));
    CheckReport found = CheckJob.of(spark, dir, Depth.CONTENTS).check();
    assertThat(found.left().stream().map(fault -> fault.path() + " " + fault.kind()))
        .containsExactlyInAnyOrder(
            "snapshots/wave-00001-part-00000.parquet CHANGED",
            "escapes/wave-00002-part-00000.parquet CHANGED",
            "runs/wave-00002-part-00000.parquet MISSING",
            "cells/whole-cells-part-00000.parquet MISSING",
            "runs/copy.parquet FOREIGN");
    CheckReport healed = CheckJob.of(spark, dir, Depth.CONTENTS).repair();
    assertThat(healed.left()).isEmpty();
    assertThat(healed.mended()).hasSize(5);
    Map<String, String> after = files("a");
    assertThat(after.remove("_logscape/foreign/runs/copy.parquet"))
        .isEqualTo(whole.get("runs/wave-00001-part-00000.parquet"));
    assertThat(after).isEqualTo(whole);
  }

  /** As in a store of whole objects, where names of files hold who wrote them. */
  @Tag("thorough")
  @Test
  void filesThatWereWrittenWhereTheyStayAreHealedToo() throws IOException {
    Configuration configuration = spark.sparkContext().hadoopConfiguration();
    configuration.setBoolean("logscape.object-store", true);
    try {
      ExperimentDir dir = sweep("o", 130);
      Map<String, String> whole = files("o");
      assertThat(whole.keySet())
          .filteredOn(name -> name.endsWith(".parquet"))
          .allMatch(name -> name.matches(".*-part-00000-[0-9a-f]{8}-\\d+\\.parquet"));
      for (String name : whole.keySet()) {
        if (name.startsWith("escapes/")) {
          Files.write(folder.resolve("o").resolve(name), new byte[0]);
        } else if (name.endsWith(".parquet")) {
          Files.delete(folder.resolve("o").resolve(name));
        }
      }
      CheckReport healed = CheckJob.of(spark, dir, Depth.CONTENTS).repair();
      assertThat(healed.left()).isEmpty();
      assertThat(healed.mended()).hasSize((int) tables(whole));
      assertThat(files("o")).isEqualTo(whole);
    } finally {
      configuration.unset("logscape.object-store");
    }
  }

  @Test
  void lostListsAreMadeAgain() throws IOException {
    ExperimentDir dir = sweep("l", 130);
    Map<String, String> whole = files("l");
    Path lists = folder.resolve("l/_logscape/lists");
    Files.delete(lists.resolve("wave-00001.jsonl"));
    Path altered = lists.resolve("wave-00002.jsonl");
    Files.writeString(altered, Files.readString(altered).replaceFirst("\"rows\":", "\"rows\":9"));
    Path torn = lists.resolve("whole-cells.jsonl");
    Files.writeString(torn, Files.readString(torn).substring(0, 100));
    // a damaged file of a wave whose list is lost comes back with it
    Path escapes = folder.resolve("l/escapes/wave-00001-part-00000.parquet");
    Files.write(escapes, new byte[0]);
    CheckReport healed = CheckJob.of(spark, dir, Depth.CONTENTS).repair();
    assertThat(healed.left()).isEmpty();
    assertThat(healed.lines())
        .anyMatch(
            line ->
                line.endsWith(
                    "runs/wave-00001-part-00000.parquet: was not published here; computed again, with the same rows, and listed again"))
        .anyMatch(line -> line.contains("_logscape/lists/wave-00002.jsonl: is damaged"));
    assertThat(tables(files("l"), "")).isEqualTo(tables(whole, ""));
    assertThat(CheckJob.of(spark, dir, Depth.CONTENTS).check().isSound()).isTrue();
    assertThat(sweep("l", 130).table(Table.RUNS).count()).isEqualTo(260);
    assertThat(tables(files("l"), "runs/")).isEqualTo(tables(whole, "runs/"));
  }

  /** Rows of a sweep for a width are computed in another order than they were parked in. */
  @Tag("thorough")
  @Test
  void filesOfASweepForAWidthAreHealedRowForRow() throws IOException {
    sweep("w", WIDTH);
    ExperimentDir dir =
        sweep("w", WIDTH.replace("width: 0.3, max_runs: 200", "width: 0.2, max_runs: 300"));
    List<String> all =
        files("w").keySet().stream().filter(name -> name.endsWith(".parquet")).toList();
    assertThat(all).anyMatch(name -> name.startsWith("loss_histograms/"));
    Map<String, String> contents = contents(dir);
    for (String name : all) {
      Files.delete(folder.resolve("w").resolve(name));
    }
    CheckReport healed = CheckJob.of(spark, dir, Depth.CONTENTS).repair();
    assertThat(healed.left()).isEmpty();
    assertThat(contents(ExperimentDir.of(spark, folder.resolve("w").toString())))
        .isEqualTo(contents);
  }

  private static Map<String, String> contents(ExperimentDir dir) {
    return dir.waves().stream()
        .flatMap(wave -> wave.files().stream())
        .collect(Collectors.toMap(ListedFile::path, ListedFile::content));
  }

  @Test
  void filesThatAreNoWavesOfTheFolderAreNotListed() throws IOException {
    ExperimentDir dir = sweep("m", 64);
    Map<String, String> whole = files("m");
    Path runs = folder.resolve("m/runs");
    // a copy of runs that are listed under a name of its own
    Files.copy(
        runs.resolve("wave-00001-part-00000.parquet"),
        runs.resolve("wave-00007-part-00000.parquet"));
    CheckReport healed = CheckJob.of(spark, dir, Depth.CONTENTS).repair();
    assertThat(healed.left()).isEmpty();
    assertThat(healed.lines()).anyMatch(line -> line.contains("put aside under _logscape/foreign"));
    assertThat(tables(files("m"), "")).isEqualTo(tables(whole, ""));
    Files.delete(folder.resolve("m/_logscape/lists/wave-00001.jsonl"));
    // nothing is left that says which runs the wave had
    Files.write(runs.resolve("wave-00001-part-00000.parquet"), new byte[0]);
    assertThat(CheckJob.of(spark, dir, Depth.CONTENTS).repair().left()).isEmpty();
    assertThat(dir.table(Table.RUNS).count()).isEqualTo(64);
    assertThat(folder.resolve("m/_SUCCESS")).doesNotExist();
    assertThat(sweep("m", 64).table(Table.RUNS).count()).isEqualTo(128);
  }

  /** The Parquet files of a folder that lie under a name, those put aside apart. */
  private static Map<String, String> tables(Map<String, String> files, String under) {
    Map<String, String> tables = new TreeMap<>(files);
    tables.keySet().removeIf(name -> !name.endsWith(".parquet") || !name.startsWith(under));
    tables.keySet().removeIf(name -> name.startsWith("_logscape"));
    return tables;
  }

  private static long tables(Map<String, String> files) {
    return files.keySet().stream().filter(name -> name.endsWith(".parquet")).count();
  }

  @Test
  void readersRefuseWhatIsNotAsPublished() throws IOException {
    ExperimentDir dir = sweep("b", 64);
    Path runs = folder.resolve("b/runs/wave-00001-part-00000.parquet");
    byte[] own = Files.readAllBytes(runs);
    Files.write(runs, new byte[0]);
    refused(dir, "runs/wave-00001-part-00000.parquet: is damaged: it has 0 bytes");
    byte[] torn = own.clone();
    torn[torn.length - 20] ^= 0x7f;
    Files.write(runs, torn);
    assertThatThrownBy(() -> dir.table(Table.RUNS).count()).isInstanceOf(Exception.class);
    Files.delete(runs);
    refused(dir, "runs/wave-00001-part-00000.parquet: is missing");
    Files.write(runs, own);
    Files.write(folder.resolve("b/runs/part-7.parquet"), own);
    refused(dir, "runs/part-7.parquet: was not published here");
    Files.delete(folder.resolve("b/runs/part-7.parquet"));
    assertThat(dir.table(Table.RUNS).count()).isEqualTo(128);
  }

  private static void refused(ExperimentDir dir, String line) {
    assertThatThrownBy(() -> dir.table(Table.RUNS))
        .isInstanceOf(DamageException.class)
        .hasMessageContaining(line)
        .hasMessageContaining("logscape check")
        .hasMessageNotContaining("\n");
  }

  @Test
  void theReportSaysHowCompleteTheFolderIs() {
    ExperimentDir dir = sweep("d", 64);
    CheckReport report = CheckJob.of(spark, dir, Depth.FOOTERS).check();
    assertThat(report.completeness().isComplete()).isTrue();
    assertThat(report.json())
        .contains("\"sound\":true", "\"runs\":128", "\"planned\":128", "\"complete\":true")
        .contains("\"rows\":{\"cells\":2,");
    // as a driver leaves it that is killed when it has begun to extend the experiment
    String old = dir.spec().orElseThrow();
    String extended = old.replace("replicas: 64", "replicas: 128");
    dir.freeze(
        extended,
        dir.manifest().orElseThrow().replace(Manifest.checksum(old), Manifest.checksum(extended)));
    assertThat(CheckJob.of(spark, dir, Depth.FOOTERS).check().lines())
        .contains("unfinished: 50 % of the runs that the spec plans (128 of 256; sweep --resume)");
  }

  @Test
  void whatWasPublishedIsListedWithItsWork() {
    ExperimentDir dir = sweep("e", 64);
    List<String> work = dir.waves().stream().map(wave -> wave.work()).sorted().toList();
    assertThat(work).contains("cells").anyMatch(text -> text.matches("blocks \\S+:0-64.*"));
  }
}
