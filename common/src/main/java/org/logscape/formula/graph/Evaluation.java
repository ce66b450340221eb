package org.logscape.formula.graph;

import java.util.HashMap;
import java.util.Map;

/**
 * Values of nodes at one point, for what is worked out once for a landscape: fixed parts and
 * checks. Searches use a {@link Tape}, steps of runs compiled code.
 */
public final class Evaluation {
  private final double[] constants;
  private final double[] theta;
  private final Map<Node, Double> values = new HashMap<>();

  private Evaluation(double[] constants, double[] theta) {
    this.constants = constants;
    this.theta = theta;
  }

  /**
   * At a point.
   *
   * @param constants values of the named constants
   * @param theta parameters
   */
  public static Evaluation at(double[] constants, double[] theta) {
    return new Evaluation(constants, theta);
  }

  /** For nodes that depend on constants alone. */
  public static Evaluation ofFixed(double[] constants) {
    return new Evaluation(constants, new double[0]);
  }

  /** Value of a node. */
  public double of(Node node) {
    Double known = values.get(node);
    if (known == null) {
      known = compute(node);
      values.put(node, known);
    }
    return known;
  }

  private double compute(Node node) {
    return switch (node.operation()) {
      case LITERAL -> node.value();
      case CONSTANT -> constants[node.index()];
      case PARAMETER -> theta[node.index()];
      case WEIGHT -> throw new IllegalStateException("weights have no value at a point");
      default ->
          node.operation().of(operand(node, 0), operand(node, 1), operand(node, 2), node.index());
    };
  }

  private double operand(Node node, int at) {
    return at < node.operands().size() ? of(node.operands().get(at)) : 0;
  }
}
