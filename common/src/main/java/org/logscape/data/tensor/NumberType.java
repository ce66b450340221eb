package org.logscape.data.tensor;

import java.nio.ByteBuffer;

/** The numbers that arrays in files are made of. */
public enum NumberType {
  BOOLEAN(1, true),
  INT8(1, true),
  INT16(2, true),
  INT32(4, true),
  INT64(8, true),
  UINT8(1, true),
  UINT16(2, true),
  UINT32(4, true),
  UINT64(8, true),
  /** IEEE 754 binary16. */
  FLOAT16(2, false),
  /** The upper half of a FLOAT32. */
  BFLOAT16(2, false),
  FLOAT32(4, false),
  FLOAT64(8, false);

  private static final double TWO_TO_64 = 0x1p64;
  private static final int HALF_FRACTION_BITS = 10;
  private static final int HALF_FRACTION = (1 << HALF_FRACTION_BITS) - 1;
  private static final int HALF_EXPONENT = 0x1F;
  private static final int HALF_BIAS = 15;

  private final int bytes;
  private final boolean whole;

  NumberType(int bytes, boolean whole) {
    this.bytes = bytes;
    this.whole = whole;
  }

  /** Of one number. */
  public int bytes() {
    return bytes;
  }

  /** Whether its numbers are whole. */
  public boolean isWhole() {
    return whole;
  }

  /**
   * One number; whole ones beyond 2<sup>53</sup> are rounded.
   *
   * @param from the bytes in their order
   * @param at where the number begins, in bytes
   */
  double read(ByteBuffer from, int at) {
    return switch (this) {
      case BOOLEAN -> from.get(at) == 0 ? 0 : 1;
      case INT8 -> from.get(at);
      case INT16 -> from.getShort(at);
      case INT32 -> from.getInt(at);
      case INT64 -> from.getLong(at);
      case UINT8 -> Byte.toUnsignedInt(from.get(at));
      case UINT16 -> Short.toUnsignedInt(from.getShort(at));
      case UINT32 -> Integer.toUnsignedLong(from.getInt(at));
      case UINT64 -> unsigned(from.getLong(at));
      case FLOAT16 -> half(from.getShort(at));
      case BFLOAT16 -> Float.intBitsToFloat(from.getShort(at) << Short.SIZE);
      case FLOAT32 -> from.getFloat(at);
      case FLOAT64 -> from.getDouble(at);
    };
  }

  private static double unsigned(long bits) {
    return bits < 0 ? bits + TWO_TO_64 : bits;
  }

  private static double half(short bits) {
    int fraction = bits & HALF_FRACTION;
    int exponent = bits >> HALF_FRACTION_BITS & HALF_EXPONENT;
    double size =
        switch (exponent) {
          case 0 -> Math.scalb((double) fraction, 1 - HALF_BIAS - HALF_FRACTION_BITS);
          case HALF_EXPONENT -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          default ->
              Math.scalb(
                  (double) (fraction + HALF_FRACTION + 1),
                  exponent - HALF_BIAS - HALF_FRACTION_BITS);
        };
    return bits < 0 ? -size : size;
  }
}
