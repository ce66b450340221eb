/**
 * Estimates from the counts of the stages: rates over repeats, with intervals, and moments of the
 * states in which paths cross.
 */
package org.logscape.rare.estimate;
