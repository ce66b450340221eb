package org.logscape.dynamics.rows;

import static jdk.incubator.vector.VectorOperators.BITWISE_BLEND;
import static org.logscape.simd.VectorLanes.DOUBLES;
import static org.logscape.simd.VectorLanes.LONGS;
import static org.logscape.simd.VectorLanes.WIDTH;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShuffle;
import org.logscape.simd.Lanes;

/**
 * The trees of {@link RowSums#tree}, eight at a time where a vector has eight lanes: lanes are
 * exchanged between vectors, so that each addition adds the partial sums of several trees.
 *
 * <p>Lanes are chosen bit by bit, one instruction, where a blend of doubles under a mask takes a
 * comparison too. It is written out each time: see {@link VectorShortRowSums}.
 */
final class VectorTrees {
  private static final LongVector UPPER_4 = mask(4);
  private static final LongVector UPPER_2 = mask(2);
  private static final LongVector UPPER_1 = mask(1);
  static final VectorShuffle<Double> SWAP_4 = swap(4);
  static final VectorShuffle<Double> SWAP_2 = swap(2);
  static final VectorShuffle<Double> SWAP_1 = swap(1);

  private static final int QUAD = Lanes.GROUP / 2;
  private static final double[] ONCE = {1};

  private VectorTrees() {}

  /** All bits of the lanes whose number has a bit. */
  private static LongVector mask(int bit) {
    long[] set = new long[WIDTH];
    for (int lane = 0; lane < WIDTH; lane++) {
      set[lane] = (lane & bit) != 0 ? -1 : 0;
    }
    return LongVector.fromArray(LONGS, set, 0);
  }

  /** Exchanges the lanes whose numbers differ in a bit. */
  private static VectorShuffle<Double> swap(int bit) {
    return VectorShuffle.fromOp(DOUBLES, lane -> (lane ^ bit) % WIDTH);
  }

  /**
   * Eight sums of eight partial sums each: those at {@code [8 k, 8 k + 8)} go to {@code out[k]}.
   */
  static void add(double[] partial, double[] out) {
    add(partial, ONCE, out);
  }

  /**
   * Weighted sums of eight partial sums each, eight to a weight: those at {@code [8 k, 8 k + 8)},
   * times {@code weights[k / 8]}, go to {@code out[k]}.
   */
  static void add(double[] partial, double[] weights, double[] out) {
    int count = weights.length * Lanes.GROUP;
    if (WIDTH == QUAD) {
      addQuads(partial, weights, out);
      return;
    }
    if (WIDTH < Lanes.GROUP) {
      for (int k = 0; k < count; k++) {
        out[k] = RowSums.tree(partial, k * Lanes.GROUP) * weights[k / Lanes.GROUP];
      }
      return;
    }
    for (int k = 0; k < count; k += Lanes.GROUP) {
      int at = k * Lanes.GROUP;
      DoubleVector p0 = DoubleVector.fromArray(DOUBLES, partial, at);
      DoubleVector p4 = DoubleVector.fromArray(DOUBLES, partial, at + 4 * Lanes.GROUP);
      DoubleVector p04 =
          p0.reinterpretAsLongs()
              .lanewise(BITWISE_BLEND, p4.reinterpretAsLongs(), UPPER_4)
              .reinterpretAsDoubles()
              .add(
                  p4.reinterpretAsLongs()
                      .lanewise(BITWISE_BLEND, p0.reinterpretAsLongs(), UPPER_4)
                      .reinterpretAsDoubles()
                      .rearrange(SWAP_4));
      DoubleVector p2 = DoubleVector.fromArray(DOUBLES, partial, at + 2 * Lanes.GROUP);
      DoubleVector p6 = DoubleVector.fromArray(DOUBLES, partial, at + 6 * Lanes.GROUP);
      DoubleVector p26 =
          p2.reinterpretAsLongs()
              .lanewise(BITWISE_BLEND, p6.reinterpretAsLongs(), UPPER_4)
              .reinterpretAsDoubles()
              .add(
                  p6.reinterpretAsLongs()
                      .lanewise(BITWISE_BLEND, p2.reinterpretAsLongs(), UPPER_4)
                      .reinterpretAsDoubles()
                      .rearrange(SWAP_4));
      DoubleVector even =
          p04.reinterpretAsLongs()
              .lanewise(BITWISE_BLEND, p26.reinterpretAsLongs(), UPPER_2)
              .reinterpretAsDoubles()
              .add(
                  p26.reinterpretAsLongs()
                      .lanewise(BITWISE_BLEND, p04.reinterpretAsLongs(), UPPER_2)
                      .reinterpretAsDoubles()
                      .rearrange(SWAP_2));
      DoubleVector p1 = DoubleVector.fromArray(DOUBLES, partial, at + Lanes.GROUP);
      DoubleVector p5 = DoubleVector.fromArray(DOUBLES, partial, at + 5 * Lanes.GROUP);
      DoubleVector p15 =
          p1.reinterpretAsLongs()
              .lanewise(BITWISE_BLEND, p5.reinterpretAsLongs(), UPPER_4)
              .reinterpretAsDoubles()
              .add(
                  p5.reinterpretAsLongs()
                      .lanewise(BITWISE_BLEND, p1.reinterpretAsLongs(), UPPER_4)
                      .reinterpretAsDoubles()
                      .rearrange(SWAP_4));
      DoubleVector p3 = DoubleVector.fromArray(DOUBLES, partial, at + 3 * Lanes.GROUP);
      DoubleVector p7 = DoubleVector.fromArray(DOUBLES, partial, at + 7 * Lanes.GROUP);
      DoubleVector p37 =
          p3.reinterpretAsLongs()
              .lanewise(BITWISE_BLEND, p7.reinterpretAsLongs(), UPPER_4)
              .reinterpretAsDoubles()
              .add(
                  p7.reinterpretAsLongs()
                      .lanewise(BITWISE_BLEND, p3.reinterpretAsLongs(), UPPER_4)
                      .reinterpretAsDoubles()
                      .rearrange(SWAP_4));
      DoubleVector odd =
          p15.reinterpretAsLongs()
              .lanewise(BITWISE_BLEND, p37.reinterpretAsLongs(), UPPER_2)
              .reinterpretAsDoubles()
              .add(
                  p37.reinterpretAsLongs()
                      .lanewise(BITWISE_BLEND, p15.reinterpretAsLongs(), UPPER_2)
                      .reinterpretAsDoubles()
                      .rearrange(SWAP_2));
      DoubleVector sums =
          even.reinterpretAsLongs()
              .lanewise(BITWISE_BLEND, odd.reinterpretAsLongs(), UPPER_1)
              .reinterpretAsDoubles()
              .add(
                  odd.reinterpretAsLongs()
                      .lanewise(BITWISE_BLEND, even.reinterpretAsLongs(), UPPER_1)
                      .reinterpretAsDoubles()
                      .rearrange(SWAP_1));
      sums.mul(weights[k / Lanes.GROUP]).intoArray(out, k);
    }
  }

  /** Four trees at a time, by vectors of four lanes: j and j + 4 lie in one lane of two vectors. */
  private static void addQuads(double[] partial, double[] weights, double[] out) {
    int count = weights.length * Lanes.GROUP;
    for (int k = 0; k < count; k += QUAD) {
      int at = k * Lanes.GROUP;
      DoubleVector p0 =
          DoubleVector.fromArray(DOUBLES, partial, at)
              .add(DoubleVector.fromArray(DOUBLES, partial, at + QUAD));
      at += Lanes.GROUP;
      DoubleVector p1 =
          DoubleVector.fromArray(DOUBLES, partial, at)
              .add(DoubleVector.fromArray(DOUBLES, partial, at + QUAD));
      at += Lanes.GROUP;
      DoubleVector p2 =
          DoubleVector.fromArray(DOUBLES, partial, at)
              .add(DoubleVector.fromArray(DOUBLES, partial, at + QUAD));
      at += Lanes.GROUP;
      DoubleVector p3 =
          DoubleVector.fromArray(DOUBLES, partial, at)
              .add(DoubleVector.fromArray(DOUBLES, partial, at + QUAD));
      DoubleVector even =
          p0.reinterpretAsLongs()
              .lanewise(BITWISE_BLEND, p2.reinterpretAsLongs(), UPPER_2)
              .reinterpretAsDoubles()
              .add(
                  p2.reinterpretAsLongs()
                      .lanewise(BITWISE_BLEND, p0.reinterpretAsLongs(), UPPER_2)
                      .reinterpretAsDoubles()
                      .rearrange(SWAP_2));
      DoubleVector odd =
          p1.reinterpretAsLongs()
              .lanewise(BITWISE_BLEND, p3.reinterpretAsLongs(), UPPER_2)
              .reinterpretAsDoubles()
              .add(
                  p3.reinterpretAsLongs()
                      .lanewise(BITWISE_BLEND, p1.reinterpretAsLongs(), UPPER_2)
                      .reinterpretAsDoubles()
                      .rearrange(SWAP_2));
      even.reinterpretAsLongs()
          .lanewise(BITWISE_BLEND, odd.reinterpretAsLongs(), UPPER_1)
          .reinterpretAsDoubles()
          .add(
              odd.reinterpretAsLongs()
                  .lanewise(BITWISE_BLEND, even.reinterpretAsLongs(), UPPER_1)
                  .reinterpretAsDoubles()
                  .rearrange(SWAP_1))
          .mul(weights[k / Lanes.GROUP])
          .intoArray(out, k);
    }
  }
}
