package org.logscape.jobs.report;

import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log10;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.predict.Watched;
import org.logscape.jobs.report.SurvivalCurve.Risk;

/** Risk tables of escape times, summed up by Spark: what reaches the driver is bins, not runs. */
final class RiskTables {
  /** Bins of a decade of time: 7 % each. */
  static final int PER_DECADE = 32;

  private RiskTables() {}

  /**
   * The waiting times of one event in one cell.
   *
   * @param rate events over time at risk, per unit t
   * @param risks by the number k of the bin's upper end 10^(k / {@link #PER_DECADE})
   */
  record Waiting(String cellId, Watched watched, double rate, NavigableMap<Integer, Risk> risks) {}

  /** At most a budget's curves of one kind of event, from the slowest to the fastest. */
  static List<Waiting> of(Dataset<Row> escapes, Cells cells, String event) {
    Dataset<Row> wanted =
        escapes.where(
            col("event")
                .equalTo(event)
                .and(col("time").gt(0))
                .and(col("cell_id").isInCollection(cells.ids())));
    Column happened = col("occurred").cast("long");
    List<Waiting> all =
        new ArrayList<>(
            wanted
                .groupBy("cell_id", "level")
                .agg(sum(happened), sum("time"))
                .collectAsList()
                .stream()
                .map(
                    row ->
                        new Waiting(
                            row.getString(0),
                            new Watched(event, row.isNullAt(1) ? null : row.getDouble(1)),
                            row.getLong(2) / row.getDouble(3),
                            new TreeMap<>()))
                .toList());
    all.sort(
        Comparator.comparingDouble(Waiting::rate)
            .thenComparing(Waiting::cellId)
            .thenComparing(waiting -> waiting.watched().toString()));
    List<Waiting> shown = Budget.spread(all, Budget.CROSSING_CURVES);
    List<Object> ids = shown.stream().<Object>map(Waiting::cellId).distinct().toList();
    for (Row row :
        wanted
            .where(col("cell_id").isInCollection(ids))
            .groupBy(
                col("cell_id"),
                col("level"),
                ceil(log10(col("time")).multiply(PER_DECADE)).cast("int"))
            .agg(sum(happened), count(lit(1)))
            .collectAsList()) {
      Watched watched = new Watched(event, row.isNullAt(1) ? null : row.getDouble(1));
      Risk risk = new Risk(row.getLong(3), row.getLong(4) - row.getLong(3));
      shown.stream()
          .filter(w -> w.cellId().equals(row.getString(0)) && w.watched().equals(watched))
          .forEach(waiting -> waiting.risks().put(row.getInt(2), risk));
    }
    return shown;
  }
}
