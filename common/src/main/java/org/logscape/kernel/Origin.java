package org.logscape.kernel;

import org.logscape.dynamics.Motion;
import org.logscape.random.StreamFamily;

/**
 * A state that a new run starts from: all that its law depends on, and the stream that drives it.
 *
 * @param streams the family of its random stream
 * @param stream its number in the family
 * @param motion what moves
 */
public record Origin(StreamFamily streams, long stream, Motion motion) {}
