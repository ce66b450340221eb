package org.logscape.jobs.report.data;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.min;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.text.Numbers;

/**
 * What rare-event sampling came to.
 *
 * @param events whose rates were sampled, over all cells
 * @param measured those with a rate
 * @param cells in which they are
 * @param least the smallest rate, per unit of t; not a number where none was measured
 */
public record RareStatus(long events, long measured, long cells, double least) {

  /** Nothing was sampled. */
  static RareStatus none() {
    return new RareStatus(0, 0, 0, Double.NaN);
  }

  /** Of the table {@code rare_rates}. */
  static RareStatus of(Dataset<Row> rates) {
    Row row =
        rates
            .agg(count("*"), count(col("rate")), countDistinct(col("cell_id")), min(col("rate")))
            .head();
    return new RareStatus(
        row.getLong(0),
        row.getLong(1),
        row.getLong(2),
        row.isNullAt(3) ? Double.NaN : row.getDouble(3));
  }

  /** Whether anything was sampled. */
  public boolean isEmpty() {
    return events == 0;
  }

  /** In a sentence. */
  public String summary() {
    String found =
        measured == 0
            ? "none measured"
            : "down to %s per unit of t".formatted(Numbers.brief(least));
    return "Rare events: %,d of %,d rates in %,d %s sampled, %s."
        .formatted(measured, events, cells, cells == 1 ? "cell" : "cells", found);
  }
}
