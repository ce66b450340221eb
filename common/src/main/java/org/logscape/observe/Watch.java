package org.logscape.observe;

import java.lang.invoke.MethodHandles;
import org.logscape.simd.Lanes;

/** Whether anything is to be looked at among the lanes of a block. */
interface Watch {
  /** The one that suits this machine. */
  Watch INSTANCE =
      Lanes.choose(
          Watch.class,
          ScalarWatch::new,
          MethodHandles.lookup(),
          "org.logscape.observe.VectorWatch");

  /**
   * Whether value &lt; bound in any of the first {@code live} lanes. Arrays are filled up to whole
   * groups of eight lanes; a hit in a lane that holds no replica may be reported too.
   */
  boolean anyBelow(double[] value, double[] bound, int live);

  /** Whether value &gt;= bound in any lane, as {@link #anyBelow}. */
  boolean anyAtLeast(double[] value, double[] bound, int live);
}
