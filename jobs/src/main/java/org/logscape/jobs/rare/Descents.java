package org.logscape.jobs.rare;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.logscape.jobs.store.RowBinding;
import org.logscape.rare.Descent;
import org.logscape.schemas.Table;
import scala.Tuple2;

/**
 * The descent within all repeats of a folder, from the places of their members alone. A task holds
 * one repeat's places, the driver a number for each stage of each repeat; states, which may be
 * large, are not read.
 */
final class Descents implements AutoCloseable {

  /** A repeat of a cell. */
  record Unit(String cellId, int repeat) implements Serializable {}

  /** Where a member is. */
  record Place(String cellId, int repeat, int stage, int member) implements Serializable {}

  /** What a member says of its descent. */
  private record Kin(String cellId, int repeat, int stage, int member, int parent, int ancestor)
      implements Serializable {
    private static final RowBinding<Kin> ROWS = RowBinding.partOf(Table.RARE_SNAPSHOTS, Kin.class);
  }

  private final JavaPairRDD<Unit, Iterable<Kin>> repeats;
  private final Map<Unit, double[]> concentrations;

  private Descents(JavaPairRDD<Unit, Iterable<Kin>> repeats, Map<Unit, double[]> concentrations) {
    this.repeats = repeats;
    this.concentrations = concentrations;
  }

  /** Of the snapshots of a folder. */
  static Descents of(Dataset<Row> snapshots) {
    JavaPairRDD<Unit, Iterable<Kin>> repeats =
        snapshots
            .select(Kin.ROWS.columns())
            .javaRDD()
            .map(Kin.ROWS::read)
            .mapToPair(kin -> new Tuple2<>(new Unit(kin.cellId(), kin.repeat()), kin))
            .groupByKey()
            .persist(StorageLevel.MEMORY_AND_DISK());
    Map<Unit, double[]> concentrations =
        new HashMap<>(repeats.mapValues(Descents::concentrations).collectAsMap());
    return new Descents(repeats, concentrations);
  }

  private static double[] concentrations(Iterable<Kin> kin) {
    int[][] ancestors = byStage(kin, Column.ANCESTOR);
    double[] concentrations = new double[ancestors.length];
    for (int stage = 0; stage < ancestors.length; stage++) {
      concentrations[stage] = Descent.concentration(ancestors[stage]);
    }
    return concentrations;
  }

  private enum Column {
    PARENT,
    ANCESTOR
  }

  /** A column by stage and place. */
  private static int[][] byStage(Iterable<Kin> kin, Column column) {
    List<Integer> sizes = new ArrayList<>();
    for (Kin one : kin) {
      while (sizes.size() <= one.stage()) {
        sizes.add(0);
      }
      sizes.set(one.stage(), Math.max(sizes.get(one.stage()), one.member() + 1));
    }
    int[][] values = sizes.stream().map(size -> new int[size]).toArray(int[][]::new);
    for (Kin one : kin) {
      values[one.stage()][one.member()] =
          switch (column) {
            case PARENT -> one.parent();
            case ANCESTOR -> one.ancestor();
          };
    }
    return values;
  }

  /**
   * The effective number of independent paths that got to a stage.
   *
   * @param stage the stage; each repeat's last one with members where it is beyond that
   * @param weights of the repeats of the cell
   */
  double effectivePaths(String cellId, int stage, double[] weights) {
    double[] of = new double[weights.length];
    for (int repeat = 0; repeat < of.length; repeat++) {
      double[] stages = concentrations.getOrDefault(new Unit(cellId, repeat), new double[0]);
      int last = Math.min(stage, stages.length - 1);
      of[repeat] = last < 0 ? 0 : stages[last];
    }
    return Descent.effectivePaths(weights, of);
  }

  /** What of the last stage of its repeat descends from each member, where anything does. */
  JavaPairRDD<Place, Double> shares() {
    return repeats.flatMapToPair(
        repeat -> {
          double[][] shares = Descent.of(byStage(repeat._2(), Column.PARENT)).shares();
          List<Tuple2<Place, Double>> places = new ArrayList<>();
          for (int stage = 0; stage < shares.length; stage++) {
            for (int member = 0; member < shares[stage].length; member++) {
              if (shares[stage][member] > 0) {
                Unit unit = repeat._1();
                places.add(
                    new Tuple2<>(
                        new Place(unit.cellId(), unit.repeat(), stage, member),
                        shares[stage][member]));
              }
            }
          }
          return places.iterator();
        });
  }

  @Override
  public void close() {
    repeats.unpersist();
  }
}
