package org.logscape.network;

import java.nio.ByteBuffer;

/** Number after number, in double precision. */
final class DoublePointwise implements Pointwise {
  static final double LIMIT = 20;
  static final double TWICE_LOG2_E = 0x1.71547652b82fep+1;
  static final double LN_2 = 0x1.62e42fefa39efp-1;
  static final double LN_2_REST = 0x1.abc9e3b39803fp-56;

  /** Adding it rounds to an integer, whose value then stands in the low bits. */
  static final double MAGIC = 0x1.8p52;

  static final long MAGIC_BITS = 0x4338000000000000L;
  static final int EXPONENT_BIAS = 1023;
  static final int EXPONENT_SHIFT = 52;

  // (e^r - 1 - r) / r^2 as a series
  static final double TAYLOR_14 = 1.0 / 87178291200.0;
  static final double TAYLOR_13 = 1.0 / 6227020800.0;
  static final double TAYLOR_12 = 1.0 / 479001600.0;
  static final double TAYLOR_11 = 1.0 / 39916800.0;
  static final double TAYLOR_10 = 1.0 / 3628800.0;
  static final double TAYLOR_9 = 1.0 / 362880.0;
  static final double TAYLOR_8 = 1.0 / 40320.0;
  static final double TAYLOR_7 = 1.0 / 5040.0;
  static final double TAYLOR_6 = 1.0 / 720.0;
  static final double TAYLOR_5 = 1.0 / 120.0;
  static final double TAYLOR_4 = 1.0 / 24.0;
  static final double TAYLOR_3 = 1.0 / 6.0;
  static final double TAYLOR_2 = 1.0 / 2.0;

  private static final int SIZE = Double.BYTES;

  static double tanh(double z) {
    double x = Math.max(-LIMIT, Math.min(LIMIT, z));
    double shifted = Math.fma(x, TWICE_LOG2_E, MAGIC);
    double k = shifted - MAGIC;
    double r = Math.fma(-k, LN_2_REST, Math.fma(-k, LN_2, x + x));
    long exponent = Double.doubleToRawLongBits(shifted) - MAGIC_BITS + EXPONENT_BIAS;
    double power = Double.longBitsToDouble(exponent << EXPONENT_SHIFT);
    double q = TAYLOR_14;
    q = Math.fma(q, r, TAYLOR_13);
    q = Math.fma(q, r, TAYLOR_12);
    q = Math.fma(q, r, TAYLOR_11);
    q = Math.fma(q, r, TAYLOR_10);
    q = Math.fma(q, r, TAYLOR_9);
    q = Math.fma(q, r, TAYLOR_8);
    q = Math.fma(q, r, TAYLOR_7);
    q = Math.fma(q, r, TAYLOR_6);
    q = Math.fma(q, r, TAYLOR_5);
    q = Math.fma(q, r, TAYLOR_4);
    q = Math.fma(q, r, TAYLOR_3);
    q = Math.fma(q, r, TAYLOR_2);
    double p = Math.fma(r * r, q, r);
    double t = Math.fma(power, p, power - 1);
    return t / (t + 2);
  }

  @Override
  public void tanh(ByteBuffer y, int count) {
    for (int i = 0; i < count * SIZE; i += SIZE) {
      y.putDouble(i, tanh(y.getDouble(i)));
    }
  }

  @Override
  public void relu(ByteBuffer y, int count) {
    for (int i = 0; i < count * SIZE; i += SIZE) {
      y.putDouble(i, Math.max(y.getDouble(i), 0));
    }
  }

  static double tanhSlope(double y, double d) {
    return Math.fma(-y, y, 1) * d;
  }

  @Override
  public void tanhSlope(ByteBuffer y, ByteBuffer d, int count) {
    for (int i = 0; i < count * SIZE; i += SIZE) {
      d.putDouble(i, tanhSlope(y.getDouble(i), d.getDouble(i)));
    }
  }

  static double reluSlope(double y, double d) {
    return y > 0 ? d : 0;
  }

  @Override
  public void reluSlope(ByteBuffer y, ByteBuffer d, int count) {
    for (int i = 0; i < count * SIZE; i += SIZE) {
      d.putDouble(i, reluSlope(y.getDouble(i), d.getDouble(i)));
    }
  }

  static double tanhCurve(double y, double ry, double d, double rd) {
    return Math.fma(Math.fma(-y, y, 1), rd, -2 * y * ry * d);
  }

  @Override
  public void tanhCurve(ByteBuffer y, ByteBuffer ry, ByteBuffer d, ByteBuffer rd, int count) {
    for (int i = 0; i < count * SIZE; i += SIZE) {
      rd.putDouble(i, tanhCurve(y.getDouble(i), ry.getDouble(i), d.getDouble(i), rd.getDouble(i)));
    }
  }

  @Override
  public void add(ByteBuffer to, int at, ByteBuffer from, int start, int count) {
    int shift = (start - at) * SIZE;
    for (int i = at * SIZE; i < (at + count) * SIZE; i += SIZE) {
      to.putDouble(i, to.getDouble(i) + from.getDouble(i + shift));
    }
  }
}
