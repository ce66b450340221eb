package org.logscape.formula.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The operations of some results, one after another, each done once a point: for searches that look
 * at a landscape point by point, such as minimum, saddle and path. What depends on constants alone
 * is worked out when the tape is made. Gives the bits of an {@link Evaluation}. Immutable.
 */
public final class Tape {
  private final int dimensions;
  private final double[] fixed;
  private final Entry[] entries;
  private final int[] results;

  /** One operation and the cells that it reads; its value goes to the cell after the one before. */
  private record Entry(Operation operation, int a, int b, int c, int exponent) {}

  private Tape(int dimensions, double[] fixed, Entry[] entries, int[] results) {
    this.dimensions = dimensions;
    this.fixed = fixed;
    this.entries = entries;
    this.results = results;
  }

  /**
   * A tape.
   *
   * @param results what is computed, of parameters and constants
   * @param constants values of the named constants
   * @param dimensions number of parameters
   */
  public static Tape of(List<Node> results, double[] constants, int dimensions) {
    Evaluation known = Evaluation.ofFixed(constants);
    Map<Node, Double> fixed = new LinkedHashMap<>();
    List<Node> moving = new ArrayList<>();
    Map<Node, Integer> cells = new HashMap<>();
    results.forEach(result -> collect(result, known, fixed, moving, cells));
    // cells: parameters, then fixed values, then one for each entry
    int cell = dimensions;
    for (Node node : fixed.keySet()) {
      cells.put(node, cell++);
    }
    for (Node node : moving) {
      cells.put(node, cell++);
    }
    Entry[] entries =
        moving.stream()
            .map(
                node ->
                    new Entry(
                        node.operation(),
                        operand(node, 0, cells),
                        operand(node, 1, cells),
                        operand(node, 2, cells),
                        node.index()))
            .toArray(Entry[]::new);
    return new Tape(
        dimensions,
        fixed.values().stream().mapToDouble(Double::doubleValue).toArray(),
        entries,
        results.stream().mapToInt(cells::get).toArray());
  }

  /** Enters what a node needs before the node. */
  private static void collect(
      Node node,
      Evaluation known,
      Map<Node, Double> fixed,
      List<Node> moving,
      Map<Node, Integer> cells) {
    if (cells.containsKey(node)) {
      return;
    }
    // the cell of a parameter; all others get theirs once they are counted
    cells.put(node, node.index());
    if (node.fixed()) {
      fixed.put(node, known.of(node));
    } else if (node.operation() != Operation.PARAMETER) {
      node.operands().forEach(operand -> collect(operand, known, fixed, moving, cells));
      moving.add(node);
    }
  }

  private static int operand(Node node, int at, Map<Node, Integer> cells) {
    return at < node.operands().size() ? cells.get(node.operands().get(at)) : 0;
  }

  /**
   * The results at a point, in their order.
   *
   * @param theta parameters
   */
  public double[] at(double[] theta) {
    double[] cells = new double[dimensions + fixed.length + entries.length];
    System.arraycopy(theta, 0, cells, 0, dimensions);
    System.arraycopy(fixed, 0, cells, dimensions, fixed.length);
    int next = dimensions + fixed.length;
    for (Entry entry : entries) {
      cells[next++] =
          entry.operation.of(cells[entry.a], cells[entry.b], cells[entry.c], entry.exponent);
    }
    double[] values = new double[results.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = cells[results[i]];
    }
    return values;
  }
}
