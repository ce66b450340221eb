/**
 * Loss models that a user types as formulas. A {@code Landscape} holds the formulas, their
 * derivatives and the compiled code; {@code FormulaModel} and {@code FormulaLoss} are models with
 * two wells made of one.
 */
package org.logscape.formula;
