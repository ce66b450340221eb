package org.logscape.dynamics.rows;

import static jdk.incubator.vector.VectorOperators.F2D;
import static org.logscape.simd.VectorLanes.DOUBLES;
import static org.logscape.simd.VectorLanes.FLOATS;
import static org.logscape.simd.VectorLanes.LONGS;
import static org.logscape.simd.VectorLanes.WIDTH;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import org.logscape.model.SampleTable;
import org.logscape.simd.Lanes;

/**
 * Several columns an instruction, replica after replica. First the residuals of a group, then its
 * gradients, whose rows are read again from the nearest cache. Eight blocks of columns, or the
 * losses of eight replicas, go side by side: each is a chain of additions that would wait for
 * itself.
 *
 * <p>Only the smallest methods pass vectors on, since a vector that leaves a method which was not
 * compiled into its caller becomes an object; and the large ones, {@link #step} too, have more than
 * the 325 bytes of code that the compiler takes in, so that their machine code does not depend on
 * the order in which they are compiled (up to a fifth of a step otherwise).
 */
final class VectorRowSums implements RowSums {
  private static final int EIGHT = 8;
  private static final int FIVE = 5;

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
    double[] partial = workspace.partial();
    float[] table = samples.values();
    long[] starts = workspace.starts();
    locate(samples, chosen, starts);
    RowFetch.fetch(table, starts, samples.stride(), partial);
    for (int i = 0; i < live; i++) {
      VectorResiduals.leave(v[lane + i], table, starts, i, partial);
    }
    double[] residuals = workspace.residuals();
    VectorTrees.add(partial, weights, residuals);
    double rate = descent.rates()[0];
    for (int i = 0; i < live; i++) {
      double[] position = v[lane + i];
      for (int k = 0; k < Lanes.GROUP; k += WIDTH) {
        int j = k;
        for (; j + (EIGHT - 1) * Lanes.GROUP < position.length; j += EIGHT * Lanes.GROUP) {
          eightBlocks(position, j, table, starts, i, residuals, rate);
        }
        for (; j + (FIVE - 1) * Lanes.GROUP < position.length; j += FIVE * Lanes.GROUP) {
          fiveBlocks(position, j, table, starts, i, residuals, rate);
        }
        for (; j < position.length; j += Lanes.GROUP) {
          oneBlock(position, j, table, starts, i, residuals, rate);
        }
      }
    }
    losses(v, lane, descent, partial);
    VectorTrees.add(partial, residuals);
    for (int i = 0; i < live; i++) {
      // since one rate moved the label too; not before the losses: a vector that is read over a
      // number just written waits for it
      v[lane + i][descent.dimensions()] = -1;
      loss[lane + i] = descent.floor() + residuals[i];
    }
  }

  private static void locate(SampleTable samples, long[] chosen, long[] starts) {
    for (int k = 0; k < starts.length; k += WIDTH) {
      LongVector.fromArray(LONGS, chosen, k)
          .mul(samples.stride())
          .add(samples.start(0))
          .intoArray(starts, k);
    }
  }

  private static DoubleVector load(double[] array, int from) {
    return DoubleVector.fromArray(DOUBLES, array, from);
  }

  private static DoubleVector row(float[] table, int from) {
    return (DoubleVector) FloatVector.fromArray(FLOATS, table, from).convertShape(F2D, DOUBLES, 0);
  }

  /** Moves eight blocks of columns, from column {@code j} on, of replica {@code i} of the group. */
  private static void eightBlocks(
      double[] v, int j, float[] table, long[] starts, int i, double[] residuals, double rate) {
    DoubleVector a = DoubleVector.zero(DOUBLES);
    DoubleVector b = a;
    DoubleVector c = a;
    DoubleVector d = a;
    DoubleVector e = a;
    DoubleVector f = a;
    DoubleVector g = a;
    DoubleVector h = a;
    for (int s = i; s < starts.length; s += Lanes.GROUP) {
      int at = ((int) starts[s] + j) & SampleTable.INDEX;
      DoubleVector residual = DoubleVector.broadcast(DOUBLES, residuals[s]);
      a = residual.fma(row(table, at), a);
      b = residual.fma(row(table, at + Lanes.GROUP), b);
      c = residual.fma(row(table, at + 2 * Lanes.GROUP), c);
      d = residual.fma(row(table, at + 3 * Lanes.GROUP), d);
      e = residual.fma(row(table, at + 4 * Lanes.GROUP), e);
      f = residual.fma(row(table, at + 5 * Lanes.GROUP), f);
      g = residual.fma(row(table, at + 6 * Lanes.GROUP), g);
      h = residual.fma(row(table, at + 7 * Lanes.GROUP), h);
    }
    DoubleVector factor = DoubleVector.broadcast(DOUBLES, rate);
    factor.fma(a, load(v, j)).intoArray(v, j);
    factor.fma(b, load(v, j + Lanes.GROUP)).intoArray(v, j + Lanes.GROUP);
    factor.fma(c, load(v, j + 2 * Lanes.GROUP)).intoArray(v, j + 2 * Lanes.GROUP);
    factor.fma(d, load(v, j + 3 * Lanes.GROUP)).intoArray(v, j + 3 * Lanes.GROUP);
    factor.fma(e, load(v, j + 4 * Lanes.GROUP)).intoArray(v, j + 4 * Lanes.GROUP);
    factor.fma(f, load(v, j + 5 * Lanes.GROUP)).intoArray(v, j + 5 * Lanes.GROUP);
    factor.fma(g, load(v, j + 6 * Lanes.GROUP)).intoArray(v, j + 6 * Lanes.GROUP);
    factor.fma(h, load(v, j + 7 * Lanes.GROUP)).intoArray(v, j + 7 * Lanes.GROUP);
  }

  private static void fiveBlocks(
      double[] v, int j, float[] table, long[] starts, int i, double[] residuals, double rate) {
    DoubleVector a = DoubleVector.zero(DOUBLES);
    DoubleVector b = a;
    DoubleVector c = a;
    DoubleVector d = a;
    DoubleVector e = a;
    for (int s = i; s < starts.length; s += Lanes.GROUP) {
      int at = ((int) starts[s] + j) & SampleTable.INDEX;
      DoubleVector residual = DoubleVector.broadcast(DOUBLES, residuals[s]);
      a = residual.fma(row(table, at), a);
      b = residual.fma(row(table, at + Lanes.GROUP), b);
      c = residual.fma(row(table, at + 2 * Lanes.GROUP), c);
      d = residual.fma(row(table, at + 3 * Lanes.GROUP), d);
      e = residual.fma(row(table, at + 4 * Lanes.GROUP), e);
    }
    DoubleVector factor = DoubleVector.broadcast(DOUBLES, rate);
    factor.fma(a, load(v, j)).intoArray(v, j);
    factor.fma(b, load(v, j + Lanes.GROUP)).intoArray(v, j + Lanes.GROUP);
    factor.fma(c, load(v, j + 2 * Lanes.GROUP)).intoArray(v, j + 2 * Lanes.GROUP);
    factor.fma(d, load(v, j + 3 * Lanes.GROUP)).intoArray(v, j + 3 * Lanes.GROUP);
    factor.fma(e, load(v, j + 4 * Lanes.GROUP)).intoArray(v, j + 4 * Lanes.GROUP);
  }

  private static void oneBlock(
      double[] v, int j, float[] table, long[] starts, int i, double[] residuals, double rate) {
    DoubleVector a = DoubleVector.zero(DOUBLES);
    for (int s = i; s < starts.length; s += Lanes.GROUP) {
      int at = ((int) starts[s] + j) & SampleTable.INDEX;
      DoubleVector residual = DoubleVector.broadcast(DOUBLES, residuals[s]);
      a = residual.fma(row(table, at), a);
    }
    DoubleVector factor = DoubleVector.broadcast(DOUBLES, rate);
    factor.fma(a, load(v, j)).intoArray(v, j);
  }

  /** Partial sums of the losses of the replicas of a group. */
  private static void losses(double[][] v, int lane, Descent descent, double[] out) {
    double[] centre = descent.centre();
    double[] half = descent.half();
    double[] a = v[lane];
    double[] b = v[lane + 1];
    double[] c = v[lane + 2];
    double[] d = v[lane + 3];
    double[] e = v[lane + 4];
    double[] f = v[lane + 5];
    double[] g = v[lane + 6];
    double[] h = v[lane + 7];
    for (int k = 0; k < Lanes.GROUP; k += WIDTH) {
      DoubleVector sumA = DoubleVector.zero(DOUBLES);
      DoubleVector sumB = sumA;
      DoubleVector sumC = sumA;
      DoubleVector sumD = sumA;
      DoubleVector sumE = sumA;
      DoubleVector sumF = sumA;
      DoubleVector sumG = sumA;
      DoubleVector sumH = sumA;
      for (int j = k; j < centre.length; j += Lanes.GROUP) {
        DoubleVector minimum = load(centre, j);
        DoubleVector factor = load(half, j);
        DoubleVector shiftA = load(a, j).sub(minimum);
        sumA = factor.mul(shiftA).fma(shiftA, sumA);
        DoubleVector shiftB = load(b, j).sub(minimum);
        sumB = factor.mul(shiftB).fma(shiftB, sumB);
        DoubleVector shiftC = load(c, j).sub(minimum);
        sumC = factor.mul(shiftC).fma(shiftC, sumC);
        DoubleVector shiftD = load(d, j).sub(minimum);
        sumD = factor.mul(shiftD).fma(shiftD, sumD);
        DoubleVector shiftE = load(e, j).sub(minimum);
        sumE = factor.mul(shiftE).fma(shiftE, sumE);
        DoubleVector shiftF = load(f, j).sub(minimum);
        sumF = factor.mul(shiftF).fma(shiftF, sumF);
        DoubleVector shiftG = load(g, j).sub(minimum);
        sumG = factor.mul(shiftG).fma(shiftG, sumG);
        DoubleVector shiftH = load(h, j).sub(minimum);
        sumH = factor.mul(shiftH).fma(shiftH, sumH);
      }
      sumA.intoArray(out, k);
      sumB.intoArray(out, Lanes.GROUP + k);
      sumC.intoArray(out, 2 * Lanes.GROUP + k);
      sumD.intoArray(out, 3 * Lanes.GROUP + k);
      sumE.intoArray(out, 4 * Lanes.GROUP + k);
      sumF.intoArray(out, 5 * Lanes.GROUP + k);
      sumG.intoArray(out, 6 * Lanes.GROUP + k);
      sumH.intoArray(out, 7 * Lanes.GROUP + k);
    }
  }
}
