package org.logscape.jobs.fit;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.store.RowBinding;
import org.logscape.kernel.Status;
import org.logscape.schemas.Table;
import org.logscape.statistics.RunBootstrap;
import scala.Tuple2;

/**
 * Sums over the runs of one cell: how many there are and diverged, and the mean loss after burn-in
 * as observed and in every bootstrap replicate. Mutable while rows are added up.
 *
 * <p>Losses are summed in pairs of doubles (Knuth, The Art of Computer Programming 2, 4.2.2), whose
 * rounding is far below that of the sum: so the order of the rows, which files and partitions
 * decide, does not show.
 */
public final class RunSums implements Serializable {
  private long runs;
  private long diverged;
  private long withMean;
  private final long[] replicateRuns;

  /** The sum of mean losses, of which {@code [0]} is as observed and [1 + r] replicate r's. */
  private final double[] sum;

  /** What rounding took from {@link #sum}. */
  private final double[] rest;

  /** How a run ended. */
  private record End(String runId, String cellId, Status status, Double meanLoss) {
    static final RowBinding<End> ROWS = RowBinding.partOf(Table.RUNS, End.class);
  }

  private RunSums(int replicates) {
    replicateRuns = new long[replicates];
    sum = new double[1 + replicates];
    rest = new double[1 + replicates];
  }

  /** Adds up the runs table in one pass, by cell. */
  static Map<String, RunSums> of(Dataset<Row> runs, RunBootstrap bootstrap, int replicates) {
    return End.ROWS
        .rdd(runs)
        .mapPartitionsToPair(
            ends -> {
              Map<String, RunSums> partial = new HashMap<>();
              RunWeights weights = RunWeights.of(bootstrap, replicates);
              ends.forEachRemaining(
                  end ->
                      partial
                          .computeIfAbsent(end.cellId(), id -> new RunSums(replicates))
                          .add(end, weights));
              List<Tuple2<String, RunSums>> pairs = new ArrayList<>();
              partial.forEach((cell, sum) -> pairs.add(new Tuple2<>(cell, sum)));
              return pairs.iterator();
            })
        .reduceByKey(RunSums::merge)
        .collectAsMap();
  }

  private void add(End end, RunWeights weights) {
    runs++;
    diverged += end.status() == Status.DIVERGED ? 1 : 0;
    if (end.meanLoss() == null || !Double.isFinite(end.meanLoss())) {
      return;
    }
    withMean++;
    double loss = end.meanLoss();
    add(0, loss);
    int[] weightIn = weights.of(end.runId());
    for (int r = 0; r < weightIn.length; r++) {
      replicateRuns[r] += weightIn[r];
      add(1 + r, weightIn[r] * loss);
    }
  }

  private void add(int place, double value) {
    double before = sum[place];
    double after = before + value;
    double added = after - before;
    rest[place] += (before - (after - added)) + (value - added);
    sum[place] = after;
  }

  private RunSums merge(RunSums other) {
    runs += other.runs;
    diverged += other.diverged;
    withMean += other.withMean;
    for (int r = 0; r < replicateRuns.length; r++) {
      replicateRuns[r] += other.replicateRuns[r];
    }
    for (int place = 0; place < sum.length; place++) {
      add(place, other.sum[place]);
      rest[place] += other.rest[place];
    }
    return this;
  }

  /** Runs of the cell. */
  public long runs() {
    return runs;
  }

  /** Runs that diverged. */
  public long diverged() {
    return diverged;
  }

  /** Why no loss was counted in any run of the cell. */
  public String noLosses() {
    return diverged == runs
        ? "no losses counted: all %,d runs diverged".formatted(runs)
        : "no losses counted: of %,d runs %,d diverged, none got past the burn-in"
            .formatted(runs, diverged);
  }

  /** Runs that have a mean loss. */
  public long withMean() {
    return withMean;
  }

  /** Mean over the runs of their mean loss, with its bootstrap interval. */
  public Measured meanLossAbove(double minimumLoss) {
    if (withMean == 0) {
      return Measured.none();
    }
    double[] replicates = new double[replicateRuns.length];
    for (int r = 0; r < replicates.length; r++) {
      replicates[r] =
          replicateRuns[r] > 0
              ? (sum[1 + r] + rest[1 + r]) / replicateRuns[r] - minimumLoss
              : Double.NaN;
    }
    double mean = (sum[0] + rest[0]) / withMean - minimumLoss;
    return withMean > 1 ? Measured.of(mean, replicates) : Measured.of(mean);
  }
}
