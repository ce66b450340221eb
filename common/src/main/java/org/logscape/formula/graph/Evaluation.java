package org.logscape.formula.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.logscape.simd.Exponential;

/**
 * Values of nodes at one point, for what is worked out once for a landscape: fixed parts, Hessians,
 * checks. Steps of runs use compiled code.
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
    List<Node> operands = node.operands();
    double a = operands.isEmpty() ? 0 : of(operands.get(0));
    double b = operands.size() < 2 ? 0 : of(operands.get(1));
    return switch (node.operation()) {
      case LITERAL -> node.value();
      case CONSTANT -> constants[node.index()];
      case PARAMETER -> theta[node.index()];
      case WEIGHT -> throw new IllegalStateException("weights have no value at a point");
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case NEGATE -> -a;
      case POWER -> power(a, node.index());
      case SQRT -> Math.sqrt(a);
      case TANH -> Exponential.tanh(a);
      case EXP -> Exponential.exp(a);
      case FMA -> Math.fma(a, b, of(operands.get(2)));
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
