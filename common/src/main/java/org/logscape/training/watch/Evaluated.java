package org.logscape.training.watch;

import java.util.Optional;
import org.logscape.kernel.Observation;
import org.logscape.network.Evaluation;

/**
 * Losses and accuracy of a network after an epoch.
 *
 * @param epoch epochs that are over
 * @param training on the set that it learns from
 * @param test on a set that it does not, where there is one
 */
public record Evaluated(int epoch, Evaluation training, Optional<Evaluation> test)
    implements Observation {}
