package org.logscape.jobs.report.data;

import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log10;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.predict.Watched;

/**
 * The waiting times of one event in one cell, as a risk table. Spark sums the escape times up in
 * bins of log time, so that the driver receives bins and not runs.
 *
 * @param rate events over time at risk, per unit t
 * @param risks by the number k of the bin's upper end 10^(k / {@value #PER_DECADE})
 */
public record WaitingTimes(
    String cellId, Watched watched, double rate, NavigableMap<Integer, Risk> risks) {
  /** Bins of a decade of time: 7 % each. */
  public static final int PER_DECADE = 32;

  /**
   * What happened in a bin.
   *
   * @param events runs whose event lies in it
   * @param censored runs that were last seen in it without the event
   */
  public record Risk(long events, long censored) {}

  /** What is summed up: one event of one cell. */
  private record Place(String cellId, Watched watched) {}

  /**
   * For each event that was watched at most {@link Budget#CROSSING_CURVES} risk tables, from the
   * slowest to the fastest. Runs two Spark jobs.
   */
  static Map<String, List<WaitingTimes>> byEvent(Dataset<Row> escapes, ShownCells cells) {
    Dataset<Row> wanted =
        escapes.where(col("time").gt(0).and(col("cell_id").isInCollection(cells.ids())));
    Column happened = col("occurred").cast("long");
    Map<String, List<WaitingTimes>> all = new LinkedHashMap<>();
    for (Row row :
        wanted
            .groupBy("cell_id", "event", "level")
            .agg(sum(happened), sum("time"))
            .collectAsList()) {
      Place place = place(row);
      all.computeIfAbsent(place.watched().event(), event -> new ArrayList<>())
          .add(
              new WaitingTimes(
                  place.cellId(),
                  place.watched(),
                  row.getLong(3) / row.getDouble(4),
                  new TreeMap<>()));
    }
    all.replaceAll((event, unsorted) -> spread(unsorted));
    Map<Place, WaitingTimes> shown = new LinkedHashMap<>();
    all.values().stream()
        .flatMap(List::stream)
        .forEach(times -> shown.put(new Place(times.cellId(), times.watched()), times));
    List<Object> ids = shown.keySet().stream().<Object>map(Place::cellId).distinct().toList();
    for (Row row :
        wanted
            .where(col("cell_id").isInCollection(ids))
            .groupBy(
                col("cell_id"),
                col("event"),
                col("level"),
                ceil(log10(col("time")).multiply(PER_DECADE)).cast("int"))
            .agg(sum(happened), count(lit(1)))
            .collectAsList()) {
      Risk risk = new Risk(row.getLong(4), row.getLong(5) - row.getLong(4));
      WaitingTimes times = shown.get(place(row));
      if (times != null) {
        times.risks().put(row.getInt(3), risk);
      }
    }
    return all;
  }

  private static Place place(Row row) {
    return new Place(
        row.getString(0), new Watched(row.getString(1), row.isNullAt(2) ? null : row.getDouble(2)));
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
