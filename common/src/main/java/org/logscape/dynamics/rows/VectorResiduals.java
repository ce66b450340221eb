package org.logscape.dynamics.rows;

import static jdk.incubator.vector.DoubleVector.fromArray;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.F2D;
import static org.logscape.dynamics.rows.RowSums.SQUARE;
import static org.logscape.simd.Lanes.GROUP;
import static org.logscape.simd.VectorLanes.DOUBLES;
import static org.logscape.simd.VectorLanes.FLOATS;
import static org.logscape.simd.VectorLanes.WIDTH;

import jdk.incubator.vector.DoubleVector;
import org.logscape.model.SampleTable;

/**
 * The products v . x_s of a replica with long rows. Five rows go side by side, each a chain of
 * additions that would wait for itself, and six blocks of columns at a time, whose places the
 * compiler counts from one index a row once it knows that no sum of them overflows.
 *
 * <p>The calls of the vector module are written out: see {@link VectorShortRowSums}. Twelve blocks
 * at a time are more than the compiler compiles at all.
 */
final class VectorResiduals {
  private static final int ROWS = 5;
  private static final int BLOCKS = 6;

  private VectorResiduals() {}

  /**
   * Leaves eight partial sums of each product.
   *
   * @param v of the replica
   * @param starts where the rows of the group start
   * @param i number of the replica in the group
   * @param out receives those of sample {@code s} from {@code 8 (8 s + i)} on
   */
  static void leave(double[] v, float[] table, long[] starts, int i, double[] out) {
    for (int k = 0; k < GROUP; k += WIDTH) {
      int s = i;
      for (; s + (ROWS - 1) * GROUP < starts.length; s += ROWS * GROUP) {
        fiveRows(v, k, table, starts, s, out);
      }
      for (; s < starts.length; s += GROUP) {
        oneRow(v, k, table, starts, s, out);
      }
    }
  }

  private static void fiveRows(
      double[] v, int k, float[] table, long[] starts, int first, double[] out) {
    int rowA = (int) starts[first];
    int rowB = (int) starts[first + GROUP];
    int rowC = (int) starts[first + 2 * GROUP];
    int rowD = (int) starts[first + 3 * GROUP];
    int rowE = (int) starts[first + 4 * GROUP];
    DoubleVector a = DoubleVector.zero(DOUBLES);
    DoubleVector b = DoubleVector.zero(DOUBLES);
    DoubleVector c = DoubleVector.zero(DOUBLES);
    DoubleVector d = DoubleVector.zero(DOUBLES);
    DoubleVector e = DoubleVector.zero(DOUBLES);
    int j = k;
    for (; j + (BLOCKS - 1) * GROUP < v.length; j += BLOCKS * GROUP) {
      int atA = (rowA + j) & SampleTable.INDEX;
      int atB = (rowB + j) & SampleTable.INDEX;
      int atC = (rowC + j) & SampleTable.INDEX;
      int atD = (rowD + j) & SampleTable.INDEX;
      int atE = (rowE + j) & SampleTable.INDEX;
      DoubleVector p0 = fromArray(DOUBLES, v, j);
      a = p0.fma(fromArray(FLOATS, table, atA).convertShape(F2D, DOUBLES, 0), a);
      b = p0.fma(fromArray(FLOATS, table, atB).convertShape(F2D, DOUBLES, 0), b);
      c = p0.fma(fromArray(FLOATS, table, atC).convertShape(F2D, DOUBLES, 0), c);
      d = p0.fma(fromArray(FLOATS, table, atD).convertShape(F2D, DOUBLES, 0), d);
      e = p0.fma(fromArray(FLOATS, table, atE).convertShape(F2D, DOUBLES, 0), e);
      DoubleVector p1 = fromArray(DOUBLES, v, j + GROUP);
      a = p1.fma(fromArray(FLOATS, table, atA + GROUP).convertShape(F2D, DOUBLES, 0), a);
      b = p1.fma(fromArray(FLOATS, table, atB + GROUP).convertShape(F2D, DOUBLES, 0), b);
      c = p1.fma(fromArray(FLOATS, table, atC + GROUP).convertShape(F2D, DOUBLES, 0), c);
      d = p1.fma(fromArray(FLOATS, table, atD + GROUP).convertShape(F2D, DOUBLES, 0), d);
      e = p1.fma(fromArray(FLOATS, table, atE + GROUP).convertShape(F2D, DOUBLES, 0), e);
      DoubleVector p2 = fromArray(DOUBLES, v, j + 2 * GROUP);
      a = p2.fma(fromArray(FLOATS, table, atA + 2 * GROUP).convertShape(F2D, DOUBLES, 0), a);
      b = p2.fma(fromArray(FLOATS, table, atB + 2 * GROUP).convertShape(F2D, DOUBLES, 0), b);
      c = p2.fma(fromArray(FLOATS, table, atC + 2 * GROUP).convertShape(F2D, DOUBLES, 0), c);
      d = p2.fma(fromArray(FLOATS, table, atD + 2 * GROUP).convertShape(F2D, DOUBLES, 0), d);
      e = p2.fma(fromArray(FLOATS, table, atE + 2 * GROUP).convertShape(F2D, DOUBLES, 0), e);
      DoubleVector p3 = fromArray(DOUBLES, v, j + 3 * GROUP);
      a = p3.fma(fromArray(FLOATS, table, atA + 3 * GROUP).convertShape(F2D, DOUBLES, 0), a);
      b = p3.fma(fromArray(FLOATS, table, atB + 3 * GROUP).convertShape(F2D, DOUBLES, 0), b);
      c = p3.fma(fromArray(FLOATS, table, atC + 3 * GROUP).convertShape(F2D, DOUBLES, 0), c);
      d = p3.fma(fromArray(FLOATS, table, atD + 3 * GROUP).convertShape(F2D, DOUBLES, 0), d);
      e = p3.fma(fromArray(FLOATS, table, atE + 3 * GROUP).convertShape(F2D, DOUBLES, 0), e);
      DoubleVector p4 = fromArray(DOUBLES, v, j + 4 * GROUP);
      a = p4.fma(fromArray(FLOATS, table, atA + 4 * GROUP).convertShape(F2D, DOUBLES, 0), a);
      b = p4.fma(fromArray(FLOATS, table, atB + 4 * GROUP).convertShape(F2D, DOUBLES, 0), b);
      c = p4.fma(fromArray(FLOATS, table, atC + 4 * GROUP).convertShape(F2D, DOUBLES, 0), c);
      d = p4.fma(fromArray(FLOATS, table, atD + 4 * GROUP).convertShape(F2D, DOUBLES, 0), d);
      e = p4.fma(fromArray(FLOATS, table, atE + 4 * GROUP).convertShape(F2D, DOUBLES, 0), e);
      DoubleVector p5 = fromArray(DOUBLES, v, j + 5 * GROUP);
      a = p5.fma(fromArray(FLOATS, table, atA + 5 * GROUP).convertShape(F2D, DOUBLES, 0), a);
      b = p5.fma(fromArray(FLOATS, table, atB + 5 * GROUP).convertShape(F2D, DOUBLES, 0), b);
      c = p5.fma(fromArray(FLOATS, table, atC + 5 * GROUP).convertShape(F2D, DOUBLES, 0), c);
      d = p5.fma(fromArray(FLOATS, table, atD + 5 * GROUP).convertShape(F2D, DOUBLES, 0), d);
      e = p5.fma(fromArray(FLOATS, table, atE + 5 * GROUP).convertShape(F2D, DOUBLES, 0), e);
    }
    for (; j < v.length; j += GROUP) {
      DoubleVector p = fromArray(DOUBLES, v, j);
      a = p.fma(fromArray(FLOATS, table, rowA + j).convertShape(F2D, DOUBLES, 0), a);
      b = p.fma(fromArray(FLOATS, table, rowB + j).convertShape(F2D, DOUBLES, 0), b);
      c = p.fma(fromArray(FLOATS, table, rowC + j).convertShape(F2D, DOUBLES, 0), c);
      d = p.fma(fromArray(FLOATS, table, rowD + j).convertShape(F2D, DOUBLES, 0), d);
      e = p.fma(fromArray(FLOATS, table, rowE + j).convertShape(F2D, DOUBLES, 0), e);
    }
    int to = first * GROUP + k;
    a.intoArray(out, to);
    b.intoArray(out, to + SQUARE);
    c.intoArray(out, to + 2 * SQUARE);
    d.intoArray(out, to + 3 * SQUARE);
    e.intoArray(out, to + 4 * SQUARE);
  }

  private static void oneRow(
      double[] v, int k, float[] table, long[] starts, int first, double[] out) {
    int row = (int) starts[first];
    DoubleVector sum = DoubleVector.zero(DOUBLES);
    for (int j = k; j < v.length; j += GROUP) {
      DoubleVector p = fromArray(DOUBLES, v, j);
      sum = p.fma(fromArray(FLOATS, table, row + j).convertShape(F2D, DOUBLES, 0), sum);
    }
    sum.intoArray(out, first * GROUP + k);
  }
}
