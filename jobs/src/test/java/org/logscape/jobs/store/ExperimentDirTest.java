package org.logscape.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.ExpectedErrors;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.rows.SnapshotRow;
import org.logscape.jobs.store.list.ListedFile;
import org.logscape.jobs.store.list.ListedWave;
import org.logscape.jobs.store.list.StagedWave;
import org.logscape.jobs.store.part.PartNames;
import org.logscape.jobs.store.part.PartsWriter;
import org.logscape.observe.Snapshot.Reason;
import org.logscape.schemas.InvalidRowException;
import org.logscape.schemas.Table;

/** Publishing, with the driver "killed" at every point at which it can be. */
class ExperimentDirTest {
  private final SparkSession spark = SparkTestSession.get();
  @TempDir Path folder;
  private ExperimentDir dir;
  private Folder root;
  private Folder staging;

  @BeforeEach
  void open() {
    dir = ExperimentDir.of(spark, folder.toString());
    root = Folder.of(folder.toString(), spark.sparkContext().hadoopConfiguration());
    staging = root.folder("_logscape").folder("staging");
  }

  private JavaRDD<TableRow> snapshots(int from, int to) {
    return StepRows.of(spark, from, to, 3);
  }

  private List<Long> steps() {
    return StepRows.steps(dir);
  }

  /** A wave and the list that makes it ready. */
  private record Staged(Wave wave, StagedWave list) {
    void ready() {
      wave.ready(list);
    }
  }

  /** Stages rows 100 to 110 in three files, as a driver does before it publishes. */
  private Staged stage() {
    Wave wave = Wave.of(root, staging, "wave-00002", "first");
    List<PartsWriter.Written> parts =
        PartsWriter.of(JavaSparkContext.fromSparkContext(spark.sparkContext()))
            .write(
                Map.of(
                    Table.SNAPSHOTS,
                    new PartsWriter.Wanted(
                        snapshots(100, 110).map(RowBinding::written),
                        3,
                        wave.place().folder("snapshots").path())),
                PartNames.plain());
    List<ListedFile> files =
        parts.stream().map(part -> part.file().named("wave-00002-" + part.file().name())).toList();
    return new Staged(
        wave,
        new StagedWave(
            new ListedWave("wave-00002", "test", "", files),
            parts.stream().map(PartsWriter.Written::staged).toList()));
  }

  @Test
  void aTableThatWasNeverWrittenIsEmpty() {
    assertThat(dir.table(Table.NOISE).count()).isZero();
    assertThat(dir.table(Table.NOISE).columns()).contains("noise_trace");
    assertThat(dir.isEmpty()).isTrue();
    assertThat(dir.spec()).isEmpty();
  }

  @Test
  void wavesAddUp() {
    dir.append(snapshots(0, 5), Map.of(Table.SNAPSHOTS, 5L));
    dir.append(snapshots(5, 9), Map.of(Table.SNAPSHOTS, 4L, Table.ESCAPES, 0L));
    assertThat(steps()).isEqualTo(StepRows.range(0, 9));
    assertThat(dir.table(Table.ESCAPES).count()).isZero();
    assertThat(root.folder("escapes").names()).hasSize(2);
    assertThat(dir.table(Table.SNAPSHOTS).filter("step = 3").head().getList(4))
        .isEqualTo(List.of(3.0, -3.0));
  }

  @Test
  void aTableWrittenAnewTakesThePlaceOfTheOldOne() {
    dir.replace(Table.SNAPSHOTS, snapshots(0, 5));
    dir.replace(Table.SNAPSHOTS, snapshots(7, 9));
    assertThat(steps()).isEqualTo(StepRows.range(7, 9));
  }

  @Test
  void killedBeforeAllWasWrittenLeavesNothing() {
    dir.append(snapshots(0, 5), Map.of(Table.SNAPSHOTS, 5L));
    stage();
    assertThat(steps()).isEqualTo(StepRows.range(0, 5));
    dir.recover();
    assertThat(steps()).isEqualTo(StepRows.range(0, 5));
    assertThat(staging.names()).isEmpty();
  }

  @Test
  void killedBeforePublishingIsPublishedLater() {
    stage().ready();
    assertThat(steps()).isEmpty();
    dir.recover();
    assertThat(steps()).isEqualTo(StepRows.range(100, 110));
    dir.recover();
    assertThat(steps()).isEqualTo(StepRows.range(100, 110));
    assertThat(staging.names()).isEmpty();
  }

  @Test
  void killedWhilePublishingIsFinishedLater() throws IOException {
    stage().ready();
    Folder source = staging.folder("wave-00002.first").folder("snapshots");
    String first =
        source.names().stream().filter(name -> name.startsWith("part-")).findFirst().orElseThrow();
    source.move(first, root.folder("snapshots"), "wave-00002-part-00000.parquet");
    assertThat(steps()).isNotEmpty().hasSizeLessThan(10);
    dir.recover();
    assertThat(steps()).isEqualTo(StepRows.range(100, 110));
    try (Stream<Path> files = Files.list(folder.resolve("snapshots"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "wave-00002-part-00000.parquet",
              "wave-00002-part-00001.parquet",
              "wave-00002-part-00002.parquet");
    }
    dir.append(snapshots(0, 2), Map.of(Table.SNAPSHOTS, 2L));
    assertThat(steps()).hasSize(12);
  }

  /**
   * A driver that froze at some point and was taken for dead, so that another resumed in its place,
   * wakes up and goes on from there.
   */
  @Test
  void frozenBeforeAllWasWrittenPublishesNothingWhenItWakes() {
    Staged frozen = stage();
    dir.recover();
    dir.append(snapshots(100, 110), Map.of(Table.SNAPSHOTS, 10L));
    frozen.ready();
    frozen.wave().publish(list -> {});
    assertThat(steps()).isEqualTo(StepRows.range(100, 110));
    assertThat(staging.names()).isEmpty();
  }

  @Test
  void frozenBeforePublishingPublishesNothingTwiceWhenItWakes() {
    Staged frozen = stage();
    frozen.ready();
    dir.recover();
    dir.append(snapshots(0, 5), Map.of(Table.SNAPSHOTS, 5L));
    frozen.wave().publish(list -> {});
    assertThat(steps()).hasSize(15).containsAll(StepRows.range(100, 110));
  }

  @Test
  void frozenBetweenTwoMovesCannotMakeTheSecondWhenItWakes() {
    stage().ready();
    Folder source = staging.folder("wave-00002.first").folder("snapshots");
    List<String> parts = source.names().stream().filter(name -> name.startsWith("part-")).toList();
    source.move(parts.get(0), root.folder("snapshots"), "wave-00002-part-00000.parquet");
    dir.recover();
    assertThatThrownBy(
            () ->
                source.move(
                    parts.get(1), root.folder("snapshots"), "wave-00002-part-00001.parquet"))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(steps()).isEqualTo(StepRows.range(100, 110));
  }

  @Test
  void twoDriversThatStageTheSameWaveDoNotMixTheirFiles() {
    dir.append(snapshots(0, 5), Map.of(Table.SNAPSHOTS, 5L));
    Staged frozen = stage();
    dir.append(snapshots(5, 9), Map.of(Table.SNAPSHOTS, 4L));
    assertThat(root.folder("snapshots").names()).contains("wave-00002-part-00000.parquet");
    assertThat(steps()).isEqualTo(StepRows.range(0, 9));
    frozen.wave().discard();
    assertThat(staging.names()).isEmpty();
  }

  @ExpectedErrors("on purpose")
  @Test
  void whatCouldNotBeStagedLeavesNothing() {
    JavaRDD<TableRow> failing =
        snapshots(0, 5)
            .map(
                row -> {
                  throw new IllegalStateException("on purpose");
                });
    assertThatThrownBy(() -> dir.append(failing, Map.of(Table.SNAPSHOTS, 5L)))
        .hasStackTraceContaining("on purpose");
    assertThat(staging.names()).isEmpty();
    assertThat(steps()).isEmpty();
  }

  @Test
  void aRowThatBreaksTheContractIsStoppedBeforeItIsWritten() {
    SnapshotRow row = new SnapshotRow("c-1", null, 1, 0.5, new double[0], null, Reason.PERIODIC);
    assertThatThrownBy(() -> RowBinding.written(row))
        .isInstanceOf(InvalidRowException.class)
        .hasMessageContaining("cell_id");
  }

  @Test
  void smallFilesAppearWhole() {
    dir.freeze("name: a", "x: 1");
    dir.freeze("name: b", "x: 2");
    assertThat(dir.spec()).contains("name: b");
    assertThat(dir.manifest()).contains("x: 2");
    assertThat(root.folder("_logscape").names())
        .containsExactly("manifest.yaml", "spec.yaml", "tables.json");
    assertThat(dir.isEmpty()).isTrue();
  }
}
