package org.logscape.jobs.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.TableText;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.replay.Replay;
import org.logscape.jobs.replay.ReplayJob;
import org.logscape.jobs.rows.SnapshotRow;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Mode;
import org.logscape.schemas.Table;

/** Sweeps whose runs start at snapshots that another sweep stored. */
class SnapshotSweepTest {
  /** 14 runs in two cells: more replicas than snapshots go round them. */
  private static final String SOURCE =
      """
      name: source
      seed: 3
      replicas: 7
      model: {type: %s}
      dynamics: {type: sgd, batch_size: 2, %s}
      observe: {snapshots: {every: 40}}
      stop: {steps: 100, after: never}
      """;

  private static final String WELL = "double-well, dimensions: 2, barrier: 1.5, label_noise: 1";
  private static final String REGRESSION =
      "linear-regression, dimensions: 3, label_noise: 1, samples: 60";

  /** Synthetic data follow from the seed; another limit makes other cells, with other streams. */
  private static final String NETWORK =
      """
      name: network
      seed: 5
      replicas: %d
      model: {type: mlp, widths: [6, 5, 3], activation: tanh}
      data: {format: synthetic, shape: [6], classes: 3, take: 60}
      dynamics: {type: sgd, learning_rate: [0.1, 0.2], batch_size: 6}
      %s
      observe: {evaluation: {every: 2}, snapshots: {every: 20}}
      stop: {epochs: %d}
      """;

  /** A loss is summed in another order at a start than after a step: a few roundings of 2^-53. */
  private static final double ROUNDING = 4 * Math.ulp(1.0);

  private static final SparkSession SPARK = SparkTestSession.get();
  @TempDir private static Path shared;
  @TempDir private Path folder;

  @BeforeAll
  static void storeSnapshots() {
    sweep(
        SOURCE.formatted(WELL, "learning_rate: [0.02, 0.04]"),
        shared.resolve("well"),
        Mode.FRESH,
        2,
        1e9);
    sweep(NETWORK.formatted(2, "", 4), shared.resolve("network"), Mode.FRESH, 2, 1e9);
  }

  private static ExperimentDir sweep(
      String yaml, Path dir, Mode mode, int partitions, double waveSeconds) {
    ExperimentDir target = ExperimentDir.of(SPARK, dir.toString());
    SweepJob.of(
            SPARK,
            SpecReader.read(yaml, "test.yaml"),
            target,
            new SweepJob.Options(mode, OptionalInt.of(partitions), waveSeconds))
        .run(Optional.empty());
    return target;
  }

  private static String fromWell(int replicas, String start) {
    return """
    name: sink
    seed: 4
    replicas: %d
    model: {type: double-well, dimensions: 2, barrier: 1.5, label_noise: [0.5, 1]}
    dynamics: {type: sgd, batch_size: 1, learning_rate: 0.04}
    start: {snapshots: %s}
    observe:
      escape: {events: [separatrix, basin], levels: [1.2, 1.5]}
      loss_histogram: {burn_in: 50}
      snapshots: {every: 400, at_escape: true}
    stop: {steps: 2000, after: all}
    """
        .formatted(replicas, start);
  }

  private static List<Row> lastSnapshots(Path source) {
    return ExperimentDir.of(SPARK, source.toString())
        .table(Table.SNAPSHOTS)
        .selectExpr("*", "max(step) OVER (PARTITION BY run_id) AS last")
        .where("step = last")
        .orderBy("cell_id", "run_id", "step")
        .collectAsList();
  }

  private static Replay replay(ExperimentDir dir, Object run) {
    return ReplayJob.of(
            SPARK, dir, String.valueOf(run), new ReplayJob.Options(OptionalLong.empty(), 1))
        .run();
  }

  /** Each run against the snapshot that the documented order gives it: loss and parameters. */
  private static void checkStarts(ExperimentDir dir, List<Row> snapshots, double tolerance) {
    List<Row> runs = dir.table(Table.RUNS).collectAsList();
    assertThat(runs).isNotEmpty();
    for (Row run : runs) {
      int replica = run.<Integer>getAs("replica");
      Row snapshot = snapshots.get(replica % snapshots.size());
      assertThat(run.<String>getAs("start_run_id")).isEqualTo(snapshot.<String>getAs("run_id"));
      assertThat(run.<Long>getAs("start_step")).isEqualTo(snapshot.<Long>getAs("step"));
    }
    for (Row run : runs.subList(0, Math.min(4, runs.size()))) {
      int replica = run.<Integer>getAs("replica");
      Row snapshot = snapshots.get(replica % snapshots.size());
      Replay replay = replay(dir, run.getAs("run_id"));
      assertThat(replay.differences()).isEmpty();
      SnapshotRow first = replay.states().get(0);
      assertThat(first.step()).isZero();
      assertThat(first.loss())
          .isCloseTo(
              snapshot.<Double>getAs("loss"), within(tolerance * snapshot.<Double>getAs("loss")));
      assertThat(first.theta())
          .containsExactly(
              snapshot.<Double>getList(snapshot.fieldIndex("theta")).stream()
                  .mapToDouble(Double::doubleValue)
                  .toArray());
    }
  }

  @Tag("thorough")
  @Test
  void runsOfALandscapeStartAtTheLastSnapshotsInTheirOrder() {
    Path source = shared.resolve("well");
    List<Row> snapshots = lastSnapshots(source);
    assertThat(snapshots).hasSize(14).allMatch(row -> row.<Long>getAs("step") == 80);
    ExperimentDir dir =
        sweep(
            """
            name: sink
            seed: 4
            replicas: 30
            model: {type: %s}
            dynamics: {type: sgd, batch_size: 1, learning_rate: 0.04}
            start: {snapshots: '%s'}
            stop: {steps: 50, after: never}
            """
                .formatted(WELL, source),
            folder.resolve("sink"),
            Mode.FRESH,
            3,
            1e9);
    checkStarts(dir, snapshots, ROUNDING);
  }

  /** Sums over a data set have more roundings: 60 samples, at most 2^-53 of the sum for each. */
  @Tag("thorough")
  @Test
  void runsOnADataSetStartThereToo() {
    Path source = folder.resolve("regression");
    sweep(SOURCE.formatted(REGRESSION, "learning_rate: 0.1"), source, Mode.FRESH, 2, 1e9);
    ExperimentDir dir =
        sweep(
            SOURCE
                .formatted(REGRESSION, "learning_rate: 0.2, sampling: epoch")
                .replace("observe:", "start: {snapshots: '" + source + "'}\nobserve:"),
            folder.resolve("sink"),
            Mode.FRESH,
            2,
            1e9);
    checkStarts(dir, lastSnapshots(source), 60 * Math.ulp(0.5));
  }

  /** Networks move in single precision, so what was stored in double comes back to every bit. */
  @Tag("thorough")
  @Test
  void runsOfNetworksStartAtTheLossThatWasStored() {
    Path source = shared.resolve("network");
    ExperimentDir dir =
        sweep(
            NETWORK.formatted(5, "start: {snapshots: '" + source + "'}", 2),
            folder.resolve("sink"),
            Mode.FRESH,
            2,
            1e9);
    List<Row> snapshots = lastSnapshots(source);
    // two replicas of two cells; 4 epochs of 10 steps
    assertThat(snapshots).hasSize(4).allMatch(row -> row.<Long>getAs("step") == 40);
    checkStarts(dir, snapshots, 0);
    for (Row run :
        dir.table(Table.EVALUATIONS)
            .where("epoch = 0")
            .join(dir.table(Table.RUNS).select("run_id", "replica"), "run_id")
            .collectAsList()) {
      Row snapshot = snapshots.get(run.<Integer>getAs("replica") % 4);
      assertThat(run.<Double>getAs("train_loss")).isEqualTo(snapshot.<Double>getAs("loss"));
    }
    // runs do not start at a minimum, so there is no L* to measure losses by
    assertThat(dir.table(Table.CELLS).where("loss_min IS NULL").count()).isEqualTo(2);
  }

  @Tag("thorough")
  @Test
  void tablesDoNotDependOnPartitionsWavesOrResuming() {
    String well = "'" + shared.resolve("well") + "'";
    sweep(fromWell(100, well), folder.resolve("one"), Mode.FRESH, 1, 1e9);
    sweep(fromWell(100, well), folder.resolve("waves"), Mode.FRESH, 5, 0);
    sweep(fromWell(70, well), folder.resolve("grown"), Mode.FRESH, 2, 1e9);
    sweep(fromWell(100, well), folder.resolve("grown"), Mode.RESUME, 2, 1e9);
    Map<Table, List<String>> reference = TableText.of(SPARK, folder.resolve("one"));
    assertThat(reference.get(Table.RUNS)).hasSize(200).doesNotHaveDuplicates();
    assertThat(TableText.of(SPARK, folder.resolve("waves"))).isEqualTo(reference);
    assertThat(TableText.of(SPARK, folder.resolve("grown"))).isEqualTo(reference);

    String network = "start: {snapshots: '" + shared.resolve("network") + "'}";
    String whole = NETWORK.formatted(6, network, 2);
    sweep(whole, folder.resolve("n-one"), Mode.FRESH, 1, 1e9);
    sweep(whole, folder.resolve("n-waves"), Mode.FRESH, 5, 0);
    sweep(NETWORK.formatted(3, network, 2), folder.resolve("n-grown"), Mode.FRESH, 2, 1e9);
    sweep(whole, folder.resolve("n-grown"), Mode.RESUME, 2, 1e9);
    Map<Table, List<String>> networks = TableText.of(SPARK, folder.resolve("n-one"));
    assertThat(networks.get(Table.RUNS)).hasSize(12).doesNotHaveDuplicates();
    assertThat(TableText.of(SPARK, folder.resolve("n-waves"))).isEqualTo(networks);
    assertThat(TableText.of(SPARK, folder.resolve("n-grown"))).isEqualTo(networks);
  }

  /** Runs that are followed further and added, each at its own snapshot still. */
  @Tag("thorough")
  @Test
  void aSweepForAWidthStartsThereToo() {
    String wish =
        fromWell(20, "'" + shared.resolve("well") + "'")
                .replace("stop: {steps: 2000, after: all}", "stop: {steps: 200, after: separatrix}")
            + "until: {width: 0.2, max_runs: 150, max_steps: 1500}\n";
    ExperimentDir dir = sweep(wish, folder.resolve("one"), Mode.FRESH, 3, 1e9);
    sweep(wish, folder.resolve("waves"), Mode.FRESH, 7, 0);
    assertThat(TableText.of(SPARK, folder.resolve("waves")))
        .isEqualTo(TableText.of(SPARK, folder.resolve("one")));
    List<Row> snapshots = lastSnapshots(shared.resolve("well"));
    assertThat(dir.table(Table.RUNS).where("replica >= 20 OR steps > 200").count()).isPositive();
    for (Row run : dir.table(Table.RUNS).collectAsList()) {
      assertThat(run.<String>getAs("start_run_id"))
          .isEqualTo(snapshots.get(run.<Integer>getAs("replica") % 14).<String>getAs("run_id"));
    }
  }

  @Tag("thorough")
  @Test
  void theSnapshotsOfOneCellAtOneStepMayBeChosen() {
    Path source = shared.resolve("well");
    List<Row> chosen = new ArrayList<>(lastSnapshots(source));
    String cell = chosen.get(13).getAs("cell_id");
    chosen =
        ExperimentDir.of(SPARK, source.toString())
            .table(Table.SNAPSHOTS)
            .where("step = 40 AND cell_id = '" + cell + "'")
            .orderBy("run_id")
            .collectAsList();
    assertThat(chosen).hasSize(7);
    ExperimentDir dir =
        sweep(
            fromWell(9, "{dir: '%s', cell: '%s', step: 40}".formatted(source, cell)),
            folder.resolve("sink"),
            Mode.FRESH,
            2,
            1e9);
    checkStarts(dir, chosen, ROUNDING);
  }

  @Tag("thorough")
  @Test
  void aFolderGoesOnFromTheSameSnapshotsOnlyWhereverTheyLie() throws Exception {
    Path source = folder.resolve("source");
    String yaml = SOURCE.formatted(WELL, "learning_rate: 0.02");
    sweep(yaml, source, Mode.FRESH, 2, 1e9);
    Path sink = folder.resolve("sink");
    sweep(fromWell(10, "'" + source + "'"), sink, Mode.FRESH, 2, 1e9);
    Map<Table, List<String>> before = TableText.of(SPARK, sink);

    Path moved = Files.move(source, folder.resolve("moved"));
    sweep(fromWell(10, "'" + moved + "'"), sink, Mode.RESUME, 2, 1e9);
    assertThat(TableText.of(SPARK, sink)).isEqualTo(before);

    sweep(yaml.replace("replicas: 7", "replicas: 8"), moved, Mode.RESUME, 2, 1e9);
    assertThatThrownBy(() -> sweep(fromWell(10, "'" + moved + "'"), sink, Mode.RESUME, 2, 1e9))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("its runs started at other snapshots")
        .hasMessageNotContaining("\n");
    ExperimentDir dir = ExperimentDir.of(SPARK, sink.toString());
    String run = dir.table(Table.RUNS).select("run_id").first().getString(0);
    assertThatThrownBy(() -> replay(dir, run))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("its runs started at other snapshots");
    assertThat(TableText.of(SPARK, sink)).isEqualTo(before);
  }
}
