package org.logscape.jobs.rare;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.spec.Literal;
import org.logscape.jobs.spec.Rare;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.TableRow;
import org.logscape.rare.Ancestry;
import org.logscape.rare.EscapePaths;
import org.logscape.rare.Estimator;
import org.logscape.rare.Member;
import org.logscape.rare.RateEstimate;
import org.logscape.rare.StageTally;
import org.logscape.schemas.Table;
import org.logscape.statistics.Interval;
import scala.Tuple2;

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
    List<TableRow> rates = new ArrayList<>();
    List<TableRow> paths = new ArrayList<>();
    for (RareCell cell : cells.values()) {
      List<List<StageTally>> tallies = state.tallies(cell.id());
      Estimator estimator = Estimator.of(cell.learningRate(), tallies);
      List<List<List<Member>>> population = population(cell.id());
      for (RareCell.Target target : cell.targets(state.interfaces(cell.id()))) {
        rates.add(rate(cell, target, estimator, population, theories.get(cell.id())));
      }
      paths.addAll(paths(cell, estimator, population));
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    dir.replace(Table.RARE_RATES, context.parallelize(rates, 1));
    dir.replace(Table.RARE_PATHS, context.parallelize(paths, 1));
  }

  /** The members of a cell by repeat and stage, in the order of their places. */
  private List<List<List<Member>>> population(String cellId) {
    Map<Integer, TreeMap<Integer, List<Member>>> byRepeat = new LinkedHashMap<>();
    List<Tuple2<Tuple2<Integer, Integer>, Member>> all =
        dir.table(Table.RARE_SNAPSHOTS)
            .where(col("cell_id").equalTo(cellId))
            .javaRDD()
            .map(
                row ->
                    new Tuple2<>(new Tuple2<>(row.getInt(1), row.getInt(2)), RareRows.member(row)))
            .collect();
    all.forEach(
        entry ->
            byRepeat
                .computeIfAbsent(entry._1()._1(), r -> new TreeMap<>())
                .computeIfAbsent(entry._1()._2(), s -> new ArrayList<>())
                .add(entry._2()));
    return IntStream.range(0, rare.repeats())
        .mapToObj(
            repeat -> {
              TreeMap<Integer, List<Member>> stages =
                  byRepeat.getOrDefault(repeat, new TreeMap<>());
              return IntStream.range(0, state.tallies(cellId).get(repeat).size())
                  .mapToObj(
                      stage -> {
                        List<Member> members = stages.getOrDefault(stage, List.of());
                        return members.stream()
                            .sorted((a, b) -> Integer.compare(a.index(), b.index()))
                            .toList();
                      })
                  .toList();
            })
        .toList();
  }

  private TableRow rate(
      RareCell cell,
      RareCell.Target target,
      Estimator estimator,
      List<List<List<Member>>> population,
      CellTheory theory) {
    RateAccount account =
        RateAccount.of(
            state.tallies(cell.id()),
            cell.sampler(state.interfaces(cell.id())),
            cell.learningRate(),
            target.stage(),
            state.interfaces(cell.id()).end());
    RateEstimate rate = estimator.rate(target.stage());
    Ancestry ancestry = Ancestry.none();
    for (int r = 0; r < population.size(); r++) {
      List<List<Member>> stages = population.get(r);
      int last = Math.min(target.stage(), stages.size() - 1);
      if (last >= 0 && rate.repeats()[r] > 0) {
        ancestry.with(stages.get(last), rate.repeats()[r]);
      }
    }
    RateAccount.Conclusion conclusion = account.conclude(rate, ancestry.effectivePaths());
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
          ancestry.effectivePaths(),
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

  /** Under splitting levels differ between repeats, so only the last one is common to all. */
  private List<TableRow> paths(
      RareCell cell, Estimator estimator, List<List<List<Member>>> population) {
    double[] rates = estimator.rate(Integer.MAX_VALUE).repeats();
    EscapePaths paths = EscapePaths.beside(cell.saddle());
    boolean stagesAreCommon = rare.method() == Rare.Method.FORWARD_FLUX;
    for (int r = 0; r < rates.length; r++) {
      List<List<Member>> stages = population.get(r);
      boolean done =
          !stages.isEmpty()
              && state.pending(cell.id(), cell.sampler(state.interfaces(cell.id()))).isEmpty();
      if (rates[r] > 0 && done && !state.isOverBudget(cell.id())) {
        paths.with(stagesAreCommon ? stages : List.of(stages.get(stages.size() - 1)), rates[r]);
      }
    }
    List<TableRow> rows = new ArrayList<>();
    for (EscapePaths.Point point : paths.points()) {
      int stage = stagesAreCommon ? point.stage() : Integer.MAX_VALUE;
      RateEstimate committor = estimator.committor(stage, Integer.MAX_VALUE);
      Interval interval = committor.interval(LEVEL).orElse(null);
      List<StageTally> of =
          state.tallies(cell.id()).stream()
              .map(tallies -> tallies.get(Math.min(stage, tallies.size() - 1)))
              .toList();
      rows.add(
          new TableRow(
              Table.RARE_PATHS,
              new Object[] {
                cell.id(),
                of.get(0).stage(),
                of.get(0).threshold(),
                estimator.rate(stage).mean(),
                committor.mean(),
                interval == null ? null : (Double) interval.low(),
                interval == null ? null : (Double) Math.min(1, interval.high()),
                point.effectivePaths(),
                point.lossMean(),
                point.lossSd(),
                point.thetaMean(),
                point.thetaSd(),
                point.saddleDistance().orElse(null),
                state.seconds(cell.id(), of.get(0).stage()),
                of.stream().mapToLong(StageTally::steps).sum()
              }));
    }
    return rows;
  }
}
