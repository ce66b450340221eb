package org.logscape.jobs.fit.error;

/**
 * Where one run ended.
 *
 * @param testError 1 - accuracy on the test data
 * @param trainLoss L
 * @param steps taken
 */
record RunEnd(double testError, double trainLoss, long steps) {}
