package org.logscape.dynamics;

import java.util.Arrays;
import org.logscape.simd.Lanes;

/** Column after column. */
final class ScalarRowSums implements RowSums {

  @Override
  public void residuals(
      double[][] v,
      int lane,
      int live,
      float[] table,
      long[] starts,
      double[] weights,
      double[] scratch,
      double[] out) {
    for (int i = 0; i < live; i++) {
      double[] position = v[lane + i];
      for (int s = 0; s < weights.length; s++) {
        int at = s * Lanes.GROUP + i;
        int row = (int) starts[at];
        Arrays.fill(scratch, 0, Lanes.GROUP, 0);
        for (int j = 0; j < position.length; j++) {
          int k = j % Lanes.GROUP;
          scratch[k] = Math.fma(position[j], table[row + j], scratch[k]);
        }
        out[at] = weights[s] * RowSums.tree(scratch, 0);
      }
    }
  }

  @Override
  public void move(
      double[][] v,
      int lane,
      int live,
      float[] table,
      long[] starts,
      double[] residuals,
      int samples,
      Descent descent,
      double[] scratch,
      double[] loss) {
    for (int i = 0; i < live; i++) {
      double[] position = v[lane + i];
      Arrays.fill(scratch, 0, Lanes.GROUP, 0);
      for (int j = 0; j < position.length; j++) {
        double gradient = 0;
        for (int s = 0; s < samples; s++) {
          int at = s * Lanes.GROUP + i;
          gradient = Math.fma(residuals[at], table[(int) starts[at] + j], gradient);
        }
        position[j] = Math.fma(-descent.learningRate(), gradient, position[j]);
        double shift = position[j] - descent.centre()[j];
        int k = j % Lanes.GROUP;
        scratch[k] = Math.fma(descent.half()[j] * shift, shift, scratch[k]);
      }
      position[descent.dimensions()] = -1;
      loss[lane + i] = descent.floor() + RowSums.tree(scratch, 0);
    }
  }
}
