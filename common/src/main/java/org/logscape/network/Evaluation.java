package org.logscape.network;

import java.io.Serializable;

/**
 * Losses and accuracy of a network on a set.
 *
 * @param loss L, the mean loss of a sample
 * @param accuracy share of samples whose class it tells: by the sign of a single output, else by
 *     the largest output
 */
public record Evaluation(double loss, double accuracy) implements Serializable {}
