package org.logscape.formula.graph;

import java.util.List;

/**
 * One operation of a {@link Graph}, after its operands in the order of numbers.
 *
 * @param number place in the graph
 * @param operation what it does
 * @param operands the nodes it works on
 * @param index which constant, parameter or weight; the exponent of a power
 * @param value of a literal
 * @param fixed whether it depends on neither parameters nor weights
 */
public record Node(
    int number, Operation operation, List<Node> operands, int index, double value, boolean fixed) {

  /** First operand. */
  public Node a() {
    return operands.get(0);
  }

  /** Second operand. */
  public Node b() {
    return operands.get(1);
  }

  /** Third operand. */
  public Node c() {
    return operands.get(2);
  }

  boolean isLiteral(double number) {
    return operation == Operation.LITERAL && value == number;
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return number;
  }
}
