/**
 * Predictions for the cells of a spec before anything is computed, and for the cells of a table
 * afterwards: rates, exponents, expected steps and cost. Plans, the order of blocks and the fits
 * all take their predictions from this package.
 */
package org.logscape.jobs.predict;
