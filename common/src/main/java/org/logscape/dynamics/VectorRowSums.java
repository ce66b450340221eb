package org.logscape.dynamics;

import static org.logscape.simd.VectorLanes.DOUBLES;
import static org.logscape.simd.VectorLanes.WIDTH;

import jdk.incubator.vector.DoubleVector;
import org.logscape.simd.Lanes;

/**
 * Several columns an instruction. Four rows, or four blocks of columns, go side by side: each is a
 * chain of additions that would wait for itself, and rows that come from main memory are all under
 * way at once.
 */
final class VectorRowSums implements RowSums {

  @Override
  public void products(double[] v, double[] table, int[] starts, int count, double[] out) {
    switch (v.length / Lanes.GROUP) {
      case 1 -> oneBlock(v, table, starts, count, out);
      case 2 -> twoBlocks(v, table, starts, count, out);
      default -> manyBlocks(v, table, starts, count, out);
    }
  }

  private static void oneBlock(double[] v, double[] table, int[] starts, int count, double[] out) {
    for (int i = 0; i < Lanes.GROUP; i += WIDTH) {
      DoubleVector position = DoubleVector.fromArray(DOUBLES, v, i);
      DoubleVector zero = DoubleVector.zero(DOUBLES);
      for (int s = 0; s < count; s++) {
        position
            .fma(DoubleVector.fromArray(DOUBLES, table, starts[s] + i), zero)
            .intoArray(out, s * Lanes.GROUP + i);
      }
    }
  }

  private static void twoBlocks(double[] v, double[] table, int[] starts, int count, double[] out) {
    for (int i = 0; i < Lanes.GROUP; i += WIDTH) {
      DoubleVector first = DoubleVector.fromArray(DOUBLES, v, i);
      DoubleVector second = DoubleVector.fromArray(DOUBLES, v, i + Lanes.GROUP);
      DoubleVector zero = DoubleVector.zero(DOUBLES);
      for (int s = 0; s < count; s++) {
        int at = starts[s] + i;
        second
            .fma(
                DoubleVector.fromArray(DOUBLES, table, at + Lanes.GROUP),
                first.fma(DoubleVector.fromArray(DOUBLES, table, at), zero))
            .intoArray(out, s * Lanes.GROUP + i);
      }
    }
  }

  private static void manyBlocks(
      double[] v, double[] table, int[] starts, int count, double[] out) {
    for (int i = 0; i < Lanes.GROUP; i += WIDTH) {
      int s = 0;
      for (; s + 4 <= count; s += 4) {
        int a = starts[s];
        int b = starts[s + 1];
        int c = starts[s + 2];
        int d = starts[s + 3];
        DoubleVector sumA = DoubleVector.zero(DOUBLES);
        DoubleVector sumB = sumA;
        DoubleVector sumC = sumA;
        DoubleVector sumD = sumA;
        for (int j = i; j < v.length; j += Lanes.GROUP) {
          DoubleVector position = DoubleVector.fromArray(DOUBLES, v, j);
          sumA = position.fma(DoubleVector.fromArray(DOUBLES, table, a + j), sumA);
          sumB = position.fma(DoubleVector.fromArray(DOUBLES, table, b + j), sumB);
          sumC = position.fma(DoubleVector.fromArray(DOUBLES, table, c + j), sumC);
          sumD = position.fma(DoubleVector.fromArray(DOUBLES, table, d + j), sumD);
        }
        sumA.intoArray(out, s * Lanes.GROUP + i);
        sumB.intoArray(out, (s + 1) * Lanes.GROUP + i);
        sumC.intoArray(out, (s + 2) * Lanes.GROUP + i);
        sumD.intoArray(out, (s + 3) * Lanes.GROUP + i);
      }
      for (; s < count; s++) {
        int row = starts[s];
        DoubleVector sum = DoubleVector.zero(DOUBLES);
        for (int j = i; j < v.length; j += Lanes.GROUP) {
          sum =
              DoubleVector.fromArray(DOUBLES, v, j)
                  .fma(DoubleVector.fromArray(DOUBLES, table, row + j), sum);
        }
        sum.intoArray(out, s * Lanes.GROUP + i);
      }
    }
  }

  @Override
  public void gradient(double[] table, int[] starts, int count, double[] weights, double[] out) {
    for (int i = 0; i < Lanes.GROUP; i += WIDTH) {
      int j = i;
      for (; j + 3 * Lanes.GROUP < out.length; j += 4 * Lanes.GROUP) {
        DoubleVector a = DoubleVector.zero(DOUBLES);
        DoubleVector b = a;
        DoubleVector c = a;
        DoubleVector d = a;
        for (int s = 0; s < count; s++) {
          int at = starts[s] + j;
          DoubleVector weight = DoubleVector.broadcast(DOUBLES, weights[s]);
          a = weight.fma(DoubleVector.fromArray(DOUBLES, table, at), a);
          b = weight.fma(DoubleVector.fromArray(DOUBLES, table, at + Lanes.GROUP), b);
          c = weight.fma(DoubleVector.fromArray(DOUBLES, table, at + 2 * Lanes.GROUP), c);
          d = weight.fma(DoubleVector.fromArray(DOUBLES, table, at + 3 * Lanes.GROUP), d);
        }
        a.intoArray(out, j);
        b.intoArray(out, j + Lanes.GROUP);
        c.intoArray(out, j + 2 * Lanes.GROUP);
        d.intoArray(out, j + 3 * Lanes.GROUP);
      }
      for (; j + Lanes.GROUP < out.length; j += 2 * Lanes.GROUP) {
        DoubleVector a = DoubleVector.zero(DOUBLES);
        DoubleVector b = a;
        for (int s = 0; s < count; s++) {
          int at = starts[s] + j;
          DoubleVector weight = DoubleVector.broadcast(DOUBLES, weights[s]);
          a = weight.fma(DoubleVector.fromArray(DOUBLES, table, at), a);
          b = weight.fma(DoubleVector.fromArray(DOUBLES, table, at + Lanes.GROUP), b);
        }
        a.intoArray(out, j);
        b.intoArray(out, j + Lanes.GROUP);
      }
      if (j < out.length) {
        DoubleVector a = DoubleVector.zero(DOUBLES);
        for (int s = 0; s < count; s++) {
          a =
              DoubleVector.broadcast(DOUBLES, weights[s])
                  .fma(DoubleVector.fromArray(DOUBLES, table, starts[s] + j), a);
        }
        a.intoArray(out, j);
      }
    }
  }

  @Override
  public void move(
      double[] v, double[] gradient, double[] rate, double[] centre, double[] half, double[] out) {
    for (int i = 0; i < Lanes.GROUP; i += WIDTH) {
      DoubleVector loss = DoubleVector.zero(DOUBLES);
      for (int j = i; j < v.length; j += Lanes.GROUP) {
        DoubleVector moved =
            DoubleVector.fromArray(DOUBLES, rate, j)
                .fma(
                    DoubleVector.fromArray(DOUBLES, gradient, j),
                    DoubleVector.fromArray(DOUBLES, v, j));
        moved.intoArray(v, j);
        DoubleVector shift = moved.sub(DoubleVector.fromArray(DOUBLES, centre, j));
        loss = DoubleVector.fromArray(DOUBLES, half, j).mul(shift).fma(shift, loss);
      }
      loss.intoArray(out, i);
    }
  }
}
