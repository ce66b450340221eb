package org.logscape.jobs.rare;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.manifest.FrozenSpec;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.rare.Rare;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Mode;
import org.logscape.jobs.store.OldFolder;
import org.logscape.jobs.store.Patience;
import org.logscape.jobs.store.TableRow;
import org.logscape.jobs.store.WriteAccess;
import org.logscape.jobs.sweep.Admission;
import org.logscape.jobs.sweep.CellsTable;
import org.logscape.jobs.sweep.JobManifest;
import org.logscape.jobs.sweep.Minima;
import org.logscape.jobs.sweep.NetworkInputs;
import org.logscape.jobs.sweep.wave.GracefulStop;
import org.logscape.jobs.sweep.wave.WaveWriter;
import org.logscape.schemas.Table;

/**
 * Rare-event sampling of a spec into a results folder. First the pilots, one a cell; then stage
 * after stage, all cells and repeats side by side, each stage from the snapshots that the one
 * before published. Whatever was published is never done again, so a job that was killed loses one
 * stage; one that a signal ends publishes the repeats that have done it.
 */
public final class RareJob {

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final Spec spec;
  private final Rare rare;
  private final WriteAccess access;

  private RareJob(SparkSession spark, Spec spec, WriteAccess access) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.spec = spec;
    this.rare =
        spec.rare()
            .orElseThrow(
                () ->
                    UserException.of(
                        "rare: is missing; must be a mapping with an event, such as"
                            + " {event: separatrix}"));
    this.access = access;
  }

  /**
   * The sampling of {@code spec} into {@code dir}.
   *
   * @throws UserException if the spec has no rare events
   */
  public static RareJob of(SparkSession spark, Spec spec, ExperimentDir dir, Mode mode) {
    WriteAccess access =
        WriteAccess.of(
            dir,
            folder ->
                Admission.of(folder, spec)
                    .check(mode, "complete them, or to set rare events beside brute force"));
    return new RareJob(spark, spec, access);
  }

  /**
   * The same job with another behaviour while another driver holds the lease on the folder: wait or
   * fail.
   */
  public RareJob with(Patience other) {
    return new RareJob(spark, spec, access.with(other));
  }

  /**
   * Runs it to the end.
   *
   * @param progress one line a stage goes there
   * @throws UserException if the folder holds another experiment, or results that were not to be
   *     resumed
   * @throws org.logscape.jobs.errors.BusyException if another driver writes to the folder
   */
  public void run(Optional<PrintStream> progress) {
    access.use(dir -> named(dir).write(dir, progress));
  }

  /** The sampling under the names that cells have in the folder, if it holds any. */
  private RareJob named(ExperimentDir dir) {
    Spec known =
        FrozenSpec.find(dir).map(old -> spec.identified(old.grid().identity())).orElse(spec);
    return new RareJob(spark, known, access);
  }

  private void write(ExperimentDir dir, Optional<PrintStream> progress) {
    try (GracefulStop stop = GracefulStop.registered()) {
      write(dir, progress, stop);
    }
  }

  private void write(ExperimentDir dir, Optional<PrintStream> progress, GracefulStop stop) {
    NetworkInputs inputs = open(dir, stop);
    Map<String, Long> numbers = spec.grid().numbers();
    RareCells all = new RareCells(spec, inputs);
    Broadcast<RareCells> shared = context.broadcast(all);
    RareState state = published(dir, numbers.keySet());
    pilots(dir, numbers, state, shared, stop);
    Map<String, RareCell> cells = new LinkedHashMap<>();
    numbers.forEach((id, number) -> cells.put(id, all.cell(number)));
    RareStages stages = RareStages.of(spark, dir, shared, numbers, state);
    while (true) {
      Map<Integer, List<RareStages.Unit>> next = pending(numbers, cells, state);
      if (next.isEmpty()) {
        break;
      }
      int stage = next.keySet().stream().mapToInt(s -> s).min().orElseThrow();
      state.add(stages.run(stage, next.get(stage), stop));
      progress.ifPresent(
          out -> out.printf("stage %d: %,d repeats%n", stage, next.get(stage).size()));
    }
    RareSummary.of(spark, shared, dir, state, cells)
        .write((table, rows) -> dir.replace(table, rows, RareWork.SUMMARY));
  }

  /** Opens the folder, and gives what networks need: of them the minima are trained first. */
  private NetworkInputs open(ExperimentDir dir, GracefulStop stop) {
    NetworkInputs data = NetworkInputs.read(spark, spec);
    if (dir.spec().isPresent()) {
      dir.recover();
      data.requireSame(dir);
      OldFolder.of(dir).list(List.of());
      dir.requireSound();
    }
    JobManifest.freeze(dir, spec, data, spark);
    CellsTable.write(context, spec, data, dir);
    return Minima.of(context, spec, data, dir).complete(stop);
  }

  /** What the folder holds of these cells. */
  private RareState published(ExperimentDir dir, Set<String> cells) {
    return RareState.of(
        rare,
        cells,
        InterfaceRow.ROWS.list(dir.table(Table.RARE_INTERFACES)),
        StageRow.ROWS.list(dir.table(Table.RARE_STAGES)));
  }

  private void pilots(
      ExperimentDir dir,
      Map<String, Long> numbers,
      RareState state,
      Broadcast<RareCells> shared,
      GracefulStop stop) {
    List<Long> missing =
        numbers.entrySet().stream()
            .filter(cell -> !state.isPlaced(cell.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    if (missing.isEmpty()) {
      return;
    }
    WaveWriter.of(context, dir, List.of(InterfaceRow.ROWS), stop)
        .append(
            pilots(context, missing, shared),
            wave ->
                RareWork.pilots(
                    wave.tasks().stream().map(missing::get).toList(),
                    number -> spec.grid().cell(number).id()));
    RareState placed = published(dir, numbers.keySet());
    numbers.keySet().stream()
        .filter(cell -> !state.isPlaced(cell))
        .forEach(cell -> state.place(cell, placed.interfaces(cell)));
  }

  /** The rows of the pilots of cells, by their numbers. */
  static JavaRDD<TableRow> pilots(
      JavaSparkContext context, List<Long> numbers, Broadcast<RareCells> shared) {
    return context
        .parallelize(numbers, numbers.size())
        .flatMap(
            number -> {
              RareCell cell = shared.value().cell(number);
              return new ArrayList<TableRow>(InterfaceRow.of(cell.id(), cell.pilot())).iterator();
            });
  }

  /** By stage, the repeats that are to do it next. */
  private static Map<Integer, List<RareStages.Unit>> pending(
      Map<String, Long> numbers, Map<String, RareCell> cells, RareState state) {
    Map<Integer, List<RareStages.Unit>> pending = new HashMap<>();
    numbers.forEach(
        (id, number) ->
            state
                .pending(id, cells.get(id).sampler(state.interfaces(id)))
                .forEach(
                    (repeat, stage) ->
                        pending
                            .computeIfAbsent(stage, s -> new ArrayList<>())
                            .add(new RareStages.Unit(number, repeat))));
    return pending;
  }
}
