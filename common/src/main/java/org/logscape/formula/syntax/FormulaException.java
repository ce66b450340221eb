package org.logscape.formula.syntax;

/** A fault in a formula. The message is one line and names the column, counted from 1. */
public final class FormulaException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final int column;

  /**
   * A fault.
   *
   * @param at index of the character where the fault is, from 0
   * @param message what is wrong and, where useful, what is allowed
   */
  public FormulaException(int at, String message) {
    super("column " + (at + 1) + ": " + message);
    this.column = at + 1;
  }

  /** The column of the fault, from 1. */
  public int column() {
    return column;
  }
}
