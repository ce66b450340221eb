package org.logscape.jobs.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.ExpectedErrors;
import org.logscape.jobs.RowRecords;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.TableText;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.rows.RunRows;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Mode;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.SparkSchemas;
import org.logscape.jobs.store.TableRow;
import org.logscape.jobs.sweep.work.BlockRange;
import org.logscape.kernel.RunOutcome;
import org.logscape.schemas.Table;
import org.logscape.statistics.RatePrecision;

@Tag("thorough")
class WidthSweepTest {
  /** Short limits and uneven cells: some follow their runs, some add runs, one is capped. */
  private static final String YAML =
      """
      name: width-test
      seed: 7
      replicas: %d
      model: {type: double-well, dimensions: 2, barrier: 1.5, label_noise: [0.3, 1, 3]}
      dynamics: {type: sgd, batch_size: 1, learning_rate: 0.04}
      observe:
        escape: {events: [separatrix], levels: [1.2, 1.5]}
        loss_histogram: {burn_in: 50, every: 5, runs_per_group: 16}
        snapshots: {every: 400, at_escape: true}
      stop: {steps: %d, after: separatrix}
      %s
      """;

  private static final int MOST_RUNS = 300;
  private static final long MOST_STEPS = 1500;
  private static final String WISH =
      "until: {width: %s, max_runs: " + MOST_RUNS + ", max_steps: " + MOST_STEPS + "}";

  /** Two blocks a cell at the first stage. */
  private static final int REPLICAS = 70;

  private static final long STEPS = 300;

  private static final SparkSession SPARK = SparkTestSession.get();
  @TempDir private static Path shared;

  /** One sweep in few waves, which the tests look at or hold others against. */
  private static Path reference;

  @TempDir private Path folder;

  @BeforeAll
  static void sweepOnce() {
    reference = shared.resolve("reference");
    sweep(wish("0.2"), reference, Mode.FRESH, 3, 1e9);
  }

  private static Spec spec(int replicas, long steps, String wish) {
    return SpecReader.read(YAML.formatted(replicas, steps, wish), "test.yaml");
  }

  private static Spec wish(String width) {
    return spec(REPLICAS, STEPS, WISH.formatted(width));
  }

  private static void sweep(Spec spec, Path dir, Mode mode, int partitions, double waveSeconds) {
    ExperimentDir target = ExperimentDir.of(SPARK, dir.toString());
    SweepJob.Options options = new SweepJob.Options(mode, OptionalInt.of(partitions), waveSeconds);
    SweepJob.of(SPARK, spec, target, options).run(Optional.empty());
  }

  @Test
  void everyCellComesToItsWidthOrToACap() {
    long wanted = RatePrecision.eventsFor(0.2, 0.95);
    List<Row> cells =
        ExperimentDir.of(SPARK, reference.toString())
            .table(Table.RUNS)
            .groupBy("cell_id")
            .agg(
                org.apache.spark.sql.functions.expr("count(*)"),
                org.apache.spark.sql.functions.expr("count_if(status = 'escaped')"),
                org.apache.spark.sql.functions.expr("max(steps)"))
            .collectAsList();
    assertThat(cells).hasSize(3);
    assertThat(cells)
        .allMatch(
            cell ->
                cell.getLong(2) >= wanted
                    || (cell.getLong(1) == MOST_RUNS && cell.getLong(3) == MOST_STEPS)
                    || cell.getLong(2) == 0);
    assertThat(cells).as("some cell follows runs").anyMatch(cell -> cell.getLong(3) > STEPS);
    assertThat(cells).as("some cell is capped").anyMatch(cell -> cell.getLong(3) == MOST_STEPS);
    assertThat(cells).as("some cell adds runs").anyMatch(cell -> cell.getLong(1) > REPLICAS);
    assertThat(cells).as("no cell overshoots far").allMatch(cell -> cell.getLong(2) < 2 * wanted);
    assertThat(reference.resolve("_logscape/parked")).doesNotExist();
  }

  /**
   * Each cell's rows are those of its runs computed in one go, with as many replicas and as many
   * steps as the sweep took in the end.
   */
  @Test
  void rowsAreThoseOfRunsThatWereNeverInterrupted() {
    Spec spec = wish("0.2");
    List<TableRow> expected = new ArrayList<>();
    ExperimentDir results = ExperimentDir.of(SPARK, reference.toString());
    RunRows mapper = RunRows.of(spec, Optional.empty());
    for (Row row : results.table(Table.CELLS).collectAsList()) {
      int replicas = row.getAs("replicas");
      long limit = row.getAs("steps_limit");
      long number = number(spec, row.getAs("cell_id"));
      BlockRunner runner = BlockRunner.of(spec);
      List<RunOutcome> whole = runner.whole(new BlockRange(number, 0, replicas), limit);
      expected.addAll(mapper.rows(runner.cell(), whole));
    }
    Map<Table, List<String>> found = TableText.of(SPARK, reference);
    for (RowBinding<?> binding : RunRows.tables(spec)) {
      Table table = binding.table();
      List<Row> rows =
          expected.stream().filter(row -> row.table() == table).map(RowRecords::sparkRow).toList();
      assertThat(found.get(table)).as(table.tableName()).isEqualTo(text(table, rows));
    }
    assertThat(found.get(Table.RUNS)).anyMatch(row -> row.contains("censored"));
  }

  private static long number(Spec spec, String id) {
    for (long number = 0; number < spec.grid().cells(); number++) {
      CellSpec cell = spec.grid().cell(number);
      if (cell.id().equals(id)) {
        return number;
      }
    }
    throw new AssertionError(id);
  }

  /** As Spark writes rows of the table, sorted. */
  private static List<String> text(Table table, List<Row> rows) {
    return SPARK.createDataFrame(rows, SparkSchemas.of(table.schema())).collectAsList().stream()
        .map(Row::toString)
        .sorted()
        .toList();
  }

  @Test
  void tablesDoNotDependOnTasksOrWaves() {
    Path many = folder.resolve("many");
    sweep(wish("0.2"), many, Mode.FRESH, 7, 0);
    assertThat(TableText.of(SPARK, many)).isEqualTo(TableText.of(SPARK, reference));
  }

  @Test
  void aFolderIsSharpenedByMoreRuns() {
    Path dir = folder.resolve("sharper");
    sweep(spec(40, 2000, ""), dir, Mode.FRESH, 4, 1e9);
    List<String> plain = TableText.of(SPARK, dir).get(Table.RUNS);
    sweep(spec(40, 2000, WISH.formatted("0.3")), dir, Mode.RESUME, 4, 1e9);
    List<String> first = TableText.of(SPARK, dir).get(Table.RUNS);
    assertThat(first).containsAll(plain).doesNotHaveDuplicates();
    sweep(spec(40, 2000, WISH.formatted("0.2")), dir, Mode.RESUME, 4, 1e9);
    List<String> second = TableText.of(SPARK, dir).get(Table.RUNS);
    assertThat(second).containsAll(first).doesNotHaveDuplicates().hasSizeGreaterThan(first.size());
    sweep(spec(40, 2000, WISH.formatted("0.2")), dir, Mode.RESUME, 4, 1e9);
    assertThat(TableText.of(SPARK, dir).get(Table.RUNS)).isEqualTo(second);
    assertThatThrownBy(() -> sweep(spec(40, 2000, ""), dir, Mode.RESUME, 4, 1e9))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--until-width");
  }

  /** Killed again and again, each time with more waves parked, and once left to end. */
  @ExpectedErrors(
      value = {"killed", "cancelled"},
      always = false)
  @Test
  void whatIsParkedIsGoneOnWith() {
    Spec spec = wish("0.2");
    Path killed = folder.resolve("killed");
    Mode mode = Mode.FRESH;
    for (int waves : new int[] {1, 3, 6, 9}) {
      Killer killer = new Killer(killed.resolve("_logscape/parked/runs"), waves);
      Mode how = mode;
      assertThatThrownBy(() -> sweepUnder(killer, spec, killed, how))
          .hasStackTraceContaining("killed");
      assertThat(killed.resolve("_logscape/parked/states")).exists();
      mode = Mode.RESUME;
    }
    assertThatThrownBy(() -> sweep(wish("0.3"), killed, Mode.RESUME, 2, 1e9))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("was interrupted");
    sweep(spec, killed, Mode.RESUME, 3, 1e9);
    assertThat(TableText.of(SPARK, killed)).isEqualTo(TableText.of(SPARK, reference));
    assertThat(killed.resolve("_logscape/parked")).doesNotExist();
  }

  private static void sweepUnder(Killer killer, Spec spec, Path dir, Mode mode) {
    SPARK.sparkContext().addSparkListener(killer);
    try {
      sweep(spec, dir, mode, 2, 0);
    } finally {
      SPARK.sparkContext().removeSparkListener(killer);
    }
  }

  /** Stops the driver's work once so many waves are parked, as a lost driver would. */
  private static final class Killer extends org.apache.spark.scheduler.SparkListener {
    private final Path parked;
    private final int waves;

    Killer(Path parked, int waves) {
      this.parked = parked;
      this.waves = waves;
    }

    @Override
    public void onJobStart(org.apache.spark.scheduler.SparkListenerJobStart start) {
      if (Files.exists(parked.resolve("wave-%05d-part-00000.parquet".formatted(waves)))) {
        SPARK.sparkContext().cancelJob(start.jobId(), "killed");
      }
    }
  }
}
