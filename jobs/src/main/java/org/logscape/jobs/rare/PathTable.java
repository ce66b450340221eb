package org.logscape.jobs.rare;

import java.io.Serializable;
import java.util.ArrayList;
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
import org.logscape.jobs.store.TableRow;
import org.logscape.rare.estimate.PathMoments;
import scala.Tuple2;

/**
 * The ensemble of escape paths at each interface, added up where the states are: they are sorted by
 * interface, repeat and place, and a task holds one at a time, so that neither the number of states
 * nor their size matters to the driver, and sums have the same bits on any cluster.
 */
final class PathTable {

  /** An interface of a cell. */
  record Key(String cellId, int stage) implements Serializable {}

  /**
   * What is known of one interface apart from the states there.
   *
   * @param weights of the repeats; 0 for those that do not count
   * @param orderValue where it stands
   * @param rate rate of first passing it
   * @param committor chance to reach the goal from there
   * @param low lower bound of the committor; null where there is no interval
   * @param high upper bound of the committor; null where there is no interval
   * @param cost what it took to get there
   */
  record Interface(
      double[] weights,
      double orderValue,
      double rate,
      double committor,
      Double low,
      Double high,
      Cost cost)
      implements Serializable {}

  /**
   * What it took to get to an interface.
   *
   * @param seconds time on cores; null where no stage leads to the interface
   * @param steps steps; null where no stage leads to the interface
   */
  record Cost(Double seconds, Long steps) implements Serializable {
    static final Cost UNKNOWN = new Cost(null, null);
  }

  /**
   * A state in which paths passed an interface: at {@code place}, of the stage that leads there.
   */
  record Passage(Descents.Place place, double share, double loss, double[] theta)
      implements Serializable {
    Key key() {
      return new Key(place.cellId(), place.stage());
    }
  }

  private static final class InOrder implements Comparator<Descents.Place>, Serializable {
    private static final long serialVersionUID = 1;

    @Override
    public int compare(Descents.Place a, Descents.Place b) {
      return Comparator.comparing(Descents.Place::cellId)
          .thenComparingInt(Descents.Place::stage)
          .thenComparingInt(Descents.Place::repeat)
          .thenComparingInt(Descents.Place::member)
          .compare(a, b);
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
    public int getPartition(Object place) {
      Descents.Place of = (Descents.Place) place;
      return Math.floorMod(31 * of.cellId().hashCode() + of.stage(), partitions);
    }
  }

  private PathTable() {}

  /**
   * The rows.
   *
   * @param passages states of paths that got to the goal, each once
   * @param interfaces those that are wanted
   * @param saddles parameters of the saddle, of each cell that has one
   */
  static JavaRDD<TableRow> rows(
      JavaSparkContext context,
      JavaRDD<Passage> passages,
      Map<Key, Interface> interfaces,
      Map<String, double[]> saddles) {
    Broadcast<Map<Key, Interface>> wanted = context.broadcast(new HashMap<>(interfaces));
    Broadcast<Map<String, double[]>> saddle = context.broadcast(new HashMap<>(saddles));
    JavaPairRDD<Descents.Place, Passage> byPlace =
        passages
            .filter(passage -> weight(passage, wanted.value()) > 0)
            .mapToPair(passage -> new Tuple2<>(passage.place(), passage));
    return byPlace
        .repartitionAndSortWithinPartitions(
            new ByInterface(Math.max(1, context.defaultParallelism())), new InOrder())
        .values()
        .mapPartitions(sorted -> summed(sorted, wanted.value(), saddle.value()));
  }

  private static double weight(Passage passage, Map<Key, Interface> wanted) {
    Interface at = wanted.get(passage.key());
    return at == null ? 0 : passage.share() * at.weights()[passage.place().repeat()];
  }

  private static Iterator<TableRow> summed(
      Iterator<Passage> sorted, Map<Key, Interface> wanted, Map<String, double[]> saddles) {
    List<TableRow> rows = new ArrayList<>();
    Key at = null;
    PathMoments moments = null;
    while (sorted.hasNext()) {
      Passage next = sorted.next();
      if (!next.key().equals(at)) {
        if (at != null) {
          rows.add(row(at, wanted.get(at), moments));
        }
        at = next.key();
        moments =
            PathMoments.of(next.theta().length, Optional.ofNullable(saddles.get(at.cellId())));
      }
      moments.add(next.loss(), next.theta(), weight(next, wanted));
    }
    if (at != null) {
      rows.add(row(at, wanted.get(at), moments));
    }
    return rows.iterator();
  }

  private static PathRow row(Key at, Interface known, PathMoments moments) {
    return new PathRow(
        at.cellId(),
        at.stage(),
        known.orderValue(),
        known.rate(),
        known.committor(),
        known.low(),
        known.high(),
        moments.effectivePaths(),
        moments.lossMean(),
        moments.lossSd(),
        moments.thetaMean(),
        moments.thetaSd(),
        moments.saddleDistance().orElse(null),
        known.cost().seconds(),
        known.cost().steps());
  }
}
