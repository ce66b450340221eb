package org.logscape.dynamics;

import java.util.Arrays;
import org.logscape.simd.Lanes;

/** Column after column. */
final class ScalarRowSums implements RowSums {

  @Override
  public void products(double[] v, double[] table, int[] starts, int count, double[] out) {
    Arrays.fill(out, 0, count * Lanes.GROUP, 0);
    for (int s = 0; s < count; s++) {
      int row = starts[s];
      for (int j = 0; j < v.length; j++) {
        int k = s * Lanes.GROUP + j % Lanes.GROUP;
        out[k] = Math.fma(v[j], table[row + j], out[k]);
      }
    }
  }

  @Override
  public void gradient(double[] table, int[] starts, int count, double[] weights, double[] out) {
    Arrays.fill(out, 0);
    for (int s = 0; s < count; s++) {
      int row = starts[s];
      double weight = weights[s];
      for (int j = 0; j < out.length; j++) {
        out[j] = Math.fma(weight, table[row + j], out[j]);
      }
    }
  }

  @Override
  public void move(
      double[] v, double[] gradient, double[] rate, double[] centre, double[] half, double[] out) {
    Arrays.fill(out, 0, Lanes.GROUP, 0);
    for (int j = 0; j < v.length; j++) {
      v[j] = Math.fma(rate[j], gradient[j], v[j]);
      double shift = v[j] - centre[j];
      int k = j % Lanes.GROUP;
      out[k] = Math.fma(half[j] * shift, shift, out[k]);
    }
  }
}
