package org.logscape.jobs.rare;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.spec.rare.Rare;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.NullableColumn;
import org.logscape.jobs.store.TableRow;
import org.logscape.rare.estimate.Estimator;
import org.logscape.rare.estimate.RateEstimate;
import org.logscape.schemas.Table;
import org.logscape.statistics.Interval;

/** Rates and paths from what the stages published; both tables are written anew. */
final class RareSummary {
  private final SparkSession spark;
  private final Broadcast<RareCells> shared;
  private final Rare rare;
  private final ExperimentDir dir;
  private final RareState state;
  private final Map<String, RareCell> cells;

  private RareSummary(
      SparkSession spark,
      Broadcast<RareCells> shared,
      ExperimentDir dir,
      RareState state,
      Map<String, RareCell> cells) {
    this.spark = spark;
    this.shared = shared;
    this.rare = shared.value().spec().rare().orElseThrow();
    this.dir = dir;
    this.state = state;
    this.cells = cells;
  }

  static RareSummary of(
      SparkSession spark,
      Broadcast<RareCells> shared,
      ExperimentDir dir,
      RareState state,
      Map<String, RareCell> cells) {
    return new RareSummary(spark, shared, dir, state, cells);
  }

  /**
   * Computes both tables.
   *
   * @param to receives the rows of each, which are to be read before it returns
   */
  void write(BiConsumer<Table, JavaRDD<TableRow>> to) {
    Map<String, CellTheory> theories = new HashMap<>();
    for (CellFacts facts : CellFacts.ROWS.list(dir.table(Table.CELLS))) {
      theories.put(facts.cellId(), CellTheory.of(facts));
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Dataset<Row> snapshots =
        dir.table(Table.RARE_SNAPSHOTS).where(col("cell_id").isInCollection(cells.keySet()));
    List<TableRow> rates = new ArrayList<>();
    try (Descents descents = Descents.of(snapshots);
        PathSource paths = paths(context, snapshots, descents)) {
      for (RareCell cell : cells.values()) {
        Estimator estimator = Estimator.of(cell.learningRate(), state.tallies(cell.id()));
        for (RareCell.Target target : cell.targets(state.interfaces(cell.id()))) {
          rates.add(rate(cell, target, estimator, descents, theories.get(cell.id())));
        }
      }
      Map<PathTable.Key, PathTable.Interface> interfaces = new HashMap<>();
      Map<String, double[]> saddles = new HashMap<>();
      for (RareCell cell : done()) {
        interfaces.putAll(interfaces(cell, paths));
        cell.saddle().ifPresent(saddle -> saddles.put(cell.id(), saddle));
      }
      to.accept(Table.RARE_RATES, context.parallelize(rates, 1));
      to.accept(Table.RARE_PATHS, PathTable.rows(context, paths.passages(), interfaces, saddles));
    }
  }

  private PathSource paths(JavaSparkContext context, Dataset<Row> snapshots, Descents descents) {
    return switch (rare.method()) {
      case FORWARD_FLUX -> FluxPaths.of(snapshots, descents, state);
      case MULTILEVEL_SPLITTING -> SplitPaths.of(context, snapshots, shared, state, done());
    };
  }

  /** Cells whose repeats all came to an end. */
  private List<RareCell> done() {
    return cells.values().stream()
        .filter(
            cell ->
                !state.isOverBudget(cell.id())
                    && state
                        .pending(cell.id(), cell.sampler(state.interfaces(cell.id())))
                        .isEmpty())
        .toList();
  }

  private TableRow rate(
      RareCell cell,
      RareCell.Target target,
      Estimator estimator,
      Descents descents,
      CellTheory theory) {
    RateAccount account =
        RateAccount.of(
            state.tallies(cell.id()),
            cell.sampler(state.interfaces(cell.id())),
            cell.learningRate(),
            target.stage(),
            state.interfaces(cell.id()).end(),
            stage -> descents.effectivePaths(cell.id(), stage, estimator.rate(stage).repeats()));
    RateEstimate rate = estimator.rate(target.stage());
    double paths = descents.effectivePaths(cell.id(), target.stage(), rate.repeats());
    RateAccount.Conclusion conclusion = account.conclude(rate, paths);
    Double error = conclusion.rate() == null ? null : NullableColumn.finite(rate.relativeError());
    return new RateRow(
        cell.id(),
        target.watched().word(),
        target.watched().level(),
        rare.method(),
        rare.order(),
        conclusion.rate(),
        conclusion.low(),
        conclusion.high(),
        error,
        rate.repeats(),
        paths,
        state.steps(cell.id()),
        state.seconds(cell.id()),
        error == null || error == 0
            ? null
            : NullableColumn.finite(1 / (rate.mean() * cell.learningRate() * error * error)),
        NullableColumn.of(theory.rate(target.watched())),
        conclusion.verdict(),
        String.join("; ", conclusion.sentences()));
  }

  private Map<PathTable.Key, PathTable.Interface> interfaces(RareCell cell, PathSource paths) {
    Map<PathTable.Key, PathTable.Interface> interfaces = new HashMap<>();
    List<Double> thresholds = state.interfaces(cell.id()).thresholds();
    List<RateEstimate> rates = paths.rates(cell);
    RateEstimate goal = rates.get(rates.size() - 1);
    for (int stage = 0; stage < rates.size(); stage++) {
      RateEstimate committor = rates.get(stage).chanceOf(goal);
      Interval interval = committor.interval(Interval.COVERAGE).orElse(null);
      interfaces.put(
          new PathTable.Key(cell.id(), stage),
          new PathTable.Interface(
              goal.repeats(),
              thresholds.get(stage),
              rates.get(stage).mean(),
              committor.mean(),
              interval == null ? null : (Double) interval.low(),
              interval == null ? null : (Double) Math.min(1, interval.high()),
              paths.cost(cell, stage)));
    }
    return interfaces;
  }
}
