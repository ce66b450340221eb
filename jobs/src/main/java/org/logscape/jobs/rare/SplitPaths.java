package org.logscape.jobs.rare;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.logscape.rare.Interfaces;
import org.logscape.rare.Member;
import org.logscape.rare.Retrace;
import org.logscape.rare.StageTally;
import org.logscape.rare.estimate.Estimator;
import org.logscape.rare.estimate.RateEstimate;
import scala.Tuple2;

/**
 * Under splitting each repeat chooses levels of its own, so the paths at the goal are walked again
 * to the pilot's interfaces, which are common to all. A task holds the populations of one repeat.
 */
final class SplitPaths implements PathSource {

  /**
   * What a repeat is looked at for.
   *
   * @param cell the cell's number in the grid
   * @param interfaces the pilot's
   * @param stages for each interface, the last stage whose level lies below it
   */
  private record Plan(long cell, Interfaces interfaces, int[] stages) implements Serializable {}

  /** A member of a stage. */
  private record Staged(int stage, Member member) implements Serializable {}

  /**
   * What came of it.
   *
   * @param beyond for each interface, the share of its stage's paths that pass it
   */
  private record Traced(List<PathTable.Passage> passages, double[] beyond)
      implements Serializable {}

  private final RareState state;
  private final Map<Descents.Unit, Plan> plans;
  private final JavaPairRDD<Descents.Unit, Traced> traced;
  private final Map<Descents.Unit, double[]> beyond;

  private SplitPaths(
      RareState state,
      Map<Descents.Unit, Plan> plans,
      JavaPairRDD<Descents.Unit, Traced> traced,
      Map<Descents.Unit, double[]> beyond) {
    this.state = state;
    this.plans = plans;
    this.traced = traced;
    this.beyond = beyond;
  }

  /**
   * Walks the paths of some cells again.
   *
   * @param cells those whose repeats are all done
   */
  static SplitPaths of(
      JavaSparkContext context,
      Dataset<Row> snapshots,
      Broadcast<RareCells> shared,
      RareState state,
      List<RareCell> cells) {
    Map<Descents.Unit, Plan> plans = new HashMap<>();
    for (RareCell cell : cells) {
      Interfaces interfaces = state.interfaces(cell.id());
      List<List<StageTally>> repeats = state.tallies(cell.id());
      for (int repeat = 0; repeat < repeats.size(); repeat++) {
        List<StageTally> tallies = repeats.get(repeat);
        int[] stages =
            interfaces.thresholds().stream().mapToInt(at -> stageBelow(tallies, at)).toArray();
        plans.put(
            new Descents.Unit(cell.id(), repeat), new Plan(cell.number(), interfaces, stages));
      }
    }
    Broadcast<Map<Descents.Unit, Plan>> wanted = context.broadcast(plans);
    JavaPairRDD<Descents.Unit, Traced> traced =
        snapshots
            .javaRDD()
            .map(MemberRow.ROWS::read)
            .mapToPair(
                row ->
                    new Tuple2<>(
                        new Descents.Unit(row.cellId(), row.repeat()),
                        new Staged(row.stage(), row.toMember())))
            .filter(member -> wanted.value().containsKey(member._1()))
            .groupByKey()
            .mapToPair(
                repeat ->
                    new Tuple2<>(
                        repeat._1(),
                        traced(
                            repeat._1(),
                            repeat._2(),
                            wanted.value().get(repeat._1()),
                            shared.value())))
            .persist(StorageLevel.MEMORY_AND_DISK());
    Map<Descents.Unit, double[]> beyond =
        new HashMap<>(traced.mapValues(Traced::beyond).collectAsMap());
    return new SplitPaths(state, plans, traced, beyond);
  }

  /**
   * The last stage, from the launch of the paths on, after which none below a value was left out.
   */
  private static int stageBelow(List<StageTally> tallies, double value) {
    int stage = 1;
    while (stage + 1 < tallies.size() && tallies.get(stage + 1).threshold() < value) {
      stage++;
    }
    return stage;
  }

  private static Traced traced(
      Descents.Unit unit, Iterable<Staged> members, Plan plan, RareCells cells) {
    List<List<Member>> stages = new ArrayList<>();
    for (Staged staged : members) {
      while (stages.size() <= staged.stage()) {
        stages.add(new ArrayList<>());
      }
      stages.get(staged.stage()).add(staged.member());
    }
    stages.forEach(stage -> stage.sort((a, b) -> Integer.compare(a.index(), b.index())));
    double[] beyond = new double[plan.stages().length];
    for (int i = 0; i < beyond.length; i++) {
      beyond[i] = beyond(stages, plan.stages()[i], plan.interfaces().thresholds().get(i));
    }
    List<PathTable.Passage> passages = new ArrayList<>();
    boolean arrived =
        stages.size() > 1
            && stages.get(stages.size() - 1).stream().allMatch(m -> m.state().arrived());
    if (arrived) {
      RareCell cell = cells.cell(plan.cell());
      for (Retrace.Passage passage :
          cell.splitting(plan.interfaces())
              .retrace()
              .passages(cell.streams(), stages, plan.interfaces().thresholds())) {
        passages.add(
            new PathTable.Passage(
                new Descents.Place(
                    unit.cellId(), unit.repeat(), passage.threshold(), passages.size()),
                passage.share(),
                passage.state().loss(),
                passage.state().theta()));
      }
    }
    return new Traced(passages, beyond);
  }

  private static double beyond(List<List<Member>> stages, int stage, double value) {
    if (stage >= stages.size() || stages.get(stage).isEmpty()) {
      return 0;
    }
    List<Member> paths = stages.get(stage);
    return (double) paths.stream().filter(path -> path.highest() >= value).count() / paths.size();
  }

  @Override
  public JavaRDD<PathTable.Passage> passages() {
    return traced.values().flatMap(repeat -> repeat.passages().iterator());
  }

  @Override
  public List<RateEstimate> rates(RareCell cell) {
    Estimator estimator = Estimator.of(cell.learningRate(), state.tallies(cell.id()));
    int repeats = state.tallies(cell.id()).size();
    List<RateEstimate> rates = new ArrayList<>();
    for (int i = 0; i <= state.interfaces(cell.id()).stages(); i++) {
      int at = i;
      rates.add(
          RateEstimate.of(
              IntStream.range(0, repeats)
                  .mapToDouble(repeat -> rate(estimator, cell.id(), repeat, at))
                  .toArray()));
    }
    return rates;
  }

  private double rate(Estimator estimator, String cellId, int repeat, int at) {
    Descents.Unit unit = new Descents.Unit(cellId, repeat);
    double share = beyond.getOrDefault(unit, new double[at + 1])[at];
    return share * estimator.rate(plans.get(unit).stages()[at]).repeats()[repeat];
  }

  /** Stages lead to levels of their own. */
  @Override
  public PathTable.Cost cost(RareCell cell, int stage) {
    return PathTable.Cost.UNKNOWN;
  }

  @Override
  public void close() {
    traced.unpersist();
  }
}
