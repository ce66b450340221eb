package org.logscape.formula.syntax;

/** A parsed formula. Each part knows the index of its first character, from 0. */
public sealed interface Expression {

  /** Index of the character that a message about this part points at, from 0. */
  int at();

  /** The operations between two operands. */
  enum Operator {
    /** a + b. */
    ADD,
    /** a - b. */
    SUBTRACT,
    /** a * b. */
    MULTIPLY,
    /** a / b. */
    DIVIDE
  }

  /** The functions of one argument. */
  enum Function {
    /** Square root. */
    SQRT,
    /** Hyperbolic tangent. */
    TANH,
    /** Exponential. */
    EXP
  }

  /** A number. */
  record Literal(double value, int at) implements Expression {}

  /** A parameter or a constant. */
  record Name(String name, int at) implements Expression {}

  /** An element of a vector, {@code v[j]} or {@code v[2]}; elements are counted from 1. */
  record Element(String vector, String index, int indexAt, int at) implements Expression {}

  /** The negative of a part. */
  record Negative(Expression of, int at) implements Expression {}

  /** Two operands. */
  record Binary(Operator operator, Expression left, Expression right, int at)
      implements Expression {}

  /** A whole power. */
  record Power(Expression base, int exponent, int at) implements Expression {}

  /** A function of one argument. */
  record Call(Function function, Expression argument, int at) implements Expression {}

  /** The sum of {@code body} over all values of an index, {@code sum(j, body)}. */
  record Sum(String index, Expression body, int at) implements Expression {}
}
