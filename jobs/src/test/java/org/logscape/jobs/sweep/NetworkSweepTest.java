package org.logscape.jobs.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.RowRecords;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.TableText;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.replay.Replay;
import org.logscape.jobs.replay.ReplayJob;
import org.logscape.jobs.rows.RunRows;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Mode;
import org.logscape.jobs.store.SparkSchemas;
import org.logscape.jobs.sweep.work.BlockRange;
import org.logscape.schemas.Table;

class NetworkSweepTest {
  private static final String TRAINING =
      """
      name: network
      seed: 5
      replicas: %d
      model: {type: mlp, widths: [6, 5, 3], activation: tanh}
      data: {format: synthetic, shape: [6], classes: 3, take: 60, test_take: 30}
      dynamics: {type: sgd, learning_rate: 0.1, batch_size: [6, 12], noise_enhancement: [1, 2]}
      observe:
        evaluation: {every: 2}
        noise: {every: 2, minibatches: 20, alignment_probes: 2, eigenvalues: 3}
        spectrum: {eigenvalues: 4, density_probes: 1}
        snapshots: {every: 20}
      stop: {epochs: 4}
      """;

  private static final String ESCAPE =
      """
      name: escape
      seed: 5
      replicas: 4
      model: {type: mlp, widths: [6, 3, 1], activation: tanh}
      data: {format: csv, files: ['%s'], take: 80, labels_as: even-odd}
      start: {pretrained: {learning_rate: 0.05, batch_size: 8, epochs: 20, settle_steps: 300, eigenvalues: 10}}
      dynamics: {type: sgd, learning_rate: [0.05, 0.2], batch_size: 2, sampling: replacement}
      observe:
        escape: {levels: [1.05, 1.2], every: 2}
        snapshots: {at_escape: true}
      stop: {steps: 600}
      """;

  private final SparkSession spark = SparkTestSession.get();
  @TempDir Path folder;

  private ExperimentDir sweep(
      Spec spec, String name, Mode mode, int partitions, double waveSeconds) {
    ExperimentDir dir = ExperimentDir.of(spark, folder.resolve(name).toString());
    SweepJob.of(
            spark, spec, dir, new SweepJob.Options(mode, OptionalInt.of(partitions), waveSeconds))
        .run(Optional.empty());
    return dir;
  }

  private Map<Table, List<String>> tables(String name) {
    return TableText.of(spark, folder.resolve(name));
  }

  private String points() throws IOException {
    StringBuilder text = new StringBuilder();
    Random random = new Random(9);
    for (int i = 0; i < 80; i++) {
      for (int j = 0; j < 6; j++) {
        text.append(random.nextGaussian()).append(',');
      }
      text.append(random.nextInt(2)).append('\n');
    }
    return Files.writeString(folder.resolve("points.csv"), text).toString();
  }

  @Tag("thorough")
  @Test
  void tablesOfNetworksDoNotDependOnPartitionsWavesOrResuming() {
    Spec spec = SpecReader.read(TRAINING.formatted(3), "test.yaml");
    sweep(spec, "one", Mode.FRESH, 1, 1e9);
    sweep(spec, "waves", Mode.FRESH, 5, 0);
    sweep(SpecReader.read(TRAINING.formatted(1), "test.yaml"), "grown", Mode.FRESH, 2, 1e9);
    sweep(spec, "grown", Mode.RESUME, 2, 1e9);
    Map<Table, List<String>> reference = tables("one");
    assertThat(tables("waves")).isEqualTo(reference);
    assertThat(tables("grown")).isEqualTo(reference);
    assertThat(reference.get(Table.RUNS)).hasSize(12).doesNotHaveDuplicates();
    // epochs 0, 2, 4 of 12 runs
    assertThat(reference.get(Table.EVALUATIONS)).hasSize(36);
    assertThat(reference.get(Table.NOISE)).hasSize(36);
    assertThat(reference.get(Table.SNAPSHOTS)).isNotEmpty();
    // three kinds of three eigenvalues at 36 points; four, a trace and a density of 200 places at
    // 12
    assertThat(reference.get(Table.SPECTRA)).hasSize(36 * 9 + 12 * (4 + 1 + 200));
  }

  /** Mixing doubles nothing but the noise: at the common start both predictions differ by a = 5. */
  @Test
  void rowsOfNoiseAreInUnitsOfTheStep() {
    ExperimentDir dir =
        sweep(SpecReader.read(TRAINING.formatted(1), "test.yaml"), "noise", Mode.FRESH, 2, 1e9);
    List<Row> rows =
        dir.table(Table.NOISE)
            .join(dir.table(Table.CELLS), "cell_id")
            .selectExpr(
                "noise_trace * batch_size / noise_factor AS sample_trace",
                "predicted_trace / (2 * loss * hessian_trace * noise_factor / batch_size)",
                "abs(sampled_trace - noise_trace) / sampled_error",
                "alignment")
            .collectAsList();
    assertThat(rows).hasSize(12);
    for (Row row : rows) {
      assertThat(row.getDouble(0)).isPositive();
      assertThat(row.getDouble(1)).isCloseTo(1, within(1e-12));
      // Student's t of 19 degrees of freedom, twelve of them: beyond 5 once in a thousand
      assertThat(row.getDouble(2)).isLessThan(5);
      assertThat(row.getDouble(3)).isBetween(0.0, 1.0);
    }
  }

  @Test
  void allRunsStartAtOneTrainedMinimum() throws IOException {
    Spec spec = SpecReader.read(ESCAPE.formatted(points()), "test.yaml");
    ExperimentDir dir = sweep(spec, "escape", Mode.FRESH, 2, 0);
    List<Row> minima = dir.table(Table.MINIMA).collectAsList();
    assertThat(minima).hasSize(1);
    Row minimum = minima.get(0);
    for (Row cell : dir.table(Table.CELLS).collectAsList()) {
      assertThat(cell.<Double>getAs("loss_min")).isEqualTo(minimum.<Double>getAs("loss"));
      assertThat(cell.<Double>getAs("hessian_outlier"))
          .isEqualTo(minimum.<Double>getAs("hessian_outlier"));
      assertThat(cell.<Integer>getAs("outliers")).isEqualTo(minimum.<Integer>getAs("outliers"));
      assertThat(cell.<Integer>getAs("dimensions")).isEqualTo(6 * 3 + 3 + 3 + 1);
    }
    assertThat(dir.table(Table.SPECTRA).where("run_id IS NULL AND kind = 'eigenvalue'").count())
        .as("ten for each of two cells")
        .isEqualTo(20);
    List<Row> events =
        dir.table(Table.ESCAPES)
            .where("occurred")
            .selectExpr("level", "loss", "step")
            .collectAsList();
    assertThat(events).isNotEmpty();
    for (Row event : events) {
      assertThat(event.getDouble(1))
          .isGreaterThanOrEqualTo(event.getDouble(0) * minimum.<Double>getAs("loss"));
      assertThat(event.getLong(2) % 2).isZero();
    }
    sweep(spec, "again", Mode.FRESH, 1, 1e9);
    assertThat(tables("again")).isEqualTo(tables("escape"));
  }

  @Test
  void aRunIsReplayedBitForBit() throws IOException {
    Spec spec = SpecReader.read(ESCAPE.formatted(points()), "test.yaml");
    ExperimentDir dir = sweep(spec, "escape", Mode.FRESH, 2, 1e9);
    String run =
        dir.table(Table.RUNS).orderBy("status", "run_id").select("run_id").first().getString(0);
    Replay replay =
        ReplayJob.of(spark, dir, run, new ReplayJob.Options(OptionalLong.empty(), 10)).run();
    assertThat(replay.differences()).isEmpty();
    assertThat(replay.states()).isNotEmpty();
  }

  /** Runs are followed from where they stood, and leave the rows of runs that never stopped. */
  @Tag("thorough")
  @Test
  void runsOfNetworksAreFollowedUntilTheirRateIsSharp() throws IOException {
    String wish = "until: {width: 0.8, max_runs: 12, max_steps: 2400}\n";
    Spec spec = SpecReader.read(ESCAPE.formatted(points()).replace("600", "4") + wish, "test.yaml");
    ExperimentDir dir = sweep(spec, "until", Mode.FRESH, 2, 0);
    List<Row> cells = dir.table(Table.CELLS).orderBy("learning_rate").collectAsList();
    assertThat(cells).hasSize(2);
    assertThat(cells)
        .as("some cell follows its runs")
        .anyMatch(cell -> cell.<Long>getAs("steps_limit") > 4);
    RunInputs inputs = RunInputs.stored(spark, spec, dir);
    BlockRunner runner = BlockRunner.of(spec, inputs);
    RunRows mapper = RunRows.of(spec, Optional.empty());
    List<Row> expected = new ArrayList<>();
    for (int number = 0; number < cells.size(); number++) {
      Row cell = cells.get(number);
      BlockRange all = new BlockRange(number, 0, cell.<Integer>getAs("replicas"));
      mapper
          .rows(spec.grid().cell(number), runner.whole(all, cell.<Long>getAs("steps_limit")))
          .stream()
          .filter(row -> row.table() == Table.ESCAPES)
          .map(RowRecords::sparkRow)
          .forEach(expected::add);
    }
    assertThat(tables("until").get(Table.ESCAPES))
        .isEqualTo(
            spark
                .createDataFrame(expected, SparkSchemas.of(Table.ESCAPES.schema()))
                .collectAsList()
                .stream()
                .map(Row::toString)
                .sorted()
                .toList());
  }

  @Test
  void aFolderOfOtherDataIsRefused() throws IOException {
    String file = points();
    Spec spec = SpecReader.read(ESCAPE.formatted(file), "test.yaml");
    sweep(spec, "escape", Mode.FRESH, 2, 1e9);
    String text = Files.readString(Path.of(file));
    Files.writeString(Path.of(file), text.replaceFirst("[0-9]", "5"));
    assertThatThrownBy(() -> sweep(spec, "escape", Mode.RESUME, 2, 1e9))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("was computed with other data");
  }

  @Test
  void networksThatDoNotFitAreRefusedBeforeAnythingIsWritten() {
    Spec spec =
        SpecReader.read(TRAINING.formatted(1).replace("[6, 5, 3]", "[7, 5, 3]"), "test.yaml");
    assertThatThrownBy(() -> sweep(spec, "unfit", Mode.FRESH, 1, 1e9))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("must begin with 6, the features of the data");
    assertThat(ExperimentDir.of(spark, folder.resolve("unfit").toString()).spec()).isEmpty();
  }
}
