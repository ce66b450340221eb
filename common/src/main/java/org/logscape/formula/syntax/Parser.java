package org.logscape.formula.syntax;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.logscape.formula.syntax.Expression.Function;
import org.logscape.formula.syntax.Expression.Operator;

/**
 * Reads a formula:
 *
 * <pre>
 *   sum     = product { (+|-) product }
 *   product = sign { (*|/) sign }
 *   sign    = - sign | power
 *   power   = part [ ^ [-] whole-number ]
 *   part    = number | name | name [ index ] | sqrt|tanh|exp ( sum ) | sum ( index , sum ) | ( sum )
 * </pre>
 */
public final class Parser {
  private static final int LARGEST_POWER = 64;
  private static final int DEEPEST = 200;

  /** Names with a meaning of their own. */
  private static final Set<String> RESERVED = Set.of("sqrt", "tanh", "exp", "sum");

  private final List<Token> tokens;
  private int next;
  private int depth;

  private Parser(List<Token> tokens) {
    this.tokens = tokens;
  }

  /**
   * Parses a formula.
   *
   * @throws FormulaException at the first fault
   */
  public static Expression parse(String text) {
    Parser parser = new Parser(Lexer.tokens(text));
    if (parser.peek().kind() == Token.Kind.END) {
      throw new FormulaException(0, "the formula is empty");
    }
    Expression expression = parser.sum();
    Token rest = parser.peek();
    if (rest.is(")") || rest.is("]")) {
      throw new FormulaException(rest.at(), rest.shown() + " closes nothing");
    }
    if (rest.kind() != Token.Kind.END) {
      throw new FormulaException(
          rest.at(), "an operator is missing before " + rest.shown() + "; products need a *");
    }
    return expression;
  }

  /** Whether a name is taken by the language of formulas. */
  public static boolean isReserved(String name) {
    return RESERVED.contains(name);
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token take() {
    return tokens.get(next++);
  }

  private boolean takes(String symbol) {
    if (peek().is(symbol)) {
      next++;
      return true;
    }
    return false;
  }

  private void expect(String symbol, Token opener) {
    if (!takes(symbol)) {
      Token found = peek();
      throw new FormulaException(
          found.at(),
          String.format(
              Locale.ROOT,
              "'%s' is missing before %s; it closes %s of column %d",
              symbol,
              found.shown(),
              opener.shown(),
              opener.at() + 1));
    }
  }

  private Expression sum() {
    Expression left = product();
    while (peek().is("+") || peek().is("-")) {
      Token sign = take();
      Operator operator = sign.is("+") ? Operator.ADD : Operator.SUBTRACT;
      left = new Expression.Binary(operator, left, product(), sign.at());
    }
    return left;
  }

  private Expression product() {
    Expression left = sign();
    while (peek().is("*") || peek().is("/")) {
      Token sign = take();
      if (peek().is("*")) {
        throw new FormulaException(peek().at(), "** is no operator; powers are written u^2");
      }
      Operator operator = sign.is("*") ? Operator.MULTIPLY : Operator.DIVIDE;
      left = new Expression.Binary(operator, left, sign(), sign.at());
    }
    return left;
  }

  private Expression sign() {
    if (++depth > DEEPEST) {
      throw new FormulaException(peek().at(), "more than " + DEEPEST + " nested parts");
    }
    Expression expression;
    if (peek().is("-")) {
      Token minus = take();
      expression = new Expression.Negative(sign(), minus.at());
    } else {
      expression = power();
    }
    depth--;
    return expression;
  }

  private Expression power() {
    Expression base = part();
    if (!peek().is("^")) {
      return base;
    }
    Token hat = take();
    boolean negative = takes("-");
    Token exponent = take();
    if (exponent.kind() != Token.Kind.NUMBER) {
      throw new FormulaException(
          exponent.at(), "a power is a whole number, not " + exponent.shown());
    }
    double value = Double.parseDouble(exponent.text());
    if (value != Math.rint(value)) {
      throw new FormulaException(
          exponent.at(),
          "the power " + exponent.text() + " is not whole; square roots are written sqrt(u)");
    }
    if (value > LARGEST_POWER) {
      throw new FormulaException(exponent.at(), "powers go up to " + LARGEST_POWER);
    }
    if (peek().is("^")) {
      throw new FormulaException(peek().at(), "a power of a power needs parentheses: (u^2)^3");
    }
    return new Expression.Power(base, (int) (negative ? -value : value), hat.at());
  }

  private Expression part() {
    Token token = take();
    if (token.kind() == Token.Kind.NUMBER) {
      double value = Double.parseDouble(token.text());
      if (Double.isInfinite(value)) {
        throw new FormulaException(token.at(), token.text() + " is beyond double precision");
      }
      return new Expression.Literal(value, token.at());
    }
    if (token.is("(")) {
      Expression inner = sum();
      expect(")", token);
      return inner;
    }
    if (token.kind() == Token.Kind.NAME) {
      return named(token);
    }
    String what =
        token.kind() == Token.Kind.END
            ? "the formula ends where a number, a name or ( is expected"
            : "a number, a name or ( is expected, not " + token.shown();
    throw new FormulaException(token.at(), what);
  }

  private Expression named(Token name) {
    if (isReserved(name.text())) {
      return name.text().equals("sum") ? sumOverIndex(name) : call(name);
    }
    if (peek().is("(")) {
      throw new FormulaException(
          name.at(),
          name.shown() + " is no function; functions are sqrt, tanh, exp and sum(j, ...)");
    }
    if (!peek().is("[")) {
      return new Expression.Name(name.text(), name.at());
    }
    Token bracket = take();
    Token index = take();
    boolean whole = index.kind() == Token.Kind.NUMBER && index.text().matches("\\d{1,9}");
    if (!whole && index.kind() != Token.Kind.NAME) {
      throw new FormulaException(
          index.at(), "an index is a name or a whole number, not " + index.shown());
    }
    if (index.kind() == Token.Kind.NAME && isReserved(index.text())) {
      throw new FormulaException(index.at(), index.shown() + " is a function, no index");
    }
    expect("]", bracket);
    return new Expression.Element(name.text(), index.text(), index.at(), name.at());
  }

  private Expression call(Token name) {
    Token opener = open(name);
    Expression argument = sum();
    if (peek().is(",")) {
      throw new FormulaException(peek().at(), name.text() + " takes one argument");
    }
    expect(")", opener);
    Function function =
        switch (name.text()) {
          case "sqrt" -> Function.SQRT;
          case "tanh" -> Function.TANH;
          default -> Function.EXP;
        };
    return new Expression.Call(function, argument, name.at());
  }

  private Expression sumOverIndex(Token name) {
    Token opener = open(name);
    Token index = take();
    if (index.kind() != Token.Kind.NAME || isReserved(index.text()) || !peek().is(",")) {
      throw new FormulaException(index.at(), "a sum is written sum(j, formula), j its index");
    }
    take();
    Expression body = sum();
    expect(")", opener);
    return new Expression.Sum(index.text(), body, name.at());
  }

  private Token open(Token name) {
    if (!peek().is("(")) {
      throw new FormulaException(name.at(), name.text() + " is a function and needs (");
    }
    return take();
  }
}
