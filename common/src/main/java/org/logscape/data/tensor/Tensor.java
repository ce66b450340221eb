package org.logscape.data.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.logscape.data.InvalidDataException;

/**
 * An array of numbers with a shape: a view of the bytes of a file. Elements are counted in C order,
 * the last index fastest, whichever order the file has.
 */
public final class Tensor {
  private final String name;
  private final NumberType type;
  private final int[] shape;
  private final int[] strides;
  private final int size;
  private final ByteBuffer numbers;

  private Tensor(
      String name, NumberType type, int[] shape, int[] strides, int size, ByteBuffer numbers) {
    this.name = name;
    this.type = type;
    this.shape = shape;
    this.strides = strides;
    this.size = size;
    this.numbers = numbers;
  }

  /** Which index is the fastest in a file. */
  public enum Order {
    /** The last one. */
    C,
    /** The first one. */
    FORTRAN
  }

  /**
   * An array over bytes.
   *
   * @param name what messages call it
   * @param shape sizes of its dimensions; empty for a single number
   * @param bytes exactly its numbers, from position to limit
   * @throws InvalidDataException if the bytes are fewer or more than the shape asks for
   */
  public static Tensor of(
      String name, NumberType type, List<Long> shape, Order order, ByteBuffer bytes) {
    long size = 1;
    for (long side : shape) {
      if (side < 0 || side > Integer.MAX_VALUE || size * side > Integer.MAX_VALUE) {
        throw new InvalidDataException(
            name,
            "has the shape %s; must hold fewer than 2^31 numbers".formatted(shapeText(shape)));
      }
      size *= side;
    }
    if (bytes.remaining() != size * type.bytes()) {
      throw new InvalidDataException(
          name,
          "%s: %,d bytes of numbers; %s of %s needs %,d"
              .formatted(
                  bytes.remaining() < size * type.bytes() ? "is truncated" : "is too long",
                  bytes.remaining(),
                  shapeText(shape),
                  type.name().toLowerCase(Locale.ROOT),
                  size * type.bytes()));
    }
    int[] sides = shape.stream().mapToInt(Long::intValue).toArray();
    return new Tensor(
        name,
        type,
        sides,
        order == Order.C ? null : fortranStrides(sides),
        (int) size,
        bytes.slice().order(bytes.order()));
  }

  /** An array of these numbers in C order. */
  public static Tensor of(String name, List<Long> shape, double... numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(Double.BYTES, numbers.length))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(numbers);
    return of(name, NumberType.FLOAT64, shape, Order.C, bytes);
  }

  private static int[] fortranStrides(int[] shape) {
    int[] strides = new int[shape.length];
    int stride = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      strides[axis] = stride;
      stride *= shape[axis];
    }
    return strides;
  }

  /** What messages call it: the file, and which array of it. */
  public String name() {
    return name;
  }

  public NumberType type() {
    return type;
  }

  /** How many dimensions. */
  public int rank() {
    return shape.length;
  }

  /** Size of a dimension, from 0 on. */
  public int side(int axis) {
    return shape[axis];
  }

  /** Sizes of all dimensions. */
  public List<Long> shape() {
    return Arrays.stream(shape).mapToObj(Long::valueOf).toList();
  }

  /** The shape as numpy prints it: {@code (60000, 28, 28)}. */
  public String shapeText() {
    return shapeText(shape());
  }

  /** A shape as numpy prints it. */
  public static String shapeText(List<Long> shape) {
    return shape.stream()
        .map(String::valueOf)
        .collect(Collectors.joining(", ", "(", shape.size() == 1 ? ",)" : ")"));
  }

  /** How many numbers. */
  public int size() {
    return size;
  }

  /** The number at a place in C order. */
  public double at(int index) {
    return type.read(numbers, type.bytes() * (strides == null ? index : place(index)));
  }

  /** Where in the file an element lies that is counted in C order. */
  private int place(int index) {
    int rest = index;
    int place = 0;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      place += rest % shape[axis] * strides[axis];
      rest /= shape[axis];
    }
    return place;
  }

  /** The indices of an element that is counted in C order: {@code [3, 0]}. */
  public String indices(int index) {
    long[] indices = new long[shape.length];
    int rest = index;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      indices[axis] = rest % shape[axis];
      rest /= shape[axis];
    }
    return Arrays.toString(indices);
  }

  /** All numbers in C order; a fresh array. */
  public double[] values() {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = at(i);
    }
    return values;
  }
}
