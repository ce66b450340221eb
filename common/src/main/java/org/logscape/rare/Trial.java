package org.logscape.rare;

import org.logscape.random.StreamFamily;

/**
 * One trial: a state and the random stream with which it continues.
 *
 * @param start the state
 * @param streams the family of its stream
 * @param stream the number of its stream
 */
public record Trial(Crossing start, StreamFamily streams, long stream) {}
