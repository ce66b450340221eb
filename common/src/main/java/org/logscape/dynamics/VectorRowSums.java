package org.logscape.dynamics;

import static jdk.incubator.vector.VectorOperators.F2D;
import static org.logscape.simd.VectorLanes.DOUBLES;
import static org.logscape.simd.VectorLanes.FLOATS;
import static org.logscape.simd.VectorLanes.WIDTH;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import org.logscape.simd.Lanes;

/**
 * Several columns an instruction, replica after replica, so that the rows of a step are read again
 * from the nearest cache. Five rows, or four blocks of columns, go side by side: each is a chain of
 * additions that would wait for itself, and rows that come from main memory are all under way at
 * once.
 */
final class VectorRowSums implements RowSums {

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
    int samples = weights.length;
    for (int i = 0; i < live; i++) {
      for (int k = 0; k < Lanes.GROUP; k += WIDTH) {
        int s = 0;
        for (; s + 5 <= samples; s += 5) {
          fiveRows(v[lane + i], k, table, starts, s * Lanes.GROUP + i, scratch, s * Lanes.GROUP);
        }
        for (; s < samples; s++) {
          oneRow(v[lane + i], k, table, starts, s * Lanes.GROUP + i, scratch, s * Lanes.GROUP);
        }
      }
      for (int s = 0; s < samples; s++) {
        out[s * Lanes.GROUP + i] = weights[s] * RowSums.tree(scratch, s * Lanes.GROUP);
      }
    }
  }

  private static DoubleVector row(float[] table, int from) {
    return (DoubleVector) FloatVector.fromArray(FLOATS, table, from).convertShape(F2D, DOUBLES, 0);
  }

  private static void fiveRows(
      double[] v, int k, float[] table, long[] starts, int first, double[] out, int to) {
    int a = (int) starts[first];
    int b = (int) starts[first + Lanes.GROUP];
    int c = (int) starts[first + 2 * Lanes.GROUP];
    int d = (int) starts[first + 3 * Lanes.GROUP];
    int e = (int) starts[first + 4 * Lanes.GROUP];
    DoubleVector sumA = DoubleVector.zero(DOUBLES);
    DoubleVector sumB = sumA;
    DoubleVector sumC = sumA;
    DoubleVector sumD = sumA;
    DoubleVector sumE = sumA;
    for (int j = k; j < v.length; j += Lanes.GROUP) {
      DoubleVector position = DoubleVector.fromArray(DOUBLES, v, j);
      sumA = position.fma(row(table, a + j), sumA);
      sumB = position.fma(row(table, b + j), sumB);
      sumC = position.fma(row(table, c + j), sumC);
      sumD = position.fma(row(table, d + j), sumD);
      sumE = position.fma(row(table, e + j), sumE);
    }
    sumA.intoArray(out, to + k);
    sumB.intoArray(out, to + Lanes.GROUP + k);
    sumC.intoArray(out, to + 2 * Lanes.GROUP + k);
    sumD.intoArray(out, to + 3 * Lanes.GROUP + k);
    sumE.intoArray(out, to + 4 * Lanes.GROUP + k);
  }

  private static void oneRow(
      double[] v, int k, float[] table, long[] starts, int at, double[] out, int to) {
    int row = (int) starts[at];
    DoubleVector sum = DoubleVector.zero(DOUBLES);
    for (int j = k; j < v.length; j += Lanes.GROUP) {
      sum = DoubleVector.fromArray(DOUBLES, v, j).fma(row(table, row + j), sum);
    }
    sum.intoArray(out, to + k);
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
    int end = samples * Lanes.GROUP;
    int length = v[lane].length;
    for (int i = 0; i < live; i++) {
      double[] position = v[lane + i];
      Arrays.fill(scratch, 0, Lanes.GROUP, 0);
      for (int k = 0; k < Lanes.GROUP; k += WIDTH) {
        int j = k;
        // a last block alone would be one chain of additions
        if (length / Lanes.GROUP % 4 == 1 && length > Lanes.GROUP) {
          fiveBlocks(position, j, table, starts, residuals, i, end, descent, scratch);
          j += 5 * Lanes.GROUP;
        }
        for (; j + 3 * Lanes.GROUP < length; j += 4 * Lanes.GROUP) {
          fourBlocks(position, j, table, starts, residuals, i, end, descent, scratch);
        }
        for (; j < length; j += Lanes.GROUP) {
          oneBlock(position, j, table, starts, residuals, i, end, descent, scratch);
        }
      }
      position[descent.dimensions()] = -1;
      loss[lane + i] = descent.floor() + RowSums.tree(scratch, 0);
    }
  }

  private static void fiveBlocks(
      double[] v,
      int j,
      float[] table,
      long[] starts,
      double[] residuals,
      int first,
      int end,
      Descent descent,
      double[] loss) {
    DoubleVector a = DoubleVector.zero(DOUBLES);
    DoubleVector b = a;
    DoubleVector c = a;
    DoubleVector d = a;
    DoubleVector e = a;
    for (int s = first; s < end; s += Lanes.GROUP) {
      int at = (int) starts[s] + j;
      DoubleVector residual = DoubleVector.broadcast(DOUBLES, residuals[s]);
      a = residual.fma(row(table, at), a);
      b = residual.fma(row(table, at + Lanes.GROUP), b);
      c = residual.fma(row(table, at + 2 * Lanes.GROUP), c);
      d = residual.fma(row(table, at + 3 * Lanes.GROUP), d);
      e = residual.fma(row(table, at + 4 * Lanes.GROUP), e);
    }
    DoubleVector rate = DoubleVector.broadcast(DOUBLES, -descent.learningRate());
    double[] centre = descent.centre();
    double[] half = descent.half();
    DoubleVector sum = DoubleVector.fromArray(DOUBLES, loss, j % Lanes.GROUP);
    sum = descend(v, j, rate, a, centre, half, sum);
    sum = descend(v, j + Lanes.GROUP, rate, b, centre, half, sum);
    sum = descend(v, j + 2 * Lanes.GROUP, rate, c, centre, half, sum);
    sum = descend(v, j + 3 * Lanes.GROUP, rate, d, centre, half, sum);
    sum = descend(v, j + 4 * Lanes.GROUP, rate, e, centre, half, sum);
    sum.intoArray(loss, j % Lanes.GROUP);
  }

  private static void fourBlocks(
      double[] v,
      int j,
      float[] table,
      long[] starts,
      double[] residuals,
      int first,
      int end,
      Descent descent,
      double[] loss) {
    DoubleVector a = DoubleVector.zero(DOUBLES);
    DoubleVector b = a;
    DoubleVector c = a;
    DoubleVector d = a;
    for (int s = first; s < end; s += Lanes.GROUP) {
      int at = (int) starts[s] + j;
      DoubleVector residual = DoubleVector.broadcast(DOUBLES, residuals[s]);
      a = residual.fma(row(table, at), a);
      b = residual.fma(row(table, at + Lanes.GROUP), b);
      c = residual.fma(row(table, at + 2 * Lanes.GROUP), c);
      d = residual.fma(row(table, at + 3 * Lanes.GROUP), d);
    }
    DoubleVector rate = DoubleVector.broadcast(DOUBLES, -descent.learningRate());
    double[] centre = descent.centre();
    double[] half = descent.half();
    DoubleVector sum = DoubleVector.fromArray(DOUBLES, loss, j % Lanes.GROUP);
    sum = descend(v, j, rate, a, centre, half, sum);
    sum = descend(v, j + Lanes.GROUP, rate, b, centre, half, sum);
    sum = descend(v, j + 2 * Lanes.GROUP, rate, c, centre, half, sum);
    sum = descend(v, j + 3 * Lanes.GROUP, rate, d, centre, half, sum);
    sum.intoArray(loss, j % Lanes.GROUP);
  }

  private static void oneBlock(
      double[] v,
      int j,
      float[] table,
      long[] starts,
      double[] residuals,
      int first,
      int end,
      Descent descent,
      double[] loss) {
    DoubleVector a = DoubleVector.zero(DOUBLES);
    for (int s = first; s < end; s += Lanes.GROUP) {
      int at = (int) starts[s] + j;
      DoubleVector residual = DoubleVector.broadcast(DOUBLES, residuals[s]);
      a = residual.fma(row(table, at), a);
    }
    DoubleVector rate = DoubleVector.broadcast(DOUBLES, -descent.learningRate());
    double[] centre = descent.centre();
    double[] half = descent.half();
    DoubleVector sum = DoubleVector.fromArray(DOUBLES, loss, j % Lanes.GROUP);
    sum = descend(v, j, rate, a, centre, half, sum);
    sum.intoArray(loss, j % Lanes.GROUP);
  }

  /** Moves some columns, and adds them to the partial sums of the loss. */
  private static DoubleVector descend(
      double[] v,
      int j,
      DoubleVector rate,
      DoubleVector gradient,
      double[] centre,
      double[] half,
      DoubleVector loss) {
    DoubleVector moved = rate.fma(gradient, DoubleVector.fromArray(DOUBLES, v, j));
    moved.intoArray(v, j);
    DoubleVector shift = moved.sub(DoubleVector.fromArray(DOUBLES, centre, j));
    return DoubleVector.fromArray(DOUBLES, half, j).mul(shift).fma(shift, loss);
  }
}
