package org.logscape.random;

/**
 * Two independent standard Gaussians from two random words, by the Box-Muller transform, with the
 * same bits on every processor: only add, multiply, divide, square root and fused multiply-add (all
 * exactly rounded by IEEE 754) are used, never a library logarithm or sine, whose last bits differ
 * between processors.
 *
 * <p>Source: G. Box, M. Muller, Ann. Math. Stat. 29 (1958) 610; logarithm by the series of 2
 * artanh((m-1)/(m+1)) on [1/sqrt 2, sqrt 2), sine and cosine by their Taylor series on [-pi/4,
 * pi/4], each truncated below 2<sup>-53</sup>.
 */
final class Polar {
  private static final double TWO_POW_MINUS_53 = 0x1.0p-53;
  // ln 2 in two parts: the first times any exponent is exact
  private static final double LN_2_HIGH = 0.6931471803691238;
  private static final double LN_2_LOW = 1.9082149292705877E-10;
  private static final double QUARTER_TURN = Math.PI / 2;
  private static final long SQRT_HALF_BITS = 0x3FE6A09E667F3BCDL;

  private Polar() {}

  /** Uniform on (0, 1]: never zero, so that its logarithm is finite. */
  static double openUniform(long word) {
    return ((word >>> 11) + 1) * TWO_POW_MINUS_53;
  }

  /** Radius sqrt(-2 ln u) of a two-dimensional standard Gaussian, u = {@link #openUniform}. */
  static double radius(long word) {
    return Math.sqrt(-2 * ln(openUniform(word)));
  }

  /**
   * Natural logarithm of a positive normal number; error below 3 units in the last place.
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
    double p = 1.0 / 21;
    p = Math.fma(p, z, 1.0 / 19);
    p = Math.fma(p, z, 1.0 / 17);
    p = Math.fma(p, z, 1.0 / 15);
    p = Math.fma(p, z, 1.0 / 13);
    p = Math.fma(p, z, 1.0 / 11);
    p = Math.fma(p, z, 1.0 / 9);
    p = Math.fma(p, z, 1.0 / 7);
    p = Math.fma(p, z, 1.0 / 5);
    p = Math.fma(p, z, 1.0 / 3);
    double twice = 2 * s;
    double rest = Math.fma((double) exponent, LN_2_LOW, twice * z * p);
    return Math.fma((double) exponent, LN_2_HIGH, twice + rest);
  }

  /** Angle within its quadrant, uniform on [-pi/4, pi/4), from the low 62 bits of a word. */
  static double angle(long word) {
    return ((word << 2) >> 11) * TWO_POW_MINUS_53 * QUARTER_TURN;
  }

  /** Sine on [-pi/4, pi/4]. */
  static double sine(double x) {
    double z = x * x;
    double p = 1.0 / 355687428096000.0;
    p = Math.fma(p, z, -1.0 / 1307674368000.0);
    p = Math.fma(p, z, 1.0 / 6227020800.0);
    p = Math.fma(p, z, -1.0 / 39916800.0);
    p = Math.fma(p, z, 1.0 / 362880.0);
    p = Math.fma(p, z, -1.0 / 5040.0);
    p = Math.fma(p, z, 1.0 / 120.0);
    p = Math.fma(p, z, -1.0 / 6.0);
    return Math.fma(p * z, x, x);
  }

  /** Cosine on [-pi/4, pi/4]. */
  static double cosine(double x) {
    double z = x * x;
    double p = -1.0 / 6402373705728000.0;
    p = Math.fma(p, z, 1.0 / 20922789888000.0);
    p = Math.fma(p, z, -1.0 / 87178291200.0);
    p = Math.fma(p, z, 1.0 / 479001600.0);
    p = Math.fma(p, z, -1.0 / 3628800.0);
    p = Math.fma(p, z, 1.0 / 40320.0);
    p = Math.fma(p, z, -1.0 / 720.0);
    p = Math.fma(p, z, 1.0 / 24.0);
    p = Math.fma(p, z, -0.5);
    return Math.fma(p, z, 1.0);
  }
}
