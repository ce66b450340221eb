package org.logscape.dynamics;

import org.logscape.model.Model;

/** A law of motion on a model's loss; immutable, it makes a {@link Stepper} for each block. */
public interface Dynamics {

  /** The model whose loss is descended. */
  Model model();

  /** eta: the time of one step. */
  double learningRate();

  /**
   * A stepper with an empty ensemble of its own.
   *
   * @param lanes the most replicas that it advances side by side
   */
  Stepper stepper(int lanes);
}
