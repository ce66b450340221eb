package org.logscape.observe;

import org.logscape.kernel.Observation;

/**
 * The losses of one run after its burn-in, as counts in bins.
 *
 * @param counts samples in each bin of L / L* - 1, as {@link LogBins} numbers them
 * @param samples number of samples
 * @param meanLoss mean of L over the samples; not a number where there are none
 */
public record LossHistogram(long[] counts, long samples, double meanLoss) implements Observation {}
