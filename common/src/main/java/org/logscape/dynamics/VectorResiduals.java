package org.logscape.dynamics;

import static jdk.incubator.vector.VectorOperators.F2D;
import static org.logscape.dynamics.RowSums.SQUARE;
import static org.logscape.simd.VectorLanes.DOUBLES;
import static org.logscape.simd.VectorLanes.FLOATS;
import static org.logscape.simd.VectorLanes.WIDTH;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import org.logscape.model.SampleTable;
import org.logscape.simd.Lanes;

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
    for (int k = 0; k < Lanes.GROUP; k += WIDTH) {
      int s = i;
      for (; s + (ROWS - 1) * Lanes.GROUP < starts.length; s += ROWS * Lanes.GROUP) {
        fiveRows(v, k, table, starts, s, out);
      }
      for (; s < starts.length; s += Lanes.GROUP) {
        oneRow(v, k, table, starts, s, out);
      }
    }
  }

  private static void fiveRows(
      double[] v, int k, float[] table, long[] starts, int first, double[] out) {
    int a = (int) starts[first];
    int b = (int) starts[first + Lanes.GROUP];
    int c = (int) starts[first + 2 * Lanes.GROUP];
    int d = (int) starts[first + 3 * Lanes.GROUP];
    int e = (int) starts[first + 4 * Lanes.GROUP];
    DoubleVector sumA = DoubleVector.zero(DOUBLES);
    DoubleVector sumB = DoubleVector.zero(DOUBLES);
    DoubleVector sumC = DoubleVector.zero(DOUBLES);
    DoubleVector sumD = DoubleVector.zero(DOUBLES);
    DoubleVector sumE = DoubleVector.zero(DOUBLES);
    int j = k;
    for (; j + 5 * Lanes.GROUP < v.length; j += 6 * Lanes.GROUP) {
      int atA = (a + j) & SampleTable.INDEX;
      int atB = (b + j) & SampleTable.INDEX;
      int atC = (c + j) & SampleTable.INDEX;
      int atD = (d + j) & SampleTable.INDEX;
      int atE = (e + j) & SampleTable.INDEX;
      DoubleVector p0 = DoubleVector.fromArray(DOUBLES, v, j);
      sumA =
          p0.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, atA).convertShape(F2D, DOUBLES, 0)),
              sumA);
      sumB =
          p0.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, atB).convertShape(F2D, DOUBLES, 0)),
              sumB);
      sumC =
          p0.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, atC).convertShape(F2D, DOUBLES, 0)),
              sumC);
      sumD =
          p0.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, atD).convertShape(F2D, DOUBLES, 0)),
              sumD);
      sumE =
          p0.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, atE).convertShape(F2D, DOUBLES, 0)),
              sumE);
      DoubleVector p1 = DoubleVector.fromArray(DOUBLES, v, j + Lanes.GROUP);
      sumA =
          p1.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, atA + Lanes.GROUP)
                      .convertShape(F2D, DOUBLES, 0)),
              sumA);
      sumB =
          p1.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, atB + Lanes.GROUP)
                      .convertShape(F2D, DOUBLES, 0)),
              sumB);
      sumC =
          p1.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, atC + Lanes.GROUP)
                      .convertShape(F2D, DOUBLES, 0)),
              sumC);
      sumD =
          p1.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, atD + Lanes.GROUP)
                      .convertShape(F2D, DOUBLES, 0)),
              sumD);
      sumE =
          p1.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, atE + Lanes.GROUP)
                      .convertShape(F2D, DOUBLES, 0)),
              sumE);
      DoubleVector p2 = DoubleVector.fromArray(DOUBLES, v, j + 2 * Lanes.GROUP);
      sumA =
          p2.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, atA + 2 * Lanes.GROUP)
                      .convertShape(F2D, DOUBLES, 0)),
              sumA);
      sumB =
          p2.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, atB + 2 * Lanes.GROUP)
                      .convertShape(F2D, DOUBLES, 0)),
              sumB);
      sumC =
          p2.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, atC + 2 * Lanes.GROUP)
                      .convertShape(F2D, DOUBLES, 0)),
              sumC);
      sumD =
          p2.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, atD + 2 * Lanes.GROUP)
                      .convertShape(F2D, DOUBLES, 0)),
              sumD);
      sumE =
          p2.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, atE + 2 * Lanes.GROUP)
                      .convertShape(F2D, DOUBLES, 0)),
              sumE);
      DoubleVector p3 = DoubleVector.fromArray(DOUBLES, v, j + 3 * Lanes.GROUP);
      sumA =
          p3.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, atA + 3 * Lanes.GROUP)
                      .convertShape(F2D, DOUBLES, 0)),
              sumA);
      sumB =
          p3.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, atB + 3 * Lanes.GROUP)
                      .convertShape(F2D, DOUBLES, 0)),
              sumB);
      sumC =
          p3.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, atC + 3 * Lanes.GROUP)
                      .convertShape(F2D, DOUBLES, 0)),
              sumC);
      sumD =
          p3.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, atD + 3 * Lanes.GROUP)
                      .convertShape(F2D, DOUBLES, 0)),
              sumD);
      sumE =
          p3.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, atE + 3 * Lanes.GROUP)
                      .convertShape(F2D, DOUBLES, 0)),
              sumE);
      DoubleVector p4 = DoubleVector.fromArray(DOUBLES, v, j + 4 * Lanes.GROUP);
      sumA =
          p4.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, atA + 4 * Lanes.GROUP)
                      .convertShape(F2D, DOUBLES, 0)),
              sumA);
      sumB =
          p4.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, atB + 4 * Lanes.GROUP)
                      .convertShape(F2D, DOUBLES, 0)),
              sumB);
      sumC =
          p4.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, atC + 4 * Lanes.GROUP)
                      .convertShape(F2D, DOUBLES, 0)),
              sumC);
      sumD =
          p4.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, atD + 4 * Lanes.GROUP)
                      .convertShape(F2D, DOUBLES, 0)),
              sumD);
      sumE =
          p4.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, atE + 4 * Lanes.GROUP)
                      .convertShape(F2D, DOUBLES, 0)),
              sumE);
      DoubleVector p5 = DoubleVector.fromArray(DOUBLES, v, j + 5 * Lanes.GROUP);
      sumA =
          p5.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, atA + 5 * Lanes.GROUP)
                      .convertShape(F2D, DOUBLES, 0)),
              sumA);
      sumB =
          p5.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, atB + 5 * Lanes.GROUP)
                      .convertShape(F2D, DOUBLES, 0)),
              sumB);
      sumC =
          p5.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, atC + 5 * Lanes.GROUP)
                      .convertShape(F2D, DOUBLES, 0)),
              sumC);
      sumD =
          p5.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, atD + 5 * Lanes.GROUP)
                      .convertShape(F2D, DOUBLES, 0)),
              sumD);
      sumE =
          p5.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, atE + 5 * Lanes.GROUP)
                      .convertShape(F2D, DOUBLES, 0)),
              sumE);
    }
    for (; j < v.length; j += Lanes.GROUP) {
      DoubleVector p = DoubleVector.fromArray(DOUBLES, v, j);
      sumA =
          p.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, a + j).convertShape(F2D, DOUBLES, 0)),
              sumA);
      sumB =
          p.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, b + j).convertShape(F2D, DOUBLES, 0)),
              sumB);
      sumC =
          p.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, c + j).convertShape(F2D, DOUBLES, 0)),
              sumC);
      sumD =
          p.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, d + j).convertShape(F2D, DOUBLES, 0)),
              sumD);
      sumE =
          p.fma(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, table, e + j).convertShape(F2D, DOUBLES, 0)),
              sumE);
    }
    int to = first * Lanes.GROUP + k;
    sumA.intoArray(out, to);
    sumB.intoArray(out, to + SQUARE);
    sumC.intoArray(out, to + 2 * SQUARE);
    sumD.intoArray(out, to + 3 * SQUARE);
    sumE.intoArray(out, to + 4 * SQUARE);
  }

  private static void oneRow(
      double[] v, int k, float[] table, long[] starts, int first, double[] out) {
    int row = (int) starts[first];
    DoubleVector sum = DoubleVector.zero(DOUBLES);
    for (int j = k; j < v.length; j += Lanes.GROUP) {
      sum =
          DoubleVector.fromArray(DOUBLES, v, j)
              .fma(
                  (DoubleVector)
                      FloatVector.fromArray(FLOATS, table, row + j).convertShape(F2D, DOUBLES, 0),
                  sum);
    }
    sum.intoArray(out, first * Lanes.GROUP + k);
  }
}
