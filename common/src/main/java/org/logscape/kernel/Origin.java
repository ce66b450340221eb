package org.logscape.kernel;

import org.logscape.random.StreamFamily;

/**
 * A state that a run goes on from: all that its future law depends on, and the stream that drives
 * it from here.
 *
 * @param streams the family of its random stream
 * @param stream its number in the family
 * @param theta parameters
 * @param epochLeft numbers of the samples not yet used in the epoch under way; empty where the next
 *     step begins an epoch, or where samples are not drawn by epochs
 */
public record Origin(StreamFamily streams, long stream, double[] theta, int[] epochLeft) {
  static final int[] NO_EPOCH = {};
}
