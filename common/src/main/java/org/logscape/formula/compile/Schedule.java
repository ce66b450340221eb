package org.logscape.formula.compile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.logscape.formula.graph.Node;
import org.logscape.formula.graph.Operation;

/**
 * The order of the operations of some results, cut into parts that a just-in-time compiler handles
 * well. exp and tanh work on whole rows between two parts.
 *
 * @param results what is computed, in machine operations
 * @param fixed the values that are worked out beforehand, in order
 * @param parts lists of operations, each one loop over the lanes
 * @param calls rows that exp or tanh fills before the part of the same number
 * @param rows the row of scratch space of each value that outlives its part
 */
record Schedule(
    List<Node> results,
    List<Node> fixed,
    List<List<Node>> parts,
    List<List<Node>> calls,
    Map<Node, Integer> rows) {
  /** Operations of a part: with more, vectors would no longer stay in registers. */
  private static final int LONGEST = 48;

  static Schedule of(List<Node> results) {
    Map<Node, Integer> levels = new LinkedHashMap<>();
    results.forEach(result -> level(result, levels));
    int last = levels.values().stream().mapToInt(level -> level).max().orElse(0);
    List<List<Node>> parts = new ArrayList<>();
    List<List<Node>> calls = new ArrayList<>();
    for (int level = 0; level <= last; level++) {
      List<Node> here = new ArrayList<>();
      List<Node> called = new ArrayList<>();
      for (Map.Entry<Node, Integer> entry : levels.entrySet()) {
        if (entry.getValue() == level) {
          (isCall(entry.getKey()) ? called : here).add(entry.getKey());
        }
      }
      for (int from = 0; from == 0 || from < here.size(); from += LONGEST) {
        parts.add(here.subList(from, Math.min(here.size(), from + LONGEST)));
        calls.add(from == 0 ? called : List.of());
      }
    }
    return new Schedule(results, fixed(results), parts, calls, rows(results, parts, calls));
  }

  /** Whether a node is computed row by row, not in a loop of operations. */
  static boolean isCall(Node node) {
    return node.operation() == Operation.EXP || node.operation() == Operation.TANH;
  }

  /** Whether a node is read from an argument. */
  static boolean isInput(Node node) {
    return node.operation() == Operation.PARAMETER || node.operation() == Operation.WEIGHT;
  }

  /** Number of calls on the longest way from the inputs; operands are entered before the node. */
  private static int level(Node node, Map<Node, Integer> levels) {
    if (node.fixed() || isInput(node)) {
      return 0;
    }
    Integer known = levels.get(node);
    if (known != null) {
      return known;
    }
    int level = 0;
    for (Node operand : node.operands()) {
      level = Math.max(level, level(operand, levels));
    }
    level += isCall(node) ? 1 : 0;
    levels.put(node, level);
    return level;
  }

  private static List<Node> fixed(List<Node> results) {
    Set<Node> found = new LinkedHashSet<>();
    Set<Node> seen = new LinkedHashSet<>();
    results.forEach(result -> collectFixed(result, found, seen));
    return List.copyOf(found);
  }

  private static void collectFixed(Node node, Set<Node> found, Set<Node> seen) {
    if (!seen.add(node)) {
      return;
    }
    if (node.fixed()) {
      found.add(node);
    } else {
      node.operands().forEach(operand -> collectFixed(operand, found, seen));
    }
  }

  private static Map<Node, Integer> rows(
      List<Node> results, List<List<Node>> parts, List<List<Node>> calls) {
    Map<Node, Integer> home = new HashMap<>();
    for (int part = 0; part < parts.size(); part++) {
      for (Node node : parts.get(part)) {
        home.put(node, part);
      }
    }
    Set<Node> kept = new LinkedHashSet<>();
    for (int part = 0; part < parts.size(); part++) {
      for (Node call : calls.get(part)) {
        kept.add(call);
        keep(call.a(), -1, home, kept);
      }
      for (Node node : parts.get(part)) {
        for (Node operand : node.operands()) {
          keep(operand, part, home, kept);
        }
      }
    }
    for (Node result : results) {
      keep(result, parts.size() - 1, home, kept);
    }
    Map<Node, Integer> rows = new HashMap<>();
    kept.stream()
        .sorted(Comparator.comparingInt(Node::number))
        .forEach(node -> rows.put(node, rows.size()));
    return rows;
  }

  private static void keep(Node operand, int part, Map<Node, Integer> home, Set<Node> kept) {
    Integer made = home.get(operand);
    if (made != null && made != part) {
      kept.add(operand);
    }
  }
}
