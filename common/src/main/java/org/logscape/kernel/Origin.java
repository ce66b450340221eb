package org.logscape.kernel;

import org.logscape.random.StreamFamily;

/**
 * A state that a new run starts from: all that its law depends on, and the stream that drives it.
 *
 * @param streams the family of its random stream
 * @param stream its number in the family
 * @param theta parameters
 * @param position which samples come next, {@link org.logscape.dynamics.Stepper#position}; empty
 *     where the next step begins an epoch, or where samples are not drawn by epochs
 */
public record Origin(StreamFamily streams, long stream, double[] theta, int[] position) {}
