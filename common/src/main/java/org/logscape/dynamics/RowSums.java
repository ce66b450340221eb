package org.logscape.dynamics;

import java.lang.invoke.MethodHandles;
import org.logscape.simd.Lanes;

/**
 * The sums along the rows of a table of samples. Each runs as eight partial sums, column j in sum j
 * mod 8, which are added as a fixed tree, so scalar code and vectors of any width leave the same
 * bits. Rows are a multiple of eight long.
 */
interface RowSums {
  /** The one that suits this machine. */
  RowSums INSTANCE =
      Lanes.choose(
          RowSums.class,
          ScalarRowSums::new,
          MethodHandles.lookup(),
          "org.logscape.dynamics.VectorRowSums");

  /**
   * Partial sums of v . x for each chosen row: partial {@code k} of row {@code s} goes to {@code
   * out[8 s + k]}.
   *
   * @param v one vector, as long as a row
   * @param table rows
   * @param starts where the chosen rows start in the table
   * @param count how many are chosen
   */
  void products(double[] v, double[] table, int[] starts, int count, double[] out);

  /**
   * out_j = sum_s c_s x_{s j}, in the order of the rows.
   *
   * @param weights c of each chosen row
   * @param out as long as a row
   */
  void gradient(double[] table, int[] starts, int count, double[] weights, double[] out);

  /**
   * One step, v_j += rate_j gradient_j, and the partial sums of sum_j half_j (v_j - centre_j)^2
   * after it. All vectors are as long as a row.
   *
   * @param out receives eight partial sums
   */
  void move(
      double[] v, double[] gradient, double[] rate, double[] centre, double[] half, double[] out);

  /** The sum of eight partial sums, as a fixed tree. */
  static double tree(double[] partial, int at) {
    return ((partial[at] + partial[at + 4]) + (partial[at + 2] + partial[at + 6]))
        + ((partial[at + 1] + partial[at + 5]) + (partial[at + 3] + partial[at + 7]));
  }
}
