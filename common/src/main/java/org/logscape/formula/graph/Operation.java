package org.logscape.formula.graph;

import org.logscape.simd.Exponential;

/** What a {@link Node} does with its operands. */
public enum Operation {
  /** A number that the formula holds. */
  LITERAL,
  /** A named constant. */
  CONSTANT,
  /** A coordinate of theta. */
  PARAMETER,
  /** A weight w_i of {@code sum_i w_i f_i}. */
  WEIGHT,
  /** a + b. */
  ADD,
  /** a - b. */
  SUBTRACT,
  /** a b. */
  MULTIPLY,
  /** a / b. */
  DIVIDE,
  /** a to a whole power of at least 2. */
  POWER,
  /** -a. */
  NEGATE,
  /** Square root of a. */
  SQRT,
  /** Hyperbolic tangent of a. */
  TANH,
  /** Exponential of a. */
  EXP,
  /** a b + c, rounded once. */
  FMA;

  /**
   * The result of the operation.
   *
   * @param a first operand, where there is one
   * @param b second operand, where there is one
   * @param c third operand, where there is one
   * @param exponent of a power
   * @throws IllegalStateException if it reads an input in place of operands
   */
  double of(double a, double b, double c, int exponent) {
    return switch (this) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case NEGATE -> -a;
      case POWER -> power(a, exponent);
      case SQRT -> Math.sqrt(a);
      case TANH -> Exponential.tanh(a);
      case EXP -> Exponential.exp(a);
      case FMA -> Math.fma(a, b, c);
      case LITERAL, CONSTANT, PARAMETER, WEIGHT ->
          throw new IllegalStateException(this + " has no operands");
    };
  }

  private static double power(double base, int exponent) {
    if (exponent == 1) {
      return base;
    }
    if (exponent % 2 == 1) {
      return power(base, exponent - 1) * base;
    }
    double half = power(base, exponent / 2);
    return half * half;
  }
}
