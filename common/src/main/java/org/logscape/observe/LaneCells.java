package org.logscape.observe;

import java.lang.invoke.MethodHandles;
import org.logscape.simd.Lanes;

/** The cells of {@link LogBins} in which the losses of a block's lanes lie. */
interface LaneCells {
  /** The one that suits this machine. */
  LaneCells INSTANCE =
      Lanes.choose(
          LaneCells.class,
          ScalarLaneCells::new,
          MethodHandles.lookup(),
          "org.logscape.observe.VectorLaneCells");

  /**
   * Places loss / L* - 1, or zero where that is less, of the first {@code live} lanes.
   *
   * @param loss of each lane, finite; arrays are filled up to whole groups of eight lanes
   * @param inverseMinimum 1 / L*
   * @param bits receives the bits of what is placed
   * @param cells receives its cell
   */
  void place(
      LogBins bins, double[] loss, double inverseMinimum, int live, long[] bits, long[] cells);
}
