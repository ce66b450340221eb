package org.logscape.dynamics;

import java.util.Arrays;
import org.logscape.simd.Lanes;

/** Column after column. */
final class ScalarRowSums implements RowSums {

  @Override
  public void step(
      double[][] v,
      int lane,
      int live,
      float[] table,
      long[] starts,
      double[] weights,
      Descent descent,
      Workspace workspace,
      double[] loss) {
    double[] residuals = workspace.residuals();
    double[] partial = workspace.partial();
    for (int i = 0; i < live; i++) {
      double[] position = v[lane + i];
      for (int s = 0; s < weights.length; s++) {
        int row = (int) starts[s * Lanes.GROUP + i];
        Arrays.fill(partial, 0, Lanes.GROUP, 0);
        for (int j = 0; j < position.length; j++) {
          int k = j % Lanes.GROUP;
          partial[k] = Math.fma(position[j], table[row + j], partial[k]);
        }
        residuals[s] = weights[s] * RowSums.tree(partial, 0);
      }
      Arrays.fill(partial, 0, Lanes.GROUP, 0);
      for (int j = 0; j < position.length; j++) {
        double gradient = 0;
        for (int s = 0; s < weights.length; s++) {
          int row = (int) starts[s * Lanes.GROUP + i];
          gradient = Math.fma(residuals[s], table[row + j], gradient);
        }
        position[j] = Math.fma(-descent.learningRate(), gradient, position[j]);
        double shift = position[j] - descent.centre()[j];
        int k = j % Lanes.GROUP;
        partial[k] = Math.fma(descent.half()[j] * shift, shift, partial[k]);
      }
      position[descent.dimensions()] = -1;
      loss[lane + i] = descent.floor() + RowSums.tree(partial, 0);
    }
  }
}
