package org.logscape.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.ExpectedErrors;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.store.list.FolderFiles;
import org.logscape.jobs.store.list.ListedFile;
import org.logscape.jobs.store.list.ListedWave;
import org.logscape.jobs.store.list.WaveLists;
import org.logscape.jobs.store.part.PartsWriter;
import org.logscape.schemas.Table;

/** Publishes to a local folder as to a store of whole objects, and kills drivers on the way. */
class DirectWaveTest {
  private static final String OBJECT_STORE = "logscape.object-store";
  private static final String WRITER = "0123abcd-0000-0000-0000-000000000000";

  private final SparkSession spark = SparkTestSession.get();
  private final Configuration configuration = spark.sparkContext().hadoopConfiguration();
  @TempDir Path folder;
  private ExperimentDir dir;
  private Folder root;
  private Folder staging;
  private WaveLists lists;

  @BeforeEach
  void open() {
    configuration.setBoolean(OBJECT_STORE, true);
    dir = ExperimentDir.of(spark, folder.toString());
    root = Folder.of(folder.toString(), configuration);
    staging = root.folder("_logscape").folder("staging");
    lists = WaveLists.of(root.folder("_logscape").folder("lists"));
  }

  @AfterEach
  void close() {
    configuration.unset(OBJECT_STORE);
  }

  private JavaRDD<TableRow> snapshots(int from, int to) {
    return StepRows.of(spark, from, to, 2);
  }

  private List<Long> steps() {
    return StepRows.steps(ExperimentDir.of(spark, folder.toString()));
  }

  private void append(int from, int to) {
    dir.append(snapshots(from, to), Map.of(Table.SNAPSHOTS, (long) to - from));
  }

  /** Another driver's wave whose files are written, with the list that is to publish it. */
  private record Begun(DirectWave wave, ListedWave list) {}

  private Begun begin(String name) {
    DirectWave wave =
        DirectWave.of(FolderFiles.of(root, staging, lists), staging, lists, name, WRITER);
    wave.begin();
    List<ListedFile> files =
        PartsWriter.of(JavaSparkContext.fromSparkContext(spark.sparkContext()))
            .write(
                Map.of(
                    Table.SNAPSHOTS,
                    new PartsWriter.Wanted(
                        snapshots(100, 110).map(RowBinding::written),
                        2,
                        root.folder("snapshots").path())),
                wave.names())
            .stream()
            .map(part -> part.file().named(part.staged()))
            .toList();
    return new Begun(wave, new ListedWave(name, "test", "", files));
  }

  private List<String> files() {
    return root.folder("snapshots").names().stream().filter(name -> !name.startsWith(".")).toList();
  }

  @Test
  void filesAreWrittenWhereTheyStay() {
    append(0, 5);
    append(5, 9);
    assertThat(steps()).isEqualTo(StepRows.range(0, 9));
    assertThat(files())
        .hasSize(2)
        .allMatch(name -> name.matches("wave-0000\\d-part-00000-[0-9a-f]{8}-\\d+\\.parquet"));
    assertThat(staging.names()).isEmpty();
    assertThat(dir.faults(Depth.CONTENTS)).isEmpty();
  }

  @Test
  void whatIsNotListedIsNotSeenAndIsDeletedWithItsDriver() {
    append(0, 5);
    begin("wave-00002");
    assertThat(files()).hasSize(3);
    assertThat(steps()).isEqualTo(StepRows.range(0, 5));
    assertThat(dir.faults(Depth.FOOTERS)).isEmpty();
    ExperimentDir again = ExperimentDir.of(spark, folder.toString());
    again.recover();
    assertThat(files()).hasSize(1);
    again.append(snapshots(5, 9), Map.of(Table.SNAPSHOTS, 4L));
    assertThat(steps()).isEqualTo(StepRows.range(0, 9));
    assertThat(staging.names()).isEmpty();
    assertThat(again.faults(Depth.CONTENTS)).isEmpty();
  }

  @Test
  void frozenBeforeItListsTheWaveADriverCannotListItWhenItWakes() {
    append(0, 5);
    Begun frozen = begin("wave-00002");
    ExperimentDir again = ExperimentDir.of(spark, folder.toString());
    again.recover();
    again.append(snapshots(5, 9), Map.of(Table.SNAPSHOTS, 4L));
    assertThatThrownBy(() -> frozen.wave().publish(frozen.list()))
        .isInstanceOf(LeaseLostException.class)
        .hasMessageContaining("wave-00002");
    assertThat(steps()).isEqualTo(StepRows.range(0, 9));
    assertThat(again.faults(Depth.CONTENTS)).isEmpty();
  }

  @Test
  void killedAfterItListedTheWaveADriverHasPublishedIt() {
    append(0, 5);
    Begun killed = begin("wave-00002");
    lists.put(killed.list());
    assertThat(steps()).hasSize(15);
    ExperimentDir again = ExperimentDir.of(spark, folder.toString());
    again.recover();
    assertThat(steps()).hasSize(15);
    assertThat(staging.names()).isEmpty();
  }

  @Test
  void aTableWrittenAnewIsSeenAtOnceAndTheOldFileGoes() {
    dir.replace(Table.SNAPSHOTS, snapshots(0, 5));
    Begun killed = begin("whole-snapshots");
    assertThat(steps()).isEqualTo(StepRows.range(0, 5));
    lists.put(killed.list());
    assertThat(steps()).isEqualTo(StepRows.range(100, 110));
    dir.recover();
    assertThat(files()).hasSize(2);
    dir.replace(Table.SNAPSHOTS, snapshots(7, 9));
    assertThat(steps()).isEqualTo(StepRows.range(7, 9));
    assertThat(files()).hasSize(1);
  }

  @Test
  void tablesWrittenAnewTakeThePlaceOfAllWaves() {
    append(0, 5);
    append(5, 9);
    dir.rewrite(Map.of(Table.SNAPSHOTS, snapshots(20, 23)));
    assertThat(steps()).isEqualTo(StepRows.range(20, 23));
    assertThat(files()).hasSize(1);
    append(30, 31);
    assertThat(steps()).isEqualTo(List.of(20L, 21L, 22L, 30L));
  }

  @Test
  void whatAnotherAttemptOfATaskLeftIsNotReadAndGoesAtTheEnd() throws IOException {
    append(0, 5);
    Path own = folder.resolve("snapshots").resolve(files().get(0));
    Path other = Path.of(own.toString().replaceFirst("-\\d+\\.parquet$", "-99999.parquet"));
    Files.copy(own, other);
    assertThat(steps()).isEqualTo(StepRows.range(0, 5));
    assertThat(dir.faults(Depth.FOOTERS)).isEmpty();
    dir.markComplete("");
    assertThat(other).doesNotExist();
    Files.copy(own, own.resolveSibling("copy.parquet"));
    assertThat(dir.faults(Depth.FOOTERS)).hasSize(1);
  }

  @ExpectedErrors("on purpose")
  @Test
  void whatCouldNotBeWrittenLeavesNothing() {
    append(0, 5);
    JavaRDD<TableRow> failing =
        snapshots(5, 9)
            .map(
                row -> {
                  throw new IllegalStateException("on purpose");
                });
    assertThatThrownBy(() -> dir.append(failing, Map.of(Table.SNAPSHOTS, 4L)))
        .hasStackTraceContaining("on purpose");
    assertThat(files()).hasSize(1);
    assertThat(staging.names()).isEmpty();
  }

  @Test
  void aFolderWhoseFilesWereMovedGoesOn() {
    configuration.unset(OBJECT_STORE);
    ExperimentDir moved = ExperimentDir.of(spark, folder.toString());
    moved.append(snapshots(0, 5), Map.of(Table.SNAPSHOTS, 5L));
    configuration.setBoolean(OBJECT_STORE, true);
    ExperimentDir direct = ExperimentDir.of(spark, folder.toString());
    direct.append(snapshots(5, 9), Map.of(Table.SNAPSHOTS, 4L));
    assertThat(steps()).isEqualTo(StepRows.range(0, 9));
    assertThat(files())
        .anyMatch(name -> name.equals("wave-00001-part-00000.parquet"))
        .anyMatch(name -> name.startsWith("wave-00002-part-00000-"));
    assertThat(direct.faults(Depth.CONTENTS)).isEmpty();
  }
}
