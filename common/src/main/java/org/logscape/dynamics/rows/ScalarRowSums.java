package org.logscape.dynamics.rows;

import java.util.Arrays;
import org.logscape.model.SampleTable;
import org.logscape.simd.Lanes;

/** Column after column. */
final class ScalarRowSums implements RowSums {

  @Override
  public void step(
      double[][] v,
      int lane,
      int live,
      SampleTable samples,
      long[] chosen,
      double[] weights,
      Descent descent,
      Workspace workspace,
      double[] loss) {
    float[] values = samples.values();
    double[] residuals = workspace.residuals();
    double[] partial = workspace.partial();
    for (int i = 0; i < live; i++) {
      double[] position = v[lane + i];
      for (int s = 0; s < weights.length; s++) {
        int row = samples.start((int) chosen[s * Lanes.GROUP + i]);
        Arrays.fill(partial, 0, Lanes.GROUP, 0);
        for (int j = 0; j < position.length; j++) {
          int k = j % Lanes.GROUP;
          partial[k] = Math.fma(position[j], values[row + j], partial[k]);
        }
        residuals[s] = weights[s] * RowSums.tree(partial, 0);
      }
      Arrays.fill(partial, 0, Lanes.GROUP, 0);
      for (int j = 0; j < position.length; j++) {
        double gradient = 0;
        for (int s = 0; s < weights.length; s++) {
          int row = samples.start((int) chosen[s * Lanes.GROUP + i]);
          gradient = Math.fma(residuals[s], values[row + j], gradient);
        }
        position[j] = Math.fma(descent.rates()[j], gradient, position[j]);
        double shift = position[j] - descent.centre()[j];
        int k = j % Lanes.GROUP;
        partial[k] = Math.fma(descent.half()[j] * shift, shift, partial[k]);
      }
      loss[lane + i] = descent.floor() + RowSums.tree(partial, 0);
    }
  }
}
