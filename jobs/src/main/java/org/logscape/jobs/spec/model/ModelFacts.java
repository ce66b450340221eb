package org.logscape.jobs.spec.model;

import org.logscape.model.Inputs;

/**
 * What the cells table says of a model's settings; null where the model has no such setting. Every
 * model states its facts, so none can be forgotten.
 *
 * @param barrier p of a double well
 * @param labelNoise sigma of the labels
 * @param inputs law of the inputs
 * @param samples N of a finite data set
 */
public record ModelFacts(Double barrier, Double labelNoise, Inputs inputs, Long samples) {
  /** Of a model without such settings. */
  public static ModelFacts none() {
    return new ModelFacts(null, null, null, null);
  }

  ModelFacts withBarrier(double height) {
    return new ModelFacts(height, labelNoise, inputs, samples);
  }

  ModelFacts withLabelNoise(double sigma) {
    return new ModelFacts(barrier, sigma, inputs, samples);
  }

  ModelFacts withInputs(Inputs law) {
    return new ModelFacts(barrier, labelNoise, law, samples);
  }

  ModelFacts withSamples(long size) {
    return new ModelFacts(barrier, labelNoise, inputs, size);
  }
}
