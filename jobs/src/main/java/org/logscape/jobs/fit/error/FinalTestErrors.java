package org.logscape.jobs.fit.error;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.substring_index;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.store.RowBinding;
import org.logscape.kernel.Status;

/**
 * The test errors of a cell after the last epoch. The best epoch is not used, because choosing it
 * would use the test data. Mutable while rows are added up.
 */
final class FinalTestErrors {
  private final SortedMap<Integer, RunEnd> byReplica = new TreeMap<>();
  private long diverged;
  private long without;
  private long censored;
  private int firstEnd = Integer.MAX_VALUE;
  private int lastEnd;

  /** The last epoch of a run. */
  private record LastEpoch(
      String cellId,
      int replica,
      Double accuracy,
      int epoch,
      Status status,
      double loss,
      long steps) {
    static final RowBinding<LastEpoch> ROWS = RowBinding.ofQuery(LastEpoch.class);
  }

  private FinalTestErrors() {}

  /**
   * Reads the last epoch of each run, by cell.
   *
   * @param evaluations the table
   * @param runs the table, for how runs ended
   */
  static Map<String, FinalTestErrors> of(Dataset<Row> evaluations, Dataset<Row> runs) {
    Map<String, FinalTestErrors> cells = new HashMap<>();
    Dataset<Row> last =
        evaluations
            .groupBy("cell_id", "run_id")
            .agg(
                max_by(col("test_accuracy"), col("epoch")).as("accuracy"),
                max("epoch").as("epoch"),
                max_by(col("train_loss"), col("epoch")).as("loss"))
            .join(runs.select("run_id", "status", "steps"), "run_id")
            .select(
                col("cell_id"),
                substring_index(col("run_id"), "-", -1).cast("int").as("replica"),
                col("accuracy"),
                col("epoch"),
                col("status"),
                col("loss"),
                col("steps"));
    LastEpoch.ROWS
        .list(last)
        .forEach(
            run -> cells.computeIfAbsent(run.cellId(), cell -> new FinalTestErrors()).add(run));
    return cells;
  }

  private void add(LastEpoch run) {
    if (run.status() == Status.DIVERGED) {
      diverged++;
    } else if (run.accuracy() == null || !Double.isFinite(run.accuracy())) {
      without++;
    } else {
      byReplica.put(run.replica(), new RunEnd(1 - run.accuracy(), run.loss(), run.steps()));
      censored += run.status() == Status.CENSORED ? 1 : 0;
      firstEnd = Math.min(firstEnd, run.epoch());
      lastEnd = Math.max(lastEnd, run.epoch());
    }
  }

  /** Where runs ended, by replica. */
  SortedMap<Integer, RunEnd> byReplica() {
    return byReplica;
  }

  /** 1 - accuracy after the last epoch, by replica. */
  double[] values() {
    return of(RunEnd::testError);
  }

  /** Something of the end of each run, by replica. */
  double[] of(ToDoubleFunction<RunEnd> what) {
    return byReplica.values().stream().mapToDouble(what).toArray();
  }

  /** Mean of L where runs ended. */
  double trainLoss() {
    return byReplica.values().stream().mapToDouble(RunEnd::trainLoss).average().orElse(Double.NaN);
  }

  /** Runs that reached the step limit before what they were to stop at. */
  long censored() {
    return censored;
  }

  boolean isEmpty() {
    return byReplica.isEmpty();
  }

  /** Runs that diverged, whose last epoch is not the end of training. */
  long diverged() {
    return diverged;
  }

  /** Runs that have no test accuracy. */
  long without() {
    return without;
  }

  /** Whether runs were evaluated last at different epochs. */
  boolean endsDiffer() {
    return firstEnd < lastEnd;
  }

  int firstEnd() {
    return firstEnd;
  }

  int lastEnd() {
    return lastEnd;
  }
}
