package org.logscape.theory;

/** Argument checks whose messages hold the name and the value of the argument. */
final class Arguments {
  private Arguments() {}

  static double positive(double value, String name) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " must be positive and finite, is " + value);
    }
    return value;
  }

  static double notNegative(double value, String name) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " must be finite and at least 0, is " + value);
    }
    return value;
  }
}
