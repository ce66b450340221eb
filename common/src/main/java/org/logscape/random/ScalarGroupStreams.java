package org.logscape.random;

import org.logscape.simd.Lanes;

/** Lane after lane. */
final class ScalarGroupStreams implements GroupStreams {

  @Override
  public void gaussians(long[][] state, int lane, double[] out, int from, int stride, int count) {
    for (int i = 0; i < Lanes.GROUP; i++) {
      for (int k = 0; k < count; k += 2) {
        pair(state, lane + i, out, from + k * stride + i, stride);
      }
    }
  }

  /** A pair of Gaussians, at {@code at} and {@code at + stride}. */
  private static void pair(long[][] state, int lane, double[] out, int at, int stride) {
    double radius = Polar.radius(Xoshiro.next(state, lane));
    long word = Xoshiro.next(state, lane);
    double f = Polar.angle(word);
    long along = Double.doubleToRawLongBits(radius * Polar.cosine(f));
    long across = Double.doubleToRawLongBits(radius * Polar.sine(f));
    // the top two bits carry the point to one of four quadrants: swap the axes, change both
    // signs (a branch here would be guessed wrong half the time)
    long flip = ((along ^ across) & (word >> 63)) ^ ((word << 1) & Long.MIN_VALUE);
    out[at] = Double.longBitsToDouble(along ^ flip);
    out[at + stride] = Double.longBitsToDouble(across ^ flip);
  }

  @Override
  public void signs(long[][] state, int lane, double[] out, int from, int stride, int count) {
    for (int i = 0; i < Lanes.GROUP; i++) {
      long word = 0;
      for (int k = 0; k < count; k++) {
        if (k % Long.SIZE == 0) {
          word = Xoshiro.next(state, lane + i);
        }
        out[from + k * stride + i] = word < 0 ? -1 : 1;
        word <<= 1;
      }
    }
  }

  @Override
  public void integers(
      long[][] state, int lane, int bound, long[] out, int from, int stride, int count) {
    Uniform uniform = Uniform.below(bound);
    for (int i = 0; i < Lanes.GROUP; i++) {
      for (int k = 0; k < count; k++) {
        out[from + k * stride + i] = uniform.of(Xoshiro.next(state, lane + i));
      }
    }
  }

  @Override
  public void chiSquares(
      long[][] state,
      int lane,
      int live,
      ChiSquare law,
      double[] out,
      int from,
      double[] spare,
      int at,
      double[] scratch) {
    for (int i = 0; i < live; i++) {
      pair(state, lane + i, scratch, 0, 1);
      spare[at + i] = scratch[1];
      double first = law.trial(scratch[0], state, lane + i);
      out[from + i] = first >= 0 ? first : law.draw(state, lane + i);
    }
  }
}
