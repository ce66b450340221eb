package org.logscape.jobs.fit.escape;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.fit.RunWeights;
import org.logscape.jobs.predict.Watched;
import org.logscape.jobs.store.RowBinding;
import org.logscape.observe.Event;
import org.logscape.schemas.Table;
import org.logscape.statistics.RunBootstrap;
import scala.Tuple2;

/**
 * Sufficient statistics of one event in one cell: events and time at risk, as observed and in every
 * bootstrap replicate, in which each whole run counts 0, 1, 2, ... times. All are sums of whole
 * numbers (time is summed in steps), which come out the same in every order, so that fits do not
 * depend on files and partitions. Mutable while rows are added up, then only read.
 */
public final class EventSums implements Serializable {
  private long runs;
  private long events;
  private long atStart;
  private long jumped;
  private long steps;
  private final double learningRate;
  private final long[] replicateEvents;
  private final long[] replicateSteps;

  /** One event of one cell. */
  public record Key(String cellId, Watched watched) implements Serializable {}

  /** How one run ended for one event: a part of a row of the escapes table. */
  public record End(
      String runId,
      String cellId,
      Event event,
      Double level,
      boolean occurred,
      long step,
      Double lossBefore) {
    private static final RowBinding<End> ROWS = RowBinding.partOf(Table.ESCAPES, End.class);

    private Key key() {
      return new Key(cellId, new Watched(event, level));
    }

    /** Whether the last step covered more than half of the way from L* to the level. */
    private boolean isJump(Double minimumLoss) {
      if (level == null || lossBefore == null || minimumLoss == null) {
        return false;
      }
      double way = (level - 1) * minimumLoss;
      return lossBefore - minimumLoss < 0.5 * way;
    }
  }

  /**
   * The settings of a cell that the sums need.
   *
   * @param learningRate eta, the time of a step
   * @param minimumLoss L*, to tell jumps over a level; null where it is not known
   */
  public record Setting(double learningRate, Double minimumLoss) implements Serializable {}

  private EventSums(double learningRate, int replicates) {
    this.learningRate = learningRate;
    replicateEvents = new long[replicates];
    replicateSteps = new long[replicates];
  }

  /**
   * Adds up the escapes table in one pass.
   *
   * @param escapes rows of the table
   * @param settings of all cells
   * @param bootstrap weights of the runs
   * @param replicates number of replicates
   */
  public static Map<Key, EventSums> of(
      Dataset<Row> escapes,
      Broadcast<Map<String, Setting>> settings,
      RunBootstrap bootstrap,
      int replicates) {
    JavaPairRDD<Key, EventSums> sums =
        End.ROWS
            .rdd(escapes)
            .mapPartitionsToPair(
                ends -> {
                  List<Tuple2<Key, EventSums>> pairs = new ArrayList<>();
                  of(ends, settings.value(), bootstrap, replicates)
                      .forEach((key, sum) -> pairs.add(new Tuple2<>(key, sum)));
                  return pairs.iterator();
                });
    return sums.reduceByKey(EventSums::merge).collectAsMap();
  }

  /**
   * Adds up the ends of runs.
   *
   * @param settings of all cells
   * @param bootstrap weights of the runs
   * @param replicates number of replicates
   */
  public static Map<Key, EventSums> of(
      Iterator<End> ends, Map<String, Setting> settings, RunBootstrap bootstrap, int replicates) {
    Map<Key, EventSums> sums = new HashMap<>();
    RunWeights weights = RunWeights.of(bootstrap, replicates);
    ends.forEachRemaining(
        end -> {
          Setting cell = settings.get(end.cellId());
          sums.computeIfAbsent(end.key(), key -> new EventSums(cell.learningRate(), replicates))
              .add(end, cell.minimumLoss(), weights.of(end.runId()));
        });
    return sums;
  }

  private void add(End end, Double minimumLoss, int[] weights) {
    boolean occurred = end.occurred();
    long atRisk = end.step();
    runs++;
    events += occurred ? 1 : 0;
    atStart += occurred && atRisk == 0 ? 1 : 0;
    steps += atRisk;
    jumped += occurred && end.isJump(minimumLoss) ? 1 : 0;
    for (int r = 0; r < weights.length; r++) {
      replicateSteps[r] += weights[r] * atRisk;
    }
    if (occurred) {
      for (int r = 0; r < weights.length; r++) {
        replicateEvents[r] += weights[r];
      }
    }
  }

  private EventSums merge(EventSums other) {
    runs += other.runs;
    events += other.events;
    atStart += other.atStart;
    jumped += other.jumped;
    steps += other.steps;
    for (int r = 0; r < replicateEvents.length; r++) {
      replicateEvents[r] += other.replicateEvents[r];
      replicateSteps[r] += other.replicateSteps[r];
    }
    return this;
  }

  /**
   * The same sums with those of rates that were sampled as rare events, which count as {@code more}
   * events over {@code more / rate} of time at risk, in each replicate over {@code more /
   * rates[replicate]}.
   *
   * @param brute what brute force saw of the event; null where there was none
   * @param more events that a rate's error is worth, at least 1
   * @param rate the rate, above 0
   * @param rates one for each replicate, none negative
   */
  static EventSums withRare(EventSums brute, long more, double rate, double[] rates) {
    EventSums old = brute == null ? new EventSums(1, rates.length) : brute;
    // whole steps so small that a rate of any size has all its digits, and so large that they fit
    double unit = (old.exposure() + more / rate) * 1e-12;
    EventSums sums = new EventSums(unit, rates.length);
    sums.runs = old.runs;
    sums.atStart = old.atStart;
    sums.jumped = old.jumped;
    sums.events = old.events + more;
    sums.steps = Math.round((old.exposure() + more / rate) / unit);
    for (int r = 0; r < rates.length; r++) {
      boolean died = !(rates[r] > 0);
      sums.replicateEvents[r] = old.replicateEvents[r] + (died ? 0 : more);
      sums.replicateSteps[r] =
          Math.round((old.replicateExposure(r) + more / (died ? rate : rates[r])) / unit);
    }
    return sums;
  }

  /** Runs watched. */
  long runs() {
    return runs;
  }

  /** Number of runs in which the event occurred. */
  public long events() {
    return events;
  }

  /** Runs that started where the event has occurred: events, with no time at risk. */
  long atStart() {
    return atStart;
  }

  /** Total time at risk, in t. */
  public double exposure() {
    return steps * learningRate;
  }

  /** Share of the events whose level was jumped over in one step. */
  double jumpedFraction() {
    return events == 0 ? 0 : (double) jumped / events;
  }

  /** Bootstrap replicates of the sums. */
  public int replicates() {
    return replicateEvents.length;
  }

  /** Events in one replicate. */
  public double replicateEvents(int replicate) {
    return replicateEvents[replicate];
  }

  /** Time at risk in one replicate, in t. */
  public double replicateExposure(int replicate) {
    return replicateSteps[replicate] * learningRate;
  }
}
