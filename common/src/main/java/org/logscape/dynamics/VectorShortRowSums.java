package org.logscape.dynamics;

import static jdk.incubator.vector.VectorOperators.F2D;
import static org.logscape.dynamics.VectorTrees.SWAP_1;
import static org.logscape.dynamics.VectorTrees.SWAP_2;
import static org.logscape.dynamics.VectorTrees.SWAP_4;
import static org.logscape.dynamics.VectorTrees.UPPER_1;
import static org.logscape.dynamics.VectorTrees.UPPER_2;
import static org.logscape.dynamics.VectorTrees.UPPER_4;
import static org.logscape.simd.VectorLanes.DOUBLES;
import static org.logscape.simd.VectorLanes.FLOATS;
import static org.logscape.simd.VectorLanes.WIDTH;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import org.logscape.simd.Lanes;

/**
 * Rows of one or two vectors of eight: sample after sample for the eight replicas of a group at
 * once, whose parameters stay in registers. The eight partial sums of eight replicas are added by
 * exchanging lanes, a vector of residuals at a time, in the order of {@link RowSums#tree}. Narrower
 * vectors leave it to {@link VectorRowSums}.
 *
 * <p>A product here is a multiply-add to zero there, so a zero may have the other sign; no sum of a
 * gradient, which starts from +0, keeps that.
 */
final class VectorShortRowSums implements RowSums {
  private final RowSums others = new VectorRowSums();

  private static DoubleVector load(double[] array, int from) {
    return DoubleVector.fromArray(DOUBLES, array, from);
  }

  private static DoubleVector row(float[] table, int from) {
    return (DoubleVector) FloatVector.fromArray(FLOATS, table, from).convertShape(F2D, DOUBLES, 0);
  }

  @Override
  public void step(
      double[][] v,
      int lane,
      int live,
      float[] table,
      long[] starts,
      double[] weights,
      Descent descent,
      Workspace workspace,
      double[] loss) {
    if (WIDTH < Lanes.GROUP) {
      others.step(v, lane, live, table, starts, weights, descent, workspace, loss);
      return;
    }
    double[] partial = workspace.partial();
    residuals(v, lane, table, starts, weights, partial, workspace.residuals());
    int end = starts.length;
    if (v[lane].length == Lanes.GROUP) {
      moveOneBlock(v, lane, table, starts, workspace.residuals(), end, descent, partial);
    } else {
      moveTwoBlocks(v, lane, table, starts, workspace.residuals(), end, descent, partial);
    }
    VectorTrees.add(partial, Lanes.GROUP, workspace.residuals());
    for (int i = 0; i < live; i++) {
      v[lane + i][descent.dimensions()] = -1;
      loss[lane + i] = descent.floor() + workspace.residuals()[i];
    }
  }

  private static void residuals(
      double[][] v,
      int lane,
      float[] table,
      long[] starts,
      double[] weights,
      double[] scratch,
      double[] out) {
    for (int odd = 0; odd < 2; odd++) {
      double[] to = odd == 0 ? scratch : out;
      if (v[lane].length == Lanes.GROUP) {
        oneBlock(v, lane + odd, table, starts, odd, starts.length, to);
      } else {
        twoBlocks(v, lane + odd, table, starts, odd, starts.length, to);
      }
    }
    for (int s = 0; s < weights.length; s++) {
      DoubleVector even = load(scratch, s * Lanes.GROUP);
      DoubleVector odd = load(out, s * Lanes.GROUP);
      even.blend(odd, UPPER_1)
          .add(odd.blend(even, UPPER_1).rearrange(SWAP_1))
          .mul(weights[s])
          .intoArray(out, s * Lanes.GROUP);
    }
  }

  /**
   * The residuals of every other replica of a group, in two parts each: those of the replicas 0, 2,
   * 4, 6 from the one given are in lanes 0 and 1, 2 and 3, 4 and 5, 6 and 7.
   *
   * @param first where the sample of the first replica is among the starts
   */
  private static void oneBlock(
      double[][] v, int lane, float[] table, long[] starts, int first, int end, double[] out) {
    DoubleVector a0 = load(v[lane], 0);
    DoubleVector a2 = load(v[lane + 2], 0);
    DoubleVector a4 = load(v[lane + 4], 0);
    DoubleVector a6 = load(v[lane + 6], 0);
    for (int k = first; k < end; k += Lanes.GROUP) {
      DoubleVector p0 = a0.mul(row(table, (int) starts[k]));
      DoubleVector p4 = a4.mul(row(table, (int) starts[k + 4]));
      DoubleVector p04 = p0.blend(p4, UPPER_4).add(p4.blend(p0, UPPER_4).rearrange(SWAP_4));
      DoubleVector p2 = a2.mul(row(table, (int) starts[k + 2]));
      DoubleVector p6 = a6.mul(row(table, (int) starts[k + 6]));
      DoubleVector p26 = p2.blend(p6, UPPER_4).add(p6.blend(p2, UPPER_4).rearrange(SWAP_4));
      p04.blend(p26, UPPER_2)
          .add(p26.blend(p04, UPPER_2).rearrange(SWAP_2))
          .intoArray(out, k - first);
    }
  }

  /** As {@link #oneBlock}, for rows of two vectors. */
  private static void twoBlocks(
      double[][] v, int lane, float[] table, long[] starts, int first, int end, double[] out) {
    DoubleVector a0 = load(v[lane], 0);
    DoubleVector b0 = load(v[lane], Lanes.GROUP);
    DoubleVector a2 = load(v[lane + 2], 0);
    DoubleVector b2 = load(v[lane + 2], Lanes.GROUP);
    DoubleVector a4 = load(v[lane + 4], 0);
    DoubleVector b4 = load(v[lane + 4], Lanes.GROUP);
    DoubleVector a6 = load(v[lane + 6], 0);
    DoubleVector b6 = load(v[lane + 6], Lanes.GROUP);
    for (int k = first; k < end; k += Lanes.GROUP) {
      int r0 = (int) starts[k];
      int r2 = (int) starts[k + 2];
      int r4 = (int) starts[k + 4];
      int r6 = (int) starts[k + 6];
      DoubleVector p0 = b0.fma(row(table, r0 + Lanes.GROUP), a0.mul(row(table, r0)));
      DoubleVector p4 = b4.fma(row(table, r4 + Lanes.GROUP), a4.mul(row(table, r4)));
      DoubleVector p04 = p0.blend(p4, UPPER_4).add(p4.blend(p0, UPPER_4).rearrange(SWAP_4));
      DoubleVector p2 = b2.fma(row(table, r2 + Lanes.GROUP), a2.mul(row(table, r2)));
      DoubleVector p6 = b6.fma(row(table, r6 + Lanes.GROUP), a6.mul(row(table, r6)));
      DoubleVector p26 = p2.blend(p6, UPPER_4).add(p6.blend(p2, UPPER_4).rearrange(SWAP_4));
      p04.blend(p26, UPPER_2)
          .add(p26.blend(p04, UPPER_2).rearrange(SWAP_2))
          .intoArray(out, k - first);
    }
  }

  private static void moveOneBlock(
      double[][] v,
      int lane,
      float[] table,
      long[] starts,
      double[] residuals,
      int end,
      Descent descent,
      double[] out) {
    DoubleVector rate = DoubleVector.broadcast(DOUBLES, -descent.learningRate());
    DoubleVector centre = load(descent.centre(), 0);
    DoubleVector half = load(descent.half(), 0);
    for (int i = 0; i < Lanes.GROUP; i++) {
      DoubleVector gradient = DoubleVector.zero(DOUBLES);
      for (int k = i; k < end; k += Lanes.GROUP) {
        gradient =
            DoubleVector.broadcast(DOUBLES, residuals[k])
                .fma(row(table, (int) starts[k]), gradient);
      }
      DoubleVector moved = rate.fma(gradient, load(v[lane + i], 0));
      moved.intoArray(v[lane + i], 0);
      DoubleVector shift = moved.sub(centre);
      half.mul(shift).mul(shift).intoArray(out, i * Lanes.GROUP);
    }
  }

  private static void moveTwoBlocks(
      double[][] v,
      int lane,
      float[] table,
      long[] starts,
      double[] residuals,
      int end,
      Descent descent,
      double[] out) {
    DoubleVector rate = DoubleVector.broadcast(DOUBLES, -descent.learningRate());
    DoubleVector centreA = load(descent.centre(), 0);
    DoubleVector centreB = load(descent.centre(), Lanes.GROUP);
    DoubleVector halfA = load(descent.half(), 0);
    DoubleVector halfB = load(descent.half(), Lanes.GROUP);
    for (int i = 0; i < Lanes.GROUP; i += 2) {
      DoubleVector a = DoubleVector.zero(DOUBLES);
      DoubleVector b = a;
      DoubleVector c = a;
      DoubleVector d = a;
      for (int k = i; k < end; k += Lanes.GROUP) {
        int row = (int) starts[k];
        DoubleVector residual = DoubleVector.broadcast(DOUBLES, residuals[k]);
        a = residual.fma(row(table, row), a);
        b = residual.fma(row(table, row + Lanes.GROUP), b);
        int next = (int) starts[k + 1];
        DoubleVector nextResidual = DoubleVector.broadcast(DOUBLES, residuals[k + 1]);
        c = nextResidual.fma(row(table, next), c);
        d = nextResidual.fma(row(table, next + Lanes.GROUP), d);
      }
      a.intoArray(out, i * Lanes.GROUP);
      b.intoArray(out, (i + Lanes.GROUP) * Lanes.GROUP);
      c.intoArray(out, (i + 1) * Lanes.GROUP);
      d.intoArray(out, (i + 1 + Lanes.GROUP) * Lanes.GROUP);
    }
    for (int i = 0; i < Lanes.GROUP; i++) {
      DoubleVector movedA = rate.fma(load(out, i * Lanes.GROUP), load(v[lane + i], 0));
      DoubleVector movedB =
          rate.fma(load(out, (i + Lanes.GROUP) * Lanes.GROUP), load(v[lane + i], Lanes.GROUP));
      movedA.intoArray(v[lane + i], 0);
      movedB.intoArray(v[lane + i], Lanes.GROUP);
      DoubleVector shiftA = movedA.sub(centreA);
      DoubleVector shiftB = movedB.sub(centreB);
      halfB.mul(shiftB).fma(shiftB, halfA.mul(shiftA).mul(shiftA)).intoArray(out, i * Lanes.GROUP);
    }
  }
}
