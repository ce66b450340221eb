package org.logscape.jobs.store;

import java.util.OptionalDouble;

/** Values of nullable columns. */
public final class NullableColumn {
  private NullableColumn() {}

  /** The number, or null where it is infinite or not a number. */
  public static Double finite(double value) {
    return Double.isFinite(value) ? (Double) value : null;
  }

  /** The number, or null where there is none. */
  public static Double of(OptionalDouble value) {
    return value.isPresent() ? (Double) value.getAsDouble() : null;
  }
}
