package org.logscape.network;

import java.nio.ByteBuffer;

/** Number after number, in single precision. */
final class FloatPointwise implements Pointwise {
  static final float LIMIT = 10;
  static final float TWICE_LOG2_E = 0x1.7154760000000p+1f;
  static final float LN_2 = 0x1.62e4300000000p-1f;
  static final float LN_2_REST = -0x1.05c6100000000p-29f;

  /** Adding it rounds to an integer, whose value then stands in the low bits. */
  static final float MAGIC = 0x1.8p23f;

  static final int MAGIC_BITS = 0x4B400000;
  static final int EXPONENT_BIAS = 127;
  static final int EXPONENT_SHIFT = 23;

  // (e^r - 1 - r) / r^2 as a series
  static final float TAYLOR_7 = 1f / 5040f;
  static final float TAYLOR_6 = 1f / 720f;
  static final float TAYLOR_5 = 1f / 120f;
  static final float TAYLOR_4 = 1f / 24f;
  static final float TAYLOR_3 = 1f / 6f;
  static final float TAYLOR_2 = 1f / 2f;

  private static final int SIZE = Float.BYTES;

  static float tanh(float z) {
    float x = Math.max(-LIMIT, Math.min(LIMIT, z));
    float shifted = Math.fma(x, TWICE_LOG2_E, MAGIC);
    float k = shifted - MAGIC;
    float r = Math.fma(-k, LN_2_REST, Math.fma(-k, LN_2, x + x));
    int exponent = Float.floatToRawIntBits(shifted) - MAGIC_BITS + EXPONENT_BIAS;
    float power = Float.intBitsToFloat(exponent << EXPONENT_SHIFT);
    float q = TAYLOR_7;
    q = Math.fma(q, r, TAYLOR_6);
    q = Math.fma(q, r, TAYLOR_5);
    q = Math.fma(q, r, TAYLOR_4);
    q = Math.fma(q, r, TAYLOR_3);
    q = Math.fma(q, r, TAYLOR_2);
    float p = Math.fma(r * r, q, r);
    float t = Math.fma(power, p, power - 1);
    return t / (t + 2);
  }

  @Override
  public void tanh(ByteBuffer y, int count) {
    for (int i = 0; i < count * SIZE; i += SIZE) {
      y.putFloat(i, tanh(y.getFloat(i)));
    }
  }

  @Override
  public void relu(ByteBuffer y, int count) {
    for (int i = 0; i < count * SIZE; i += SIZE) {
      y.putFloat(i, Math.max(y.getFloat(i), 0));
    }
  }

  static float tanhSlope(float y, float d) {
    return Math.fma(-y, y, 1) * d;
  }

  @Override
  public void tanhSlope(ByteBuffer y, ByteBuffer d, int count) {
    for (int i = 0; i < count * SIZE; i += SIZE) {
      d.putFloat(i, tanhSlope(y.getFloat(i), d.getFloat(i)));
    }
  }

  static float reluSlope(float y, float d) {
    return y > 0 ? d : 0;
  }

  @Override
  public void reluSlope(ByteBuffer y, ByteBuffer d, int count) {
    for (int i = 0; i < count * SIZE; i += SIZE) {
      d.putFloat(i, reluSlope(y.getFloat(i), d.getFloat(i)));
    }
  }

  static float tanhCurve(float y, float ry, float d, float rd) {
    return Math.fma(Math.fma(-y, y, 1), rd, -2 * y * ry * d);
  }

  @Override
  public void tanhCurve(ByteBuffer y, ByteBuffer ry, ByteBuffer d, ByteBuffer rd, int count) {
    for (int i = 0; i < count * SIZE; i += SIZE) {
      rd.putFloat(i, tanhCurve(y.getFloat(i), ry.getFloat(i), d.getFloat(i), rd.getFloat(i)));
    }
  }

  @Override
  public void add(ByteBuffer to, int at, ByteBuffer from, int start, int count) {
    int shift = (start - at) * SIZE;
    for (int i = at * SIZE; i < (at + count) * SIZE; i += SIZE) {
      to.putFloat(i, to.getFloat(i) + from.getFloat(i + shift));
    }
  }
}
