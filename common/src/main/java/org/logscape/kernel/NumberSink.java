package org.logscape.kernel;

import java.util.OptionalDouble;
import java.util.function.LongConsumer;

/**
 * Writes what an observer has seen as numbers of 64 bits; {@link NumberSource} reads it again.
 *
 * @param numbers receives them
 */
public record NumberSink(LongConsumer numbers) {

  /** A whole number. */
  public NumberSink put(long value) {
    numbers.accept(value);
    return this;
  }

  /** All bits of a number. */
  public NumberSink put(double value) {
    numbers.accept(Double.doubleToRawLongBits(value));
    return this;
  }

  /** An array with its length. */
  public NumberSink put(double[] values) {
    put((long) values.length);
    for (double value : values) {
      put(value);
    }
    return this;
  }

  /** An array with its length. */
  public NumberSink put(long[] values) {
    put((long) values.length);
    for (long value : values) {
      put(value);
    }
    return this;
  }

  /** A number that may be missing. */
  public NumberSink put(OptionalDouble value) {
    return put(value.isPresent() ? 1L : 0L).put(value.orElse(0));
  }
}
