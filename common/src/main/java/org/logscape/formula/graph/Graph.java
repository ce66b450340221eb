package org.logscape.formula.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds nodes, each once: asked for the same operation on the same operands again, it returns the
 * node that it has. Sums with 0 and products with 0 and 1 are resolved on the way. Mutable; used
 * while a formula is prepared and by one thread.
 */
public final class Graph {
  private final Map<Key, Node> nodes = new HashMap<>();

  private record Key(Operation operation, List<Integer> operands, int index, long bits) {}

  /** A number. */
  public Node literal(double value) {
    return node(Operation.LITERAL, List.of(), 0, value, true);
  }

  /** A named constant. */
  public Node constant(int index) {
    return node(Operation.CONSTANT, List.of(), index, 0, true);
  }

  /** A coordinate of theta. */
  public Node parameter(int index) {
    return node(Operation.PARAMETER, List.of(), index, 0, false);
  }

  /** A weight. */
  public Node weight(int index) {
    return node(Operation.WEIGHT, List.of(), index, 0, false);
  }

  /** a + b. */
  @SuppressWarnings("ReferenceEquality") // the graph holds each expression once
  public Node add(Node a, Node b) {
    if (a.isLiteral(0)) {
      return b;
    }
    if (b.isLiteral(0)) {
      return a;
    }
    if (a.equals(b)) {
      return multiply(literal(2), a);
    }
    return b.operation() == Operation.NEGATE ? subtract(a, b.a()) : binary(Operation.ADD, a, b);
  }

  /** a - b. */
  @SuppressWarnings("ReferenceEquality") // the graph holds each expression once
  public Node subtract(Node a, Node b) {
    if (b.isLiteral(0)) {
      return a;
    }
    if (a.equals(b)) {
      return literal(0);
    }
    if (a.isLiteral(0)) {
      return negate(b);
    }
    if (b.fixed()) {
      return binary(Operation.ADD, a, negate(b));
    }
    boolean scaled = b.operation() == Operation.MULTIPLY && b.a().fixed();
    return scaled ? add(a, multiply(negate(b.a()), b.b())) : binary(Operation.SUBTRACT, a, b);
  }

  /** a b; the fixed operand, if any, comes first. */
  public Node multiply(Node a, Node b) {
    if (a.isLiteral(0) || b.isLiteral(0)) {
      return literal(0);
    }
    if (a.isLiteral(1)) {
      return b;
    }
    if (b.isLiteral(1)) {
      return a;
    }
    if (b.fixed() && !a.fixed()) {
      return multiply(b, a);
    }
    if (a.isLiteral(-1)) {
      return negate(b);
    }
    if (a.fixed() && b.operation() == Operation.MULTIPLY && b.a().fixed()) {
      return multiply(multiply(a, b.a()), b.b());
    }
    if (b.operation() == Operation.NEGATE) {
      return a.fixed() ? multiply(negate(a), b.a()) : negate(multiply(a, b.a()));
    }
    return a.operation() == Operation.NEGATE && !a.fixed()
        ? negate(multiply(a.a(), b))
        : binary(Operation.MULTIPLY, a, b);
  }

  /** a / b. */
  public Node divide(Node a, Node b) {
    if (b.isLiteral(1) || a.isLiteral(0)) {
      return a;
    }
    if (b.fixed() && !a.fixed()) {
      return multiply(divide(literal(1), b), a);
    }
    return binary(Operation.DIVIDE, a, b);
  }

  /** a to a whole power. */
  public Node power(Node a, int exponent) {
    if (exponent == 0) {
      return literal(1);
    }
    if (exponent == 1) {
      return a;
    }
    if (exponent < 0) {
      return divide(literal(1), power(a, -exponent));
    }
    return node(Operation.POWER, List.of(a), exponent, 0, a.fixed());
  }

  /** -a. */
  public Node negate(Node a) {
    return switch (a.operation()) {
      case LITERAL -> literal(-a.value());
      case NEGATE -> a.a();
      case SUBTRACT -> subtract(a.b(), a.a());
      default -> unary(Operation.NEGATE, a);
    };
  }

  /** A function of one argument: SQRT, TANH or EXP. */
  public Node unary(Operation operation, Node a) {
    return node(operation, List.of(a), 0, 0, a.fixed());
  }

  /** a b + c, rounded once. */
  Node fma(Node a, Node b, Node c) {
    return node(Operation.FMA, List.of(a, b, c), 0, 0, a.fixed() && b.fixed() && c.fixed());
  }

  private Node binary(Operation operation, Node a, Node b) {
    return node(operation, List.of(a, b), 0, 0, a.fixed() && b.fixed());
  }

  private Node node(
      Operation operation, List<Node> operands, int index, double value, boolean fixed) {
    List<Integer> numbers = operands.stream().map(Node::number).toList();
    Key key = new Key(operation, numbers, index, Double.doubleToRawLongBits(value));
    Node known = nodes.get(key);
    if (known == null) {
      known = new Node(nodes.size(), operation, operands, index, value, fixed);
      nodes.put(key, known);
    }
    return known;
  }
}
