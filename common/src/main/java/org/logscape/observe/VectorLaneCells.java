package org.logscape.observe;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static org.logscape.simd.VectorLanes.DOUBLES;
import static org.logscape.simd.VectorLanes.WIDTH;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;

/** Several lanes an instruction. */
final class VectorLaneCells implements LaneCells {

  @Override
  public void place(
      LogBins bins, double[] loss, double inverseMinimum, int live, long[] bits, long[] cells) {
    long shift = 1 - bins.firstKey();
    long last = bins.lastCell();
    for (int lane = 0; lane < live; lane += WIDTH) {
      LongVector excess =
          DoubleVector.fromArray(DOUBLES, loss, lane)
              .mul(inverseMinimum)
              .sub(1)
              .reinterpretAsLongs()
              .max(0);
      excess.intoArray(bits, lane);
      excess.lanewise(ASHR, LogBins.SHIFT).add(shift).max(0).min(last).intoArray(cells, lane);
    }
  }
}
