/**
 * Stationary points of a loss and the way between them, found numerically: minima, saddles, the
 * path of steepest descent that joins them.
 */
package org.logscape.landscape;
