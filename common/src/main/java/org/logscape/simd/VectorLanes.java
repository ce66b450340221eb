package org.logscape.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The vectors that carry a group of lanes: {@code GROUP / WIDTH} of them. */
public final class VectorLanes {
  /** Vectors of doubles. */
  public static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, shape());

  /** Vectors of longs of the same number of lanes. */
  public static final VectorSpecies<Long> LONGS = VectorSpecies.of(long.class, shape());

  /** Vectors of floats of the same number of lanes. */
  public static final VectorSpecies<Float> FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.length() * Float.SIZE));

  /** Lanes of a vector: 2, 4 or 8. */
  public static final int WIDTH = DOUBLES.length();

  private VectorLanes() {}

  private static VectorShape shape() {
    int preferred = DoubleVector.SPECIES_PREFERRED.length();
    int width = Lanes.requestedWidth() > 1 ? Lanes.requestedWidth() : preferred;
    return VectorShape.forBitSize(Math.max(2, Math.min(Lanes.GROUP, width)) * Double.SIZE);
  }
}
