package org.logscape.formula.graph;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Symbolic derivatives by the reverse rule: one pass from the result back to the parameters, which
 * costs a few operations for each one of the formula, however many parameters there are (A.
 * Griewank, A. Walther, "Evaluating Derivatives", SIAM 2008).
 */
public final class Slopes {
  private Slopes() {}

  /**
   * The slope of {@code result} in each parameter.
   *
   * @param graph where the slopes become nodes
   * @param result the formula
   * @param parameters how many parameters there are
   */
  public static Node[] of(Graph graph, Node result, int parameters) {
    Set<Node> order = new TreeSet<>(Comparator.comparingInt(Node::number).reversed());
    collect(result, order, new HashSet<>());
    Map<Node, Node> slopes = new HashMap<>();
    slopes.put(result, graph.literal(1));
    Node[] gradient = new Node[parameters];
    Arrays.fill(gradient, graph.literal(0));
    for (Node node : order) {
      Node slope = slopes.get(node);
      if (slope == null) {
        continue;
      }
      if (node.operation() == Operation.PARAMETER) {
        gradient[node.index()] = slope;
      } else {
        passOn(graph, node, slope, slopes);
      }
    }
    return gradient;
  }

  private static void collect(Node node, Set<Node> into, Set<Node> seen) {
    if (node.fixed() || !seen.add(node)) {
      return;
    }
    into.add(node);
    node.operands().forEach(operand -> collect(operand, into, seen));
  }

  private static void passOn(Graph graph, Node node, Node slope, Map<Node, Node> slopes) {
    switch (node.operation()) {
      case ADD -> {
        give(graph, slopes, node.a(), slope);
        give(graph, slopes, node.b(), slope);
      }
      case SUBTRACT -> {
        give(graph, slopes, node.a(), slope);
        give(graph, slopes, node.b(), graph.negate(slope));
      }
      case MULTIPLY -> {
        give(graph, slopes, node.a(), graph.multiply(slope, node.b()));
        give(graph, slopes, node.b(), graph.multiply(slope, node.a()));
      }
      case DIVIDE -> {
        Node over = graph.divide(slope, node.b());
        give(graph, slopes, node.a(), over);
        give(graph, slopes, node.b(), graph.negate(graph.multiply(over, node)));
      }
      case POWER -> {
        Node lower = graph.power(node.a(), node.index() - 1);
        Node rate = graph.multiply(graph.literal(node.index()), lower);
        give(graph, slopes, node.a(), graph.multiply(slope, rate));
      }
      case NEGATE -> give(graph, slopes, node.a(), graph.negate(slope));
      case SQRT ->
          give(
              graph, slopes, node.a(), graph.divide(slope, graph.multiply(graph.literal(2), node)));
      case TANH -> {
        Node rate = graph.subtract(graph.literal(1), graph.power(node, 2));
        give(graph, slopes, node.a(), graph.multiply(slope, rate));
      }
      case EXP -> give(graph, slopes, node.a(), graph.multiply(slope, node));
      case WEIGHT -> {}
      default -> throw new IllegalStateException("no derivative of " + node.operation());
    }
  }

  private static void give(Graph graph, Map<Node, Node> slopes, Node operand, Node share) {
    if (!operand.fixed()) {
      slopes.merge(operand, share, graph::add);
    }
  }
}
