package org.logscape.training;

import java.io.Serializable;
import org.logscape.network.Evaluation;

/**
 * A trained network: a start for other runs.
 *
 * @param theta parameters
 * @param evaluation L and accuracy on the training set
 * @param gradientNorm |grad L|: how far from a stationary point it is
 * @param steps steps taken
 * @param core kernels that OpenBLAS used; elsewhere the last bits differ
 */
public record Pretrained(
    double[] theta, Evaluation evaluation, double gradientNorm, long steps, String core)
    implements Serializable {}
