package org.logscape.jobs.fit.preference;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.fit.RunWeights;
import org.logscape.jobs.store.RowBinding;
import org.logscape.schemas.Table;
import org.logscape.statistics.RunBootstrap;
import scala.Tuple2;

/**
 * Sums over the runs of one cell of their stays in one basin, as observed and, of the steps, in
 * every bootstrap replicate. All are sums of whole numbers, which come out the same in every order.
 * Mutable while rows are added up, then only read.
 */
final class OccupationSums implements Serializable {
  private long runs;
  private long steps;
  private long departures;
  private final long[] replicateSteps;

  /** One basin of one cell. */
  record Key(String cellId, String basin) implements Serializable {}

  /** The stays of one run in one basin. */
  private record Stays(String runId, String cellId, String basin, long steps, long departures) {
    static final RowBinding<Stays> ROWS = RowBinding.partOf(Table.OCCUPANCY, Stays.class);
  }

  private OccupationSums(int replicates) {
    replicateSteps = new long[replicates];
  }

  /** Adds up the occupancy table in one pass. */
  static Map<Key, OccupationSums> of(
      Dataset<Row> occupancy, RunBootstrap bootstrap, int replicates) {
    return Stays.ROWS
        .rdd(occupancy)
        .mapPartitionsToPair(
            stays -> {
              List<Tuple2<Key, OccupationSums>> pairs = new ArrayList<>();
              of(stays, RunWeights.of(bootstrap, replicates), replicates)
                  .forEach((key, sum) -> pairs.add(new Tuple2<>(key, sum)));
              return pairs.iterator();
            })
        .reduceByKey(OccupationSums::merge)
        .collectAsMap();
  }

  private static Map<Key, OccupationSums> of(
      Iterator<Stays> stays, RunWeights weights, int replicates) {
    Map<Key, OccupationSums> sums = new HashMap<>();
    stays.forEachRemaining(
        run ->
            sums.computeIfAbsent(
                    new Key(run.cellId(), run.basin()), key -> new OccupationSums(replicates))
                .add(run.steps(), run.departures(), weights.of(run.runId())));
    return sums;
  }

  private void add(long stepsOfRun, long departuresOfRun, int[] weights) {
    runs++;
    steps += stepsOfRun;
    departures += departuresOfRun;
    for (int r = 0; r < weights.length; r++) {
      replicateSteps[r] += weights[r] * stepsOfRun;
    }
  }

  private OccupationSums merge(OccupationSums other) {
    runs += other.runs;
    steps += other.steps;
    departures += other.departures;
    for (int r = 0; r < replicateSteps.length; r++) {
      replicateSteps[r] += other.replicateSteps[r];
    }
    return this;
  }

  /** Runs of the cell. */
  long runs() {
    return runs;
  }

  /** Steps in the basin. */
  long steps() {
    return steps;
  }

  /** Stays that ended in another basin. */
  long departures() {
    return departures;
  }

  /** Steps in the basin, in one replicate. */
  long steps(int replicate) {
    return replicateSteps[replicate];
  }
}
