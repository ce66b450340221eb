package org.logscape.jobs.rare;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.spec.Literal;
import org.logscape.jobs.spec.Rare;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.TableRow;
import org.logscape.rare.Estimator;
import org.logscape.rare.RateEstimate;
import org.logscape.rare.StageTally;
import org.logscape.schemas.Table;
import org.logscape.statistics.Interval;

/** Rates and paths from what the stages published; both tables are written anew. */
final class RareSummary {
  static final double LEVEL = 0.95;

  private final SparkSession spark;
  private final Rare rare;
  private final ExperimentDir dir;
  private final RareState state;
  private final Map<String, RareCell> cells;

  private RareSummary(
      SparkSession spark,
      Rare rare,
      ExperimentDir dir,
      RareState state,
      Map<String, RareCell> cells) {
    this.spark = spark;
    this.rare = rare;
    this.dir = dir;
    this.state = state;
    this.cells = cells;
  }

  static RareSummary of(
      SparkSession spark,
      Spec spec,
      ExperimentDir dir,
      RareState state,
      Map<String, RareCell> cells) {
    return new RareSummary(spark, spec.rare().orElseThrow(), dir, state, cells);
  }

  void write() {
    Map<String, CellTheory> theories = new HashMap<>();
    for (Row row : dir.table(Table.CELLS).collectAsList()) {
      CellFacts facts = CellFacts.of(RareJob.values(row));
      theories.put(facts.cellId(), CellTheory.of(facts));
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Dataset<Row> snapshots =
        dir.table(Table.RARE_SNAPSHOTS).where(col("cell_id").isInCollection(cells.keySet()));
    List<TableRow> rates = new ArrayList<>();
    Map<PathTable.Key, PathTable.Interface> interfaces = new HashMap<>();
    Map<String, double[]> saddles = new HashMap<>();
    try (Descents descents = Descents.of(snapshots)) {
      for (RareCell cell : cells.values()) {
        Estimator estimator = Estimator.of(cell.learningRate(), state.tallies(cell.id()));
        for (RareCell.Target target : cell.targets(state.interfaces(cell.id()))) {
          rates.add(rate(cell, target, estimator, descents, theories.get(cell.id())));
        }
        interfaces.putAll(interfaces(cell, estimator));
        cell.saddle().ifPresent(saddle -> saddles.put(cell.id(), saddle));
      }
      dir.replace(Table.RARE_RATES, context.parallelize(rates, 1));
      dir.replace(
          Table.RARE_PATHS, PathTable.rows(context, snapshots, descents, interfaces, saddles));
    }
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
    Double error = conclusion.rate() == null ? null : finite(rate.relativeError());
    return new TableRow(
        Table.RARE_RATES,
        new Object[] {
          cell.id(),
          target.watched().event(),
          target.watched().level(),
          Literal.of(rare.method()),
          Literal.of(rare.order()),
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
              : finite(1 / (rate.mean() * cell.learningRate() * error * error)),
          theory.rate(target.watched()).isPresent()
              ? (Double) theory.rate(target.watched()).getAsDouble()
              : null,
          Literal.of(conclusion.verdict()),
          String.join("; ", conclusion.sentences())
        });
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? (Double) value : null;
  }

  /**
   * The interfaces at which the paths of a cell are told; none where it is not done. Under
   * splitting levels differ between repeats, so only the goal is common to all.
   */
  private Map<PathTable.Key, PathTable.Interface> interfaces(RareCell cell, Estimator estimator) {
    Map<PathTable.Key, PathTable.Interface> interfaces = new HashMap<>();
    boolean done =
        state.pending(cell.id(), cell.sampler(state.interfaces(cell.id()))).isEmpty()
            && !state.isOverBudget(cell.id());
    if (!done) {
      return interfaces;
    }
    double[] weights = estimator.rate(Integer.MAX_VALUE).repeats();
    if (rare.method() == Rare.Method.MULTILEVEL_SPLITTING) {
      interfaces.put(
          new PathTable.Key(cell.id(), PathTable.Key.LAST),
          at(cell, estimator, Integer.MAX_VALUE, weights));
    } else {
      for (int stage = 0; stage <= state.interfaces(cell.id()).stages(); stage++) {
        interfaces.put(new PathTable.Key(cell.id(), stage), at(cell, estimator, stage, weights));
      }
    }
    return interfaces;
  }

  private PathTable.Interface at(RareCell cell, Estimator estimator, int stage, double[] weights) {
    RateEstimate committor = estimator.committor(stage, Integer.MAX_VALUE);
    Interval interval = committor.interval(LEVEL).orElse(null);
    List<StageTally> of =
        state.tallies(cell.id()).stream()
            .map(tallies -> tallies.get(Math.min(stage, tallies.size() - 1)))
            .toList();
    return new PathTable.Interface(
        weights,
        new Object[] {
          cell.id(),
          of.get(0).stage(),
          of.get(0).threshold(),
          estimator.rate(stage).mean(),
          committor.mean(),
          interval == null ? null : (Double) interval.low(),
          interval == null ? null : (Double) Math.min(1, interval.high())
        },
        new Object[] {
          state.seconds(cell.id(), of.get(0).stage()),
          of.stream().mapToLong(StageTally::steps).sum()
        });
  }
}
