package org.logscape.rare;

import org.logscape.random.StreamFamily;

/**
 * One attempt: a state and the stream under which it goes on.
 *
 * @param start the state
 * @param streams the family of its stream
 * @param stream the number of its stream
 */
public record Trial(Crossing start, StreamFamily streams, long stream) {}
