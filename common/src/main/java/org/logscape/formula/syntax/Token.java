package org.logscape.formula.syntax;

/**
 * A word of a formula.
 *
 * @param kind what it is
 * @param text its characters
 * @param at index of its first character, from 0
 */
record Token(Kind kind, String text, int at) {

  enum Kind {
    NUMBER,
    NAME,
    SYMBOL,
    END
  }

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /** How a message names it. */
  String shown() {
    return kind == Kind.END ? "the end of the formula" : "'" + text + "'";
  }
}
