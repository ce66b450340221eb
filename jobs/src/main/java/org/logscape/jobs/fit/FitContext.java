package org.logscape.jobs.fit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.schemas.Table;
import org.logscape.statistics.RunBootstrap;

/**
 * Input of the laws: the tables of a folder, its cells with their theory, and what several laws
 * compute from them. Each is computed once, when the first law asks for it.
 */
public final class FitContext implements AutoCloseable {
  /**
   * Most sums in the driver's memory at once; where more are needed, there are fewer replicates.
   */
  private static final long MOST_NUMBERS = 8_000_000;

  private static final int FEWEST_REPLICATES = 40;

  private final SparkSession spark;
  private final ExperimentDir dir;
  private final Spec spec;
  private final int replicates;
  private final Map<Class<?>, Object> shared = new HashMap<>();
  private final Deque<Runnable> releases = new ArrayDeque<>();
  private final Map<Table, Dataset<Row>> tables = new EnumMap<>(Table.class);
  private Map<String, CellTheory> cells;

  private FitContext(SparkSession spark, ExperimentDir dir, Spec spec, int replicates) {
    this.spark = spark;
    this.dir = dir;
    this.spec = spec;
    this.replicates = replicates;
  }

  /**
   * The context of a folder.
   *
   * @param spec of the experiment
   * @param replicates resamplings of the runs behind each interval, as asked for
   */
  static FitContext of(SparkSession spark, ExperimentDir dir, Spec spec, int replicates) {
    return new FitContext(spark, dir, spec, replicates);
  }

  /** The session. */
  public SparkSession spark() {
    return spark;
  }

  /** The session's context. */
  public JavaSparkContext sparkContext() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  /** The experiment. */
  public Spec spec() {
    return spec;
  }

  /** The rows of a table of the folder. */
  public Dataset<Row> table(Table table) {
    return tables.computeIfAbsent(table, dir::table);
  }

  /** The tables that were asked for up to now. */
  Set<Table> read() {
    return Set.copyOf(tables.keySet());
  }

  /** Resampling of whole runs, the same for all laws. */
  public RunBootstrap bootstrap() {
    return RunBootstrap.of(spec.seed());
  }

  /** Resamplings asked for. */
  public int replicates() {
    return replicates;
  }

  /**
   * Resamplings of sums that the driver holds: as many as asked for, fewer where cells and events
   * are so many that they would not fit.
   *
   * @param eventsPerCell sums of one cell
   */
  public int replicates(int eventsPerCell) {
    long sums = Math.max(1, 2L * cells().size() * eventsPerCell);
    return (int) Math.min(replicates, Math.max(FEWEST_REPLICATES, MOST_NUMBERS / sums));
  }

  /** The theory of each cell by its id, in the order of the grid. */
  public Map<String, CellTheory> cells() {
    if (cells == null) {
      cells = new LinkedHashMap<>();
      for (CellFacts facts : CellFacts.ROWS.list(table(Table.CELLS))) {
        cells.put(facts.cellId(), CellTheory.of(facts));
      }
    }
    return cells;
  }

  /** The sums over the runs of each cell that ran, by its id. */
  public Map<String, RunSums> runs() {
    return once(Runs.class, context -> new Runs(context.sumRuns())).byCell();
  }

  private record Runs(Map<String, RunSums> byCell) {}

  private Map<String, RunSums> sumRuns() {
    return RunSums.of(table(Table.RUNS), bootstrap(), replicates(1));
  }

  /** The ids of the cells that ran, in the order of the grid. */
  public List<String> ran() {
    return cells().keySet().stream().filter(runs()::containsKey).toList();
  }

  /** Cells that share their random numbers. */
  public PairedRuns pairs() {
    return once(PairedRuns.class, context -> PairedRuns.of(spark, spec, context.cells()));
  }

  /**
   * Something that several laws need, computed when the first of them asks for it.
   *
   * @param kind of the thing, of which there is one
   * @param compute computes it
   */
  public <T> T once(Class<T> kind, Function<FitContext, T> compute) {
    if (!shared.containsKey(kind)) {
      shared.put(kind, compute.apply(this));
    }
    return kind.cast(shared.get(kind));
  }

  /** Data that several passes read, kept until the fit ends. */
  public <K, V> JavaPairRDD<K, V> kept(JavaPairRDD<K, V> data) {
    JavaPairRDD<K, V> kept = data.persist(StorageLevel.MEMORY_AND_DISK());
    releases.push(() -> kept.unpersist(false));
    return kept;
  }

  /** Releases the data kept for several passes. */
  @Override
  public void close() {
    while (!releases.isEmpty()) {
      releases.pop().run();
    }
  }
}
