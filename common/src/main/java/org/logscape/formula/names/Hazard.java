package org.logscape.formula.names;

import java.util.Optional;
import org.logscape.formula.graph.Evaluation;
import org.logscape.formula.graph.Node;
import org.logscape.formula.graph.Operation;

/**
 * A division or a square root, which not every number allows.
 *
 * @param operation DIVIDE or SQRT
 * @param argument the denominator, or what the root is taken of
 * @param at where it stands in its formula, from 0
 */
public record Hazard(Operation operation, Node argument, int at) {

  /** What is wrong at a point; empty if nothing is. */
  public Optional<String> fault(Evaluation point) {
    double value = point.of(argument);
    if (operation == Operation.DIVIDE) {
      return value == 0 ? Optional.of("division by zero") : Optional.empty();
    }
    if (value < 0) {
      return Optional.of("square root of " + value);
    }
    return value == 0 && !argument.fixed()
        ? Optional.of("square root of zero, which has no slope")
        : Optional.empty();
  }
}
