package org.logscape.observe;

import static org.logscape.simd.VectorLanes.DOUBLES;
import static org.logscape.simd.VectorLanes.WIDTH;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/** Several lanes an instruction. */
final class VectorWatch implements Watch {

  @Override
  public boolean anyBelow(double[] value, double[] bound, int live) {
    for (int lane = 0; lane < live; lane += WIDTH) {
      if (DoubleVector.fromArray(DOUBLES, value, lane)
          .compare(VectorOperators.LT, DoubleVector.fromArray(DOUBLES, bound, lane))
          .anyTrue()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean anyAtLeast(double[] value, double[] bound, int live) {
    for (int lane = 0; lane < live; lane += WIDTH) {
      if (DoubleVector.fromArray(DOUBLES, value, lane)
          .compare(VectorOperators.GE, DoubleVector.fromArray(DOUBLES, bound, lane))
          .anyTrue()) {
        return true;
      }
    }
    return false;
  }
}
