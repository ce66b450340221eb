package org.logscape.dynamics;

import org.logscape.simd.Lanes;

/** Lane after lane. */
final class ScalarContraction implements Contraction {

  @Override
  public void add(
      double[][] v,
      double[][] w,
      int lane,
      double[] x,
      int samples,
      double weight,
      double[] residual) {
    int m = v.length;
    for (int i = 0; i < Lanes.GROUP; i++) {
      for (int s = 0; s < samples; s++) {
        double sum = 0;
        for (int feature = 0; feature < m; feature++) {
          sum = Math.fma(v[feature][lane + i], x[(s * m + feature) * Lanes.GROUP + i], sum);
        }
        residual[s * Lanes.GROUP + i] = weight * sum;
      }
      for (int feature = 0; feature < m; feature++) {
        double sum = w[feature][lane + i];
        for (int s = 0; s < samples; s++) {
          sum =
              Math.fma(residual[s * Lanes.GROUP + i], x[(s * m + feature) * Lanes.GROUP + i], sum);
        }
        w[feature][lane + i] = sum;
      }
    }
  }

  @Override
  public void addInLaw(
      double[][] v, double[][] w, int lane, double[] along, double[] across, double[] x) {
    for (int i = 0; i < Lanes.GROUP; i++) {
      double square = 0;
      double overlap = 0;
      for (int feature = 0; feature < v.length; feature++) {
        double component = v[feature][lane + i];
        square = Math.fma(component, component, square);
        overlap = Math.fma(component, x[feature * Lanes.GROUP + i], overlap);
      }
      double scale = Math.sqrt(square) * across[lane + i];
      // where v = 0 both parts vanish, but 0 / 0 must not spoil them
      double shift = along[lane + i] - scale * overlap / Math.max(square, Double.MIN_NORMAL);
      for (int feature = 0; feature < v.length; feature++) {
        w[feature][lane + i] =
            Math.fma(shift, v[feature][lane + i], scale * x[feature * Lanes.GROUP + i]);
      }
    }
  }

  @Override
  public void diffuse(
      double[][] theta,
      double[][] gradient,
      int lane,
      double learningRate,
      double[] amplitude,
      double[] rootLoss,
      double[] xi) {
    for (int j = 0; j < theta.length; j++) {
      double[] row = theta[j];
      for (int i = 0; i < Lanes.GROUP; i++) {
        double moved = Math.fma(-learningRate, gradient[j][lane + i], row[lane + i]);
        row[lane + i] = Math.fma(amplitude[j] * rootLoss[lane + i], xi[j * Lanes.GROUP + i], moved);
      }
    }
  }
}
