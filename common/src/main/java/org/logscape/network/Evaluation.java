package org.logscape.network;

import java.io.Serializable;

/**
 * How a network does on a set.
 *
 * @param loss L, the mean loss of a sample
 * @param accuracy share of samples whose class it tells: by the sign of a single output, else by
 *     the largest output
 */
public record Evaluation(double loss, double accuracy) implements Serializable {}
