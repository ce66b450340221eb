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
import org.logscape.jobs.spec.key.Literal;
import org.logscape.kernel.Status;

/**
 * The test errors of a cell after the last epoch, never those of the best epoch, which would be
 * chosen by the test data. Mutable while rows are added up.
 */
final class FinalTestErrors {
  private final SortedMap<Integer, RunEnd> byReplica = new TreeMap<>();
  private long diverged;
  private long without;
  private long censored;
  private int firstEnd = Integer.MAX_VALUE;
  private int lastEnd;

  private FinalTestErrors() {}

  /**
   * Reads the last epoch of each run, by cell.
   *
   * @param evaluations the table
   * @param runs the table, for how runs ended
   */
  static Map<String, FinalTestErrors> of(Dataset<Row> evaluations, Dataset<Row> runs) {
    Map<String, FinalTestErrors> cells = new HashMap<>();
    evaluations
        .groupBy("cell_id", "run_id")
        .agg(
            max_by(col("test_accuracy"), col("epoch")).as("accuracy"),
            max("epoch").as("epoch"),
            max_by(col("train_loss"), col("epoch")).as("loss"))
        .join(runs.select("run_id", "status", "steps"), "run_id")
        .select(
            col("cell_id"),
            substring_index(col("run_id"), "-", -1).cast("int"),
            col("accuracy"),
            col("epoch"),
            col("status"),
            col("loss"),
            col("steps"))
        .collectAsList()
        .forEach(
            row -> cells.computeIfAbsent(row.getString(0), cell -> new FinalTestErrors()).add(row));
    return cells;
  }

  private void add(Row row) {
    if (row.getString(4).equals(Literal.of(Status.DIVERGED))) {
      diverged++;
    } else if (row.isNullAt(2) || !Double.isFinite(row.getDouble(2))) {
      without++;
    } else {
      byReplica.put(
          row.getInt(1), new RunEnd(1 - row.getDouble(2), row.getDouble(5), row.getLong(6)));
      censored += row.getString(4).equals(Literal.of(Status.CENSORED)) ? 1 : 0;
      firstEnd = Math.min(firstEnd, row.getInt(3));
      lastEnd = Math.max(lastEnd, row.getInt(3));
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
