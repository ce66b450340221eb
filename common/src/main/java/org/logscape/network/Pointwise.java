package org.logscape.network;

import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import org.logscape.matrix.Precision;
import org.logscape.simd.Lanes;

/**
 * What networks do number by number, over whole buffers. Scalar code and vectors of any width leave
 * the same bits, on every processor: no library function is called, only operations that IEEE 754
 * rounds exactly.
 *
 * <p>tanh x = t / (t + 2) with t = e<sup>2x</sup> - 1. With k the integer next to 2x / ln 2 and r =
 * 2x - k ln 2, |r| &lt; 0.35, that is t = 2<sup>k</sup> p + (2<sup>k</sup> - 1), p = e<sup>r</sup>
 * - 1 by its Taylor series, whose first term left out is below half a unit in the last place. Exact
 * to three units in the last place; where x is beyond 10 (single) or 20 (double), tanh is 1.
 *
 * <p>All arguments are buffers of {@code count} numbers of one precision in the machine's order.
 */
interface Pointwise {
  /** For each precision the one that suits this machine. */
  static Pointwise of(Precision precision) {
    return switch (precision) {
      case FLOAT32 -> Chosen.SINGLE;
      case FLOAT64 -> Chosen.DOUBLE;
    };
  }

  /** y = tanh y. */
  void tanh(ByteBuffer y, int count);

  /** y = max(y, 0). */
  void relu(ByteBuffer y, int count);

  /** d = (1 - y^2) d: back through y = tanh z. */
  void tanhSlope(ByteBuffer y, ByteBuffer d, int count);

  /** d = d where y > 0, else 0: back through y = max(z, 0), with slope 0 at z = 0. */
  void reluSlope(ByteBuffer y, ByteBuffer d, int count);

  /**
   * rd = (1 - y^2) rd - 2 y ry d: the derivative of (1 - y^2) d along a direction in which y moves
   * by ry and d by rd.
   */
  void tanhCurve(ByteBuffer y, ByteBuffer ry, ByteBuffer d, ByteBuffer rd, int count);

  /**
   * to += from.
   *
   * @param at index of the first number of {@code to}
   * @param start index of the first number of {@code from}
   */
  void add(ByteBuffer to, int at, ByteBuffer from, int start, int count);

  /** The implementations in use. */
  final class Chosen {
    private static final Pointwise SINGLE =
        Lanes.choose(
            Pointwise.class,
            FloatPointwise::new,
            MethodHandles.lookup(),
            "org.logscape.network.VectorFloatPointwise");
    private static final Pointwise DOUBLE =
        Lanes.choose(
            Pointwise.class,
            DoublePointwise::new,
            MethodHandles.lookup(),
            "org.logscape.network.VectorDoublePointwise");

    private Chosen() {}
  }
}
