package org.logscape.jobs.sweep;

import static org.apache.spark.sql.functions.col;

import java.io.PrintStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.rows.RunRows;
import org.logscape.jobs.rows.StateRow;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.TableRow;
import org.logscape.jobs.sweep.wave.GracefulStop;
import org.logscape.jobs.sweep.wave.WaveWork;
import org.logscape.jobs.sweep.wave.WaveWriter;
import org.logscape.jobs.sweep.work.BlockPlan;
import org.logscape.jobs.sweep.work.BlockRange;
import org.logscape.jobs.sweep.work.CellStage;
import org.logscape.jobs.sweep.work.Progress;
import org.logscape.jobs.sweep.work.PublishedRuns;
import org.logscape.jobs.sweep.work.Tally;
import org.logscape.jobs.sweep.work.Waves;
import org.logscape.jobs.text.LogFormat;
import org.logscape.kernel.RunOutcome;
import org.logscape.kernel.RunState;
import org.logscape.schemas.Table;
import scala.Tuple2;

/**
 * Brings the runs of cells to their stages, in waves that are parked whole: begins those that are
 * not there, goes on with those that stand where the stage before left them.
 */
final class StageWork {
  private static final int TASKS_PER_SLOT = 12;
  private static final long MOST_RUNS = 500_000;
  private static final int MOST_BLOCKS_JOINED = 16;

  private final JavaSparkContext context;
  private final Spec spec;
  private final ExperimentDir dir;
  private final ParkedRuns parked;
  private final SweepJob.Options options;
  private final Optional<PrintStream> terminal;
  private final LogFormat format;
  private final Broadcast<Spec> shared;
  private final Broadcast<RunInputs> inputs;
  private final int slots;

  /** Replicas of a whole block. */
  private final int block;

  private StageWork(
      SparkSession spark,
      Spec spec,
      RunInputs inputs,
      ExperimentDir dir,
      SweepJob.Options options,
      Optional<PrintStream> terminal) {
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.spec = spec;
    this.dir = dir;
    this.parked = ParkedRuns.of(spark, dir.parked());
    this.options = options;
    this.terminal = terminal;
    this.format = LogFormat.of(spark.conf()::get);
    this.shared = context.broadcast(spec);
    this.inputs = context.broadcast(inputs);
    this.slots = Math.max(1, context.defaultParallelism());
    this.block = BlockPlan.block(spec);
  }

  static StageWork of(
      SparkSession spark,
      Spec spec,
      RunInputs inputs,
      ExperimentDir dir,
      SweepJob.Options options,
      Optional<PrintStream> terminal) {
    return new StageWork(spark, spec, inputs, dir, options, terminal);
  }

  /**
   * Brings every run of the cells to the cell's stage.
   *
   * @param stop asked for a signal, at which what is done is parked
   */
  void bring(List<CellStage> cellStages, GracefulStop stop) {
    List<BlockPlan.Costed> fresh = fresh(cellStages);
    List<CellStage> longer =
        cellStages.stream()
            .filter(
                cellStage ->
                    cellStage.before() > 0 && cellStage.before() < cellStage.stage().steps())
            .toList();
    List<Batch> batches = longer.isEmpty() ? List.of() : batches(longer);
    long runs =
        fresh.stream().mapToLong(block -> block.range().replicas()).sum()
            + batches.stream().mapToLong(Batch::runs).sum();
    Tally tally = Tally.of(context.sc(), runs);
    try (Progress progress = Progress.of(tally, terminal, format)) {
      progress.start();
      WaveWriter writer = WaveWriter.of(context, dir.parked(), tables(), stop);
      begin(fresh, cellStages, writer, tally);
      goOn(batches, longer, writer, tally);
    }
  }

  private Collection<RowBinding<? extends TableRow>> tables() {
    Collection<RowBinding<? extends TableRow>> tables = RunRows.tables(spec);
    tables.add(StateRow.ROWS);
    return tables;
  }

  private List<BlockPlan.Costed> fresh(List<CellStage> cellStages) {
    PublishedRuns begun =
        PublishedRuns.of(
            dir.table(Table.RUNS).select("cell_id", "replica").union(parked.begun()).distinct(),
            block);
    List<BlockPlan.Costed> blocks = new ArrayList<>();
    for (CellStage cellStage : cellStages) {
      double seconds = cellStage.pace().seconds(cellStage.stage().steps());
      int runs = cellStage.stage().runs();
      for (int number = 0; (long) number * block < runs; number++) {
        int from = number * block + begun.firstReplicas(cellStage.cellId(), number);
        int to = (int) Math.min(runs, (number + 1L) * block);
        if (from < to) {
          BlockRange range = new BlockRange(cellStage.cell(), from, to);
          blocks.add(new BlockPlan.Costed(range, range.replicas() * seconds));
        }
      }
    }
    blocks.sort(
        Comparator.comparingDouble(
                (BlockPlan.Costed block) -> block.seconds() / block.range().replicas())
            .reversed());
    return blocks;
  }

  private void begin(
      List<BlockPlan.Costed> blocks, List<CellStage> cellStages, WaveWriter writer, Tally tally) {
    if (blocks.isEmpty()) {
      return;
    }
    Map<Long, Long> steps = new HashMap<>();
    cellStages.forEach(cellStage -> steps.put(cellStage.cell(), cellStage.stage().steps()));
    Broadcast<Map<Long, Long>> limits = context.broadcast(steps);
    Broadcast<Spec> what = shared;
    Broadcast<RunInputs> needed = inputs;
    Waves waves = Waves.of(blocks.iterator(), slots, options.partitions(), options.waveSeconds());
    while (waves.hasNext()) {
      List<List<BlockRange>> tasks = waves.next();
      tally.beginWave();
      JavaRDD<TableRow> rows =
          context
              .parallelize(tasks, tasks.size())
              .flatMap(
                  task ->
                      BlockRows.of(what.value(), needed.value(), tally)
                          .rows(
                              task,
                              (runner, range) ->
                                  runner.run(range, limits.value().get(range.cell()))));
      writer.append(rows, WaveWork.none());
    }
  }

  /** Open runs of one cell that one call of the kernel goes on with. */
  private record Key(long cell, int span) implements Serializable {}

  /** How many open runs a key has. */
  private record OpenRuns(long cell, int span, long count) {
    private static final RowBinding<OpenRuns> ROWS = RowBinding.ofQuery(OpenRuns.class);
  }

  /** Where an open run belongs, and the limit that it is to be brought to. */
  private record Goal(long cell, int span, long stageSteps) {
    private static final RowBinding<Goal> ROWS = RowBinding.ofQuery(Goal.class);

    Key key() {
      return new Key(cell, span);
    }
  }

  /** A key with how many runs it has and what they are expected to take. */
  private record Batch(Key key, long runs, double seconds) {}

  /** Replicas [span s, span s + s) of a cell are gone on with together: many lanes, many tasks. */
  private int span(List<CellStage> cellStages) {
    long blocks =
        cellStages.stream().mapToLong(cellStage -> 1 + cellStage.stage().runs() / block).sum();
    long joined = blocks / ((long) TASKS_PER_SLOT * slots);
    return block * (int) Math.max(1, Math.min(MOST_BLOCKS_JOINED, joined));
  }

  private List<Batch> batches(List<CellStage> cellStages) {
    Map<Long, CellStage> byCell = new HashMap<>();
    cellStages.forEach(cellStage -> byCell.put(cellStage.cell(), cellStage));
    List<Batch> batches = new ArrayList<>();
    for (OpenRuns open : OpenRuns.ROWS.list(keyed(cellStages).groupBy("cell", "span").count())) {
      CellStage cellStage = byCell.get(open.cell());
      double seconds = cellStage.pace().seconds(cellStage.stage().steps() - cellStage.before());
      batches.add(
          new Batch(new Key(open.cell(), open.span()), open.count(), open.count() * seconds));
    }
    batches.sort(
        Comparator.comparingDouble((Batch batch) -> batch.seconds() / batch.runs())
            .reversed()
            .thenComparingLong(batch -> batch.key().cell())
            .thenComparingInt(batch -> batch.key().span()));
    return batches;
  }

  private Dataset<Row> keyed(List<CellStage> cellStages) {
    return keyed(parked.toGoOn(cellStages), span(cellStages));
  }

  private static Dataset<Row> keyed(Dataset<Row> states, int span) {
    return states.withColumn("span", col("replica").divide(span).cast("int"));
  }

  private void goOn(
      List<Batch> batches, List<CellStage> cellStages, WaveWriter writer, Tally tally) {
    Broadcast<Spec> what = shared;
    Broadcast<RunInputs> needed = inputs;
    int next = 0;
    while (next < batches.size()) {
      Set<Key> wave = new HashSet<>();
      double seconds = 0;
      long runs = 0;
      do {
        Batch batch = batches.get(next++);
        wave.add(batch.key());
        seconds += batch.seconds();
        runs += batch.runs();
      } while (next < batches.size()
          && seconds < options.waveSeconds() * slots
          && runs < MOST_RUNS);
      Broadcast<Set<Key>> keys = context.broadcast(wave);
      tally.beginWave();
      int tasks = options.partitions().orElse(Math.min(wave.size(), TASKS_PER_SLOT * slots));
      JavaRDD<TableRow> rows =
          open(keyed(cellStages))
              .filter(run -> keys.value().contains(run._1()))
              .groupByKey(tasks)
              .mapPartitions(groups -> further(groups, what.value(), needed.value(), tally));
      writer.append(rows, WaveWork.none());
    }
  }

  /** Rows of runs that end where they stand. */
  JavaRDD<TableRow> ends(Dataset<Row> standing) {
    Broadcast<Spec> what = shared;
    Broadcast<RunInputs> needed = inputs;
    return open(keyed(standing, block))
        .groupByKey(TASKS_PER_SLOT * slots)
        .mapPartitions(groups -> ended(groups, what.value(), needed.value()));
  }

  /** An unfinished run and the limit that it is to be brought to. */
  private record OpenRun(RunState state, long limit) implements Serializable {}

  private static JavaPairRDD<Key, OpenRun> open(Dataset<Row> keyed) {
    List<Column> columns = new ArrayList<>();
    columns.addAll(List.of(StateRow.ROWS.columns()));
    columns.addAll(List.of(Goal.ROWS.columns()));
    return keyed
        .select(columns.toArray(Column[]::new))
        .javaRDD()
        .mapToPair(
            row -> {
              Goal goal = Goal.ROWS.read(row);
              RunState state = StateRow.ROWS.read(row).state();
              return new Tuple2<>(goal.key(), new OpenRun(state, goal.stageSteps()));
            });
  }

  private static Iterator<TableRow> further(
      Iterator<Tuple2<Key, Iterable<OpenRun>>> groups, Spec spec, RunInputs inputs, Tally tally) {
    return rows(
        groups,
        spec,
        inputs,
        (runner, cell, runs) -> {
          List<RunOutcome> outcomes = runner.goOn(cell, runs.states(), runs.limit());
          tally.add(outcomes);
          return outcomes;
        });
  }

  private static Iterator<TableRow> ended(
      Iterator<Tuple2<Key, Iterable<OpenRun>>> groups, Spec spec, RunInputs inputs) {
    return rows(
        groups,
        spec,
        inputs,
        (runner, cell, runs) -> runner.end(cell, runs.states(), runs.limit()));
  }

  /** Takes the open runs of a cell further, or ends them. */
  private interface RunAction {
    List<RunOutcome> outcomes(BlockRunner runner, long cell, CellRuns runs);
  }

  private static Iterator<TableRow> rows(
      Iterator<Tuple2<Key, Iterable<OpenRun>>> groups,
      Spec spec,
      RunInputs inputs,
      RunAction action) {
    BlockRunner runner = BlockRunner.of(spec, inputs);
    RunRows mapper = RunRows.of(spec, inputs.start());
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(groups, Spliterator.ORDERED), false)
        .flatMap(
            group -> {
              List<RunOutcome> outcomes =
                  action.outcomes(runner, group._1().cell(), CellRuns.of(group._2()));
              return mapper.rows(runner.cell(), outcomes).stream();
            })
        .iterator();
  }

  /** Open runs of one cell, all with the same limit of steps. */
  private record CellRuns(List<RunState> states, long limit) {
    static CellRuns of(Iterable<OpenRun> runs) {
      List<RunState> states = new ArrayList<>();
      long limit = 0;
      for (OpenRun run : runs) {
        states.add(run.state());
        limit = run.limit();
      }
      return new CellRuns(states, limit);
    }
  }
}
