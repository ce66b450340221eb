package org.logscape.jobs.sweep;

import java.io.Serializable;
import org.apache.spark.api.java.JavaRDD;
import org.logscape.jobs.store.TableRow;
import org.logscape.schemas.Table;
import scala.Tuple2;

/** Brings together the histograms of replicas that share one and ended at different times. */
final class Histograms {
  private static final int COUNT = Table.LOSS_HISTOGRAMS.schema().indexOf("count");

  private Histograms() {}

  /** One bin of one group. */
  private record Bin(String cellId, int group, double low, double high) implements Serializable {}

  /** The same rows, where each bin of the histograms has one. */
  static JavaRDD<TableRow> added(JavaRDD<TableRow> rows) {
    JavaRDD<TableRow> sums =
        rows.filter(row -> row.table() == Table.LOSS_HISTOGRAMS)
            .mapToPair(row -> new Tuple2<>(bin(row.values()), (Long) row.values()[COUNT]))
            .reduceByKey(Long::sum)
            .map(sum -> row(sum._1(), sum._2()));
    return rows.filter(row -> row.table() != Table.LOSS_HISTOGRAMS).union(sums);
  }

  private static Bin bin(Object[] values) {
    return new Bin((String) values[0], (Integer) values[1], (Double) values[2], (Double) values[3]);
  }

  private static TableRow row(Bin bin, long count) {
    return new TableRow(
        Table.LOSS_HISTOGRAMS,
        new Object[] {bin.cellId(), bin.group(), bin.low(), bin.high(), count});
  }
}
