package org.logscape.random;

/**
 * Two independent standard Gaussians from two random words, by the Box-Muller transform, with the
 * same bits on every processor: only add, multiply, divide, square root and fused multiply-add (all
 * exactly rounded by IEEE 754) are used, never a library logarithm or sine, whose last bits differ
 * between processors.
 *
 * <p>Source: G. Box, M. Muller, Ann. Math. Stat. 29 (1958) 610. The logarithm is 2 artanh((m - 1) /
 * (m + 1)) on [1/sqrt 2, sqrt 2), sine and cosine are taken of a quarter turn about 0; each by a
 * polynomial in the square of its argument, interpolated at Chebyshev nodes (computed with 60
 * digits). Their relative errors stay below 2<sup>-41</sup>, so the density of a Gaussian is off by
 * less than 10<sup>-11</sup> of itself: no run can resolve that, and further terms would only cost
 * time.
 */
final class Polar {
  /** Bits of 1.0: with 52 random bits in its mantissa, a number in [1, 2). */
  static final long ONE = 0x3FF0000000000000L;

  /** 1.5 times 2^52: adding a small integer to its bits adds it to its value. */
  static final double MAGIC = 0x1.8p52;

  static final long MAGIC_BITS = 0x4338000000000000L;
  static final long SQRT_HALF_BITS = 0x3FE6A09E667F3BCDL;
  static final double LN_2 = 0.6931471805599453;

  // artanh(s) = s + s z p(z), z = s^2
  static final double LN_0 = 0x1.5555555564e96p-2;
  static final double LN_1 = 0x1.999998cafbf2ap-3;
  static final double LN_2ND = 0x1.249323e4d7fc7p-3;
  static final double LN_3 = 0x1.c67ada017cf97p-4;
  static final double LN_4 = 0x1.8c8c11e54d389p-4;

  // sin(pi f / 2) = f p(z), z = f^2
  static final double SINE_0 = 0x1.921fb54442cfap0;
  static final double SINE_1 = -0x1.4abbce6257a2ap-1;
  static final double SINE_2 = 0x1.466bc67123fa1p-4;
  static final double SINE_3 = -0x1.32d2c644adc0bp-8;
  static final double SINE_4 = 0x1.5071ce4b47930p-13;
  static final double SINE_5 = -0x1.dd54805f3f706p-19;

  // cos(pi f / 2) = 1 + z p(z), z = f^2
  static final double COSINE_0 = -0x1.3bd3cc9be3632p0;
  static final double COSINE_1 = 0x1.03c1f07ea5ef5p-2;
  static final double COSINE_2 = -0x1.55d3c1c3c3160p-6;
  static final double COSINE_3 = 0x1.e1ec718e563c5p-11;
  static final double COSINE_4 = -0x1.a1e852987c3d8p-16;

  private Polar() {}

  /**
   * Uniform on (0, 1], a multiple of 2<sup>-52</sup>: never zero, so that its logarithm is finite.
   * The word's upper bits become a mantissa, so nothing is converted from integers, which not every
   * processor does for vectors.
   */
  static double openUniform(long word) {
    return 2 - Double.longBitsToDouble(ONE | (word >>> 12));
  }

  /** Radius sqrt(-2 ln u) of a two-dimensional standard Gaussian, u = {@link #openUniform}. */
  static double radius(long word) {
    return Math.sqrt(-2 * ln(openUniform(word)));
  }

  /**
   * Natural logarithm; relative error below 2<sup>-41</sup>.
   *
   * @param x positive, normal
   */
  static double ln(double x) {
    // measured from 1/sqrt 2, the exponent field splits off without a branch
    long bits = Double.doubleToRawLongBits(x);
    long exponent = (bits - SQRT_HALF_BITS) >> 52;
    double mantissa = Double.longBitsToDouble(bits - (exponent << 52));
    double s = (mantissa - 1) / (mantissa + 1);
    double z = s * s;
    double p = Math.fma(LN_4, z, LN_3);
    p = Math.fma(p, z, LN_2ND);
    p = Math.fma(p, z, LN_1);
    p = Math.fma(p, z, LN_0);
    double twice = 2 * s;
    double e = Double.longBitsToDouble(exponent + MAGIC_BITS) - MAGIC;
    return Math.fma(e, LN_2, Math.fma(twice, z * p, twice));
  }

  /**
   * Angle within its quadrant in quarter turns, uniform on [-1/2, 1/2), from the low 62 bits of a
   * word.
   */
  static double angle(long word) {
    return Double.longBitsToDouble(ONE | ((word << 2) >>> 12)) - 1.5;
  }

  /**
   * sin(pi f / 2).
   *
   * @param f quarter turns, in [-1/2, 1/2]
   */
  static double sine(double f) {
    double z = f * f;
    double p = Math.fma(SINE_5, z, SINE_4);
    p = Math.fma(p, z, SINE_3);
    p = Math.fma(p, z, SINE_2);
    p = Math.fma(p, z, SINE_1);
    p = Math.fma(p, z, SINE_0);
    return f * p;
  }

  /**
   * cos(pi f / 2).
   *
   * @param f quarter turns, in [-1/2, 1/2]
   */
  static double cosine(double f) {
    double z = f * f;
    double p = Math.fma(COSINE_4, z, COSINE_3);
    p = Math.fma(p, z, COSINE_2);
    p = Math.fma(p, z, COSINE_1);
    p = Math.fma(p, z, COSINE_0);
    return Math.fma(p, z, 1);
  }
}
