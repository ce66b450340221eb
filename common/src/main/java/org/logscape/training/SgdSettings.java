package org.logscape.training;

import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.SampleOrder;
import org.logscape.dynamics.Sampling;
import org.logscape.random.LaneStreams;

/**
 * The dynamics theta -= eta g, g the mean gradient of a minibatch of B samples, mixed as the
 * enhancement says.
 *
 * @param learningRate eta, positive
 * @param batchSize B, samples of each minibatch
 * @param enhancement how minibatches are mixed
 * @param sampling {@link Sampling#EPOCH} or {@link Sampling#REPLACEMENT}
 */
public record SgdSettings(
    double learningRate, int batchSize, NoiseEnhancement enhancement, Sampling sampling) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public SgdSettings {
    if (!(learningRate > 0) || batchSize < 1) {
      throw new IllegalArgumentException(
          "SGD needs a positive learning rate and a batch size of at least 1");
    }
    if (sampling != Sampling.EPOCH && sampling != Sampling.REPLACEMENT) {
      throw new IllegalArgumentException(
          "networks learn from a finite data set: sampling must be epoch or replacement");
    }
  }

  /** Samples that a step uses: B for each minibatch. */
  public int perStep() {
    return batchSize * enhancement.minibatches();
  }

  /** Weights of the samples of a step; they sum to 1. */
  double[] weights() {
    double[] weights = new double[perStep()];
    for (int s = 0; s < weights.length; s++) {
      weights[s] = enhancement.weight(s / batchSize) / batchSize;
    }
    return weights;
  }

  SampleOrder order(int samples, LaneStreams streams) {
    return sampling == Sampling.EPOCH
        ? SampleOrder.byEpoch(samples, perStep(), streams)
        : SampleOrder.withReplacement(samples, perStep(), streams);
  }
}
