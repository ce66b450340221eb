package org.logscape.dynamics;

import static jdk.incubator.vector.VectorOperators.GE;
import static org.logscape.simd.VectorLanes.DOUBLES;
import static org.logscape.simd.VectorLanes.WIDTH;

import jdk.incubator.vector.DoubleVector;
import org.logscape.simd.Lanes;

/** Several lanes an instruction: {@link ScalarContraction}'s operations in the same order. */
final class VectorContraction implements Contraction {

  @Override
  public void add(
      double[][] v,
      double[][] w,
      int lane,
      double[] x,
      int samples,
      double weight,
      double[] residual) {
    if (samples == 1) {
      addOne(v, w, lane, x, weight);
      return;
    }
    for (int i = 0; i < Lanes.GROUP; i += WIDTH) {
      residuals(v, lane + i, x, i, samples, weight, residual);
      int row = v.length * Lanes.GROUP;
      for (int feature = 0; feature < v.length; feature++) {
        DoubleVector sum = DoubleVector.fromArray(DOUBLES, w[feature], lane + i);
        int at = feature * Lanes.GROUP + i;
        for (int s = 0; s < samples; s++) {
          sum =
              DoubleVector.fromArray(DOUBLES, residual, s * Lanes.GROUP + i)
                  .fma(DoubleVector.fromArray(DOUBLES, x, at), sum);
          at += row;
        }
        sum.intoArray(w[feature], lane + i);
      }
    }
  }

  /** Without the loops over samples, which cost more than what they do for a single one. */
  private static void addOne(double[][] v, double[][] w, int lane, double[] x, double weight) {
    for (int i = 0; i < Lanes.GROUP; i += WIDTH) {
      DoubleVector sum = DoubleVector.zero(DOUBLES);
      int at = i;
      for (double[] row : v) {
        sum =
            DoubleVector.fromArray(DOUBLES, row, lane + i)
                .fma(DoubleVector.fromArray(DOUBLES, x, at), sum);
        at += Lanes.GROUP;
      }
      DoubleVector residual = sum.mul(weight);
      at = i;
      for (double[] row : w) {
        residual
            .fma(
                DoubleVector.fromArray(DOUBLES, x, at),
                DoubleVector.fromArray(DOUBLES, row, lane + i))
            .intoArray(row, lane + i);
        at += Lanes.GROUP;
      }
    }
  }

  private static void residuals(
      double[][] v, int lane, double[] x, int i, int samples, double weight, double[] residual) {
    int at = i;
    for (int s = 0; s < samples; s++) {
      DoubleVector sum = DoubleVector.zero(DOUBLES);
      for (int feature = 0; feature < v.length; feature++) {
        sum =
            DoubleVector.fromArray(DOUBLES, v[feature], lane)
                .fma(DoubleVector.fromArray(DOUBLES, x, at), sum);
        at += Lanes.GROUP;
      }
      sum.mul(weight).intoArray(residual, s * Lanes.GROUP + i);
    }
  }

  @Override
  public void addInLaw(
      double[][] v, double[][] w, int lane, double[] weights, double[] chiSquares, double[] z) {
    for (int i = 0; i < Lanes.GROUP; i += WIDTH) {
      DoubleVector mean = DoubleVector.zero(DOUBLES);
      DoubleVector variance = DoubleVector.zero(DOUBLES);
      for (int batch = 0; batch < weights.length; batch++) {
        DoubleVector part =
            DoubleVector.fromArray(DOUBLES, chiSquares, batch * Lanes.GROUP + i)
                .mul(weights[batch]);
        mean = mean.add(part);
        variance = part.fma(DoubleVector.broadcast(DOUBLES, weights[batch]), variance);
      }
      DoubleVector spread = variance.sqrt();
      DoubleVector first = DoubleVector.fromArray(DOUBLES, v[0], lane + i);
      DoubleVector square = first.mul(first);
      DoubleVector overlap = DoubleVector.zero(DOUBLES);
      for (int feature = 1; feature < v.length; feature++) {
        DoubleVector component = DoubleVector.fromArray(DOUBLES, v[feature], lane + i);
        square = component.fma(component, square);
        overlap =
            component.fma(
                DoubleVector.fromArray(DOUBLES, z, (feature - 1) * Lanes.GROUP + i), overlap);
      }
      DoubleVector norm = square.sqrt();
      DoubleVector share = spread.mul(overlap);
      mean.fma(first, share.blend(share.neg(), first.compare(GE, 0))).intoArray(w[0], lane + i);
      DoubleVector shift = mean.sub(share.div(norm.add(first.abs()).max(Double.MIN_NORMAL)));
      DoubleVector scale = norm.mul(spread);
      for (int feature = 1; feature < v.length; feature++) {
        DoubleVector noise =
            scale.mul(DoubleVector.fromArray(DOUBLES, z, (feature - 1) * Lanes.GROUP + i));
        shift
            .fma(DoubleVector.fromArray(DOUBLES, v[feature], lane + i), noise)
            .intoArray(w[feature], lane + i);
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
    for (int i = 0; i < Lanes.GROUP; i += WIDTH) {
      DoubleVector root = DoubleVector.fromArray(DOUBLES, rootLoss, lane + i);
      for (int j = 0; j < theta.length; j++) {
        DoubleVector moved =
            DoubleVector.fromArray(DOUBLES, gradient[j], lane + i)
                .fma(
                    DoubleVector.broadcast(DOUBLES, -learningRate),
                    DoubleVector.fromArray(DOUBLES, theta[j], lane + i));
        root.mul(amplitude[j])
            .fma(DoubleVector.fromArray(DOUBLES, xi, j * Lanes.GROUP + i), moved)
            .intoArray(theta[j], lane + i);
      }
    }
  }
}
