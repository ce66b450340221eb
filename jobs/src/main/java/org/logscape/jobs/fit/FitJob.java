package org.logscape.jobs.fit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.predict.Watched;
import org.logscape.jobs.spec.Fit;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.DirLease;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Patience;
import org.logscape.jobs.store.TableRow;
import org.logscape.schemas.Table;
import org.logscape.statistics.RunBootstrap;
import scala.Tuple2;

/** From the tables of a folder to its fits table: the laws that its spec names. */
public final class FitJob {
  /** With more than so many sums at once the replicates are cut, to spare the driver's memory. */
  private static final long MOST_NUMBERS = 8_000_000;

  private static final int FEWEST_REPLICATES = 40;

  /**
   * How to go about it.
   *
   * @param replicates resamplings of the runs behind each interval, at least 40
   */
  public record Options(int replicates) {}

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final ExperimentDir dir;
  private final Options options;
  private final Patience patience;
  private final Spec spec;
  private final RunBootstrap bootstrap;
  private final Map<String, CellTheory> cells = new LinkedHashMap<>();

  private FitJob(SparkSession spark, ExperimentDir dir, Options options, Patience patience) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.dir = dir;
    this.options = options;
    this.patience = patience;
    this.spec = SpecReader.read(dir.spec().orElseThrow(), dir.path());
    this.bootstrap = RunBootstrap.of(spec.seed());
  }

  /**
   * The fits of a folder.
   *
   * @param dir a folder that holds results
   */
  public static FitJob of(SparkSession spark, ExperimentDir dir, Options options) {
    return new FitJob(spark, dir, options, Patience.none());
  }

  /** The same fits with another way to meet a driver that writes to the folder. */
  public FitJob with(Patience other) {
    return new FitJob(spark, dir, options, other);
  }

  /**
   * Fits the laws and writes the fits table anew.
   *
   * @throws org.logscape.jobs.errors.BusyException if another driver writes to the folder
   */
  public void run() {
    try (DirLease lease = dir.lease(patience)) {
      dir.under(lease).replace(Table.FITS, context.parallelize(table(), 1));
    }
  }

  private List<TableRow> table() {
    for (Row row : dir.table(Table.CELLS).collectAsList()) {
      Object[] values = new Object[row.length()];
      for (int i = 0; i < values.length; i++) {
        values[i] = row.get(i);
      }
      CellFacts facts = CellFacts.of(values);
      cells.put(facts.cellId(), CellTheory.of(facts));
    }
    Map<String, RunSums> runs = RunSums.of(dir.table(Table.RUNS), bootstrap, replicates(1));
    List<FitRow> rows = new ArrayList<>();
    if (wants(Fit.ESCAPE_RATE) || wants(Fit.ESCAPE_LAW)) {
      addEscapes(rows, runs);
    }
    if (wants(Fit.STATIONARY_LAW)) {
      addStationary(rows, runs);
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
    Dataset<Row> escapes = dir.table(Table.ESCAPES);
    Map<String, EventSums.Setting> settings = new HashMap<>();
    cells.forEach(
        (cell, theory) ->
            settings.put(
                cell,
                new EventSums.Setting(theory.facts().learningRate(), theory.facts().lossMin())));
    Map<EventSums.Key, EventSums> brute =
        EventSums.of(escapes, context.broadcast(settings), bootstrap, replicates);
    Map<EventSums.Key, EventSums> sums = rare.addTo(brute, bootstrap, replicates);
    List<EscapePoint> points = points(watched, sums, runs);
    if (wants(Fit.ESCAPE_RATE)) {
      points.forEach(point -> rows.addAll(EscapeRates.rows(point)));
    }
    if (wants(Fit.ESCAPE_LAW)) {
      rows.addAll(EscapeLawRows.of(spark, points));
      rows.addAll(EffectiveBatch.rows(points));
      rows.addAll(LevelSlopes.rows(points));
      rows.addAll(
          WeibullAft.on(spark, bootstrap, replicates)
              .rows(
                  escapes,
                  // waiting times, which rare events have none of
                  EscapeLaws.of(points).slopes().stream()
                      .filter(law -> isWatched(brute, law.watched()))
                      .toList()));
    }
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

  /** Each cell's histogram is fitted where its rows are brought together. */
  private void addStationary(List<FitRow> rows, Map<String, RunSums> runs) {
    int replicates = options.replicates();
    RunBootstrap weights = bootstrap;
    Map<String, CellFacts> facts = new LinkedHashMap<>();
    cells.forEach((cell, theory) -> facts.put(cell, theory.facts()));
    Broadcast<Map<String, CellFacts>> shared = context.broadcast(facts);
    Map<String, List<FitRow>> fitted =
        dir.table(Table.LOSS_HISTOGRAMS)
            .select("cell_id", "run_group", "bin_low", "bin_high", "count")
            .javaRDD()
            .mapToPair(row -> new Tuple2<>(row.getString(0), row))
            .aggregateByKey(
                new HistogramSums(weights, replicates), HistogramSums::add, HistogramSums::merge)
            .mapToPair(
                cell ->
                    new Tuple2<>(
                        cell._1(),
                        StationaryLaws.rows(
                            CellTheory.of(shared.value().get(cell._1())), cell._2())))
            .collectAsMap();
    for (CellTheory theory : cells.values()) {
      String cell = theory.facts().cellId();
      if (fitted.containsKey(cell)) {
        rows.addAll(fitted.get(cell));
        rows.addAll(StationaryLaws.meanRows(theory, runs.get(cell)));
      }
    }
  }
}
