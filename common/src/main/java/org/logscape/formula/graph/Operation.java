package org.logscape.formula.graph;

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
  FMA
}
