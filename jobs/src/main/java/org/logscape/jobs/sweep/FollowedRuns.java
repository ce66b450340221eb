package org.logscape.jobs.sweep;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import java.io.PrintStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.logscape.jobs.predict.RunForecast;
import org.logscape.jobs.rows.RunRows;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecWriter;
import org.logscape.jobs.spec.observe.LossHistogramSpec;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.TableRow;
import org.logscape.jobs.sweep.wave.GracefulStop;
import org.logscape.jobs.sweep.wave.WaveWork;
import org.logscape.jobs.sweep.wave.WaveWriter;
import org.logscape.jobs.sweep.work.BlockPlan;
import org.logscape.jobs.sweep.work.Progress;
import org.logscape.jobs.sweep.work.Tally;
import org.logscape.jobs.text.LogFormat;
import org.logscape.kernel.RunOutcome;
import org.logscape.schemas.Table;

/**
 * Follows runs further whose step limit was raised after it had ended them. Each is computed from
 * its start under the new limit, which leaves the bits of a run that had this limit from the start.
 * Rows are kept aside, wave by wave, and then take the place of the old ones, all at once.
 */
final class FollowedRuns {
  private final SparkSession spark;
  private final JavaSparkContext context;
  private final Spec spec;
  private final RunInputs inputs;
  private final ExperimentDir dir;
  private final ExperimentDir aside;

  /** How many runs share a histogram; 1 where there is none. */
  private final int group;

  private FollowedRuns(SparkSession spark, Spec spec, RunInputs inputs, ExperimentDir dir) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.spec = spec;
    this.inputs = inputs;
    this.dir = dir;
    this.aside = dir.followed();
    this.group = spec.observe().lossHistogram().map(LossHistogramSpec::runsPerGroup).orElse(1);
  }

  /**
   * The runs of a folder whose tables are complete under the limits that they were computed with.
   */
  static FollowedRuns of(SparkSession spark, Spec spec, RunInputs inputs, ExperimentDir dir) {
    return new FollowedRuns(spark, spec, inputs, dir);
  }

  /** A run to be followed. */
  private record Run(String cellId, int replica) {
    private static final RowBinding<Run> ROWS = RowBinding.ofQuery(Run.class);
  }

  /**
   * Runs of one cell that one call of the kernel computes.
   *
   * @param cell its number in the grid
   */
  private record Part(long cell, int[] replicas) implements Serializable {}

  /**
   * Follows all that are to be followed; does nothing where no limit was raised.
   *
   * @param stop asked for a signal, at which the rows that are done are kept
   */
  void complete(SweepJob.Options options, Optional<PrintStream> terminal, GracefulStop stop) {
    if (!spec.hasRaisedLimit()) {
      return;
    }
    String wanted = SpecWriter.write(spec);
    if (!aside.spec().equals(Optional.of(wanted))) {
      dir.clearFollowed();
      aside.freeze(wanted, "");
    }
    aside.recover();
    Dataset<Row> stopped = stopped().cache();
    try {
      if (!stopped.isEmpty()) {
        compute(stopped, options, terminal, stop);
        publish(stopped);
      }
    } finally {
      stopped.unpersist();
    }
    dir.clearFollowed();
  }

  /** Cell, replica and histogram group of the runs that a lower limit ended, and their partners. */
  private Dataset<Row> stopped() {
    Dataset<Row> limits =
        dir.table(Table.CELLS).select(col("cell_id").as("limited_cell"), col("steps_limit"));
    Dataset<Row> runs = dir.table(Table.RUNS).withColumn("own_group", group());
    Column atLimit =
        spec.runsToTheLimit()
            ? col("status").isin("censored", "finished")
            : col("status").equalTo("censored");
    Dataset<Row> groups =
        runs.join(broadcast(limits), col("cell_id").equalTo(col("limited_cell")))
            .where(atLimit.and(col("steps").lt(col("steps_limit"))))
            .select(col("cell_id").as("stopped_cell"), col("own_group").as("stopped_group"))
            .distinct();
    return runs.join(
            groups,
            col("cell_id")
                .equalTo(col("stopped_cell"))
                .and(col("own_group").equalTo(col("stopped_group"))),
            "left_semi")
        .select("run_id", "cell_id", "replica", "own_group");
  }

  private Column group() {
    return col("replica").divide(group).cast("int");
  }

  private void compute(
      Dataset<Row> stopped,
      SweepJob.Options options,
      Optional<PrintStream> terminal,
      GracefulStop stop) {
    Dataset<Row> there = aside.table(Table.RUNS).select(col("run_id").as("there"));
    Dataset<Row> left = stopped.join(there, col("run_id").equalTo(col("there")), "left_anti");
    List<Part> parts = parts(Run.ROWS.list(left.orderBy("cell_id", "replica")));
    CellRows cells = CellRows.of(spec).with(inputs.networks());
    RunForecast forecast = RunForecast.of(spec);
    Broadcast<Spec> what = context.broadcast(spec);
    Broadcast<RunInputs> needed = context.broadcast(inputs);
    long runs = parts.stream().mapToLong(part -> part.replicas().length).sum();
    Tally tally = Tally.of(spark.sparkContext(), runs);
    int slots = Math.max(1, context.defaultParallelism());
    try (Progress progress = Progress.of(tally, terminal, LogFormat.of(spark.conf()::get))) {
      progress.start();
      WaveWriter writer = WaveWriter.of(context, aside, RunRows.tables(spec), stop);
      int next = 0;
      while (next < parts.size()) {
        List<Part> wave = new ArrayList<>();
        double seconds = 0;
        do {
          Part part = parts.get(next++);
          wave.add(part);
          seconds +=
              part.replicas().length * cells.seconds(spec.grid().cell(part.cell()), forecast);
        } while (next < parts.size() && seconds < options.waveSeconds() * slots);
        JavaRDD<TableRow> rows =
            context
                .parallelize(wave, options.partitions().orElse(wave.size()))
                .mapPartitions(
                    own -> {
                      BlockRunner runner = BlockRunner.of(what.value(), needed.value());
                      RunRows mapper = RunRows.of(what.value(), needed.value().start());
                      List<TableRow> found = new ArrayList<>();
                      while (own.hasNext()) {
                        Part part = own.next();
                        List<RunOutcome> outcomes =
                            runner.run(part.cell(), Arrays.stream(part.replicas()));
                        tally.add(outcomes);
                        found.addAll(mapper.rows(runner.cell(), outcomes));
                      }
                      return found.iterator();
                    });
        tally.beginWave();
        writer.append(rows, WaveWork.none());
      }
    }
  }

  /** Runs of one block, or of one histogram where that is more, are computed together. */
  private List<Part> parts(List<Run> runs) {
    Map<String, Long> numbers = spec.grid().numbers();
    int together = Math.max(group, BlockPlan.block(spec));
    List<Part> parts = new ArrayList<>();
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      Run run = runs.get(i);
      open.add(run.replica());
      boolean isLast =
          i + 1 == runs.size()
              || !runs.get(i + 1).cellId().equals(run.cellId())
              || runs.get(i + 1).replica() / together != run.replica() / together;
      if (isLast) {
        parts.add(
            new Part(
                numbers.get(run.cellId()), open.stream().mapToInt(Integer::intValue).toArray()));
        open.clear();
      }
    }
    return parts;
  }

  private void publish(Dataset<Row> stopped) {
    Collection<RowBinding<? extends TableRow>> tables = RunRows.tables(spec);
    Map<Table, JavaRDD<TableRow>> rows = new EnumMap<>(Table.class);
    for (RowBinding<? extends TableRow> binding : tables) {
      Table table = binding.table();
      if (table == Table.MINIMA) {
        // no run has a row there
        continue;
      }
      JavaRDD<TableRow> kept = kept(table, stopped).javaRDD().map(binding::read);
      JavaRDD<TableRow> followed = aside.table(table).javaRDD().map(binding::read);
      rows.put(
          table,
          kept.union(Histograms.added(followed)).persist(StorageLevel.MEMORY_AND_DISK_SER()));
    }
    try {
      dir.rewrite(rows);
    } finally {
      rows.values().forEach(all -> all.unpersist(false));
    }
  }

  /** Rows of a table that are not about runs that were followed. */
  private Dataset<Row> kept(Table table, Dataset<Row> stopped) {
    Dataset<Row> rows = dir.table(table);
    Dataset<Row> gone =
        stopped.select(
            col("run_id").as("gone_run"),
            col("cell_id").as("gone_cell"),
            col("own_group").as("gone_group"));
    Column same =
        table == Table.LOSS_HISTOGRAMS
            ? col("cell_id")
                .equalTo(col("gone_cell"))
                .and(col("run_group").equalTo(col("gone_group")))
            : col("run_id").equalTo(col("gone_run"));
    return rows.join(gone, same, "left_anti");
  }
}
