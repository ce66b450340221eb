package org.logscape.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logscape.formula.graph.Graph;
import org.logscape.formula.names.Binding;
import org.logscape.formula.names.Names;
import org.logscape.formula.syntax.FormulaException;
import org.logscape.landscape.LandscapeException;
import org.logscape.landscape.Minima;
import org.logscape.landscape.SmoothLoss;

/** Wrong formulas and wrong landscapes: one clear line each, with the position in the formula. */
class FormulaFaultsTest {
  private static final Names NAMES =
      Names.of(parameters("u", 1, "v", 3, "w", 2, "none", 0), List.of("c", "d"));

  private static Map<String, Integer> parameters(Object... pairs) {
    Map<String, Integer> parameters = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      parameters.put((String) pairs[i], (Integer) pairs[i + 1]);
    }
    return parameters;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\"                | 1  | the formula is empty",
        "u +                 | 4  | the formula ends where a number, a name or ( is expected",
        "* u                 | 1  | a number, a name or ( is expected, not '*'",
        "u + * d             | 5  | a number, a name or ( is expected, not '*'",
        "(u - d              | 7  | ')' is missing before the end of the formula; it closes '(' of"
            + " column 1",
        "(u - d]             | 7  | ')' is missing before ']'; it closes '(' of column 1",
        "u - d)              | 6  | ')' closes nothing",
        "u - d]              | 6  | ']' closes nothing",
        "2 u                 | 3  | an operator is missing before 'u'; products need a *",
        "(u)(d)              | 4  | an operator is missing before '('; products need a *",
        "u ** 2              | 4  | ** is no operator; powers are written u^2",
        "u ^ 0.5             | 5  | the power 0.5 is not whole; square roots are written sqrt(u)",
        "u ^ d               | 5  | a power is a whole number, not 'd'",
        "u ^ (2)             | 5  | a power is a whole number, not '('",
        "u ^                 | 4  | a power is a whole number, not the end of the formula",
        "u ^ 100             | 5  | powers go up to 64",
        "u^2^3               | 4  | a power of a power needs parentheses: (u^2)^3",
        "u # 2               | 3  | '#' has no meaning here; allowed are numbers, names and + - * /"
            + " ^ ( ) [ ] ,",
        "u = 2               | 3  | '=' has no meaning here; allowed are numbers, names and + - * /"
            + " ^ ( ) [ ] ,",
        "1e999*u             | 1  | 1e999 is beyond double precision",
        "x + u               | 1  | unknown name 'x'; known are parameters u, v, w, none and"
            + " constants c, d",
        "u + y[1]            | 5  | unknown name 'y'; known are parameters u, v, w, none and"
            + " constants c, d",
        "v + u               | 1  | 'v' is a vector of 3 and needs an index: v[j] or v[1]",
        "v[4]                | 3  | 'v' has 3 elements, counted from 1: there is no v[4]",
        "v[0]                | 3  | 'v' has 3 elements, counted from 1: there is no v[0]",
        "none[1]             | 6  | 'none' has 0 elements, counted from 1: there is no none[1]",
        "v[1.5]              | 3  | an index is a name or a whole number, not '1.5'",
        "v[]                 | 3  | an index is a name or a whole number, not ']'",
        "v[j                 | 4  | ']' is missing before the end of the formula; it closes '[' of"
            + " column 2",
        "v[d]                | 3  | 'd' is a parameter or constant; an index needs a name of its"
            + " own",
        "v[sum]              | 3  | 'sum' is a function, no index",
        "c[j]*u              | 1  | 'c' is a constant, a single number without an index",
        "v[j]*w[j]           | 8  | index 'j' runs over 'v' of 3 and over 'w' of 2",
        "sin(u)              | 1  | 'sin' is no function; functions are sqrt, tanh, exp and sum(j,"
            + " ...)",
        "u(d)                | 1  | 'u' is no function; functions are sqrt, tanh, exp and sum(j,"
            + " ...)",
        "exp u               | 1  | exp is a function and needs (",
        "tanh(u, d)          | 7  | tanh takes one argument",
        "sqrt()              | 6  | a number, a name or ( is expected, not ')'",
        "sqrt(u              | 7  | ')' is missing before the end of the formula; it closes '(' of"
            + " column 5",
        "sum(v[j])           | 5  | a sum is written sum(j, formula), j its index",
        "sum(3, v[3])        | 5  | a sum is written sum(j, formula), j its index",
        "sum(j, u)           | 1  | index 'j' of the sum subscripts no vector in it",
        "sum(u, v[u])        | 1  | 'u' is a parameter or constant; an index needs a name of its"
            + " own",
        "sum(j, sum(j, v[j])*v[j]) | 8 | index 'j' is taken by the sum around this one",
      })
  void aWrongFormulaGetsOneLineWithItsColumn(String formula, int column, String message) {
    String text = formula == null ? "" : formula;
    assertThatThrownBy(() -> Binding.of(NAMES, new Graph()).feature(text))
        .isInstanceOf(FormulaException.class)
        .hasMessage("column " + column + ": " + message);
  }

  @Test
  void aFreeIndexHasNoPlaceInALoss() {
    assertThatThrownBy(() -> Binding.of(NAMES, new Graph()).number("u^2 + v[j]^2"))
        .hasMessage(
            "column 9: index 'j' stands free, but the loss is one number: write sum(j, ...)");
  }

  @Test
  void namesAreChecked() {
    assertNames(parameters("2u", 1), List.of(), "'2u' is no name: letters, digits and _ make one");
    assertNames(parameters("exp", 1), List.of(), "'exp' is a function of the language");
    assertNames(parameters("u", 1), List.of("u"), "'u' is both a parameter and a constant");
    assertNames(parameters("v", 0), List.of(), "a landscape needs at least one parameter");
  }

  private static void assertNames(
      Map<String, Integer> parameters, List<String> constants, String message) {
    assertThatThrownBy(() -> Names.of(parameters, constants)).hasMessage(message);
  }

  @Test
  void aParameterThatNoFormulaHoldsIsAFault() {
    assertThatThrownBy(() -> loss("u^2 + sum(j, v[j]^2) + w[1]^2"))
        .hasMessage("parameter w[2] stands in no formula");
  }

  @Test
  void aDivisionByZeroAtAMinimumNamesItsFormula() {
    Landscape landscape = landscape("(u^2 - 1)^2/(u - 1)");
    assertThatThrownBy(() -> landscape.check(new double[] {1}, "at minimum right"))
        .hasMessage("column 12: division by zero at minimum right in '(u^2 - 1)^2/(u - 1)'");
    Landscape root = landscape("1 + u^2 + sqrt(u - 2)");
    assertThatThrownBy(() -> root.check(new double[] {1}, "at minimum right"))
        .hasMessage("column 11: square root of -1.0 at minimum right in '1 + u^2 + sqrt(u - 2)'");
    landscape.check(new double[] {2}, "elsewhere");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 + (u^2 - 1)^2 | 0    | minimum x: (0) is a saddle, not a minimum; 1 of the 1 curvatures"
            + " there are negative",
        "1 + u^3         | 1    | minimum x: the loss at (0) is flat in some direction; a minimum"
            + " needs curvature in all",
        "1 + exp(-u)     | 2    | minimum x: no minimum near (2); the loss falls on",
        "1 + (u - 9)^2   | 1    | minimum x: no minimum near (1); the way down ends at (9)",
        "1 + 1/u^2 + u^2 | 0    | minimum x: the loss at (0) is Infinity",
      })
  void aWrongMinimumGetsOneLine(String loss, double guess, String message) {
    SmoothLoss landscape = landscape(loss);
    assertThatThrownBy(() -> Minima.near(landscape, new double[] {guess}, "x"))
        .isInstanceOf(LandscapeException.class)
        .hasMessage(message);
  }

  @Test
  void aFlatDirectionIsNoMinimum() {
    Landscape flat =
        Landscape.ofLoss(
            Names.of(parameters("u", 1, "v", 1), List.of()), Map.of(), "1 + (u - v)^2");
    assertThatThrownBy(() -> Minima.near(flat, new double[] {0.5, 0.5}, "x"))
        .hasMessage(
            "minimum x: the loss at (0.5, 0.5) is flat in some direction; a minimum needs curvature"
                + " in all");
  }

  @Test
  void messagesAreOneLine() {
    assertThatThrownBy(() -> loss("u + (v[1]"))
        .satisfies(fault -> assertThat(fault.getMessage().lines()).hasSize(1));
  }

  private static void loss(String formula) {
    Landscape.ofLoss(Names.of(parameters("u", 1, "v", 3, "w", 2), List.of()), Map.of(), formula);
  }

  private static Landscape landscape(String formula) {
    return Landscape.ofLoss(Names.of(parameters("u", 1), List.of()), Map.of(), formula);
  }
}
