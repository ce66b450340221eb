package org.logscape.jobs.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logscape.jobs.RowRecords;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.cli.ReplayCommand;
import org.logscape.jobs.cli.process.Failures;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Mode;
import org.logscape.jobs.store.TableRow;
import org.logscape.jobs.sweep.SweepJob;
import org.logscape.schemas.Table;
import picocli.CommandLine;

/** Replays against the rows that sweeps stored: of every model and every way to draw samples. */
class ReplayTest {
  private static final String ESCAPES =
      """
      name: replay
      seed: 5
      replicas: 90
      %s
      observe:
        escape: {events: [separatrix], levels: [1.2, 1.5]}
        loss_histogram: {burn_in: 10}
        snapshots: {every: 7, at_escape: true}
      stop: {steps: 3000, after: separatrix}
      """;
  private static final String WELL =
      """
      model: {type: double-well, dimensions: 2, barrier: 1.5, label_noise: [0.5, 1]}
      dynamics: {type: sgd, batch_size: 1, learning_rate: 0.04, noise_enhancement: 1.5}\
      """;
  private static final ReplayJob.Options ALL = new ReplayJob.Options(OptionalLong.empty(), 1);

  private final SparkSession spark = SparkTestSession.get();
  @TempDir Path folder;

  private ExperimentDir sweep(String yaml) {
    ExperimentDir dir = ExperimentDir.of(spark, folder.resolve("sweep").toString());
    SweepJob.of(
            spark,
            SpecReader.read(yaml, "test.yaml"),
            dir,
            new SweepJob.Options(Mode.FRESH, OptionalInt.of(3), 1e9))
        .run(Optional.empty());
    return dir;
  }

  private static List<String> runIds(ExperimentDir dir, String condition) {
    return dir
        .table(Table.RUNS)
        .where(condition)
        .orderBy("cell_id", "replica")
        .collectAsList()
        .stream()
        .map(row -> row.<String>getAs("run_id"))
        .toList();
  }

  private List<Row> states(Path to) {
    return spark.read().parquet(to.toString()).orderBy("step").collectAsList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        WELL,
        "model: {type: double-well, dimensions: 3, barrier: 2, label_noise: 1}\n"
            + "dynamics: {type: sgd, batch_size: 2, learning_rate: 0.04, sampling: online-in-law}",
        "model: {type: quartic-well, dimensions: 2, minimum_loss: 0.4}\n"
            + "dynamics: {type: langevin, batch_size: 1, learning_rate: 0.05}",
      })
  void runsThatEscapeAreTheSameBitForBit(String cells) {
    ExperimentDir dir = sweep(ESCAPES.formatted(cells));
    // from a block's first lanes, from its last, and from the block after
    List<String> ids = runIds(dir, "replica IN (0, 1, 40, 63, 64, 89)");
    assertThat(ids).hasSizeGreaterThanOrEqualTo(6);
    for (String id : ids) {
      Replay replay = ReplayJob.of(spark, dir, id, ALL).run();
      assertThat(replay.differences()).as(id).isEmpty();
      assertThat(replay.lines()).anyMatch(line -> line.contains("bit for bit"));
    }
  }

  @Tag("thorough")
  @ParameterizedTest
  @ValueSource(strings = {"replacement", "epoch"})
  void runsOverAFiniteDataSetAreTheSameBitForBit(String sampling) {
    ExperimentDir dir =
        sweep(
            """
            name: replay
            seed: 5
            replicas: 70
            model: {type: linear-regression, dimensions: 3, label_noise: 1, samples: 200}
            dynamics: {type: sgd, batch_size: 4, learning_rate: [0.1, 9], sampling: %s}
            start: {random: {scale: 0.1}}
            observe:
              loss_histogram: {burn_in: 10}
              snapshots: {every: 100}
            stop: {steps: 500, after: never}
            """
                .formatted(sampling));
    for (String id : runIds(dir, "replica IN (3, 69)")) {
      assertThat(ReplayJob.of(spark, dir, id, ALL).run().differences()).as(id).isEmpty();
    }
    // the large step size diverges, and a loss that is not a number is the same as another
    assertThat(runIds(dir, "status = 'diverged'")).isNotEmpty();
  }

  /** Runs that went on beyond the limit of the spec until their rate had its width. */
  @Tag("thorough")
  @Test
  void runsThatFollowedAWidthAreTheSameBitForBit() {
    ExperimentDir dir =
        sweep(
            ESCAPES.formatted(WELL).replace("steps: 3000", "steps: 10")
                + "until: {width: 0.1, max_runs: 200, max_steps: 80}\n");
    List<String> ids = new ArrayList<>(runIds(dir, "steps > 10 AND status = 'escaped'"));
    List<String> censored = runIds(dir, "steps = 80 AND status = 'censored'");
    assertThat(ids).isNotEmpty();
    assertThat(censored).isNotEmpty();
    ids.subList(Math.min(ids.size(), 3), ids.size()).clear();
    ids.add(censored.get(0));
    for (String id : ids) {
      assertThat(ReplayJob.of(spark, dir, id, ALL).run().differences()).as(id).isEmpty();
    }
  }

  @Test
  void theStatesAreThoseBetweenWhichTheSnapshotsLie() {
    ExperimentDir dir = sweep(ESCAPES.formatted(WELL));
    // at a multiple of 7 there is a periodic snapshot, too
    String id = runIds(dir, "status = 'escaped' AND steps > 100 AND steps % 7 > 0").get(0);
    Row run = dir.table(Table.RUNS).where("run_id = '" + id + "'").first();
    ReplayJob.of(spark, dir, id, ALL).run();
    List<Row> states = states(folder.resolve("sweep/replays/" + id));
    long steps = run.<Long>getAs("steps");
    assertThat(states.stream().map(state -> state.<Long>getAs("step")))
        .containsExactlyElementsOf(LongStream.rangeClosed(0, steps).boxed().toList());
    assertThat(states)
        .containsAll(dir.table(Table.SNAPSHOTS).where("run_id = '" + id + "'").collectAsList());
    Row last = states.get(states.size() - 1);
    assertThat(last.<String>getAs("reason")).isEqualTo("escape");
    assertThat(last.<Double>getAs("loss")).isEqualTo(run.<Double>getAs("final_loss"));

    Path some = folder.resolve("some");
    ReplayJob.of(spark, dir, id, new ReplayJob.Options(OptionalLong.of(20), 8))
        .run(some.toString());
    assertThat(states(some).stream().map(state -> state.<Long>getAs("step")))
        .containsExactly(steps - 20, steps - 12, steps - 4, steps);
    assertThat(states).containsAll(states(some));
  }

  @Test
  void aStoredRunThatIsAnotherIsSaidToBe() {
    ExperimentDir dir = sweep(ESCAPES.formatted(WELL));
    ExperimentDir bent = ExperimentDir.of(spark, folder.resolve("bent").toString());
    copy(dir, bent, Table.CELLS, -1);
    copy(dir, bent, Table.ESCAPES, -1);
    copy(dir, bent, Table.SNAPSHOTS, -1);
    copy(dir, bent, Table.RUNS, Table.RUNS.schema().indexOf("final_loss"));
    bent.freeze(dir.spec().orElseThrow(), dir.manifest().orElseThrow());
    String id = runIds(dir, "replica = 2").get(0);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = command(out, err, folder.resolve("bent").toString(), "--run", id);
    assertThat(code).isEqualTo(1);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("logscape: run " + id + " is not the stored one: final_loss is ");
    assertThat(Files.exists(folder.resolve("bent/replays"))).isFalse();
  }

  @Test
  void mistakesAreOneLine() throws IOException {
    ExperimentDir dir = sweep(ESCAPES.formatted(WELL));
    String path = folder.resolve("sweep").toString();
    String id = runIds(dir, "replica = 0").get(0);
    String cell = id.substring(0, id.lastIndexOf('-'));
    for (String wrong : List.of("nothing", cell, cell + "-90", cell + "-x", "0-1", "")) {
      StringWriter err = new StringWriter();
      assertThat(command(new StringWriter(), err, path, "--run", wrong)).as(wrong).isEqualTo(2);
      assertThat(err.toString().lines())
          .singleElement()
          .asString()
          .contains("has no run '" + wrong + "'");
    }
    StringWriter err = new StringWriter();
    assertThat(command(new StringWriter(), err, path, "--run", id, "--every", "0")).isEqualTo(2);
    assertThat(command(new StringWriter(), err, path, "--run", id, "--around-escape=-1"))
        .isEqualTo(2);
    Files.writeString(folder.resolve("mine"), "text");
    assertThat(command(new StringWriter(), err, path, "--run", id, "--out", folder.toString()))
        .isEqualTo(2);
    assertThat(err.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("--every: is 0"),
            line -> assertThat(line).contains("--around-escape: is -1"),
            line -> assertThat(line).contains("holds something else"));
    assertThat(folder.resolve("mine")).hasContent("text");
  }

  @Test
  void aRunThatDidNotEscapeHasNoStatesAroundItsEscape() {
    ExperimentDir dir =
        sweep(
            ESCAPES
                .formatted(WELL)
                .replace("levels: [1.2, 1.5]", "levels: [3]")
                .replace("steps: 3000", "steps: 60"));
    String id =
        runIds(dir, "status = 'censored'").stream()
            .filter(
                run ->
                    dir.table(Table.ESCAPES).where("occurred AND run_id = '" + run + "'").isEmpty())
            .findFirst()
            .orElseThrow();
    ReplayJob.Options around = new ReplayJob.Options(OptionalLong.of(5), 1);
    assertThatThrownBy(() -> ReplayJob.of(spark, dir, id, around).run())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("did not escape (censored after 60 steps)");
    assertThat(ReplayJob.of(spark, dir, id, ALL).run().states()).hasSize(61);
  }

  private static int command(StringWriter out, StringWriter err, String... arguments) {
    CommandLine command = new CommandLine(new ReplayCommand());
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    command.setExecutionExceptionHandler(Failures::ofWork);
    return command.execute(arguments);
  }

  /** All rows of a table, one of the columns made greater where it is not -1. */
  private void copy(ExperimentDir from, ExperimentDir to, Table table, int column) {
    List<TableRow> rows = new ArrayList<>();
    for (Row row : from.table(table).collectAsList()) {
      Object[] values = new Object[row.length()];
      for (int i = 0; i < values.length; i++) {
        values[i] = row.get(i);
      }
      if (table == Table.SNAPSHOTS) {
        int theta = table.schema().indexOf("theta");
        values[theta] = row.<Double>getList(theta).stream().mapToDouble(d -> d).toArray();
      }
      if (column >= 0) {
        values[column] = Math.nextUp((Double) values[column]);
      }
      rows.add(RowRecords.row(table, values));
    }
    to.replace(table, JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(rows, 1));
  }
}
