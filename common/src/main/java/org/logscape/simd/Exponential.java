package org.logscape.simd;

/**
 * The exponential function and the hyperbolic tangent with the same bits on every processor: only
 * operations that IEEE 754 rounds exactly are used, among them fused multiply-add. A library
 * exponential may differ in its last bit from one processor to another.
 *
 * <p>exp x = 2^k exp r with |r| at most ln 2 / 2, where k ln 2 is subtracted in two parts (W. Cody,
 * W. Waite, "Software Manual for the Elementary Functions", 1980) and exp r is its Taylor
 * polynomial of degree 13, whose remainder is below 2<sup>-57</sup>. tanh x = t / (t + 2) with t =
 * exp(2 |x|) - 1. Errors stay below 1 ulp (exp) and 2 ulp (tanh).
 */
public final class Exponential {
  static final double MAGIC = 0x1.8p52;
  static final long MAGIC_BITS = 0x4338000000000000L;
  static final long BIAS = 1023;
  static final int MANTISSA = 52;

  static final double INVERSE_LN_2 = 0x1.71547652b82fep0;
  static final double LN_2_HIGH = 0x1.62e42feep-1;
  static final double LN_2_LOW = 0x1.a39ef35793c76p-33;

  /** Beyond it exp is infinite or zero in double precision. */
  static final double EXP_LIMIT = 750;

  /** Beyond it tanh is 1 in double precision. */
  static final double TANH_LIMIT = 20;

  static final double C_2 = 1.0 / 2;
  static final double C_3 = 1.0 / 6;
  static final double C_4 = 1.0 / 24;
  static final double C_5 = 1.0 / 120;
  static final double C_6 = 1.0 / 720;
  static final double C_7 = 1.0 / 5_040;
  static final double C_8 = 1.0 / 40_320;
  static final double C_9 = 1.0 / 362_880;
  static final double C_10 = 1.0 / 3_628_800;
  static final double C_11 = 1.0 / 39_916_800;
  static final double C_12 = 1.0 / 479_001_600;
  static final double C_13 = 1.0 / 6_227_020_800.0;

  private Exponential() {}

  /** e to the power of {@code x}; error below 1 ulp. */
  public static double exp(double x) {
    double bounded = Math.max(-EXP_LIMIT, Math.min(EXP_LIMIT, x));
    double shifted = Math.fma(bounded, INVERSE_LN_2, MAGIC);
    long k = Double.doubleToRawLongBits(shifted) - MAGIC_BITS;
    double whole = shifted - MAGIC;
    double r = Math.fma(-LN_2_LOW, whole, Math.fma(-LN_2_HIGH, whole, bounded));
    double mantissa = 1 + lessOne(r);
    // two factors, so that neither is out of range where the result is subnormal
    long half = k >> 1;
    return mantissa * powerOfTwo(half) * powerOfTwo(k - half);
  }

  /** Hyperbolic tangent of {@code x}; error below 2 ulp. */
  public static double tanh(double x) {
    double twice = 2 * Math.min(TANH_LIMIT, Math.abs(x));
    double shifted = Math.fma(twice, INVERSE_LN_2, MAGIC);
    long k = Double.doubleToRawLongBits(shifted) - MAGIC_BITS;
    double whole = shifted - MAGIC;
    double r = Math.fma(-LN_2_LOW, whole, Math.fma(-LN_2_HIGH, whole, twice));
    double scale = powerOfTwo(k);
    double t = Math.fma(scale, lessOne(r), scale - 1);
    return Math.copySign(t / (t + 2), x);
  }

  /** exp r - 1, |r| at most ln 2 / 2. */
  private static double lessOne(double r) {
    double p = Math.fma(C_13, r, C_12);
    p = Math.fma(p, r, C_11);
    p = Math.fma(p, r, C_10);
    p = Math.fma(p, r, C_9);
    p = Math.fma(p, r, C_8);
    p = Math.fma(p, r, C_7);
    p = Math.fma(p, r, C_6);
    p = Math.fma(p, r, C_5);
    p = Math.fma(p, r, C_4);
    p = Math.fma(p, r, C_3);
    p = Math.fma(p, r, C_2);
    return Math.fma(r * r, p, r);
  }

  private static double powerOfTwo(long k) {
    return Double.longBitsToDouble((k + BIAS) << MANTISSA);
  }
}
