package org.logscape.jobs.fit;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.predict.Watched;
import org.logscape.statistics.RunBootstrap;
import scala.Tuple2;

/**
 * Sufficient statistics of one event in one cell: events and time at risk, as observed and in every
 * bootstrap replicate, in which each whole run counts 0, 1, 2, ... times. Mutable while rows are
 * added up, then only read.
 */
final class EventSums implements Serializable {
  private long runs;
  private long events;
  private long jumped;
  private double exposure;
  private final double[] replicateEvents;
  private final double[] replicateExposure;

  /** One event of one cell. */
  record Key(String cellId, Watched watched) implements Serializable {}

  private EventSums(int replicates) {
    replicateEvents = new double[replicates];
    replicateExposure = new double[replicates];
  }

  /**
   * Adds up the escapes table in one pass.
   *
   * @param escapes rows of the table
   * @param minimumLoss L* by cell, to tell jumps over a level
   * @param bootstrap weights of the runs
   * @param replicates number of replicates
   */
  static Map<Key, EventSums> of(
      Dataset<Row> escapes,
      Broadcast<Map<String, Double>> minimumLoss,
      RunBootstrap bootstrap,
      int replicates) {
    JavaPairRDD<Key, EventSums> sums =
        escapes
            .select("run_id", "cell_id", "event", "level", "occurred", "time", "loss_before")
            .javaRDD()
            .mapPartitionsToPair(
                rows -> {
                  Map<Key, EventSums> partial = new HashMap<>();
                  rows.forEachRemaining(
                      row -> {
                        Double level = row.isNullAt(3) ? null : row.getDouble(3);
                        Key key = new Key(row.getString(1), new Watched(row.getString(2), level));
                        partial
                            .computeIfAbsent(key, k -> new EventSums(replicates))
                            .add(row, minimumLoss.value().get(key.cellId()), bootstrap);
                      });
                  List<Tuple2<Key, EventSums>> pairs = new ArrayList<>();
                  partial.forEach((key, sum) -> pairs.add(new Tuple2<>(key, sum)));
                  return pairs.iterator();
                });
    return sums.reduceByKey(EventSums::merge).collectAsMap();
  }

  private void add(Row row, Double minimumLoss, RunBootstrap bootstrap) {
    boolean occurred = row.getBoolean(4);
    double time = row.getDouble(5);
    runs++;
    events += occurred ? 1 : 0;
    exposure += time;
    jumped += occurred && isJump(row, minimumLoss) ? 1 : 0;
    long key = RunBootstrap.key(row.getString(0));
    for (int r = 0; r < replicateEvents.length; r++) {
      int weight = bootstrap.weight(key, r);
      replicateEvents[r] += occurred ? weight : 0;
      replicateExposure[r] += weight * time;
    }
  }

  /** Whether the last step covered more than half of the way from L* to the level. */
  private static boolean isJump(Row row, Double minimumLoss) {
    if (row.isNullAt(3) || row.isNullAt(6) || minimumLoss == null) {
      return false;
    }
    double way = (row.getDouble(3) - 1) * minimumLoss;
    return row.getDouble(6) - minimumLoss < 0.5 * way;
  }

  private EventSums merge(EventSums other) {
    runs += other.runs;
    events += other.events;
    jumped += other.jumped;
    exposure += other.exposure;
    for (int r = 0; r < replicateEvents.length; r++) {
      replicateEvents[r] += other.replicateEvents[r];
      replicateExposure[r] += other.replicateExposure[r];
    }
    return this;
  }

  /** Runs watched. */
  long runs() {
    return runs;
  }

  /** Runs that saw the event. */
  long events() {
    return events;
  }

  /** Total time at risk, in t. */
  double exposure() {
    return exposure;
  }

  /** Share of the events whose level was jumped over in one step. */
  double jumpedFraction() {
    return events == 0 ? 0 : (double) jumped / events;
  }

  int replicates() {
    return replicateEvents.length;
  }

  double replicateEvents(int replicate) {
    return replicateEvents[replicate];
  }

  double replicateExposure(int replicate) {
    return replicateExposure[replicate];
  }
}
