package org.logscape.jobs.sweep;

import static org.apache.spark.sql.functions.expr;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.predict.RunForecast;
import org.logscape.jobs.rows.RunRows;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.TableRow;
import org.logscape.jobs.sweep.wave.GracefulStop;
import org.logscape.jobs.sweep.wave.WaveWriter;
import org.logscape.jobs.sweep.work.CellStage;
import org.logscape.jobs.sweep.work.Stage;
import org.logscape.jobs.sweep.work.WidthPolicy;
import org.logscape.jobs.sweep.work.WidthTasks;
import org.logscape.schemas.Table;
import org.logscape.statistics.Interval;
import org.logscape.statistics.RatePrecision;

/**
 * The fan-out for a wanted width of every cell's rate: runs are followed further and added, stage
 * by stage ({@link WidthPolicy}), until enough of them have ended by their event.
 *
 * <p>Until a cell is done, its rows and the states of its open runs are parked, wave by wave; then
 * all its rows appear at once. A killed sweep begins at the first stage again. It reads the same
 * rows there, takes the same decisions and so reaches the stage where it was killed. Only rows of
 * runs are stored, and no run is computed twice.
 */
final class WidthSweep {
  private final JavaSparkContext context;
  private final Spec spec;
  private final RunInputs inputs;
  private final ExperimentDir dir;
  private final ParkedRuns parked;
  private final StageWork work;

  private WidthSweep(
      SparkSession spark,
      Spec spec,
      RunInputs inputs,
      ExperimentDir dir,
      SweepJob.Options options,
      Optional<PrintStream> terminal) {
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.spec = spec;
    this.inputs = inputs;
    this.dir = dir;
    this.parked = ParkedRuns.of(spark, dir.parked());
    this.work = StageWork.of(spark, spec, inputs, dir, options, terminal);
  }

  /**
   * A sweep of a spec that asks for a width.
   *
   * @param inputs what runs need beside the spec
   */
  static WidthSweep of(
      SparkSession spark,
      Spec spec,
      RunInputs inputs,
      ExperimentDir dir,
      SweepJob.Options options,
      Optional<PrintStream> terminal) {
    return new WidthSweep(spark, spec, inputs, dir, options, terminal);
  }

  /**
   * Runs it to the end.
   *
   * @param stop asked for a signal, at which what is done is parked
   */
  void run(GracefulStop stop) {
    dir.parked().recover();
    dir.parked().list();
    List<CellStage> open = cellStages();
    Map<String, Stage> worked = new HashMap<>();
    while (!open.isEmpty()) {
      Map<String, ParkedRuns.Known> known = parked.known(open);
      List<CellStage> going = new ArrayList<>();
      List<CellStage> done = new ArrayList<>();
      for (CellStage cellStage : open) {
        ParkedRuns.Known counts = known.get(cellStage.cellId());
        if (counts.runs() < cellStage.stage().runs()) {
          checkNotWorked(cellStage, worked);
          going.add(cellStage);
        } else {
          Optional<Stage> next = cellStage.policy().next(cellStage.stage(), counts.seen());
          next.ifPresentOrElse(
              stage -> going.add(cellStage.to(stage, counts.seen())), () -> done.add(cellStage));
        }
      }
      publish(done);
      if (!going.isEmpty()) {
        work.bring(going, stop);
      }
      going.forEach(cellStage -> worked.put(cellStage.cellId(), cellStage.stage()));
      open = going;
    }
    dir.clearParked();
  }

  /** What was brought to its stage in this very sweep must be there. */
  private void checkNotWorked(CellStage cellStage, Map<String, Stage> worked) {
    if (cellStage.stage().equals(worked.get(cellStage.cellId()))) {
      throw UserException.of(
          "%s/_logscape/parked: rows of cell %s are gone; start a new folder"
              .formatted(dir.path(), cellStage.cellId()));
    }
  }

  /** The published runs of a cell; {@code longest} is the number of steps of the longest run. */
  private record Extent(
      String cellId, long runs, long events, long open, long steps, long longest) {
    private static final RowBinding<Extent> ROWS = RowBinding.ofQuery(Extent.class);
  }

  /** All cells at their first stage: the spec's own, or what was published before. */
  private List<CellStage> cellStages() {
    Map<String, CellStage.Published> published = new HashMap<>();
    Map<String, Long> longest = new HashMap<>();
    for (Extent cell :
        Extent.ROWS.list(
            dir.table(Table.RUNS)
                .groupBy("cell_id")
                .agg(
                    expr("count(*) AS runs"),
                    expr("count_if(status = 'escaped') AS events"),
                    expr("count_if(status = 'censored') AS open"),
                    expr("sum(steps) AS steps"),
                    expr("max(steps) AS longest")))) {
      published.put(
          cell.cellId(),
          new CellStage.Published(
              Math.toIntExact(cell.runs()),
              new WidthPolicy.Seen(cell.events(), cell.open(), cell.steps())));
      longest.put(cell.cellId(), cell.longest());
    }
    long events = RatePrecision.eventsFor(spec.until().width(), Interval.COVERAGE);
    CellRows rows = CellRows.of(spec).with(inputs.networks());
    RunForecast forecast = RunForecast.of(spec);
    return LongStream.range(0, spec.grid().cells())
        .mapToObj(
            number -> {
              CellSpec cell = spec.grid().cell(number);
              double steps = forecast.steps(rows.theory(cell));
              CellStage.Pace pace = new CellStage.Pace(rows.seconds(cell, forecast) / steps, steps);
              CellStage.Published there =
                  published.getOrDefault(cell.id(), CellStage.Published.none());
              long own = Math.max(cell.steps(), longest.getOrDefault(cell.id(), 0L));
              // published runs are over: the cell stays at their length, and only adds runs
              long most = there.runs() > 0 ? own : Math.max(cell.steps(), spec.until().maxSteps());
              return new CellStage(
                  number,
                  cell.id(),
                  there,
                  WidthPolicy.of(events, spec.until().maxRuns(), most),
                  0,
                  new Stage(Math.max(there.runs(), spec.replicas()), own),
                  pace);
            })
        .toList();
  }

  /** The cells of a wave, with the runs that are new and their limit of steps. */
  private static String work(List<CellStage> fresh) {
    return WidthTasks.text(
        fresh.stream()
            .map(
                cellStage ->
                    new WidthTasks.Task(
                        cellStage.cellId(),
                        cellStage.published().runs(),
                        cellStage.stage().runs(),
                        cellStage.stage().steps()))
            .toList());
  }

  private void publish(List<CellStage> done) {
    List<CellStage> fresh =
        done.stream()
            .filter(cellStage -> cellStage.stage().runs() > cellStage.published().runs())
            .toList();
    if (fresh.isEmpty()) {
      return;
    }
    JavaRDD<TableRow> ended = context.emptyRDD();
    for (RowBinding<? extends TableRow> binding : RunRows.tables(spec)) {
      ended = ended.union(parked.rows(binding.table(), fresh).javaRDD().map(binding::read));
    }
    JavaRDD<TableRow> all = ended.union(work.ends(parked.standing(fresh)));
    // a cell is published whole
    WaveWriter.appendWhole(dir, Histograms.added(all), RunRows.tables(spec), work(fresh));
    CellsTable.write(context, spec, inputs.networks(), dir);
  }
}
