package org.logscape.formula.graph;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns formulas into operations of a processor: powers become products by repeated squaring, and a
 * product that is used only in one sum becomes a fused multiply-add.
 */
public final class Lowering {
  private final Graph graph = new Graph();
  private final Map<Node, Node> lowered = new HashMap<>();

  private Lowering() {}

  /** The results as machine operations, in a graph of their own. */
  public static List<Node> of(List<Node> results) {
    Lowering products = new Lowering();
    List<Node> plain = results.stream().map(products::expand).toList();
    Map<Node, Integer> uses = uses(plain);
    Lowering sums = new Lowering();
    return plain.stream().map(node -> sums.fuse(node, uses)).toList();
  }

  private static Map<Node, Integer> uses(List<Node> results) {
    Map<Node, Integer> uses = new HashMap<>();
    Set<Node> seen = new HashSet<>();
    for (Node result : results) {
      uses.merge(result, 1, Integer::sum);
      count(result, uses, seen);
    }
    return uses;
  }

  private static void count(Node node, Map<Node, Integer> uses, Set<Node> seen) {
    if (!seen.add(node)) {
      return;
    }
    for (Node operand : node.operands()) {
      uses.merge(operand, 1, Integer::sum);
      count(operand, uses, seen);
    }
  }

  private Node expand(Node node) {
    Node known = lowered.get(node);
    if (known == null) {
      List<Node> operands = node.operands().stream().map(this::expand).toList();
      known =
          node.operation() == Operation.POWER
              ? product(operands.get(0), node.index())
              : rebuilt(node, operands);
      lowered.put(node, known);
    }
    return known;
  }

  private Node product(Node base, int exponent) {
    if (exponent == 1) {
      return base;
    }
    if (exponent % 2 == 1) {
      return graph.multiply(product(base, exponent - 1), base);
    }
    Node half = product(base, exponent / 2);
    return graph.multiply(half, half);
  }

  private Node fuse(Node node, Map<Node, Integer> uses) {
    Node known = lowered.get(node);
    if (known == null) {
      known = fused(node, uses);
      lowered.put(node, known);
    }
    return known;
  }

  private Node fused(Node node, Map<Node, Integer> uses) {
    if (!node.fixed() && node.operation() == Operation.ADD) {
      if (isLoneProduct(node.b(), uses)) {
        return fma(node.b(), node.a(), uses);
      }
      if (isLoneProduct(node.a(), uses)) {
        return fma(node.a(), node.b(), uses);
      }
    }
    return rebuilt(node, node.operands().stream().map(operand -> fuse(operand, uses)).toList());
  }

  private Node fma(Node product, Node rest, Map<Node, Integer> uses) {
    return graph.fma(fuse(product.a(), uses), fuse(product.b(), uses), fuse(rest, uses));
  }

  private static boolean isLoneProduct(Node node, Map<Node, Integer> uses) {
    return !node.fixed() && node.operation() == Operation.MULTIPLY && uses.get(node) == 1;
  }

  private Node rebuilt(Node node, List<Node> operands) {
    return switch (node.operation()) {
      case LITERAL -> graph.literal(node.value());
      case CONSTANT -> graph.constant(node.index());
      case PARAMETER -> graph.parameter(node.index());
      case WEIGHT -> graph.weight(node.index());
      case ADD -> graph.add(operands.get(0), operands.get(1));
      case SUBTRACT -> graph.subtract(operands.get(0), operands.get(1));
      case MULTIPLY -> graph.multiply(operands.get(0), operands.get(1));
      case DIVIDE -> graph.divide(operands.get(0), operands.get(1));
      case NEGATE -> graph.negate(operands.get(0));
      case POWER -> graph.power(operands.get(0), node.index());
      case SQRT, TANH, EXP -> graph.unary(node.operation(), operands.get(0));
      case FMA -> graph.fma(operands.get(0), operands.get(1), operands.get(2));
    };
  }
}
