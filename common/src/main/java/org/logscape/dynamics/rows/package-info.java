/**
 * A step down the gradient of a table of samples, with sums along its rows: scalar code, and
 * vectors for long rows, short rows and machines with few registers, which all leave the same bits.
 */
package org.logscape.dynamics.rows;
