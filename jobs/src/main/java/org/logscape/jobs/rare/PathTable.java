package org.logscape.jobs.rare;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.store.TableRow;
import org.logscape.rare.PathMoments;
import org.logscape.schemas.Table;
import scala.Tuple2;

/**
 * The ensemble of escape paths at each interface, added up where the states are: they are sorted by
 * interface, repeat and place, and a task holds one at a time, so that neither the number of states
 * nor their size matters to the driver, and sums have the same bits on any cluster.
 */
final class PathTable {

  /**
   * What is known of one interface beside the states there.
   *
   * @param weights of the repeats; 0 for those that do not count
   * @param before columns of the row before those of the states
   * @param after columns after them
   */
  record Interface(double[] weights, Object[] before, Object[] after) implements Serializable {}

  /** An interface of a cell; {@link #LAST} for that of the goal where levels differ by repeat. */
  record Key(String cellId, int stage) implements Serializable {
    static final int LAST = Integer.MAX_VALUE;
  }

  private record Order(Key key, int repeat, int member) implements Serializable {}

  private static final class InOrder implements Comparator<Order>, Serializable {
    private static final long serialVersionUID = 1;

    @Override
    public int compare(Order a, Order b) {
      int byCell = a.key().cellId().compareTo(b.key().cellId());
      int byStage = Integer.compare(a.key().stage(), b.key().stage());
      int byRepeat = Integer.compare(a.repeat(), b.repeat());
      return byCell != 0
          ? byCell
          : byStage != 0
              ? byStage
              : byRepeat != 0 ? byRepeat : Integer.compare(a.member(), b.member());
    }
  }

  private static final class ByInterface extends Partitioner {
    private static final long serialVersionUID = 1;
    private final int partitions;

    ByInterface(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    @Override
    public int getPartition(Object order) {
      return Math.floorMod(((Order) order).key().hashCode(), partitions);
    }
  }

  private record State(double share, double loss, double[] theta) implements Serializable {}

  private PathTable() {}

  /**
   * The rows.
   *
   * @param snapshots states of all stages
   * @param descents who descends from whom
   * @param interfaces those that are wanted
   * @param saddles parameters of the saddle, of each cell that has one
   */
  static JavaRDD<TableRow> rows(
      JavaSparkContext context,
      Dataset<Row> snapshots,
      Descents descents,
      Map<Key, Interface> interfaces,
      Map<String, double[]> saddles) {
    Broadcast<Map<Key, Interface>> wanted = context.broadcast(new HashMap<>(interfaces));
    Broadcast<Map<Descents.Unit, Integer>> last = context.broadcast(descents.lastStages());
    Broadcast<Map<String, double[]>> saddle = context.broadcast(new HashMap<>(saddles));
    JavaPairRDD<Descents.Place, Tuple2<Double, double[]>> states =
        snapshots
            .select("cell_id", "repeat", "stage", "member", "loss", "theta")
            .javaRDD()
            .mapToPair(
                row ->
                    new Tuple2<>(
                        new Descents.Place(
                            row.getString(0), row.getInt(1), row.getInt(2), row.getInt(3)),
                        new Tuple2<>(
                            row.getDouble(4),
                            row.<Double>getList(5).stream().mapToDouble(v -> v).toArray())));
    return descents
        .shares()
        .filter(share -> key(share._1(), wanted.value(), last.value()).isPresent())
        .join(states)
        .mapToPair(
            joined -> {
              Descents.Place place = joined._1();
              Key key = key(place, wanted.value(), last.value()).orElseThrow();
              Tuple2<Double, double[]> state = joined._2()._2();
              return new Tuple2<>(
                  new Order(key, place.repeat(), place.member()),
                  new State(joined._2()._1(), state._1(), state._2()));
            })
        .repartitionAndSortWithinPartitions(
            new ByInterface(Math.max(1, context.defaultParallelism())), new InOrder())
        .mapPartitions(sorted -> summed(sorted, wanted.value(), saddle.value()));
  }

  /** The interface that a member counts for; empty where it counts for none. */
  private static Optional<Key> key(
      Descents.Place place, Map<Key, Interface> wanted, Map<Descents.Unit, Integer> last) {
    Key own = new Key(place.cellId(), place.stage());
    Key goal = new Key(place.cellId(), Key.LAST);
    boolean isLast = place.stage() == last.get(new Descents.Unit(place.cellId(), place.repeat()));
    Key key = wanted.containsKey(own) || !isLast ? own : goal;
    return wanted.containsKey(key) && wanted.get(key).weights()[place.repeat()] > 0
        ? Optional.of(key)
        : Optional.empty();
  }

  private static Iterator<TableRow> summed(
      Iterator<Tuple2<Order, State>> sorted,
      Map<Key, Interface> wanted,
      Map<String, double[]> saddles) {
    List<TableRow> rows = new ArrayList<>();
    Key at = null;
    PathMoments moments = null;
    while (sorted.hasNext()) {
      Tuple2<Order, State> next = sorted.next();
      Key key = next._1().key();
      State state = next._2();
      if (!key.equals(at)) {
        if (at != null) {
          rows.add(row(wanted.get(at), moments));
        }
        at = key;
        moments =
            PathMoments.of(state.theta().length, Optional.ofNullable(saddles.get(key.cellId())));
      }
      moments.add(
          state.loss(),
          state.theta(),
          state.share() * wanted.get(key).weights()[next._1().repeat()]);
    }
    if (at != null) {
      rows.add(row(wanted.get(at), moments));
    }
    return rows.iterator();
  }

  private static TableRow row(Interface of, PathMoments moments) {
    List<Object> values = new ArrayList<>(Arrays.asList(of.before()));
    values.add(moments.effectivePaths());
    values.add(moments.lossMean());
    values.add(moments.lossSd());
    values.add(moments.thetaMean());
    values.add(moments.thetaSd());
    values.add(moments.saddleDistance().orElse(null));
    values.addAll(Arrays.asList(of.after()));
    return new TableRow(Table.RARE_PATHS, values.toArray());
  }
}
