package org.logscape.jobs.report.data;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.logscape.jobs.store.RowBinding;

/**
 * The histogram of the losses of one cell over all its runs.
 *
 * @param bins ascending, of equal width on a log axis; bins without a count are left out
 * @param total all counts, including those below and above every bin
 */
public record LossHistogram(String cellId, List<Bin> bins, long total) {
  /** Fewest losses of a cell whose distribution is shown. */
  public static final long FEWEST_LOSSES = 500;

  private static final int MOST_BINS = 64;

  /**
   * A bin of x = L/L* - 1.
   *
   * @param low lower edge, above 0
   * @param high upper edge
   */
  public record Bin(double low, double high, long count) {
    /** Geometric mean of the edges. */
    public double middle() {
      return Math.sqrt(low * high);
    }
  }

  /** Losses in a bin of log10 x. */
  private record Count(String cellId, double binLow, double binHigh, long count) {
    static final RowBinding<Count> ROWS = RowBinding.ofQuery(Count.class);
  }

  /** Density per unit of ln x in a bin. */
  public double density(Bin bin) {
    return bin.count() / (total * Math.log(bin.high() / bin.low()));
  }

  /**
   * The histogram without its lowest bins, below which at most a share of all losses lies. The
   * other bins keep their density.
   *
   * @param share of all losses, at most
   */
  public LossHistogram withoutLowest(double share) {
    long below = 0;
    int first = 0;
    while (first < bins.size() && below + bins.get(first).count() <= share * total) {
      below += bins.get(first).count();
      first++;
    }
    return new LossHistogram(cellId, bins.subList(first, bins.size()), total);
  }

  /** The share of all losses in the bins from one value of x to another. */
  public double share(double from, double to) {
    return bins.stream()
            .filter(bin -> bin.middle() >= from && bin.middle() <= to)
            .mapToLong(Bin::count)
            .sum()
        / (double) total;
  }

  /**
   * Histograms of an even spread of the cells that have at least {@value #FEWEST_LOSSES} losses,
   * from cold to hot. Runs two Spark jobs.
   */
  static List<LossHistogram> ofCells(Dataset<Row> table, ShownCells cells) {
    List<String> having =
        table
            .where(col("cell_id").isInCollection(cells.ids()))
            .groupBy("cell_id")
            .agg(sum("count").as("losses"))
            .where(col("losses").geq(FEWEST_LOSSES))
            .select("cell_id")
            .as(Encoders.STRING())
            .collectAsList()
            .stream()
            .sorted(
                Comparator.<String>comparingDouble(
                        cell -> cells.theory(cell).landscape().temperature())
                    .thenComparing(cell -> cell))
            .toList();
    Map<String, List<Count>> counts = new LinkedHashMap<>();
    Budget.spread(having, Budget.CROSSING_CURVES)
        .forEach(cell -> counts.put(cell, new ArrayList<>()));
    if (counts.isEmpty()) {
      return List.of();
    }
    Count.ROWS
        .list(
            table
                .where(col("cell_id").isInCollection(new ArrayList<Object>(counts.keySet())))
                .groupBy("cell_id", "bin_low", "bin_high")
                .agg(sum("count").as("count")))
        .forEach(bin -> counts.get(bin.cellId()).add(bin));
    return counts.entrySet().stream().map(e -> of(e.getKey(), e.getValue())).toList();
  }

  private static LossHistogram of(String cell, List<Count> all) {
    long total = all.stream().mapToLong(Count::count).sum();
    List<Count> finite =
        all.stream()
            .filter(bin -> Double.isFinite(bin.binLow()) && Double.isFinite(bin.binHigh()))
            .sorted(Comparator.comparingDouble(Count::binLow))
            .toList();
    if (finite.isEmpty()) {
      return new LossHistogram(cell, List.of(), total);
    }
    double width = finite.get(0).binHigh() - finite.get(0).binLow();
    double first = finite.get(0).binLow();
    long last = Math.round((finite.get(finite.size() - 1).binLow() - first) / width);
    long merged = 1 + last / MOST_BINS;
    Map<Long, Long> counts = new LinkedHashMap<>();
    finite.forEach(
        bin ->
            counts.merge(
                Math.round((bin.binLow() - first) / width) / merged, bin.count(), Long::sum));
    List<Bin> bins = new ArrayList<>();
    counts.forEach(
        (k, count) -> {
          double low = first + k * merged * width;
          bins.add(new Bin(Math.pow(10, low), Math.pow(10, low + merged * width), count));
        });
    return new LossHistogram(cell, bins, total);
  }
}
