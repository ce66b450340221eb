package org.logscape.jobs.sweep;

import org.apache.spark.api.java.JavaRDD;
import org.logscape.jobs.rows.HistogramRow;
import org.logscape.jobs.store.TableRow;
import scala.Tuple2;

/** Brings together the histograms of replicas that share one and ended at different times. */
final class Histograms {
  private Histograms() {}

  /** The same rows, where each bin of the histograms has one. */
  static JavaRDD<TableRow> added(JavaRDD<TableRow> rows) {
    JavaRDD<TableRow> sums =
        rows.filter(HistogramRow.class::isInstance)
            .map(HistogramRow.class::cast)
            .mapToPair(row -> new Tuple2<>(row.counting(0), row.count()))
            .reduceByKey(Long::sum)
            .map(sum -> sum._1().counting(sum._2()));
    return rows.filter(row -> !(row instanceof HistogramRow)).union(sums);
  }
}
