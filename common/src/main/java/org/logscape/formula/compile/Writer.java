package org.logscape.formula.compile;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.logscape.formula.graph.Node;
import org.logscape.formula.graph.Operation;

/** Writes the Java source of a {@link Schedule}: the same operations in either dialect. */
final class Writer {
  /** Package of the compiled classes. */
  static final String PACKAGE = "org.logscape.formula.compiled";

  private final Schedule schedule;
  private final Dialect dialect;
  private final Map<Node, Integer> constants = new HashMap<>();
  private final StringBuilder out = new StringBuilder();

  private Writer(Schedule schedule, Dialect dialect) {
    this.schedule = schedule;
    this.dialect = dialect;
    for (Node fixed : schedule.fixed()) {
      constants.put(fixed, constants.size());
    }
  }

  /** The source of a class with a constructor (constants, code for the lanes that are left). */
  static String write(Schedule schedule, Dialect dialect) {
    return new Writer(schedule, dialect).source();
  }

  private String source() {
    out.append("package ").append(PACKAGE).append(";\n").append(dialect.imports());
    out.append("import org.logscape.formula.compile.BlockFunction;\n");
    out.append("import org.logscape.simd.LaneFunctions;\n");
    out.append("public final class ").append(dialect.className());
    out.append(" implements BlockFunction {\n").append(dialect.fields());
    out.append("private final double[] k;\nprivate final BlockFunction tail;\n");
    out.append("public ").append(dialect.className());
    out.append("(double[] k, BlockFunction tail) { this.k = k; this.tail = tail; }\n");
    out.append("public void apply(double[][] u, double[][] w, double[][] o, int from, int to) {\n");
    out.append(dialect.range());
    out.append("double[][] s = new double[").append(schedule.rows().size()).append("][];\n");
    out.append("for (int r = 0; r < s.length; r++) { s[r] = new double[end]; }\n");
    for (int part = 0; part < schedule.parts().size(); part++) {
      for (Node call : schedule.calls().get(part)) {
        writeCall(call);
      }
      out.append("part").append(part).append("(u, w, o, s, k, from, end);\n");
    }
    out.append(dialect.rest()).append("}\n");
    for (int part = 0; part < schedule.parts().size(); part++) {
      writePart(part);
    }
    return out.append("}\n").toString();
  }

  private void writeCall(Node call) {
    String name = call.operation() == Operation.EXP ? "exp" : "tanh";
    out.append("LaneFunctions.INSTANCE.").append(name).append('(').append(row(call.a()));
    out.append(", ").append(row(call)).append(", from, end);\n");
  }

  private void writePart(int part) {
    Map<String, String> rows = new LinkedHashMap<>();
    Map<String, String> scalars = new LinkedHashMap<>();
    StringBuilder body = new StringBuilder();
    Map<Node, String> values = new HashMap<>();
    for (Node node : schedule.parts().get(part)) {
      List<String> operands =
          node.operands().stream().map(o -> value(o, values, rows, scalars, body)).toList();
      String name = "t" + node.number();
      body.append(dialect.type()).append(' ').append(name).append(" = ");
      body.append(dialect.operation(node.operation(), operands)).append(";\n");
      values.put(node, name);
      if (schedule.rows().containsKey(node)) {
        body.append(dialect.store(name, local(row(node), rows)));
      }
    }
    writeResults(part, values, rows, scalars, body);
    out.append("private static void part").append(part);
    out.append("(double[][] u, double[][] w, double[][] o, double[][] s, double[] k,");
    out.append(" int from, int end) {\n");
    rows.forEach((row, name) -> out.append("double[] " + name + " = " + row + ";\n"));
    scalars.forEach(
        (constant, name) ->
            out.append(dialect.type() + " " + name + " = " + dialect.broadcast(constant) + ";\n"));
    out.append(dialect.loop()).append(body).append("}\n}\n");
  }

  /** A result is stored by the part that makes it; inputs and constants by the last part. */
  private void writeResults(
      int part,
      Map<Node, String> values,
      Map<String, String> rows,
      Map<String, String> scalars,
      StringBuilder body) {
    boolean last = part == schedule.parts().size() - 1;
    List<Node> results = schedule.results();
    for (int i = 0; i < results.size(); i++) {
      Node result = results.get(i);
      boolean here = schedule.parts().get(part).contains(result);
      boolean nowhere = result.fixed() || Schedule.isInput(result) || Schedule.isCall(result);
      if (here || (last && nowhere)) {
        String value = value(result, values, rows, scalars, body);
        body.append(dialect.store(value, local("o[" + i + "]", rows)));
      }
    }
  }

  private String value(
      Node node,
      Map<Node, String> values,
      Map<String, String> rows,
      Map<String, String> scalars,
      StringBuilder body) {
    String known = values.get(node);
    if (known != null) {
      return known;
    }
    if (node.fixed()) {
      int index = constants.get(node);
      return scalars.computeIfAbsent("k[" + index + "]", any -> "c" + index);
    }
    String name = "t" + node.number();
    body.append(dialect.type()).append(' ').append(name).append(" = ");
    body.append(dialect.load(local(row(node), rows))).append(";\n");
    values.put(node, name);
    return name;
  }

  private static String local(String row, Map<String, String> rows) {
    return rows.computeIfAbsent(row, any -> "r" + rows.size());
  }

  private String row(Node node) {
    return switch (node.operation()) {
      case PARAMETER -> "u[" + node.index() + "]";
      case WEIGHT -> "w[" + node.index() + "]";
      default -> "s[" + schedule.rows().get(node) + "]";
    };
  }
}
