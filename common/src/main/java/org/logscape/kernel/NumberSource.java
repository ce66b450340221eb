package org.logscape.kernel;

import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * Reads what a {@link NumberSink} wrote, in the same order.
 *
 * @param numbers gives them
 */
public record NumberSource(LongSupplier numbers) {

  /** A whole number. */
  public long whole() {
    return numbers.getAsLong();
  }

  /** A number with all its bits. */
  public double real() {
    return Double.longBitsToDouble(numbers.getAsLong());
  }

  /** An array; a fresh one. */
  public double[] reals() {
    double[] values = new double[Math.toIntExact(whole())];
    for (int i = 0; i < values.length; i++) {
      values[i] = real();
    }
    return values;
  }

  /** An array; a fresh one. */
  public long[] wholes() {
    long[] values = new long[Math.toIntExact(whole())];
    for (int i = 0; i < values.length; i++) {
      values[i] = whole();
    }
    return values;
  }

  /** A number that may be missing. */
  public OptionalDouble optional() {
    boolean there = whole() == 1;
    double value = real();
    return there ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
