/** Formulas as text: tokens, the parser, expressions, and faults with their position. */
package org.logscape.formula.syntax;
