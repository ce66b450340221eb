package org.logscape.jobs.report.data;

import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log10;
import static org.apache.spark.sql.functions.log1p;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.logscape.jobs.predict.Watched;
import org.logscape.jobs.store.OrNull;
import org.logscape.jobs.store.RowBinding;
import org.logscape.observe.Event;

/**
 * The waiting times of one event in one cell, as a risk table. Spark sums the escape times up in
 * bins of log time, so that the driver receives bins and not runs. The median is that of all times
 * and not of the bins.
 *
 * @param rate events over time at risk, per unit t
 * @param median the first time t at which the estimate of Kaplan and Meier is at most 1/2; empty
 *     where more than half of the runs have not had the event while they were watched
 * @param risks by the number k of the bin's upper end 10^(k / {@value #PER_DECADE})
 */
public record WaitingTimes(
    String cellId,
    Watched watched,
    double rate,
    OptionalDouble median,
    NavigableMap<Integer, Risk> risks) {
  /** Bins of a decade of time: 7 % each. */
  public static final int PER_DECADE = 32;

  /**
   * What happened in a bin.
   *
   * @param events runs whose event lies in it
   * @param censored runs that were last seen in it without the event
   */
  public record Risk(long events, long censored) {}

  /** Products of shares meet 1/2 only up to rounding. */
  private static final double ROUNDING = 1e-12;

  /** What is summed up: one event of one cell. */
  record Place(String cellId, Watched watched) {}

  /** Events of a cell and their time at risk. */
  private record Rate(String cellId, Event event, @OrNull Double level, long events, double time) {
    static final RowBinding<Rate> ROWS = RowBinding.ofQuery(Rate.class);
  }

  /** What happened in a bin of one event of one cell. */
  private record BinRisk(
      String cellId, Event event, @OrNull Double level, int bin, long events, long runs) {
    static final RowBinding<BinRisk> ROWS = RowBinding.ofQuery(BinRisk.class);
  }

  /** The median time of one event of one cell. */
  private record Median(String cellId, Event event, @OrNull Double level, double time) {
    static final RowBinding<Median> ROWS = RowBinding.ofQuery(Median.class);
  }

  /**
   * For each event that was watched at most {@link Budget#CROSSING_CURVES} risk tables, from the
   * slowest to the fastest. Runs three Spark jobs.
   */
  static Map<Event, List<WaitingTimes>> byEvent(Dataset<Row> escapes, ShownCells cells) {
    Dataset<Row> wanted =
        escapes.where(col("time").gt(0).and(col("cell_id").isInCollection(cells.ids())));
    Column happened = col("occurred").cast("long");
    Map<Event, List<WaitingTimes>> all = new LinkedHashMap<>();
    for (Rate rate :
        Rate.ROWS.list(
            wanted
                .groupBy("cell_id", "event", "level")
                .agg(sum(happened).as("events"), sum("time").as("time")))) {
      all.computeIfAbsent(rate.event(), event -> new ArrayList<>())
          .add(
              new WaitingTimes(
                  rate.cellId(),
                  new Watched(rate.event(), rate.level()),
                  rate.events() / rate.time(),
                  OptionalDouble.empty(),
                  new TreeMap<>()));
    }
    all.replaceAll((event, unsorted) -> spread(unsorted));
    List<Object> ids =
        all.values().stream()
            .flatMap(List::stream)
            .<Object>map(WaitingTimes::cellId)
            .distinct()
            .toList();
    Map<Place, Double> medians = medians(escapes.where(col("cell_id").isInCollection(ids)));
    all.replaceAll((event, curves) -> curves.stream().map(times -> times.with(medians)).toList());
    Map<Place, WaitingTimes> shown = new LinkedHashMap<>();
    all.values().stream().flatMap(List::stream).forEach(times -> shown.put(times.place(), times));
    for (BinRisk bin :
        BinRisk.ROWS.list(
            wanted
                .where(col("cell_id").isInCollection(ids))
                .groupBy(
                    col("cell_id"),
                    col("event"),
                    col("level"),
                    ceil(log10(col("time")).multiply(PER_DECADE)).cast("int").as("bin"))
                .agg(sum(happened).as("events"), count(lit(1)).as("runs")))) {
      WaitingTimes times =
          shown.get(new Place(bin.cellId(), new Watched(bin.event(), bin.level())));
      if (times != null) {
        times.risks().put(bin.bin(), new Risk(bin.events(), bin.runs() - bin.events()));
      }
    }
    return all;
  }

  /**
   * The medians of Kaplan and Meier, where the curve comes down to 1/2. Of d events among n runs at
   * risk a time contributes log(1 - d/n) to the logarithm of the curve.
   */
  static Map<Place, Double> medians(Dataset<Row> escapes) {
    WindowSpec later =
        Window.partitionBy("cell_id", "event", "level")
            .orderBy(col("time").desc())
            .rowsBetween(Window.unboundedPreceding(), Window.currentRow());
    WindowSpec upToNow =
        Window.partitionBy("cell_id", "event", "level")
            .orderBy("time")
            .rowsBetween(Window.unboundedPreceding(), Window.currentRow());
    Map<Place, Double> medians = new HashMap<>();
    Dataset<Row> found =
        escapes
            .groupBy("cell_id", "event", "level", "time")
            .agg(sum(col("occurred").cast("long")).as("events"), count(lit(1)).as("runs"))
            .withColumn("at_risk", sum("runs").over(later))
            .withColumn(
                "log_survival",
                sum(when(
                            col("events").lt(col("at_risk")),
                            log1p(col("events").divide(col("at_risk")).multiply(-1)))
                        .otherwise(-Double.MAX_VALUE))
                    .over(upToNow))
            .where(col("log_survival").leq(Math.log(0.5) + ROUNDING))
            .groupBy("cell_id", "event", "level")
            .agg(min("time").as("time"));
    for (Median median : Median.ROWS.list(found)) {
      medians.put(
          new Place(median.cellId(), new Watched(median.event(), median.level())), median.time());
    }
    return medians;
  }

  private Place place() {
    return new Place(cellId, watched);
  }

  private WaitingTimes with(Map<Place, Double> medians) {
    Double own = medians.get(place());
    return new WaitingTimes(
        cellId,
        watched,
        rate,
        own == null ? OptionalDouble.empty() : OptionalDouble.of(own),
        risks);
  }

  private static List<WaitingTimes> spread(List<WaitingTimes> unsorted) {
    return Budget.spread(
        unsorted.stream()
            .sorted(
                Comparator.comparingDouble(WaitingTimes::rate)
                    .thenComparing(WaitingTimes::cellId)
                    .thenComparing(times -> times.watched().toString()))
            .toList(),
        Budget.CROSSING_CURVES);
  }
}
