package org.logscape.jobs.check;

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
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.data.Checksum;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.errors.DamageException;
import org.logscape.jobs.fit.FitJob;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.Depth;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Mode;
import org.logscape.jobs.store.list.Fault;
import org.logscape.jobs.sweep.SweepJob;
import org.logscape.schemas.Table;

/** Something stands where a file or folder of the results belongs. */
class ObstacleTest {
  private static final Spec SPEC =
      SpecReader.read(
          """
          name: obstacles
          seed: 7
          replicas: 130
          model: {type: double-well, dimensions: 2, barrier: 1.5, label_noise: 0.5}
          dynamics: {type: sgd, batch_size: 1, learning_rate: 0.04}
          observe:
            escape: {events: [separatrix]}
            snapshots: {every: 400}
          stop: {steps: 800}
          """,
          "test.yaml");

  private final SparkSession spark = SparkTestSession.get();
  @TempDir Path folder;
  private Path root;
  private Map<String, String> whole;

  @BeforeEach
  void sweep() throws IOException {
    root = folder.resolve("out");
    resume();
    whole = files();
  }

  private ExperimentDir dir() {
    return ExperimentDir.of(spark, root.toString());
  }

  private void resume() {
    SweepJob.of(spark, SPEC, dir(), new SweepJob.Options(Mode.RESUME, OptionalInt.of(2), 0))
        .run(Optional.empty());
  }

  /** Checksums of all files, those apart that were put aside. */
  private Map<String, String> files() throws IOException {
    Map<String, String> sums = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = root.relativize(file).toString();
        if (!name.startsWith("_logscape/foreign/")) {
          sums.put(name, Checksum.of(Files.readAllBytes(file)).hex());
        }
      }
    }
    return sums;
  }

  private Path away(String name) throws IOException {
    return Files.move(root.resolve(name), folder.resolve("away-" + name.replace('/', '-')));
  }

  private void found(String... lines) {
    CheckReport report = CheckJob.of(spark, dir(), Depth.CONTENTS).check();
    assertThat(report.left().stream().map(fault -> fault.path() + " " + fault.found()))
        .containsExactlyInAnyOrder(lines);
    assertThat(report.left()).extracting(Fault::kind).containsOnly(Fault.Kind.OBSTACLE);
    assertThat(report.lines()).contains(report.left().get(0).line(dir().path()));
  }

  private List<String> mended() throws IOException {
    CheckReport report = CheckJob.of(spark, dir(), Depth.CONTENTS).repair();
    assertThat(report.left()).isEmpty();
    assertThat(CheckJob.of(spark, dir(), Depth.CONTENTS).check().isSound()).isTrue();
    return report.lines();
  }

  private void refusedByAllReaders(String path) {
    for (Runnable reader :
        List.<Runnable>of(
            () -> dir().table(Table.RUNS),
            () -> FitJob.of(spark, dir(), new FitJob.Options(10)).run(),
            this::resume)) {
      assertThatThrownBy(reader::run)
          .isInstanceOf(DamageException.class)
          .hasMessageContaining(path)
          .hasMessageContaining("logscape check")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void whatStandsInTheirPlaceIsPutAsideAndFilesAreComputedAgain() throws Exception {
    away("runs");
    Files.writeString(root.resolve("runs"), "a letter");
    found("runs is a file, not a folder");
    refusedByAllReaders("/runs: is a file, not a folder");

    away("escapes/wave-00001-part-00000.parquet");
    Path escapes = Files.createDirectory(root.resolve("escapes/wave-00001-part-00000.parquet"));
    Files.writeString(escapes.resolve("inside"), "kept");
    away("snapshots");
    Files.createSymbolicLink(root.resolve("snapshots"), folder.resolve("nowhere"));
    away("cells/whole-cells-part-00000.parquet");
    Path pipe = root.resolve("cells/whole-cells-part-00000.parquet");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    found(
        "runs is a file, not a folder",
        "escapes/wave-00001-part-00000.parquet is a folder, not a file",
        "snapshots is a link to something that is not there",
        "cells/whole-cells-part-00000.parquet is a pipe or a device, not a file");

    Path aside = root.resolve("_logscape/foreign/obstacles");
    assertThat(mended())
        .contains(
            "%s/runs: is a file, not a folder; put aside as %s/runs"
                .formatted(dir().path(), dir().path() + "/_logscape/foreign/obstacles"),
            "%s/runs/wave-00001-part-00000.parquet: is missing; computed again"
                .formatted(dir().path()));
    assertThat(files()).isEqualTo(whole);
    assertThat(aside.resolve("runs")).hasContent("a letter");
    assertThat(aside.resolve("escapes-wave-00001-part-00000.parquet/inside")).hasContent("kept");
    assertThat(aside.resolve("snapshots")).isSymbolicLink();

    // a link to a folder elsewhere that holds what was published is as good as the folder
    Path elsewhere = Files.move(root.resolve("runs"), folder.resolve("elsewhere"));
    Files.createSymbolicLink(root.resolve("runs"), elsewhere);
    assertThat(CheckJob.of(spark, dir(), Depth.CONTENTS).check().isSound()).isTrue();
    assertThat(dir().table(Table.RUNS).count()).isEqualTo(130);
  }

  @Tag("thorough")
  @Test
  void listsAreMadeAgain() throws IOException {
    away("_logscape/lists/wave-00001.jsonl");
    Files.createDirectory(root.resolve("_logscape/lists/wave-00001.jsonl"));
    found("_logscape/lists/wave-00001.jsonl is a folder, not a file");
    refusedByAllReaders("_logscape/lists/wave-00001.jsonl: is a folder, not a file");
    mended();
    assertThat(tables(files())).isEqualTo(tables(whole));

    Path lists = away("_logscape/lists");
    CheckReport report = CheckJob.of(spark, dir(), Depth.FOOTERS).check();
    assertThat(report.left()).extracting(Fault::kind).containsExactly(Fault.Kind.LISTS);
    refusedByAllReaders("_logscape/lists: is missing, which said what was published");
    mended();
    assertThat(tables(files())).isEqualTo(tables(whole));
    Files.move(lists, folder.resolve("first"));

    away("_logscape/lists");
    Files.writeString(root.resolve("_logscape/lists"), "no list");
    found("_logscape/lists is a file, not a folder");
    refusedByAllReaders("_logscape/lists: is a file, not a folder");
    mended();
    assertThat(tables(files())).isEqualTo(tables(whole));
    resume();
    assertThat(dir().table(Table.RUNS).count()).isEqualTo(130);
  }

  private static Map<String, String> tables(Map<String, String> files) {
    Map<String, String> tables = new TreeMap<>(files);
    tables.keySet().removeIf(name -> !name.endsWith(".parquet"));
    return tables;
  }
}
