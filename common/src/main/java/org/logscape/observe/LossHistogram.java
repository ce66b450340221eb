package org.logscape.observe;

import org.logscape.kernel.Observation;

/**
 * Where the loss of one run was after its burn-in.
 *
 * @param counts samples in each bin of L / L* - 1, as {@link LogBins} numbers them
 * @param samples number of samples
 * @param meanLoss mean of L over the samples; not a number where there are none
 */
public record LossHistogram(long[] counts, long samples, double meanLoss) implements Observation {}
