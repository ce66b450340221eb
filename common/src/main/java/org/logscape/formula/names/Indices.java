package org.logscape.formula.names;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.logscape.formula.syntax.Expression;
import org.logscape.formula.syntax.FormulaException;

/**
 * Finds the indices that stand free in an expression and how far each runs: as far as the vectors
 * that it subscripts.
 */
final class Indices {
  private final Names names;
  private final Map<String, Range> free = new LinkedHashMap<>();

  /** How far an index runs, and the vector that says so. */
  record Range(int length, String vector, int at) {}

  private Indices(Names names) {
    this.names = names;
  }

  /**
   * The free indices of an expression, in the order in which they appear.
   *
   * @throws FormulaException at a name that is unknown or used as what it is not
   */
  static Map<String, Range> free(Expression expression, Names names) {
    Indices indices = new Indices(names);
    indices.visit(expression, Set.of());
    return indices.free;
  }

  private void visit(Expression expression, Set<String> bound) {
    if (expression instanceof Expression.Name name) {
      checkScalar(name);
    } else if (expression instanceof Expression.Element element) {
      subscript(element, bound);
    } else if (expression instanceof Expression.Negative negative) {
      visit(negative.of(), bound);
    } else if (expression instanceof Expression.Binary binary) {
      visit(binary.left(), bound);
      visit(binary.right(), bound);
    } else if (expression instanceof Expression.Power power) {
      visit(power.base(), bound);
    } else if (expression instanceof Expression.Call call) {
      visit(call.argument(), bound);
    } else if (expression instanceof Expression.Sum sum) {
      visitSum(sum, bound);
    }
  }

  private void visitSum(Expression.Sum sum, Set<String> bound) {
    checkIndexName(sum.index(), sum.at());
    if (bound.contains(sum.index())) {
      throw new FormulaException(
          sum.at(), "index '" + sum.index() + "' is taken by the sum around this one");
    }
    if (!free(sum.body(), names).containsKey(sum.index())) {
      throw new FormulaException(
          sum.at(), "index '" + sum.index() + "' of the sum subscripts no vector in it");
    }
    Set<String> inside = new TreeSet<>(bound);
    inside.add(sum.index());
    visit(sum.body(), inside);
  }

  private void checkScalar(Expression.Name name) {
    if (!names.knows(name.name())) {
      throw unknown(name.name(), name.at());
    }
    int length = names.length(name.name()).orElse(1);
    if (length != 1) {
      throw new FormulaException(
          name.at(),
          String.format(
              "'%s' is a vector of %d and needs an index: %1$s[j] or %1$s[1]",
              name.name(), length));
    }
  }

  private void subscript(Expression.Element element, Set<String> bound) {
    String vector = element.vector();
    if (names.constant(vector).isPresent()) {
      throw new FormulaException(
          element.at(), "'" + vector + "' is a constant, a single number without an index");
    }
    int length = names.length(vector).orElseThrow(() -> unknown(vector, element.at()));
    if (Character.isDigit(element.index().charAt(0))) {
      int index = Integer.parseInt(element.index());
      if (index < 1 || index > length) {
        throw new FormulaException(
            element.indexAt(),
            String.format(
                "'%s' has %d elements, counted from 1: there is no %1$s[%d]",
                vector, length, index));
      }
      return;
    }
    checkIndexName(element.index(), element.indexAt());
    if (bound.contains(element.index())) {
      return;
    }
    Range range = free.putIfAbsent(element.index(), new Range(length, vector, element.indexAt()));
    if (range != null && range.length() != length) {
      throw new FormulaException(
          element.indexAt(),
          String.format(
              "index '%s' runs over '%s' of %d and over '%s' of %d",
              element.index(), range.vector(), range.length(), vector, length));
    }
  }

  private void checkIndexName(String index, int at) {
    if (names.knows(index)) {
      throw new FormulaException(
          at, "'" + index + "' is a parameter or constant; an index needs a name of its own");
    }
  }

  private FormulaException unknown(String name, int at) {
    return new FormulaException(at, "unknown name '" + name + "'; known are " + names.shown());
  }
}
