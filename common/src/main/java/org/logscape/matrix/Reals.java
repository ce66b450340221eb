package org.logscape.matrix;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Real numbers outside the heap, in one of two precisions, where OpenBLAS can work on them; ND4J
 * owns the memory. Code that is written against this class serves both precisions: values enter and
 * leave as doubles, products are {@link Blas}'s.
 *
 * <p>Mutable; to be used by one thread at a time. A slice shares the numbers of its whole, which
 * must stay open as long. Closing the whole frees the memory at once; closing a slice does nothing.
 */
public abstract sealed class Reals implements AutoCloseable permits FloatReals, DoubleReals {
  private final INDArray owner;
  private final boolean whole;
  private final int length;
  private final ByteBuffer bytes;

  Reals(INDArray owner, boolean whole, int length, ByteBuffer bytes) {
    this.owner = owner;
    this.whole = whole;
    this.length = length;
    this.bytes = bytes;
  }

  /**
   * Zeros.
   *
   * @param length how many, at least 1; their bytes must be fewer than 2<sup>31</sup>
   * @throws IllegalArgumentException if there are too few or too many
   */
  public static Reals of(Precision precision, long length) {
    if (length < 1 || length > Integer.MAX_VALUE / precision.bytes()) {
      throw new IllegalArgumentException("cannot keep " + length + " numbers in one array");
    }
    DataType type = precision == Precision.FLOAT32 ? DataType.FLOAT : DataType.DOUBLE;
    INDArray owner = Nd4j.create(type, length);
    Pointer pointer = owner.data().pointer();
    ByteBuffer bytes =
        new BytePointer(pointer)
            .capacity(length * precision.bytes())
            .asByteBuffer()
            .order(ByteOrder.nativeOrder());
    return precision == Precision.FLOAT32
        ? new FloatReals(owner, true, (int) length, bytes, pointer)
        : new DoubleReals(owner, true, (int) length, bytes, pointer);
  }

  /** A copy of an array. */
  public static Reals copyOf(Precision precision, double[] values) {
    Reals copy = of(precision, values.length);
    copy.put(0, values);
    return copy;
  }

  /** How the numbers are kept. */
  public abstract Precision precision();

  /** How many there are. */
  public final int length() {
    return length;
  }

  /**
   * A view of some of them.
   *
   * @param from first
   * @param count how many
   * @throws IndexOutOfBoundsException if they are not all there
   */
  public abstract Reals slice(int from, int count);

  /** Number {@code index}. */
  public abstract double get(int index);

  /** Sets number {@code index}, rounded to this precision. */
  public abstract void set(int index, double value);

  /** Copies a whole array to the numbers from {@code at} on. */
  public abstract void put(int at, double[] values);

  /**
   * Copies some of an array.
   *
   * @param at the first number that is set
   * @param from the first of {@code values}
   * @param count how many
   */
  public abstract void put(int at, float[] values, int from, int count);

  /** Copies numbers to an array, as many as it holds. */
  public abstract void get(int at, double[] into);

  /** Copies numbers of another vector of this precision; without overlap. */
  public final void put(int at, Reals other, int from, int count) {
    int size = precision().bytes();
    bytes.put(at * size, other.bytes, from * size, count * size);
  }

  /** Sets all to zero. */
  public final void clear() {
    Pointer.memset(pointer(), 0, (long) length * precision().bytes());
  }

  /** Multiplies each number, in this precision. */
  public abstract void scale(double factor);

  /**
   * Adds another vector of this precision and length, number by number.
   *
   * @param factor by which the other is multiplied first
   */
  public abstract void add(double factor, Reals other);

  /** All of them; a fresh array. */
  public final double[] toArray() {
    double[] values = new double[length];
    get(0, values);
    return values;
  }

  /** The memory itself, in the machine's byte order, from this vector's first number on. */
  public final ByteBuffer bytes() {
    return bytes;
  }

  abstract Pointer pointer();

  final INDArray owner() {
    return owner;
  }

  final ByteBuffer sliceBytes(int from, int count) {
    int size = precision().bytes();
    return bytes.slice(from * size, count * size).order(ByteOrder.nativeOrder());
  }

  @Override
  public final void close() {
    if (whole) {
      owner.close();
    }
  }
}
