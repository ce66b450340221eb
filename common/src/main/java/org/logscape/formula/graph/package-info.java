/**
 * Formulas as graphs of operations in which equal parts are one node: bound to parameters and
 * constants, differentiated, evaluated.
 */
package org.logscape.formula.graph;
