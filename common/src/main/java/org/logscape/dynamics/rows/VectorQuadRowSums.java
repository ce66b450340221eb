package org.logscape.dynamics.rows;

import static jdk.incubator.vector.DoubleVector.fromArray;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.F2D;
import static org.logscape.dynamics.rows.VectorTrees.SWAP_1;
import static org.logscape.dynamics.rows.VectorTrees.SWAP_2;
import static org.logscape.simd.Lanes.GROUP;
import static org.logscape.simd.VectorLanes.DOUBLES;
import static org.logscape.simd.VectorLanes.FLOATS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.Vector;
import org.logscape.model.SampleTable;

/**
 * What {@link VectorShortRowSums} does, by vectors of four lanes: rows of two to four of them, one
 * replica after the other. A processor with such vectors has sixteen registers, which hold the
 * position, the sums and the row of one replica. Residuals of the samples of a step do not wait for
 * each other, so that the processor finds the next chain by itself.
 *
 * <p>The partial sums j and j + 4 lie in the same lane of two vectors: the first addition of {@link
 * RowSums#tree} exchanges nothing.
 */
final class VectorQuadRowSums {
  private static final int QUAD = GROUP / 2;
  private static final int TWO = 2 * GROUP;
  private static final int THREE = 3 * QUAD;
  private static final int NUMBER_OF_ONE = SampleTable.INDEX / GROUP;
  private static final int NUMBER_OF_TWO = SampleTable.INDEX / TWO;

  private VectorQuadRowSums() {}

  /**
   * Moves a replica.
   *
   * @param v of the replica
   * @param i number of the replica in its group
   * @return the sum of its loss
   */
  static double move(
      double[] v,
      int i,
      SampleTable samples,
      long[] chosen,
      double[] weights,
      RowSums.Descent descent) {
    if (samples.stride() == GROUP) {
      return moveTwo(v, i, samples, chosen, weights, descent);
    }
    return samples.features() <= THREE
        ? moveThree(v, i, samples, chosen, weights, descent)
        : moveFour(v, i, samples, chosen, weights, descent);
  }

  /** Rows of eight columns. */
  private static double moveTwo(
      double[] v,
      int i,
      SampleTable samples,
      long[] chosen,
      double[] weights,
      RowSums.Descent descent) {
    float[] values = samples.values();
    int first = samples.start(0);
    DoubleVector a = fromArray(DOUBLES, v, 0);
    DoubleVector b = fromArray(DOUBLES, v, QUAD);
    DoubleVector aSum = DoubleVector.zero(DOUBLES);
    DoubleVector bSum = DoubleVector.zero(DOUBLES);
    int from = i;
    for (double weight : weights) {
      int at = first + ((int) chosen[from] & NUMBER_OF_ONE) * GROUP;
      from += GROUP;
      Vector<Double> aRow = fromArray(FLOATS, values, at).convertShape(F2D, DOUBLES, 0);
      Vector<Double> bRow = fromArray(FLOATS, values, at + QUAD).convertShape(F2D, DOUBLES, 0);
      DoubleVector dot = a.mul(aRow).add(b.mul(bRow));
      dot = dot.add(dot.rearrange(SWAP_2));
      dot = dot.add(dot.rearrange(SWAP_1));
      dot = dot.mul(DoubleVector.broadcast(DOUBLES, weight));
      aSum = dot.fma(aRow, aSum);
      bSum = dot.fma(bRow, bSum);
    }
    a = fromArray(DOUBLES, descent.rates(), 0).fma(aSum, a);
    b = fromArray(DOUBLES, descent.rates(), QUAD).fma(bSum, b);
    a.intoArray(v, 0);
    b.intoArray(v, QUAD);
    a = a.sub(fromArray(DOUBLES, descent.centre(), 0));
    b = b.sub(fromArray(DOUBLES, descent.centre(), QUAD));
    DoubleVector loss =
        fromArray(DOUBLES, descent.half(), 0)
            .mul(a)
            .mul(a)
            .add(fromArray(DOUBLES, descent.half(), QUAD).mul(b).mul(b));
    loss = loss.add(loss.rearrange(SWAP_2));
    return loss.add(loss.rearrange(SWAP_1)).lane(0);
  }

  /** Rows of sixteen columns, of which the last four are zero. */
  private static double moveThree(
      double[] v,
      int i,
      SampleTable samples,
      long[] chosen,
      double[] weights,
      RowSums.Descent descent) {
    float[] values = samples.values();
    int first = samples.start(0);
    DoubleVector a = fromArray(DOUBLES, v, 0);
    DoubleVector b = fromArray(DOUBLES, v, QUAD);
    DoubleVector c = fromArray(DOUBLES, v, GROUP);
    DoubleVector aSum = DoubleVector.zero(DOUBLES);
    DoubleVector bSum = DoubleVector.zero(DOUBLES);
    DoubleVector cSum = DoubleVector.zero(DOUBLES);
    int from = i;
    for (double weight : weights) {
      int at = first + ((int) chosen[from] & NUMBER_OF_TWO) * TWO;
      from += GROUP;
      Vector<Double> aRow = fromArray(FLOATS, values, at).convertShape(F2D, DOUBLES, 0);
      Vector<Double> bRow = fromArray(FLOATS, values, at + QUAD).convertShape(F2D, DOUBLES, 0);
      Vector<Double> cRow = fromArray(FLOATS, values, at + GROUP).convertShape(F2D, DOUBLES, 0);
      DoubleVector dot = c.fma(cRow, a.mul(aRow)).add(b.mul(bRow));
      dot = dot.add(dot.rearrange(SWAP_2));
      dot = dot.add(dot.rearrange(SWAP_1));
      dot = dot.mul(DoubleVector.broadcast(DOUBLES, weight));
      aSum = dot.fma(aRow, aSum);
      bSum = dot.fma(bRow, bSum);
      cSum = dot.fma(cRow, cSum);
    }
    a = fromArray(DOUBLES, descent.rates(), 0).fma(aSum, a);
    b = fromArray(DOUBLES, descent.rates(), QUAD).fma(bSum, b);
    c = fromArray(DOUBLES, descent.rates(), GROUP).fma(cSum, c);
    a.intoArray(v, 0);
    b.intoArray(v, QUAD);
    c.intoArray(v, GROUP);
    a = a.sub(fromArray(DOUBLES, descent.centre(), 0));
    b = b.sub(fromArray(DOUBLES, descent.centre(), QUAD));
    c = c.sub(fromArray(DOUBLES, descent.centre(), GROUP));
    DoubleVector lower = fromArray(DOUBLES, descent.half(), 0).mul(a).mul(a);
    DoubleVector upper = fromArray(DOUBLES, descent.half(), QUAD).mul(b).mul(b);
    lower = fromArray(DOUBLES, descent.half(), GROUP).mul(c).fma(c, lower);
    DoubleVector loss = lower.add(upper);
    loss = loss.add(loss.rearrange(SWAP_2));
    return loss.add(loss.rearrange(SWAP_1)).lane(0);
  }

  /** Rows of sixteen columns. */
  private static double moveFour(
      double[] v,
      int i,
      SampleTable samples,
      long[] chosen,
      double[] weights,
      RowSums.Descent descent) {
    float[] values = samples.values();
    int first = samples.start(0);
    DoubleVector a = fromArray(DOUBLES, v, 0);
    DoubleVector b = fromArray(DOUBLES, v, QUAD);
    DoubleVector c = fromArray(DOUBLES, v, GROUP);
    DoubleVector d = fromArray(DOUBLES, v, GROUP + QUAD);
    DoubleVector aSum = DoubleVector.zero(DOUBLES);
    DoubleVector bSum = DoubleVector.zero(DOUBLES);
    DoubleVector cSum = DoubleVector.zero(DOUBLES);
    DoubleVector dSum = DoubleVector.zero(DOUBLES);
    int from = i;
    for (double weight : weights) {
      int at = first + ((int) chosen[from] & NUMBER_OF_TWO) * TWO;
      from += GROUP;
      Vector<Double> aRow = fromArray(FLOATS, values, at).convertShape(F2D, DOUBLES, 0);
      Vector<Double> bRow = fromArray(FLOATS, values, at + QUAD).convertShape(F2D, DOUBLES, 0);
      Vector<Double> cRow = fromArray(FLOATS, values, at + GROUP).convertShape(F2D, DOUBLES, 0);
      Vector<Double> dRow =
          fromArray(FLOATS, values, at + GROUP + QUAD).convertShape(F2D, DOUBLES, 0);
      DoubleVector dot = c.fma(cRow, a.mul(aRow)).add(d.fma(dRow, b.mul(bRow)));
      dot = dot.add(dot.rearrange(SWAP_2));
      dot = dot.add(dot.rearrange(SWAP_1));
      dot = dot.mul(DoubleVector.broadcast(DOUBLES, weight));
      aSum = dot.fma(aRow, aSum);
      bSum = dot.fma(bRow, bSum);
      cSum = dot.fma(cRow, cSum);
      dSum = dot.fma(dRow, dSum);
    }
    a = fromArray(DOUBLES, descent.rates(), 0).fma(aSum, a);
    b = fromArray(DOUBLES, descent.rates(), QUAD).fma(bSum, b);
    c = fromArray(DOUBLES, descent.rates(), GROUP).fma(cSum, c);
    d = fromArray(DOUBLES, descent.rates(), GROUP + QUAD).fma(dSum, d);
    a.intoArray(v, 0);
    b.intoArray(v, QUAD);
    c.intoArray(v, GROUP);
    d.intoArray(v, GROUP + QUAD);
    a = a.sub(fromArray(DOUBLES, descent.centre(), 0));
    b = b.sub(fromArray(DOUBLES, descent.centre(), QUAD));
    c = c.sub(fromArray(DOUBLES, descent.centre(), GROUP));
    d = d.sub(fromArray(DOUBLES, descent.centre(), GROUP + QUAD));
    DoubleVector lower = fromArray(DOUBLES, descent.half(), 0).mul(a).mul(a);
    DoubleVector upper = fromArray(DOUBLES, descent.half(), QUAD).mul(b).mul(b);
    lower = fromArray(DOUBLES, descent.half(), GROUP).mul(c).fma(c, lower);
    upper = fromArray(DOUBLES, descent.half(), GROUP + QUAD).mul(d).fma(d, upper);
    DoubleVector loss = lower.add(upper);
    loss = loss.add(loss.rearrange(SWAP_2));
    return loss.add(loss.rearrange(SWAP_1)).lane(0);
  }
}
