package org.logscape.dynamics;

import static org.logscape.simd.VectorLanes.DOUBLES;
import static org.logscape.simd.VectorLanes.WIDTH;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import org.logscape.simd.Lanes;

/**
 * The trees of {@link RowSums#tree}, eight at a time where a vector has eight lanes: lanes are
 * exchanged between vectors, so that each addition adds the partial sums of several trees.
 */
final class VectorTrees {
  static final VectorMask<Double> UPPER_4 = mask(4);
  static final VectorMask<Double> UPPER_2 = mask(2);
  static final VectorMask<Double> UPPER_1 = mask(1);
  static final VectorShuffle<Double> SWAP_4 = swap(4);
  static final VectorShuffle<Double> SWAP_2 = swap(2);
  static final VectorShuffle<Double> SWAP_1 = swap(1);

  private VectorTrees() {}

  /** The lanes whose number has a bit. */
  private static VectorMask<Double> mask(int bit) {
    boolean[] set = new boolean[WIDTH];
    for (int lane = 0; lane < WIDTH; lane++) {
      set[lane] = (lane & bit) != 0;
    }
    return VectorMask.fromArray(DOUBLES, set, 0);
  }

  /** Exchanges the lanes whose numbers differ in a bit. */
  private static VectorShuffle<Double> swap(int bit) {
    return VectorShuffle.fromOp(DOUBLES, lane -> (lane ^ bit) % WIDTH);
  }

  /**
   * Sums of eight partial sums each: those at {@code [8 k, 8 k + 8)} go to {@code out[k]}.
   *
   * @param count of sums; rounded up to a multiple of eight, for which there must be room
   */
  static void add(double[] partial, int count, double[] out) {
    if (WIDTH < Lanes.GROUP) {
      for (int k = 0; k < count; k++) {
        out[k] = RowSums.tree(partial, k * Lanes.GROUP);
      }
      return;
    }
    for (int k = 0; k < count; k += Lanes.GROUP) {
      int at = k * Lanes.GROUP;
      DoubleVector p0 = DoubleVector.fromArray(DOUBLES, partial, at);
      DoubleVector p4 = DoubleVector.fromArray(DOUBLES, partial, at + 4 * Lanes.GROUP);
      DoubleVector p04 = p0.blend(p4, UPPER_4).add(p4.blend(p0, UPPER_4).rearrange(SWAP_4));
      DoubleVector p2 = DoubleVector.fromArray(DOUBLES, partial, at + 2 * Lanes.GROUP);
      DoubleVector p6 = DoubleVector.fromArray(DOUBLES, partial, at + 6 * Lanes.GROUP);
      DoubleVector p26 = p2.blend(p6, UPPER_4).add(p6.blend(p2, UPPER_4).rearrange(SWAP_4));
      DoubleVector even = p04.blend(p26, UPPER_2).add(p26.blend(p04, UPPER_2).rearrange(SWAP_2));
      DoubleVector p1 = DoubleVector.fromArray(DOUBLES, partial, at + Lanes.GROUP);
      DoubleVector p5 = DoubleVector.fromArray(DOUBLES, partial, at + 5 * Lanes.GROUP);
      DoubleVector p15 = p1.blend(p5, UPPER_4).add(p5.blend(p1, UPPER_4).rearrange(SWAP_4));
      DoubleVector p3 = DoubleVector.fromArray(DOUBLES, partial, at + 3 * Lanes.GROUP);
      DoubleVector p7 = DoubleVector.fromArray(DOUBLES, partial, at + 7 * Lanes.GROUP);
      DoubleVector p37 = p3.blend(p7, UPPER_4).add(p7.blend(p3, UPPER_4).rearrange(SWAP_4));
      DoubleVector odd = p15.blend(p37, UPPER_2).add(p37.blend(p15, UPPER_2).rearrange(SWAP_2));
      even.blend(odd, UPPER_1).add(odd.blend(even, UPPER_1).rearrange(SWAP_1)).intoArray(out, k);
    }
  }
}
