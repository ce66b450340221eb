package org.logscape.training.watch;

import java.util.Optional;
import org.logscape.kernel.Observation;
import org.logscape.network.Evaluation;

/**
 * Losses and accuracy of a network after an epoch.
 *
 * @param epoch number of completed epochs
 * @param training loss and accuracy on the training set
 * @param test loss and accuracy on the test set, where there is one
 */
public record Evaluated(int epoch, Evaluation training, Optional<Evaluation> test)
    implements Observation {}
