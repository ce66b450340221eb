package org.logscape.jobs.fit.escape;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.predict.Watched;
import org.logscape.jobs.store.RowBinding;
import org.logscape.schemas.Table;
import org.logscape.statistics.RunBootstrap;

/**
 * Rates of rare events beside brute-force ones: a rate with relative error s weighs as 1/s^2 events
 * do, and its replicates resample the repeats as others resample runs. Only rates whose verdict is
 * {@code measured} count.
 */
final class RareSums {
  private final List<MeasuredRate> rates;

  /** A rate that was measured: a part of a row of the rare rates. */
  private record MeasuredRate(
      String cellId,
      String event,
      Double level,
      Double rate,
      Double relativeError,
      double[] repeatRates) {
    static final RowBinding<MeasuredRate> ROWS =
        RowBinding.partOf(Table.RARE_RATES, MeasuredRate.class);

    Watched watched() {
      return Watched.of(event, level);
    }
  }

  private RareSums(List<MeasuredRate> rates) {
    this.rates = rates;
  }

  static RareSums of(Dataset<Row> table) {
    return new RareSums(MeasuredRate.ROWS.list(table.where("verdict = 'measured'")));
  }

  /** Events among them that are not in a list yet go to its end. */
  List<Watched> addTo(List<Watched> watched) {
    Set<Watched> all = new LinkedHashSet<>(watched);
    rates.forEach(rate -> all.add(rate.watched()));
    return List.copyOf(all);
  }

  /** The sums of brute force with those of the rates added. */
  Map<EventSums.Key, EventSums> addTo(
      Map<EventSums.Key, EventSums> brute, RunBootstrap bootstrap, int replicates) {
    Map<EventSums.Key, EventSums> all = new HashMap<>(brute);
    for (MeasuredRate rate : rates) {
      String cell = rate.cellId();
      double error = rate.relativeError();
      long worth = Math.max(1, Math.round(1 / (error * error)));
      all.compute(
          new EventSums.Key(cell, rate.watched()),
          (key, old) ->
              EventSums.withRare(
                  old,
                  worth,
                  rate.rate(),
                  resampled(cell, rate.repeatRates(), bootstrap, replicates)));
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
