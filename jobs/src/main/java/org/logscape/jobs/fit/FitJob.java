package org.logscape.jobs.fit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.predict.Watched;
import org.logscape.jobs.spec.Fit;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.spec.observe.Observe;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Patience;
import org.logscape.jobs.store.TableRow;
import org.logscape.jobs.store.WriteAccess;
import org.logscape.schemas.Table;
import org.logscape.statistics.RunBootstrap;

/** From the tables of a folder to its fits table: the laws that its spec names. */
public final class FitJob {
  /** With more than so many sums at once the replicates are cut, to spare the driver's memory. */
  private static final long MOST_NUMBERS = 8_000_000;

  private static final int FEWEST_REPLICATES = 40;

  private static final Set<Fit> OF_ESCAPES =
      Set.of(
          LawCatalogue.ESCAPE_RATE,
          LawCatalogue.ESCAPE_LAW,
          LawCatalogue.SURVIVAL,
          LawCatalogue.MEMORYLESSNESS,
          LawCatalogue.LOG_RANK,
          LawCatalogue.COMPETING_RISKS,
          LawCatalogue.LAW_CONTEST,
          LawCatalogue.CONTRAST);
  private static final Set<Fit> OF_LOSSES =
      Set.of(LawCatalogue.STATIONARY_LAW, LawCatalogue.TAIL_LAW, LawCatalogue.LAW_CONTEST);
  private static final Set<Fit> OF_TRAINING =
      Set.of(LawCatalogue.NOISE_LAW, LawCatalogue.DECOUPLING, LawCatalogue.SPECTRUM);

  /**
   * Options of a fit.
   *
   * @param replicates resamplings of the runs behind each interval, at least 40
   */
  public record Options(int replicates) {}

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final ExperimentDir dir;
  private final Options options;
  private final WriteAccess access;
  private final Spec spec;
  private final RunBootstrap bootstrap;
  private final Map<String, CellTheory> cells = new LinkedHashMap<>();

  private FitJob(SparkSession spark, WriteAccess access, Options options) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.access = access;
    this.dir = access.dir();
    this.options = options;
    this.spec = SpecReader.read(dir.spec().orElseThrow(), dir.path());
    this.bootstrap = RunBootstrap.of(spec.seed());
  }

  /**
   * The fits of a folder.
   *
   * @param dir a folder that holds results
   */
  public static FitJob of(SparkSession spark, ExperimentDir dir, Options options) {
    return new FitJob(spark, WriteAccess.of(dir, folder -> {}), options);
  }

  /** The same fits with another way to meet a driver that writes to the folder. */
  public FitJob with(Patience other) {
    return new FitJob(spark, access.with(other), options);
  }

  /**
   * Fits the laws and writes the fits table anew.
   *
   * @throws org.logscape.jobs.errors.BusyException if another driver writes to the folder
   */
  public void run() {
    access.use(folder -> folder.replace(Table.FITS, context.parallelize(table(), 1)));
  }

  private List<TableRow> table() {
    for (CellFacts facts : CellFacts.ROWS.list(dir.table(Table.CELLS))) {
      cells.put(facts.cellId(), CellTheory.of(facts));
    }
    Map<String, RunSums> runs = RunSums.of(dir.table(Table.RUNS), bootstrap, replicates(1));
    List<FitRow> rows = new ArrayList<>();
    if (OF_ESCAPES.stream().anyMatch(this::wants)) {
      addEscapes(rows, runs);
    }
    if (OF_LOSSES.stream().anyMatch(this::wants)) {
      rows.addAll(
          StationaryFits.on(context, Set.copyOf(spec.fits()), bootstrap, options.replicates())
              .rows(
                  dir.table(Table.LOSS_HISTOGRAMS),
                  dir.table(Table.SNAPSHOTS),
                  spec.observe().lossHistogram().map(Observe.LossHistogram::burnIn).orElse(0L),
                  cells,
                  runs));
    }
    if (OF_TRAINING.stream().anyMatch(this::wants)) {
      rows.addAll(
          TrainingFits.on(context, Set.copyOf(spec.fits()))
              .rows(dir.table(Table.NOISE), dir.table(Table.SPECTRA), cells, runs.keySet()));
    }
    if (wants(LawCatalogue.TEST_ERROR)) {
      rows.addAll(
          TestErrors.rows(
              cells.values().stream()
                  .map(CellTheory::facts)
                  .filter(facts -> runs.containsKey(facts.cellId()))
                  .toList(),
              CellErrors.of(dir.table(Table.EVALUATIONS), dir.table(Table.RUNS)),
              PairedRuns.of(spark, spec, cells)));
    }
    return rows.stream().map(FitRow::toTableRow).toList();
  }

  private boolean wants(Fit fit) {
    return spec.fits().contains(fit);
  }

  /** As many as asked for, fewer where cells and events are so many that they would not fit. */
  private int replicates(int eventsPerCell) {
    long sums = Math.max(1, 2L * cells.size() * eventsPerCell);
    return (int) Math.min(options.replicates(), Math.max(FEWEST_REPLICATES, MOST_NUMBERS / sums));
  }

  private void addEscapes(List<FitRow> rows, Map<String, RunSums> runs) {
    RareSums rare = RareSums.of(dir.table(Table.RARE_RATES));
    List<Watched> watched =
        rare.addTo(
            spec.observe().escape().stream()
                .flatMap(escape -> Watched.of(escape).stream())
                .toList());
    int replicates = replicates(watched.size());
    PairedRuns pairs = PairedRuns.of(spark, spec, cells);
    Dataset<Row> escapes = pairs.named(dir.table(Table.ESCAPES));
    Map<String, EventSums.Setting> settings = new HashMap<>();
    cells.forEach(
        (cell, theory) ->
            settings.put(
                cell,
                new EventSums.Setting(theory.facts().learningRate(), theory.facts().lossMin())));
    Map<EventSums.Key, EventSums> brute =
        EventSums.of(escapes, context.broadcast(settings), bootstrap, replicates);
    Map<EventSums.Key, EventSums> sums = rare.addTo(brute, bootstrap, replicates);
    if (wants(LawCatalogue.CONTRAST)) {
      Map<EventSums.Key, EventSums> matched =
          EventSums.of(
              pairs.matched(dir.table(Table.ESCAPES)),
              context.broadcast(settings),
              bootstrap,
              replicates);
      rows.addAll(Contrasts.rows(pairs, watched, matched, runs, spec.stop().after()));
    }
    List<EscapePoint> points = points(watched, sums, runs);
    if (wants(LawCatalogue.ESCAPE_RATE)) {
      points.forEach(point -> rows.addAll(EscapeRates.rows(point)));
    }
    if (wants(LawCatalogue.ESCAPE_LAW)) {
      List<FitRow> laws = new ArrayList<>();
      EscapeLaws escapeLaws = EscapeLaws.of(points);
      List<EscapeLaws.Named> slopes = escapeLaws.slopes();
      laws.addAll(EscapeLawRows.of(spark, escapeLaws, slopes));
      laws.addAll(EffectiveBatch.rows(points));
      laws.addAll(LevelSlopes.rows(points));
      // waiting times, which rare events have none of
      List<EscapeLaws.Named> waited =
          slopes.stream().filter(law -> isWatched(brute, law.watched())).toList();
      laws.addAll(WeibullAft.on(spark, bootstrap, replicates).rows(escapes, waited));
      laws.forEach(row -> rows.add(cut(row, replicates)));
    }
    if (wants(LawCatalogue.LAW_CONTEST)) {
      LawContest.ofRates(points).forEach(row -> rows.add(cut(row, replicates)));
    }
    rows.addAll(
        WaitingTimeFits.on(context, Set.copyOf(spec.fits()), spec.seed()).rows(escapes, points));
    if (wants(LawCatalogue.COMPETING_RISKS)) {
      long diverged = runs.values().stream().mapToLong(RunSums::diverged).sum();
      rows.addAll(
          CompetingRisks.of(watched)
              .rows(
                  context,
                  // each run under its own name, by which the runs table knows it
                  dir.table(Table.ESCAPES),
                  dir.table(Table.RUNS),
                  diverged,
                  cells.values().stream().map(CellTheory::facts).toList()));
    }
  }

  /** A row whose interval rests on fewer resamplings than were asked for says so. */
  private FitRow cut(FitRow row, int replicates) {
    return replicates < options.replicates() && row.measured().hasInterval()
        ? row.warned(
            "interval from %d resamplings of the runs: of the %d asked for, the driver's memory"
                    .formatted(replicates, options.replicates())
                + " holds no more at this number of cells")
        : row;
  }

  private static boolean isWatched(Map<EventSums.Key, EventSums> sums, Watched event) {
    return sums.keySet().stream().anyMatch(key -> key.watched().equals(event));
  }

  /** One for each cell and event that has rows, in the order of the grid. */
  private List<EscapePoint> points(
      List<Watched> watched, Map<EventSums.Key, EventSums> sums, Map<String, RunSums> runs) {
    List<EscapePoint> points = new ArrayList<>();
    for (CellTheory theory : cells.values()) {
      String cell = theory.facts().cellId();
      for (Watched event : watched) {
        EventSums sum = sums.get(new EventSums.Key(cell, event));
        if (sum != null) {
          long diverged = runs.containsKey(cell) ? runs.get(cell).diverged() : 0;
          points.add(new EscapePoint(theory, event, sum, diverged, spec.stop().after()));
        }
      }
    }
    return points;
  }
}
