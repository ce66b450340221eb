package org.logscape.jobs.sweep;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.predict.RunForecast;
import org.logscape.jobs.rows.RunRows;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecWriter;
import org.logscape.jobs.store.DirLease;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Patience;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.TableRow;
import org.logscape.schemas.Table;

/**
 * The fan-out of a spec into a results folder. It computes what the spec asks for and the folder
 * does not hold yet, wave by wave; a sweep that was killed is completed by starting it again.
 */
public final class SweepJob {

  /** Whether a folder that holds results already may be gone on with. */
  public enum Mode {
    /** The folder must be new. */
    FRESH,
    /** A folder of the same experiment is completed or extended. */
    RESUME
  }

  /**
   * How to go about it; results do not depend on any of it.
   *
   * @param mode fresh or resumed
   * @param partitions tasks of a wave, where the user says so
   * @param waveSeconds expected duration of a wave, the most that a crash can lose
   */
  public record Options(Mode mode, OptionalInt partitions, double waveSeconds) {}

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final Spec spec;
  private final ExperimentDir dir;
  private final Options options;
  private final Patience patience;

  private SweepJob(
      SparkSession spark, Spec spec, ExperimentDir dir, Options options, Patience patience) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.spec = spec;
    this.dir = dir;
    this.options = options;
    this.patience = patience;
  }

  /** A sweep of {@code spec} into {@code dir}; it gives up where another driver writes there. */
  public static SweepJob of(SparkSession spark, Spec spec, ExperimentDir dir, Options options) {
    return new SweepJob(spark, spec, dir, options, Patience.none());
  }

  /** The same sweep with another way to meet a driver that writes to the folder. */
  public SweepJob with(Patience other) {
    return new SweepJob(spark, spec, dir, options, other);
  }

  /**
   * Runs it to the end.
   *
   * @param terminal where progress is drawn; nothing is where it is empty
   * @throws UserException if the folder holds another experiment, or results that were not to be
   *     resumed
   * @throws org.logscape.jobs.errors.BusyException if another driver writes to the folder
   */
  public void run(Optional<PrintStream> terminal) {
    // what is not ours to write to is not to hold a lease file either
    checkFolder();
    try (DirLease lease = dir.lease(patience)) {
      new SweepJob(spark, spec, dir.under(lease), options, patience).write(terminal);
    }
  }

  private void write(Optional<PrintStream> terminal) {
    RunInputs read = RunInputs.read(spark, spec);
    PublishedRuns published = open(read);
    NetworkInputs networks = Minima.of(context, spec, read.networks(), dir).complete();
    if (spec.until().isWanted()) {
      WidthSweep.of(spark, spec, read.with(networks), dir, options, terminal).run();
      return;
    }
    CellRows cells = CellRows.of(spec).with(networks);
    RunForecast forecast = RunForecast.of(spec);
    BlockPlan plan = BlockPlan.of(spec, published, cell -> cells.seconds(cell, forecast));
    Tally tally = Tally.of(spark.sparkContext());
    try (Progress progress = Progress.of(tally, plan.runs(), terminal)) {
      progress.start();
      int slots = Math.max(1, spark.sparkContext().defaultParallelism());
      Broadcast<Spec> shared = context.broadcast(spec);
      Broadcast<RunInputs> needed = context.broadcast(read.with(networks));
      Waves waves = Waves.of(plan, slots, options.partitions(), options.waveSeconds());
      while (waves.hasNext()) {
        runWave(waves.next(), shared, needed, tally);
      }
    }
  }

  private PublishedRuns open(RunInputs inputs) {
    checkFolder();
    PublishedRuns published = PublishedRuns.none();
    if (dir.spec().isPresent()) {
      dir.recover();
      inputs.requireSame(dir);
      checkFiles();
      published = PublishedRuns.of(dir.table(Table.RUNS), BlockPlan.block(spec));
    }
    dir.freeze(SpecWriter.write(spec), Manifest.of(spec, inputs, spark));
    CellsTable.write(context, spec, inputs.networks(), dir);
    return published;
  }

  /** Runs whose row is gone would be done again, and their rows in other tables doubled. */
  private void checkFiles() {
    List<String> missing =
        dir.missingFiles(RunRows.tables(spec).stream().<Table>map(RowBinding::table).toList());
    if (!missing.isEmpty()) {
      throw new UserException(
          missing.stream()
              .map(
                  file ->
                      "%s/%s: is missing, while the other tables have its wave; restore it, or start a new folder"
                          .formatted(dir.path(), file))
              .toList());
    }
  }

  private void checkFolder() {
    Admission admission = Admission.of(dir, spec);
    switch (options.mode()) {
      case FRESH -> admission.checkFresh("complete or extend them");
      case RESUME -> admission.checkResumed();
    }
  }

  private void runWave(
      List<List<BlockRange>> tasks,
      Broadcast<Spec> shared,
      Broadcast<RunInputs> needed,
      Tally tally) {
    JavaRDD<TableRow> rows =
        context
            .parallelize(tasks, tasks.size())
            .flatMap(
                blocks ->
                    BlockRows.of(shared.value(), needed.value(), tally)
                        .rows(blocks, BlockRunner::run));
    WaveWriter.append(dir, rows, RunRows.tables(spec));
  }
}
