package org.logscape.formula.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a formula into tokens. */
final class Lexer {
  private static final Pattern NUMBER = Pattern.compile("(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*");
  private static final String SYMBOLS = "+-*/^()[],";

  private Lexer() {}

  /**
   * The tokens of a formula, the last of kind {@code END}.
   *
   * @throws FormulaException at a character that no formula holds
   */
  static List<Token> tokens(String text) {
    List<Token> tokens = new ArrayList<>();
    Matcher number = NUMBER.matcher(text);
    Matcher name = NAME.matcher(text);
    int at = 0;
    while (at < text.length()) {
      char next = text.charAt(at);
      if (Character.isWhitespace(next)) {
        at++;
      } else if (SYMBOLS.indexOf(next) >= 0) {
        tokens.add(new Token(Token.Kind.SYMBOL, String.valueOf(next), at++));
      } else if (number.region(at, text.length()).lookingAt()) {
        tokens.add(new Token(Token.Kind.NUMBER, number.group(), at));
        at = number.end();
      } else if (name.region(at, text.length()).lookingAt()) {
        tokens.add(new Token(Token.Kind.NAME, name.group(), at));
        at = name.end();
      } else {
        throw new FormulaException(
            at,
            "'"
                + next
                + "' has no meaning here; allowed are numbers, names and + - * / ^ ( ) [ ] ,");
      }
    }
    tokens.add(new Token(Token.Kind.END, "", text.length()));
    return tokens;
  }
}
