package org.logscape.formula.names;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.logscape.formula.graph.Graph;
import org.logscape.formula.graph.Node;
import org.logscape.formula.graph.Operation;
import org.logscape.formula.syntax.Expression;
import org.logscape.formula.syntax.FormulaException;
import org.logscape.formula.syntax.Parser;

/** Turns formulas into nodes: names become parameters and constants, indices become numbers. */
public final class Binding {
  private final Names names;
  private final Graph graph;
  private final List<Hazard> hazards = new ArrayList<>();

  private Binding(Names names, Graph graph) {
    this.names = names;
    this.graph = graph;
  }

  /** Formulas over these names become nodes of this graph. */
  public static Binding of(Names names, Graph graph) {
    return new Binding(names, graph);
  }

  /**
   * The nodes of a feature: one for each value of each index that stands free, one if there is
   * none.
   *
   * @throws FormulaException at the first fault
   */
  public List<Node> feature(String formula) {
    Expression expression = Parser.parse(formula);
    List<Node> features = new ArrayList<>();
    repeat(expression, Indices.free(expression, names), new HashMap<>(), features);
    return features;
  }

  /**
   * The node of a formula that is one number.
   *
   * @throws FormulaException at the first fault
   */
  public Node number(String formula) {
    Expression expression = Parser.parse(formula);
    Indices.free(expression, names)
        .forEach(
            (index, range) -> {
              throw new FormulaException(
                  range.at(),
                  String.format(
                      "index '%s' stands free, but the loss is one number: write sum(%1$s, ...)",
                      index));
            });
    return node(expression, Map.of());
  }

  /** The divisions and square roots of all formulas bound so far. */
  public List<Hazard> hazards() {
    return List.copyOf(hazards);
  }

  private void repeat(
      Expression expression,
      Map<String, Indices.Range> free,
      Map<String, Integer> values,
      List<Node> features) {
    for (Map.Entry<String, Indices.Range> index : free.entrySet()) {
      if (!values.containsKey(index.getKey())) {
        for (int value = 1; value <= index.getValue().length(); value++) {
          values.put(index.getKey(), value);
          repeat(expression, free, values, features);
        }
        values.remove(index.getKey());
        return;
      }
    }
    features.add(node(expression, values));
  }

  private Node node(Expression expression, Map<String, Integer> indices) {
    if (expression instanceof Expression.Literal literal) {
      return graph.literal(literal.value());
    } else if (expression instanceof Expression.Name name) {
      return names.constant(name.name()).isPresent()
          ? graph.constant(names.constant(name.name()).getAsInt())
          : graph.parameter(names.offset(name.name()));
    } else if (expression instanceof Expression.Element element) {
      return element(element, indices);
    } else if (expression instanceof Expression.Negative negative) {
      return graph.negate(node(negative.of(), indices));
    } else if (expression instanceof Expression.Binary binary) {
      return binary(binary, indices);
    } else if (expression instanceof Expression.Power power) {
      return power(power, indices);
    } else if (expression instanceof Expression.Call call) {
      return call(call, indices);
    } else if (expression instanceof Expression.Sum sum) {
      return sum(sum, indices);
    }
    throw new IllegalStateException("no such expression: " + expression);
  }

  private Node element(Expression.Element element, Map<String, Integer> indices) {
    Integer index = indices.get(element.index());
    int counted = index != null ? index : Integer.parseInt(element.index());
    return graph.parameter(names.offset(element.vector()) + counted - 1);
  }

  private Node power(Expression.Power power, Map<String, Integer> indices) {
    Node base = node(power.base(), indices);
    if (power.exponent() < 0) {
      hazards.add(new Hazard(Operation.DIVIDE, base, power.at()));
    }
    return graph.power(base, power.exponent());
  }

  private Node call(Expression.Call call, Map<String, Integer> indices) {
    Node argument = node(call.argument(), indices);
    Operation operation = Operation.valueOf(call.function().name());
    if (operation == Operation.SQRT) {
      hazards.add(new Hazard(operation, argument, call.at()));
    }
    return graph.unary(operation, argument);
  }

  private Node binary(Expression.Binary binary, Map<String, Integer> indices) {
    Node left = node(binary.left(), indices);
    Node right = node(binary.right(), indices);
    if (binary.operator() == Expression.Operator.DIVIDE) {
      hazards.add(new Hazard(Operation.DIVIDE, right, binary.at()));
    }
    return switch (binary.operator()) {
      case ADD -> graph.add(left, right);
      case SUBTRACT -> graph.subtract(left, right);
      case MULTIPLY -> graph.multiply(left, right);
      case DIVIDE -> graph.divide(left, right);
    };
  }

  private Node sum(Expression.Sum sum, Map<String, Integer> indices) {
    int length = Indices.free(sum.body(), names).get(sum.index()).length();
    Map<String, Integer> inside = new HashMap<>(indices);
    Node total = graph.literal(0);
    for (int value = 1; value <= length; value++) {
      inside.put(sum.index(), value);
      total = graph.add(total, node(sum.body(), inside));
    }
    return total;
  }
}
