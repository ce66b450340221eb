package org.logscape.dynamics.rows;

import static jdk.incubator.vector.DoubleVector.fromArray;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.F2D;
import static org.logscape.dynamics.rows.VectorTrees.SWAP_1;
import static org.logscape.dynamics.rows.VectorTrees.SWAP_2;
import static org.logscape.dynamics.rows.VectorTrees.SWAP_4;
import static org.logscape.simd.Lanes.GROUP;
import static org.logscape.simd.VectorLanes.DOUBLES;
import static org.logscape.simd.VectorLanes.FLOATS;
import static org.logscape.simd.VectorLanes.WIDTH;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.Vector;
import org.logscape.model.SampleTable;

/**
 * Rows of one or two vectors of eight. A row is read and widened once: it stays in registers from
 * its residual to the gradient. The residual is the sum of eight partial sums, added in the order
 * of {@link RowSums#tree} by exchanging lanes, which leaves it in all lanes, where the gradient
 * needs it. Four replicas go side by side, {@code a} to {@code d}: each is a chain of some forty
 * instructions, one waiting for the other, and a processor does not look far enough ahead to find
 * the next chain by itself. Vectors of four lanes do it by {@link VectorQuadRowSums}, those of two
 * by {@link VectorRowSums}.
 *
 * <p>A product here is a multiply-add to zero there, so a zero may have the other sign; no sum of a
 * gradient, which starts from +0, keeps that.
 *
 * <p>The calls of the vector module are written out, since the compiler takes them into a method of
 * any size, and a helper's only until the method is large: a vector that leaves a method that was
 * not taken in becomes an object.
 */
final class VectorShortRowSums implements RowSums {
  private static final int SIDE_BY_SIDE = 4;
  private static final int TWO = 2 * GROUP;

  /** All bits that the number of a sample can have: see {@link SampleTable#INDEX}. */
  private static final int NUMBER_OF_ONE = SampleTable.INDEX / GROUP;

  private static final int NUMBER_OF_TWO = SampleTable.INDEX / TWO;

  private final RowSums others = new VectorRowSums();

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
    if (WIDTH < GROUP / 2) {
      others.step(v, lane, live, samples, chosen, weights, descent, workspace, loss);
      return;
    }
    if (WIDTH < GROUP) {
      RowFetch.fetchLines(samples, chosen, workspace.partial());
      for (int i = 0; i < live; i++) {
        loss[lane + i] =
            descent.floor()
                + VectorQuadRowSums.move(v[lane + i], i, samples, chosen, weights, descent);
      }
      return;
    }
    double[] partial = workspace.partial();
    if (samples.stride() == GROUP) {
      moveOne(v, lane, samples, chosen, weights, descent, partial);
    } else {
      moveTwo(v, lane, samples, chosen, weights, descent, partial);
    }
    double[] excess = workspace.residuals();
    VectorTrees.add(partial, excess);
    if (live == GROUP) {
      fromArray(DOUBLES, excess, 0).add(descent.floor()).intoArray(loss, lane);
    } else {
      for (int i = 0; i < live; i++) {
        loss[lane + i] = descent.floor() + excess[i];
      }
    }
  }

  /**
   * Moves the replicas of a group, rows of one vector; {@code out} receives eight partial sums of
   * each loss.
   */
  private static void moveOne(
      double[][] v,
      int lane,
      SampleTable samples,
      long[] chosen,
      double[] weights,
      Descent descent,
      double[] out) {
    float[] values = samples.values();
    int first = samples.start(0);
    for (int i = 0; i < GROUP; i += SIDE_BY_SIDE) {
      double[] aTheta = v[lane + i];
      double[] bTheta = v[lane + i + 1];
      double[] cTheta = v[lane + i + 2];
      double[] dTheta = v[lane + i + 3];
      DoubleVector a = fromArray(DOUBLES, aTheta, 0);
      DoubleVector b = fromArray(DOUBLES, bTheta, 0);
      DoubleVector c = fromArray(DOUBLES, cTheta, 0);
      DoubleVector d = fromArray(DOUBLES, dTheta, 0);
      DoubleVector aSum = DoubleVector.zero(DOUBLES);
      DoubleVector bSum = DoubleVector.zero(DOUBLES);
      DoubleVector cSum = DoubleVector.zero(DOUBLES);
      DoubleVector dSum = DoubleVector.zero(DOUBLES);
      int at = i;
      for (double weight : weights) {
        DoubleVector factor = DoubleVector.broadcast(DOUBLES, weight);
        int aAt = first + ((int) chosen[at] & NUMBER_OF_ONE) * GROUP;
        int bAt = first + ((int) chosen[at + 1] & NUMBER_OF_ONE) * GROUP;
        int cAt = first + ((int) chosen[at + 2] & NUMBER_OF_ONE) * GROUP;
        int dAt = first + ((int) chosen[at + 3] & NUMBER_OF_ONE) * GROUP;
        at += GROUP;
        Vector<Double> aRow = fromArray(FLOATS, values, aAt).convertShape(F2D, DOUBLES, 0);
        Vector<Double> bRow = fromArray(FLOATS, values, bAt).convertShape(F2D, DOUBLES, 0);
        Vector<Double> cRow = fromArray(FLOATS, values, cAt).convertShape(F2D, DOUBLES, 0);
        Vector<Double> dRow = fromArray(FLOATS, values, dAt).convertShape(F2D, DOUBLES, 0);
        DoubleVector aDot = a.mul(aRow);
        DoubleVector bDot = b.mul(bRow);
        DoubleVector cDot = c.mul(cRow);
        DoubleVector dDot = d.mul(dRow);
        aDot = aDot.add(aDot.rearrange(SWAP_4));
        bDot = bDot.add(bDot.rearrange(SWAP_4));
        cDot = cDot.add(cDot.rearrange(SWAP_4));
        dDot = dDot.add(dDot.rearrange(SWAP_4));
        aDot = aDot.add(aDot.rearrange(SWAP_2));
        bDot = bDot.add(bDot.rearrange(SWAP_2));
        cDot = cDot.add(cDot.rearrange(SWAP_2));
        dDot = dDot.add(dDot.rearrange(SWAP_2));
        aDot = aDot.add(aDot.rearrange(SWAP_1));
        bDot = bDot.add(bDot.rearrange(SWAP_1));
        cDot = cDot.add(cDot.rearrange(SWAP_1));
        dDot = dDot.add(dDot.rearrange(SWAP_1));
        aDot = aDot.mul(factor);
        bDot = bDot.mul(factor);
        cDot = cDot.mul(factor);
        dDot = dDot.mul(factor);
        aSum = aDot.fma(aRow, aSum);
        bSum = bDot.fma(bRow, bSum);
        cSum = cDot.fma(cRow, cSum);
        dSum = dDot.fma(dRow, dSum);
      }
      DoubleVector rate = fromArray(DOUBLES, descent.rates(), 0);
      a = rate.fma(aSum, a);
      b = rate.fma(bSum, b);
      c = rate.fma(cSum, c);
      d = rate.fma(dSum, d);
      a.intoArray(aTheta, 0);
      b.intoArray(bTheta, 0);
      c.intoArray(cTheta, 0);
      d.intoArray(dTheta, 0);
      DoubleVector centre = fromArray(DOUBLES, descent.centre(), 0);
      a = a.sub(centre);
      b = b.sub(centre);
      c = c.sub(centre);
      d = d.sub(centre);
      DoubleVector half = fromArray(DOUBLES, descent.half(), 0);
      half.mul(a).mul(a).intoArray(out, i * GROUP);
      half.mul(b).mul(b).intoArray(out, (i + 1) * GROUP);
      half.mul(c).mul(c).intoArray(out, (i + 2) * GROUP);
      half.mul(d).mul(d).intoArray(out, (i + 3) * GROUP);
    }
  }

  /**
   * Moves the replicas of a group, rows of two vectors; {@code out} receives eight partial sums of
   * each loss.
   */
  private static void moveTwo(
      double[][] v,
      int lane,
      SampleTable samples,
      long[] chosen,
      double[] weights,
      Descent descent,
      double[] out) {
    float[] values = samples.values();
    int first = samples.start(0);
    for (int i = 0; i < GROUP; i += SIDE_BY_SIDE) {
      double[] aTheta = v[lane + i];
      double[] bTheta = v[lane + i + 1];
      double[] cTheta = v[lane + i + 2];
      double[] dTheta = v[lane + i + 3];
      DoubleVector aLower = fromArray(DOUBLES, aTheta, 0);
      DoubleVector aUpper = fromArray(DOUBLES, aTheta, GROUP);
      DoubleVector bLower = fromArray(DOUBLES, bTheta, 0);
      DoubleVector bUpper = fromArray(DOUBLES, bTheta, GROUP);
      DoubleVector cLower = fromArray(DOUBLES, cTheta, 0);
      DoubleVector cUpper = fromArray(DOUBLES, cTheta, GROUP);
      DoubleVector dLower = fromArray(DOUBLES, dTheta, 0);
      DoubleVector dUpper = fromArray(DOUBLES, dTheta, GROUP);
      DoubleVector aSumLower = DoubleVector.zero(DOUBLES);
      DoubleVector aSumUpper = DoubleVector.zero(DOUBLES);
      DoubleVector bSumLower = DoubleVector.zero(DOUBLES);
      DoubleVector bSumUpper = DoubleVector.zero(DOUBLES);
      DoubleVector cSumLower = DoubleVector.zero(DOUBLES);
      DoubleVector cSumUpper = DoubleVector.zero(DOUBLES);
      DoubleVector dSumLower = DoubleVector.zero(DOUBLES);
      DoubleVector dSumUpper = DoubleVector.zero(DOUBLES);
      int at = i;
      for (double weight : weights) {
        DoubleVector factor = DoubleVector.broadcast(DOUBLES, weight);
        int aAt = first + ((int) chosen[at] & NUMBER_OF_TWO) * TWO;
        int bAt = first + ((int) chosen[at + 1] & NUMBER_OF_TWO) * TWO;
        int cAt = first + ((int) chosen[at + 2] & NUMBER_OF_TWO) * TWO;
        int dAt = first + ((int) chosen[at + 3] & NUMBER_OF_TWO) * TWO;
        at += GROUP;
        Vector<Double> aRowLower = fromArray(FLOATS, values, aAt).convertShape(F2D, DOUBLES, 0);
        Vector<Double> aRowUpper =
            fromArray(FLOATS, values, aAt + GROUP).convertShape(F2D, DOUBLES, 0);
        Vector<Double> bRowLower = fromArray(FLOATS, values, bAt).convertShape(F2D, DOUBLES, 0);
        Vector<Double> bRowUpper =
            fromArray(FLOATS, values, bAt + GROUP).convertShape(F2D, DOUBLES, 0);
        Vector<Double> cRowLower = fromArray(FLOATS, values, cAt).convertShape(F2D, DOUBLES, 0);
        Vector<Double> cRowUpper =
            fromArray(FLOATS, values, cAt + GROUP).convertShape(F2D, DOUBLES, 0);
        Vector<Double> dRowLower = fromArray(FLOATS, values, dAt).convertShape(F2D, DOUBLES, 0);
        Vector<Double> dRowUpper =
            fromArray(FLOATS, values, dAt + GROUP).convertShape(F2D, DOUBLES, 0);
        DoubleVector aDot = aUpper.fma(aRowUpper, aLower.mul(aRowLower));
        DoubleVector bDot = bUpper.fma(bRowUpper, bLower.mul(bRowLower));
        DoubleVector cDot = cUpper.fma(cRowUpper, cLower.mul(cRowLower));
        DoubleVector dDot = dUpper.fma(dRowUpper, dLower.mul(dRowLower));
        aDot = aDot.add(aDot.rearrange(SWAP_4));
        bDot = bDot.add(bDot.rearrange(SWAP_4));
        cDot = cDot.add(cDot.rearrange(SWAP_4));
        dDot = dDot.add(dDot.rearrange(SWAP_4));
        aDot = aDot.add(aDot.rearrange(SWAP_2));
        bDot = bDot.add(bDot.rearrange(SWAP_2));
        cDot = cDot.add(cDot.rearrange(SWAP_2));
        dDot = dDot.add(dDot.rearrange(SWAP_2));
        aDot = aDot.add(aDot.rearrange(SWAP_1));
        bDot = bDot.add(bDot.rearrange(SWAP_1));
        cDot = cDot.add(cDot.rearrange(SWAP_1));
        dDot = dDot.add(dDot.rearrange(SWAP_1));
        aDot = aDot.mul(factor);
        bDot = bDot.mul(factor);
        cDot = cDot.mul(factor);
        dDot = dDot.mul(factor);
        aSumLower = aDot.fma(aRowLower, aSumLower);
        aSumUpper = aDot.fma(aRowUpper, aSumUpper);
        bSumLower = bDot.fma(bRowLower, bSumLower);
        bSumUpper = bDot.fma(bRowUpper, bSumUpper);
        cSumLower = cDot.fma(cRowLower, cSumLower);
        cSumUpper = cDot.fma(cRowUpper, cSumUpper);
        dSumLower = dDot.fma(dRowLower, dSumLower);
        dSumUpper = dDot.fma(dRowUpper, dSumUpper);
      }
      DoubleVector rateLower = fromArray(DOUBLES, descent.rates(), 0);
      DoubleVector rateUpper = fromArray(DOUBLES, descent.rates(), GROUP);
      aLower = rateLower.fma(aSumLower, aLower);
      aUpper = rateUpper.fma(aSumUpper, aUpper);
      bLower = rateLower.fma(bSumLower, bLower);
      bUpper = rateUpper.fma(bSumUpper, bUpper);
      cLower = rateLower.fma(cSumLower, cLower);
      cUpper = rateUpper.fma(cSumUpper, cUpper);
      dLower = rateLower.fma(dSumLower, dLower);
      dUpper = rateUpper.fma(dSumUpper, dUpper);
      aLower.intoArray(aTheta, 0);
      aUpper.intoArray(aTheta, GROUP);
      bLower.intoArray(bTheta, 0);
      bUpper.intoArray(bTheta, GROUP);
      cLower.intoArray(cTheta, 0);
      cUpper.intoArray(cTheta, GROUP);
      dLower.intoArray(dTheta, 0);
      dUpper.intoArray(dTheta, GROUP);
      DoubleVector centreLower = fromArray(DOUBLES, descent.centre(), 0);
      DoubleVector centreUpper = fromArray(DOUBLES, descent.centre(), GROUP);
      aLower = aLower.sub(centreLower);
      aUpper = aUpper.sub(centreUpper);
      bLower = bLower.sub(centreLower);
      bUpper = bUpper.sub(centreUpper);
      cLower = cLower.sub(centreLower);
      cUpper = cUpper.sub(centreUpper);
      dLower = dLower.sub(centreLower);
      dUpper = dUpper.sub(centreUpper);
      DoubleVector halfLower = fromArray(DOUBLES, descent.half(), 0);
      DoubleVector halfUpper = fromArray(DOUBLES, descent.half(), GROUP);
      halfUpper
          .mul(aUpper)
          .fma(aUpper, halfLower.mul(aLower).mul(aLower))
          .intoArray(out, i * GROUP);
      halfUpper
          .mul(bUpper)
          .fma(bUpper, halfLower.mul(bLower).mul(bLower))
          .intoArray(out, (i + 1) * GROUP);
      halfUpper
          .mul(cUpper)
          .fma(cUpper, halfLower.mul(cLower).mul(cLower))
          .intoArray(out, (i + 2) * GROUP);
      halfUpper
          .mul(dUpper)
          .fma(dUpper, halfLower.mul(dLower).mul(dLower))
          .intoArray(out, (i + 3) * GROUP);
    }
  }
}
