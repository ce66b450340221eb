/**
 * Formulas as compiled code: source text for vectors and for single lanes from one schedule of
 * operations, compiled by Janino when a landscape is prepared.
 */
package org.logscape.formula.compile;
