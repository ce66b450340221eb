package org.logscape.jobs.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.RowRecords;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.spec.Identity;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.spec.start.Start;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.TableRow;
import org.logscape.schemas.Table;

/** What is read of a folder whose snapshots were written by hand, and what is refused. */
class SnapshotReaderTest {
  private static final String SPEC =
      """
      name: snapshots
      seed: %d
      replicas: %d
      model: {type: double-well, dimensions: 2, barrier: 2, label_noise: %s}
      dynamics: {type: sgd, learning_rate: 0.04}
      %s
      stop: {steps: 100}
      """;
  private static final String A = "000000000000000a";
  private static final String B = "000000000000000b";

  private static final SparkSession SPARK = SparkTestSession.get();
  @TempDir private Path folder;
  private Path dir;
  private ExperimentDir source;
  private final List<TableRow> rows = new ArrayList<>();

  @BeforeEach
  void freeze() {
    dir = folder.resolve("source");
    source = ExperimentDir.of(SPARK, dir.toString());
    source.freeze(SPEC.formatted(1, 2, "0.5", ""), "name: by hand\n");
  }

  private void snapshot(String cell, int replica, long step, String reason, double... theta) {
    rows.add(
        RowRecords.row(
            Table.SNAPSHOTS,
            new Object[] {cell + "-" + replica, cell, step, 0.5, theta, null, reason}));
  }

  private void store() {
    source.replace(
        Table.SNAPSHOTS,
        JavaSparkContext.fromSparkContext(SPARK.sparkContext()).parallelize(rows, 3));
  }

  private SnapshotStart read(int replicas, String more) {
    Spec spec =
        SpecReader.read(
            SPEC.formatted(
                2, replicas, "1", "start: {snapshots: {dir: '%s'%s}}".formatted(dir, more)),
            "test.yaml");
    return SnapshotReader.of(SPARK, spec, (Start.Snapshots) spec.start()).read(2);
  }

  private void refuses(String more, String problem) {
    assertThatThrownBy(() -> read(3, more))
        .isInstanceOf(UserException.class)
        .hasMessage("start.snapshots" + problem.replace("DIR", dir.toString()));
  }

  /** Two cells, run_ids in the order of text, a run that escaped at a step of its schedule. */
  private void storeSome() {
    snapshot(B, 2, 200, "periodic", 5, 5);
    snapshot(A, 10, 100, "periodic", 2, 2);
    snapshot(B, 1, 100, "periodic", 9, 9);
    snapshot(B, 1, 200, "escape", 4, 4);
    snapshot(B, 1, 200, "periodic", 4, 4);
    snapshot(A, 9, 300, "escape", 3, 3);
    snapshot(A, 9, 100, "periodic", 8, 8);
    snapshot(A, 1, 100, "periodic", 1, 1);
    store();
  }

  private static double[] firsts(SnapshotStart start, int replicas) {
    return IntStream.range(0, replicas)
        .mapToDouble(replica -> start.points().theta(replica)[0])
        .toArray();
  }

  @Test
  void theLastOfEachRunIsTakenInTheOrderOfCellRunAndStep() {
    storeSome();
    SnapshotStart start = read(12, "");
    assertThat(start.count()).isEqualTo(5);
    assertThat(firsts(start, 12)).containsExactly(1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2);
    assertThat(start.origin(7)).isEqualTo(new SnapshotStart.Origin(A + "-9", 300));
    assertThat(start.runsWithout()).isZero();
  }

  @Test
  void thoseOfOneStepAreTakenAndRunsWithoutOneAreCounted() {
    storeSome();
    SnapshotStart start = read(5, ", step: 100");
    assertThat(firsts(start, 5)).containsExactly(1, 2, 8, 9, 1);
    assertThat(start.runsWithout()).isEqualTo(1);
    SnapshotStart ofCell = read(3, ", step: 100, cell: '%s'".formatted(A));
    assertThat(firsts(ofCell, 3)).containsExactly(1, 2, 8);
    assertThat(ofCell.runsWithout()).isZero();
  }

  /** So more replicas go on from where fewer stopped. */
  @Tag("thorough")
  @Test
  void theChecksumIsOfAllHoweverFewAreNeeded() {
    storeSome();
    SnapshotStart few = read(2, "");
    assertThat(few.count()).isEqualTo(5);
    assertThat(firsts(few, 2)).containsExactly(1, 2);
    assertThat(few.checksum()).isEqualTo(read(12, "").checksum()).hasSize(64);
    assertThat(few.checksum()).isNotEqualTo(read(2, ", step: 100").checksum());
    rows.remove(0);
    snapshot(B, 2, 200, "periodic", 5, Math.nextUp(5.0));
    store();
    assertThat(read(2, "").checksum()).isNotEqualTo(few.checksum());
  }

  @Test
  void aFolderThatIsNoneIsRefused() throws IOException {
    dir = folder.resolve("nowhere");
    refuses("", ": DIR: no such folder; must be a folder that 'logscape sweep' wrote");
    Files.createDirectories(dir.resolve("snapshots"));
    refuses("", ": DIR: holds no Logscape results; must be a folder that 'logscape sweep' wrote");
    dir = Files.writeString(folder.resolve("file"), "text");
    refuses("", ": DIR: holds no Logscape results; must be a folder that 'logscape sweep' wrote");
    dir = folder.resolve("source");
    refuses("", ": DIR: holds no snapshots; must be results of a spec with observe.snapshots");
  }

  @Test
  void aFileSystemThatIsNoneIsRefused() {
    Spec spec =
        SpecReader.read(SPEC.formatted(2, 3, "1", "start: {snapshots: 'nofs://a/b'}"), "test.yaml");
    assertThatThrownBy(() -> SnapshotReader.of(SPARK, spec, (Start.Snapshots) spec.start()).read(2))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("start.snapshots: nofs://a/b: cannot be read (")
        .hasMessageNotContaining("\n");
  }

  @Test
  void aCellOrStepThatIsNotThereIsRefusedWithThoseThatAre() {
    storeSome();
    refuses(
        ", cell: '0000000000000001'",
        ".cell: is 0000000000000001; must be a cell of which DIR has snapshots: %s, %s"
            .formatted(A, B));
    refuses(", step: 7", ".step: is 7; must be a step at which DIR has snapshots: 100, 200, 300");
    refuses(
        ", step: 300, cell: '%s'".formatted(B),
        ".step: is 300; must be a step at which DIR has snapshots of cell %s: 100, 200"
            .formatted(B));
    for (int step = 1; step < 9; step++) {
      snapshot(A, 9, step, "periodic", 8, 8);
    }
    store();
    refuses(
        ", step: 9",
        ".step: is 9; must be a step at which DIR has snapshots: 1, 2, 3, 4, 5 and 6 more");
  }

  @Test
  void parametersThatDoNotFitAreRefused() {
    snapshot(A, 1, 100, "periodic", 1, 1, 1);
    store();
    refuses(
        "",
        ": DIR: theta of run %s-1 at step 100 has 3 numbers; must have 2, the parameters of the spec's models"
            .formatted(A));
    rows.clear();
    snapshot(A, 1, 100, "periodic", 1, 1);
    snapshot(A, 2, 100, "periodic", 1, Double.NaN);
    store();
    // one that no replica would start at is refused all the same
    assertThatThrownBy(() -> read(1, ""))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "start.snapshots: %s: theta of run %s-2 at step 100 is not finite; must be (choose a cell, or a step before runs diverge)"
                .formatted(dir, A));
  }

  /** The same seed and the same cell mean the same minibatches again. */
  @Tag("thorough")
  @Test
  void randomNumbersThatLedToTheSnapshotsAreNotDrawnAgain() {
    Spec same = SpecReader.read(SPEC.formatted(1, 2, "0.5", ""), "test.yaml");
    // the folder was begun by an older version
    String cell = same.identified(Identity.ofValues()).grid().cell(0).id();
    snapshot(cell, 0, 100, "periodic", 1, 1);
    snapshot(A, 0, 100, "periodic", 1, 1);
    store();
    String start = "start: {snapshots: '%s'}".formatted(dir);
    Spec again = SpecReader.read(SPEC.formatted(1, 2, "0.5", start), "test.yaml");
    assertThatThrownBy(
            () -> SnapshotReader.of(SPARK, again, (Start.Snapshots) again.start()).read(2))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "seed: is 1, under which cell %s of %s ran too; must be another one (or another stop.steps), else runs draw the random numbers again that led to where they start"
                .formatted(cell, dir));
    // another seed, another cell, or snapshots of another cell will do
    for (String other :
        List.of(
            SPEC.formatted(2, 2, "0.5", start),
            SPEC.formatted(1, 2, "0.6", start),
            SPEC.formatted(
                1, 2, "0.5", "start: {snapshots: {dir: '%s', cell: '%s'}}".formatted(dir, A)))) {
      Spec spec = SpecReader.read(other, "test.yaml");
      assertThat(SnapshotReader.of(SPARK, spec, (Start.Snapshots) spec.start()).read(2).count())
          .isPositive();
    }
  }

  /** 1,000 states of a million numbers are 8e9 bytes, 7,629 MiB. */
  @Test
  void moreThanMemoryHoldsIsRefused() {
    SnapshotSize size = SnapshotSize.of(1_000, 1_000_000);
    assertThat(size.problem(4L << 30))
        .hasValueSatisfying(
            problem ->
                assertThat(problem)
                    .startsWith(
                        "1,000 snapshots of 1,000,000 numbers are 7,629 MiB; must be at most 1,024"
                            + " MiB"));
    assertThat(size.problem(32_000_000_000L)).isEmpty();
  }
}
