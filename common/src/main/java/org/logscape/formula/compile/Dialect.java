package org.logscape.formula.compile;

import java.util.List;
import org.logscape.formula.graph.Operation;

/** How operations are written: for vectors of lanes, or lane after lane. */
enum Dialect {
  /** One lane at a time; the order of operations is that of the vectors, so the bits are too. */
  SCALAR {
    @Override
    String className() {
      return "ScalarLanes";
    }

    @Override
    String imports() {
      return "";
    }

    @Override
    String fields() {
      return "";
    }

    @Override
    String range() {
      return "int end = to;\n";
    }

    @Override
    String rest() {
      return "";
    }

    @Override
    String loop() {
      return "for (int i = from; i < end; i++) {\n";
    }

    @Override
    String type() {
      return "double";
    }

    @Override
    String load(String row) {
      return row + "[i]";
    }

    @Override
    String store(String value, String row) {
      return row + "[i] = " + value + ";\n";
    }

    @Override
    String broadcast(String constant) {
      return constant;
    }

    @Override
    String operation(Operation operation, List<String> operands) {
      String a = operands.get(0);
      return switch (operation) {
        case ADD -> a + " + " + operands.get(1);
        case SUBTRACT -> a + " - " + operands.get(1);
        case MULTIPLY -> a + " * " + operands.get(1);
        case DIVIDE -> a + " / " + operands.get(1);
        case NEGATE -> "-" + a;
        case SQRT -> "Math.sqrt(" + a + ")";
        case FMA -> "Math.fma(" + String.join(", ", operands) + ")";
        default -> throw new IllegalStateException(operation + " is no machine operation");
      };
    }
  },

  /** As many lanes at a time as the machine's vectors hold; what is left goes to scalar code. */
  VECTOR {
    @Override
    String className() {
      return "VectorLanesOf";
    }

    @Override
    String imports() {
      return """
      import jdk.incubator.vector.DoubleVector;
      import jdk.incubator.vector.VectorSpecies;
      import org.logscape.simd.VectorLanes;
      """;
    }

    @Override
    String fields() {
      return """
      private static final VectorSpecies S = VectorLanes.DOUBLES;
      private static final int W = VectorLanes.WIDTH;
      """;
    }

    @Override
    String range() {
      return "int end = from + (to - from) / W * W;\n";
    }

    @Override
    String rest() {
      return "if (end < to) { tail.apply(u, w, o, end, to); }\n";
    }

    @Override
    String loop() {
      return "for (int i = from; i < end; i += W) {\n";
    }

    @Override
    String type() {
      return "DoubleVector";
    }

    @Override
    String load(String row) {
      return "DoubleVector.fromArray(S, " + row + ", i)";
    }

    @Override
    String store(String value, String row) {
      return value + ".intoArray(" + row + ", i);\n";
    }

    @Override
    String broadcast(String constant) {
      return "DoubleVector.broadcast(S, " + constant + ")";
    }

    @Override
    String operation(Operation operation, List<String> operands) {
      String a = operands.get(0);
      return switch (operation) {
        case ADD -> a + ".add(" + operands.get(1) + ")";
        case SUBTRACT -> a + ".sub(" + operands.get(1) + ")";
        case MULTIPLY -> a + ".mul(" + operands.get(1) + ")";
        case DIVIDE -> a + ".div(" + operands.get(1) + ")";
        case NEGATE -> a + ".neg()";
        case SQRT -> a + ".sqrt()";
        case FMA -> a + ".fma(" + operands.get(1) + ", " + operands.get(2) + ")";
        default -> throw new IllegalStateException(operation + " is no machine operation");
      };
    }
  };

  abstract String className();

  abstract String imports();

  abstract String fields();

  abstract String range();

  abstract String rest();

  abstract String loop();

  abstract String type();

  abstract String load(String row);

  abstract String store(String value, String row);

  abstract String broadcast(String constant);

  abstract String operation(Operation operation, List<String> operands);
}
