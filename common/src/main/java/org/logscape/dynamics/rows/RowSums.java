package org.logscape.dynamics.rows;

import java.lang.invoke.MethodHandles;
import org.logscape.model.SampleTable;
import org.logscape.simd.Lanes;

/**
 * One step of the replicas of a group on a table of samples, the sums along its rows. Each sum runs
 * as eight partial sums, column j in sum j mod 8, which are added as a fixed tree, so scalar code
 * and vectors of any width leave the same bits. Rows are a multiple of eight long; {@code v[lane]}
 * is as long as a row.
 */
public interface RowSums {
  /** Any rows: the one that suits this machine. */
  RowSums LONG_ROWS =
      Lanes.choose(
          RowSums.class,
          ScalarRowSums::new,
          MethodHandles.lookup(),
          "org.logscape.dynamics.rows.VectorRowSums");

  /** Rows of at most 16 columns: the one that suits this machine. */
  RowSums SHORT_ROWS =
      Lanes.choose(
          RowSums.class,
          ScalarRowSums::new,
          MethodHandles.lookup(),
          "org.logscape.dynamics.rows.VectorShortRowSums");

  /** Columns up to which a group's rows stay in the nearest cache between its two sums. */
  int SHORT = 2 * Lanes.GROUP;

  /** Eight partial sums of eight lanes. */
  int SQUARE = Lanes.GROUP * Lanes.GROUP;

  /** The one for rows of a length. */
  static RowSums of(int stride) {
    return stride <= SHORT ? SHORT_ROWS : LONG_ROWS;
  }

  /**
   * What a step does to a replica: v_j += rates_j g_j, and the loss after it, floor + sum_j half_j
   * (v_j - centre_j)^2. The vectors are as long as a row; rates, the learning rate with a minus,
   * and half are zero from {@code dimensions} on. Column {@code dimensions} is that of the label,
   * where v is -1 and stays so.
   */
  record Descent(int dimensions, double[] rates, double[] centre, double[] half, double floor) {}

  /**
   * One step of every replica of the group down its gradient g = sum_s r_s x_s, samples in their
   * order, where r_s = c_s v . x_s are the weighted residuals.
   *
   * @param v of each lane, whole groups of them
   * @param lane the first lane of the group
   * @param live the lanes of the group that hold a replica, the first ones; others may be computed
   * @param samples of the step: sample {@code s} of lane {@code i} of the group at {@code [8 s +
   *     i]}
   * @param weights c of each of the samples of a step
   * @param workspace for as many samples
   * @param loss receives the losses at {@code [lane, lane + live)}
   */
  void step(
      double[][] v,
      int lane,
      int live,
      SampleTable samples,
      long[] chosen,
      double[] weights,
      Descent descent,
      Workspace workspace,
      double[] loss);

  /**
   * Room for what a step computes on its way, so that no step allocates any.
   *
   * @param residuals of the samples of a step, eight lanes each
   * @param partial eight partial sums of each of them
   * @param starts where the row of each sample starts
   */
  record Workspace(double[] residuals, double[] partial, long[] starts) {
    /** Room for as many samples a step. */
    public static Workspace of(int samples) {
      return new Workspace(
          new double[samples * Lanes.GROUP],
          new double[samples * SQUARE],
          new long[samples * Lanes.GROUP]);
    }
  }

  /** The sum of eight partial sums, as a fixed tree. */
  static double tree(double[] partial, int at) {
    return ((partial[at] + partial[at + 4]) + (partial[at + 2] + partial[at + 6]))
        + ((partial[at + 1] + partial[at + 5]) + (partial[at + 3] + partial[at + 7]));
  }
}
