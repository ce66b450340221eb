package org.logscape.jobs.fit;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.spec.Literal;
import org.logscape.kernel.Status;
import org.logscape.statistics.RunBootstrap;
import scala.Tuple2;

/**
 * Sums over the runs of one cell: how many there are and diverged, and the mean loss after burn-in
 * as observed and in every bootstrap replicate. Mutable while rows are added up.
 */
final class RunSums implements Serializable {
  private long runs;
  private long diverged;
  private long withMean;
  private double meanSum;
  private final double[] replicateRuns;
  private final double[] replicateSum;

  private RunSums(int replicates) {
    replicateRuns = new double[replicates];
    replicateSum = new double[replicates];
  }

  /** Adds up the runs table in one pass, by cell. */
  static Map<String, RunSums> of(Dataset<Row> runs, RunBootstrap bootstrap, int replicates) {
    return runs.select("run_id", "cell_id", "status", "mean_loss")
        .javaRDD()
        .mapPartitionsToPair(
            rows -> {
              Map<String, RunSums> partial = new HashMap<>();
              rows.forEachRemaining(
                  row ->
                      partial
                          .computeIfAbsent(row.getString(1), id -> new RunSums(replicates))
                          .add(row, bootstrap));
              List<Tuple2<String, RunSums>> pairs = new ArrayList<>();
              partial.forEach((cell, sum) -> pairs.add(new Tuple2<>(cell, sum)));
              return pairs.iterator();
            })
        .reduceByKey(RunSums::merge)
        .collectAsMap();
  }

  private void add(Row row, RunBootstrap bootstrap) {
    runs++;
    diverged += row.getString(2).equals(Literal.of(Status.DIVERGED)) ? 1 : 0;
    if (row.isNullAt(3) || !Double.isFinite(row.getDouble(3))) {
      return;
    }
    withMean++;
    meanSum += row.getDouble(3);
    long key = RunBootstrap.key(row.getString(0));
    for (int r = 0; r < replicateRuns.length; r++) {
      int weight = bootstrap.weight(key, r);
      replicateRuns[r] += weight;
      replicateSum[r] += weight * row.getDouble(3);
    }
  }

  private RunSums merge(RunSums other) {
    runs += other.runs;
    diverged += other.diverged;
    withMean += other.withMean;
    meanSum += other.meanSum;
    for (int r = 0; r < replicateRuns.length; r++) {
      replicateRuns[r] += other.replicateRuns[r];
      replicateSum[r] += other.replicateSum[r];
    }
    return this;
  }

  /** Runs of the cell. */
  long runs() {
    return runs;
  }

  /** Runs that diverged. */
  long diverged() {
    return diverged;
  }

  /** Runs that have a mean loss. */
  long withMean() {
    return withMean;
  }

  /** Mean over the runs of their mean loss, with its bootstrap interval. */
  Measured meanLossAbove(double minimumLoss) {
    if (withMean == 0) {
      return Measured.none();
    }
    double[] replicates = new double[replicateRuns.length];
    for (int r = 0; r < replicates.length; r++) {
      replicates[r] =
          replicateRuns[r] > 0 ? replicateSum[r] / replicateRuns[r] - minimumLoss : Double.NaN;
    }
    double mean = meanSum / withMean - minimumLoss;
    return withMean > 1 ? Measured.of(mean, replicates) : Measured.of(mean);
  }
}
