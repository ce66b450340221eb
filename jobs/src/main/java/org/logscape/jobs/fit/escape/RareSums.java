package org.logscape.jobs.fit.escape;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.predict.Watched;
import org.logscape.statistics.RunBootstrap;

/**
 * Rates of rare events beside brute-force ones: a rate with relative error s weighs as 1/s^2 events
 * do, and its replicates resample the repeats as others resample runs. Only rates whose verdict is
 * {@code measured} count.
 */
final class RareSums {
  private final List<Row> rates;

  private RareSums(List<Row> rates) {
    this.rates = rates;
  }

  static RareSums of(Dataset<Row> table) {
    return new RareSums(table.where("verdict = 'measured'").collectAsList());
  }

  /** Events among them that are not in a list yet go to its end. */
  List<Watched> addTo(List<Watched> watched) {
    Set<Watched> all = new LinkedHashSet<>(watched);
    rates.forEach(row -> all.add(watched(row)));
    return List.copyOf(all);
  }

  private static Watched watched(Row row) {
    return new Watched(row.getAs("event"), row.getAs("level"));
  }

  /** The sums of brute force with those of the rates added. */
  Map<EventSums.Key, EventSums> addTo(
      Map<EventSums.Key, EventSums> brute, RunBootstrap bootstrap, int replicates) {
    Map<EventSums.Key, EventSums> all = new HashMap<>(brute);
    for (Row row : rates) {
      String cell = row.getAs("cell_id");
      double error = row.<Double>getAs("relative_error");
      long worth = Math.max(1, Math.round(1 / (error * error)));
      double[] repeats =
          row.<Double>getList(row.fieldIndex("repeat_rates")).stream()
              .mapToDouble(v -> v)
              .toArray();
      all.compute(
          new EventSums.Key(cell, watched(row)),
          (key, old) ->
              EventSums.withRare(
                  old,
                  worth,
                  row.<Double>getAs("rate"),
                  resampled(cell, repeats, bootstrap, replicates)));
    }
    return all;
  }

  private static double[] resampled(
      String cell, double[] repeats, RunBootstrap bootstrap, int replicates) {
    double[] rates = new double[replicates];
    double[] weight = new double[replicates];
    for (int repeat = 0; repeat < repeats.length; repeat++) {
      long key = RunBootstrap.key(cell + "-rare-" + repeat);
      for (int r = 0; r < replicates; r++) {
        int times = bootstrap.weight(key, r);
        weight[r] += times;
        rates[r] += times * repeats[repeat];
      }
    }
    for (int r = 0; r < replicates; r++) {
      rates[r] = weight[r] > 0 ? rates[r] / weight[r] : 0;
    }
    return rates;
  }
}
