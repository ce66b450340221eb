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
      double[][] v, double[][] w, int lane, double[] weights, double[] chiSquares, double[] z) {
    for (int i = 0; i < Lanes.GROUP; i++) {
      double along = 0;
      double across = 0;
      for (int batch = 0; batch < weights.length; batch++) {
        double part = weights[batch] * chiSquares[batch * Lanes.GROUP + i];
        along += part;
        across = Math.fma(weights[batch], part, across);
      }
      across = Math.sqrt(across);
      double first = v[0][lane + i];
      double square = first * first;
      double overlap = 0;
      for (int feature = 1; feature < v.length; feature++) {
        double component = v[feature][lane + i];
        square = Math.fma(component, component, square);
        overlap = Math.fma(component, z[(feature - 1) * Lanes.GROUP + i], overlap);
      }
      double norm = Math.sqrt(square);
      double share = across * overlap;
      w[0][lane + i] = Math.fma(along, first, first >= 0 ? -share : share);
      // where v = 0 all parts vanish, but 0 / 0 must not spoil them
      double shift = along - share / Math.max(norm + Math.abs(first), Double.MIN_NORMAL);
      double scale = norm * across;
      for (int feature = 1; feature < v.length; feature++) {
        w[feature][lane + i] =
            Math.fma(shift, v[feature][lane + i], scale * z[(feature - 1) * Lanes.GROUP + i]);
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
