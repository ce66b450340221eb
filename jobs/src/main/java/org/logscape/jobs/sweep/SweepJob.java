package org.logscape.jobs.sweep;

import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.manifest.FrozenSpec;
import org.logscape.jobs.predict.RunForecast;
import org.logscape.jobs.rows.RunRows;
import org.logscape.jobs.spec.Extension;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Mode;
import org.logscape.jobs.store.OldFolder;
import org.logscape.jobs.store.Patience;
import org.logscape.jobs.store.TableRow;
import org.logscape.jobs.store.WriteAccess;
import org.logscape.jobs.store.list.ListedWave;
import org.logscape.jobs.sweep.wave.GracefulStop;
import org.logscape.jobs.sweep.wave.WavePublisher;
import org.logscape.jobs.sweep.work.BlockPlan;
import org.logscape.jobs.sweep.work.BlockRange;
import org.logscape.jobs.sweep.work.BlockTasks;
import org.logscape.jobs.sweep.work.CompletionMark;
import org.logscape.jobs.sweep.work.ListedRuns;
import org.logscape.jobs.sweep.work.Progress;
import org.logscape.jobs.sweep.work.PublishedRuns;
import org.logscape.jobs.sweep.work.Tally;
import org.logscape.jobs.sweep.work.Waves;
import org.logscape.jobs.text.LogFormat;
import org.logscape.schemas.Table;

/**
 * The fan-out of a spec into a results folder. It computes what the spec asks for and the folder
 * does not hold yet, wave by wave; a sweep that was killed is completed by starting it again.
 */
public final class SweepJob {

  /**
   * Options of a sweep; results do not depend on them.
   *
   * @param mode fresh or resumed
   * @param partitions tasks of a wave, where the user says so
   * @param waveSeconds duration that a wave is to have by the clock, the most that a crash can lose
   */
  public record Options(Mode mode, OptionalInt partitions, double waveSeconds) {}

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final Spec spec;
  private final Options options;
  private final WriteAccess access;

  private SweepJob(SparkSession spark, Spec spec, WriteAccess access, Options options) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.spec = spec;
    this.access = access;
    this.options = options;
  }

  /** A sweep of {@code spec} into {@code dir}; it gives up where another driver writes there. */
  public static SweepJob of(SparkSession spark, Spec spec, ExperimentDir dir, Options options) {
    WriteAccess access =
        WriteAccess.of(
            dir,
            folder -> Admission.of(folder, spec).check(options.mode(), "complete or extend them"));
    return new SweepJob(spark, spec, access, options);
  }

  /**
   * The same sweep with another behaviour while another driver holds the lease on the folder: wait
   * or fail.
   */
  public SweepJob with(Patience other) {
    return new SweepJob(spark, spec, access.with(other), options);
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
    access.use(dir -> continued(dir).write(dir, terminal));
  }

  /** The sweep that goes on with what is there. */
  private SweepJob continued(ExperimentDir dir) {
    Spec now = FrozenSpec.find(dir).map(old -> Extension.continued(old, spec)).orElse(spec);
    return new SweepJob(spark, now, access, options);
  }

  private void write(ExperimentDir dir, Optional<PrintStream> terminal) {
    compute(dir, terminal);
    CompletionMark.write(dir, spec);
  }

  private void compute(ExperimentDir dir, Optional<PrintStream> terminal) {
    RunInputs read = RunInputs.read(spark, spec);
    PublishedRuns published = open(dir, read);
    try (GracefulStop stop = GracefulStop.registered()) {
      NetworkInputs networks = Minima.of(context, spec, read.networks(), dir).complete(stop);
      RunInputs inputs = read.with(networks);
      if (spec.until().isWanted()) {
        WidthSweep.of(spark, spec, inputs, dir, options, terminal).run(stop);
      } else {
        computeMissing(dir, published, inputs, stop, terminal);
        FollowedRuns.of(spark, spec, inputs, dir).complete(options, terminal, stop);
      }
    }
  }

  private void computeMissing(
      ExperimentDir dir,
      PublishedRuns published,
      RunInputs inputs,
      GracefulStop stop,
      Optional<PrintStream> terminal) {
    CellRows cells = CellRows.of(spec).with(inputs.networks());
    RunForecast forecast = RunForecast.of(spec);
    BlockPlan plan = BlockPlan.of(spec, published, cell -> cells.seconds(cell, forecast));
    Tally tally = Tally.of(spark.sparkContext(), plan.runs());
    try (Progress progress = Progress.of(tally, terminal, LogFormat.of(spark.conf()::get))) {
      progress.start();
      int slots = Math.max(1, spark.sparkContext().defaultParallelism());
      Broadcast<Spec> shared = context.broadcast(spec);
      Broadcast<RunInputs> needed = context.broadcast(inputs);
      Waves waves = Waves.of(plan, slots, options.partitions(), options.waveSeconds());
      try (WavePublisher publisher = WavePublisher.of(context, dir, RunRows.tables(spec), stop)) {
        while (waves.hasNext()) {
          waves.took(runWave(publisher, waves.next(), shared, needed, tally));
        }
      }
    }
  }

  private PublishedRuns open(ExperimentDir dir, RunInputs inputs) {
    PublishedRuns published = PublishedRuns.none();
    if (dir.spec().isPresent()) {
      dir.recover();
      inputs.requireSame(dir);
      OldFolder.of(dir).list(RunRows.tables(spec));
      dir.requireSound();
      ListedRuns.requireOfOneFolder(dir, spec);
      published = published(dir);
    }
    dir.unmarkComplete();
    JobManifest.freeze(dir, spec, inputs, spark);
    CellsTable.write(context, spec, inputs.networks(), dir);
    return published;
  }

  /** By the lists, which say what each wave computed; by the table where one does not. */
  private PublishedRuns published(ExperimentDir dir) {
    int block = BlockPlan.block(spec);
    List<String> work =
        dir.waves().stream()
            .filter(wave -> wave.files(Table.RUNS).stream().anyMatch(file -> file.rows() > 0))
            .sorted(Comparator.comparing(ListedWave::name))
            .map(ListedWave::work)
            .toList();
    return PublishedRuns.ofWork(work, block)
        .orElseGet(() -> PublishedRuns.of(dir.table(Table.RUNS), block));
  }

  private double runWave(
      WavePublisher publisher,
      List<List<BlockRange>> tasks,
      Broadcast<Spec> shared,
      Broadcast<RunInputs> needed,
      Tally tally) {
    tally.beginWave();
    JavaRDD<TableRow> rows = BlockRows.of(context, tasks, shared, needed, tally);
    return publisher.add(
        rows,
        wave ->
            BlockTasks.text(
                wave.tasks().stream().map(tasks::get).toList(),
                number -> spec.grid().cell(number).id()));
  }
}
