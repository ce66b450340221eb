package org.logscape.jobs.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Loss histograms of single cells over all their runs, summed up by Spark. */
final class LossHistograms {
  /** Fewer losses have no distribution to show. */
  static final long FEWEST_LOSSES = 500;

  private static final int MOST_BINS = 64;

  private LossHistograms() {}

  /**
   * A bin of x = L/L* - 1.
   *
   * @param low lower edge, above 0
   * @param high upper edge
   */
  record Bin(double low, double high, long count) {
    double middle() {
      return Math.sqrt(low * high);
    }
  }

  /**
   * The histogram of a cell.
   *
   * @param bins ascending, of equal width on a log axis, those without a count left out
   * @param total all counts, also those below and above every bin
   */
  record Histogram(String cellId, List<Bin> bins, long total) {
    /** Density per unit of ln x in a bin. */
    double density(Bin bin) {
      return bin.count() / (total * Math.log(bin.high() / bin.low()));
    }

    /**
     * The same without the lowest bins, those below which at most a share of all losses lies; what
     * is left keeps its density.
     */
    Histogram withoutLowest(double least) {
      long below = 0;
      int first = 0;
      while (first < bins.size() && below + bins.get(first).count() <= least * total) {
        below += bins.get(first).count();
        first++;
      }
      return new Histogram(cellId, bins.subList(first, bins.size()), total);
    }

    /** The share of all losses in the bins from one edge to another. */
    double share(double from, double to) {
      return bins.stream()
              .filter(bin -> bin.middle() >= from && bin.middle() <= to)
              .mapToLong(Bin::count)
              .sum()
          / (double) total;
    }
  }

  /**
   * Histograms of an even spread of the cells that have one, from cold to hot; those with few
   * losses are left out.
   */
  static List<Histogram> of(Dataset<Row> table, Cells cells) {
    List<String> having =
        table
            .where(col("cell_id").isInCollection(cells.ids()))
            .groupBy("cell_id")
            .agg(sum("count").as("losses"))
            .where(col("losses").geq(FEWEST_LOSSES))
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .sorted(
                Comparator.<String>comparingDouble(
                        cell -> cells.theory(cell).landscape().temperature())
                    .thenComparing(cell -> cell))
            .toList();
    Map<String, List<Row>> rows = new LinkedHashMap<>();
    Budget.spread(having, Budget.CROSSING_CURVES)
        .forEach(cell -> rows.put(cell, new ArrayList<>()));
    table
        .where(col("cell_id").isInCollection(new ArrayList<Object>(rows.keySet())))
        .groupBy("cell_id", "bin_low", "bin_high")
        .agg(sum("count"))
        .orderBy("cell_id", "bin_low")
        .collectAsList()
        .forEach(row -> rows.get(row.getString(0)).add(row));
    return rows.entrySet().stream().map(e -> histogram(e.getKey(), e.getValue())).toList();
  }

  private static Histogram histogram(String cell, List<Row> rows) {
    long total = rows.stream().mapToLong(row -> row.getLong(3)).sum();
    List<Row> finite =
        rows.stream()
            .filter(row -> Double.isFinite(row.getDouble(1)) && Double.isFinite(row.getDouble(2)))
            .toList();
    if (finite.isEmpty()) {
      return new Histogram(cell, List.of(), total);
    }
    double width = finite.get(0).getDouble(2) - finite.get(0).getDouble(1);
    double first = finite.get(0).getDouble(1);
    long last = Math.round((finite.get(finite.size() - 1).getDouble(1) - first) / width);
    long merged = 1 + last / MOST_BINS;
    Map<Long, Long> counts = new LinkedHashMap<>();
    finite.forEach(
        row ->
            counts.merge(
                Math.round((row.getDouble(1) - first) / width) / merged,
                row.getLong(3),
                Long::sum));
    List<Bin> bins = new ArrayList<>();
    counts.forEach(
        (k, count) -> {
          double low = first + k * merged * width;
          bins.add(new Bin(Math.pow(10, low), Math.pow(10, low + merged * width), count));
        });
    return new Histogram(cell, bins, total);
  }
}
