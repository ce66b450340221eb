package org.logscape.random;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.OR;
import static jdk.incubator.vector.VectorOperators.ROL;
import static jdk.incubator.vector.VectorOperators.XOR;
import static org.logscape.simd.VectorLanes.DOUBLES;
import static org.logscape.simd.VectorLanes.LONGS;
import static org.logscape.simd.VectorLanes.WIDTH;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import org.logscape.simd.Lanes;

/**
 * Several lanes an instruction: the operations of {@link Xoshiro}, {@link Polar} and {@link
 * ChiSquare} in the same order.
 *
 * <p>The loops call nothing but vector operations: with methods of our own in them, the compiler
 * runs out of its inlining budget (NodeCountInliningCutoff), and a vector that crosses a call is an
 * object on the heap. Words and points are loops of their own, through the nearest cache: the first
 * is a chain from word to word that must not wait for spilled registers, the second has no chain.
 */
final class VectorGroupStreams implements GroupStreams {
  // rows of the scratch space of a chi-square trial; the pair of Gaussians are rows 0 and 1,
  // and the first three are where three words are drawn
  private static final int U = 2 * Lanes.GROUP;
  private static final int V = 3 * Lanes.GROUP;
  private static final int LN_U = 5 * Lanes.GROUP;
  private static final int LN_V = 4 * Lanes.GROUP;

  @Override
  public void gaussians(long[][] state, int lane, double[] out, int from, int stride, int count) {
    int even = count + (count & 1);
    for (int i = 0; i < Lanes.GROUP; i += WIDTH) {
      words(state, lane + i, out, from + i, stride, even);
      points(out, from + i, stride, even);
    }
  }

  /** Raw words in the place of numbers. */
  private static void words(
      long[][] state, int lane, double[] out, int from, int stride, int count) {
    LongVector s0 = LongVector.fromArray(LONGS, state[0], lane);
    LongVector s1 = LongVector.fromArray(LONGS, state[1], lane);
    LongVector s2 = LongVector.fromArray(LONGS, state[2], lane);
    LongVector s3 = LongVector.fromArray(LONGS, state[3], lane);
    int at = from;
    for (int k = 0; k < count; k++) {
      s0.add(s3).lanewise(ROL, Xoshiro.SCRAMBLE).add(s0).reinterpretAsDoubles().intoArray(out, at);
      LongVector b = s1;
      LongVector c = s2.lanewise(XOR, s0);
      LongVector d = s3.lanewise(XOR, s1);
      s0 = s0.lanewise(XOR, d);
      s1 = b.lanewise(XOR, c);
      s2 = c.lanewise(XOR, b.lanewise(LSHL, Xoshiro.SHIFT));
      s3 = d.lanewise(ROL, Xoshiro.ROTATE);
      at += stride;
    }
    s0.intoArray(state[0], lane);
    s1.intoArray(state[1], lane);
    s2.intoArray(state[2], lane);
    s3.intoArray(state[3], lane);
  }

  /** Pairs of words become pairs of Gaussians where they are. */
  private static void points(double[] out, int from, int stride, int count) {
    int at = from;
    for (int k = 0; k < count; k += 2) {
      LongVector first = DoubleVector.fromArray(DOUBLES, out, at).reinterpretAsLongs();
      LongVector second = DoubleVector.fromArray(DOUBLES, out, at + stride).reinterpretAsLongs();

      // radius
      LongVector bits =
          broadcast(DOUBLES, 2)
              .sub(first.lanewise(LSHR, 12).lanewise(OR, Polar.ONE).reinterpretAsDoubles())
              .reinterpretAsLongs();
      LongVector exponent = bits.sub(Polar.SQRT_HALF_BITS).lanewise(ASHR, 52);
      DoubleVector mantissa = bits.sub(exponent.lanewise(LSHL, 52)).reinterpretAsDoubles();
      DoubleVector s = mantissa.sub(1).div(mantissa.add(1));
      DoubleVector z = s.mul(s);
      DoubleVector p =
          broadcast(DOUBLES, Polar.LN_4)
              .fma(z, broadcast(DOUBLES, Polar.LN_3))
              .fma(z, broadcast(DOUBLES, Polar.LN_2ND))
              .fma(z, broadcast(DOUBLES, Polar.LN_1))
              .fma(z, broadcast(DOUBLES, Polar.LN_0));
      DoubleVector twice = s.mul(2);
      DoubleVector radius =
          exponent
              .add(Polar.MAGIC_BITS)
              .reinterpretAsDoubles()
              .sub(Polar.MAGIC)
              .fma(broadcast(DOUBLES, Polar.LN_2), twice.fma(z.mul(p), twice))
              .mul(-2)
              .sqrt();

      // angle
      DoubleVector f =
          second
              .lanewise(LSHL, 2)
              .lanewise(LSHR, 12)
              .lanewise(OR, Polar.ONE)
              .reinterpretAsDoubles()
              .sub(1.5);
      z = f.mul(f);
      LongVector along =
          broadcast(DOUBLES, Polar.COSINE_4)
              .fma(z, broadcast(DOUBLES, Polar.COSINE_3))
              .fma(z, broadcast(DOUBLES, Polar.COSINE_2))
              .fma(z, broadcast(DOUBLES, Polar.COSINE_1))
              .fma(z, broadcast(DOUBLES, Polar.COSINE_0))
              .fma(z, broadcast(DOUBLES, 1))
              .mul(radius)
              .reinterpretAsLongs();
      LongVector across =
          broadcast(DOUBLES, Polar.SINE_5)
              .fma(z, broadcast(DOUBLES, Polar.SINE_4))
              .fma(z, broadcast(DOUBLES, Polar.SINE_3))
              .fma(z, broadcast(DOUBLES, Polar.SINE_2))
              .fma(z, broadcast(DOUBLES, Polar.SINE_1))
              .fma(z, broadcast(DOUBLES, Polar.SINE_0))
              .mul(f)
              .mul(radius)
              .reinterpretAsLongs();

      // quadrant, as in ScalarGroupStreams
      LongVector flip =
          along
              .lanewise(XOR, across)
              .lanewise(AND, second.lanewise(ASHR, 63))
              .lanewise(XOR, second.lanewise(LSHL, 1).lanewise(AND, Long.MIN_VALUE));
      along.lanewise(XOR, flip).reinterpretAsDoubles().intoArray(out, at);
      across.lanewise(XOR, flip).reinterpretAsDoubles().intoArray(out, at + stride);
      at += 2 * stride;
    }
  }

  @Override
  public void signs(long[][] state, int lane, double[] out, int from, int stride, int count) {
    for (int i = 0; i < Lanes.GROUP; i += WIDTH) {
      for (int k = 0; k < count; k += Long.SIZE) {
        LongVector word = next(state, lane + i);
        int last = Math.min(count, k + Long.SIZE);
        for (int sign = k; sign < last; sign++) {
          word.lanewise(AND, Long.MIN_VALUE)
              .lanewise(OR, Polar.ONE)
              .reinterpretAsDoubles()
              .intoArray(out, from + sign * stride + i);
          word = word.lanewise(LSHL, 1);
        }
      }
    }
  }

  @Override
  public void integers(
      long[][] state, int lane, int bound, long[] out, int from, int stride, int count) {
    int bits = Uniform.below(bound).bits();
    for (int i = 0; i < Lanes.GROUP; i += WIDTH) {
      LongVector s0 = LongVector.fromArray(LONGS, state[0], lane + i);
      LongVector s1 = LongVector.fromArray(LONGS, state[1], lane + i);
      LongVector s2 = LongVector.fromArray(LONGS, state[2], lane + i);
      LongVector s3 = LongVector.fromArray(LONGS, state[3], lane + i);
      int at = from + i;
      for (int k = 0; k < count; k++) {
        s0.add(s3)
            .lanewise(ROL, Xoshiro.SCRAMBLE)
            .add(s0)
            .lanewise(LSHR, bits)
            .mul(bound)
            .lanewise(LSHR, Long.SIZE - bits)
            .intoArray(out, at);
        LongVector b = s1;
        LongVector c = s2.lanewise(XOR, s0);
        LongVector d = s3.lanewise(XOR, s1);
        s0 = s0.lanewise(XOR, d);
        s1 = b.lanewise(XOR, c);
        s2 = c.lanewise(XOR, b.lanewise(LSHL, Xoshiro.SHIFT));
        s3 = d.lanewise(ROL, Xoshiro.ROTATE);
        at += stride;
      }
      s0.intoArray(state[0], lane + i);
      s1.intoArray(state[1], lane + i);
      s2.intoArray(state[2], lane + i);
      s3.intoArray(state[3], lane + i);
    }
  }

  private static LongVector next(long[][] state, int lane) {
    LongVector s0 = LongVector.fromArray(LONGS, state[0], lane);
    LongVector s1 = LongVector.fromArray(LONGS, state[1], lane);
    LongVector s3 = LongVector.fromArray(LONGS, state[3], lane);
    LongVector word = s0.add(s3).lanewise(ROL, Xoshiro.SCRAMBLE).add(s0);
    LongVector c = LongVector.fromArray(LONGS, state[2], lane).lanewise(XOR, s0);
    LongVector d = s3.lanewise(XOR, s1);
    s0.lanewise(XOR, d).intoArray(state[0], lane);
    s1.lanewise(XOR, c).intoArray(state[1], lane);
    c.lanewise(XOR, s1.lanewise(LSHL, Xoshiro.SHIFT)).intoArray(state[2], lane);
    d.lanewise(ROL, Xoshiro.ROTATE).intoArray(state[3], lane);
    return word;
  }

  /** The first trial of all lanes at once; the few lanes that it fails go on one by one. */
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
    boolean square = law.degrees() == 1;
    for (int i = 0; i < Lanes.GROUP; i += WIDTH) {
      words(state, lane + i, scratch, i, Lanes.GROUP, square ? 2 : 3);
      points(scratch, i, Lanes.GROUP, 2);
      DoubleVector.fromArray(DOUBLES, scratch, Lanes.GROUP + i).intoArray(spare, at + i);
    }
    if (square) {
      for (int i = 0; i < live; i++) {
        out[from + i] = scratch[i] * scratch[i];
      }
      return;
    }
    if (squeeze(law, out, from, scratch)) {
      return;
    }
    logarithms(scratch, U, LN_U);
    logarithms(scratch, V, LN_V);
    if (accepted(law, scratch)) {
      return;
    }
    for (int i = 0; i < live; i++) {
      if (!law.accepts(scratch[i], scratch[U + i], scratch[LN_U + i], scratch[LN_V + i])) {
        out[from + i] = law.draw(state, lane + i);
      }
    }
  }

  /** Fills in the results of a trial, and tells whether all lanes pass without their logarithms. */
  private static boolean squeeze(ChiSquare law, double[] out, int from, double[] scratch) {
    boolean all = true;
    for (int i = 0; i < Lanes.GROUP; i += WIDTH) {
      DoubleVector x = DoubleVector.fromArray(DOUBLES, scratch, i);
      DoubleVector u =
          broadcast(DOUBLES, 2)
              .sub(
                  DoubleVector.fromArray(DOUBLES, scratch, U + i)
                      .reinterpretAsLongs()
                      .lanewise(LSHR, 12)
                      .lanewise(OR, Polar.ONE)
                      .reinterpretAsDoubles());
      DoubleVector root = x.fma(broadcast(DOUBLES, law.c()), broadcast(DOUBLES, 1));
      DoubleVector v = root.mul(root).mul(root);
      v.mul(2 * law.d()).intoArray(out, from + i);
      u.intoArray(scratch, U + i);
      v.intoArray(scratch, V + i);
      DoubleVector square = x.mul(x);
      DoubleVector bound =
          square.mul(square).fma(broadcast(DOUBLES, -law.shortcut()), broadcast(DOUBLES, 1));
      all &= u.compare(LT, bound).and(v.compare(GE, ChiSquare.LEAST)).allTrue();
    }
    return all;
  }

  /** Whether all lanes pass by their logarithms. */
  private static boolean accepted(ChiSquare law, double[] scratch) {
    boolean all = true;
    for (int i = 0; i < Lanes.GROUP; i += WIDTH) {
      DoubleVector x = DoubleVector.fromArray(DOUBLES, scratch, i);
      DoubleVector v = DoubleVector.fromArray(DOUBLES, scratch, V + i);
      DoubleVector limit =
          broadcast(DOUBLES, 1)
              .sub(v)
              .add(DoubleVector.fromArray(DOUBLES, scratch, LN_V + i))
              .fma(broadcast(DOUBLES, law.d()), x.mul(x).mul(0.5));
      all &=
          DoubleVector.fromArray(DOUBLES, scratch, LN_U + i)
              .compare(LT, limit)
              .and(v.compare(GT, 0))
              .allTrue();
    }
    return all;
  }

  private static void logarithms(double[] values, int from, int to) {
    for (int i = 0; i < Lanes.GROUP; i += WIDTH) {
      LongVector bits = DoubleVector.fromArray(DOUBLES, values, from + i).reinterpretAsLongs();
      LongVector exponent = bits.sub(Polar.SQRT_HALF_BITS).lanewise(ASHR, 52);
      DoubleVector mantissa = bits.sub(exponent.lanewise(LSHL, 52)).reinterpretAsDoubles();
      DoubleVector s = mantissa.sub(1).div(mantissa.add(1));
      DoubleVector z = s.mul(s);
      DoubleVector p =
          broadcast(DOUBLES, Polar.LN_4)
              .fma(z, broadcast(DOUBLES, Polar.LN_3))
              .fma(z, broadcast(DOUBLES, Polar.LN_2ND))
              .fma(z, broadcast(DOUBLES, Polar.LN_1))
              .fma(z, broadcast(DOUBLES, Polar.LN_0));
      DoubleVector twice = s.mul(2);
      exponent
          .add(Polar.MAGIC_BITS)
          .reinterpretAsDoubles()
          .sub(Polar.MAGIC)
          .fma(broadcast(DOUBLES, Polar.LN_2), twice.fma(z.mul(p), twice))
          .intoArray(values, to + i);
    }
  }
}
