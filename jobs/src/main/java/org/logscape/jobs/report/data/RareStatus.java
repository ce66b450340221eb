package org.logscape.jobs.report.data;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.min;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.text.Numbers;

/**
 * Counts of rare-event sampling.
 *
 * @param events whose rates were sampled, over all cells
 * @param measured those with a rate
 * @param cells in which they are
 * @param least the smallest rate, per unit of t; not a number where none was measured
 */
public record RareStatus(long events, long measured, long cells, double least) {
  /** The same of a table; least is null where no rate was measured. */
  private record Sums(long events, long measured, long cells, Double least) {
    static final RowBinding<Sums> ROWS = RowBinding.ofQuery(Sums.class);
  }

  /** Nothing was sampled. */
  static RareStatus none() {
    return new RareStatus(0, 0, 0, Double.NaN);
  }

  /** Of the table {@code rare_rates}. */
  static RareStatus of(Dataset<Row> rates) {
    Sums sums =
        Sums.ROWS.read(
            rates
                .agg(
                    count("*").as("events"),
                    count(col("rate")).as("measured"),
                    countDistinct(col("cell_id")).as("cells"),
                    min(col("rate")).as("least"))
                .head());
    return new RareStatus(
        sums.events(),
        sums.measured(),
        sums.cells(),
        sums.least() == null ? Double.NaN : sums.least());
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
