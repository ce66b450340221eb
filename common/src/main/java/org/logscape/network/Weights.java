package org.logscape.network;

import org.logscape.matrix.Reals;

/**
 * One layer's part of a parameter vector.
 *
 * @param matrix weights, row after row
 * @param bias one number for each row
 */
record Weights(Reals matrix, Reals bias) {}
