package org.logscape.dynamics;

import org.logscape.model.Basin;

/** A law of motion on a loss; immutable, it makes a {@link Stepper} for each block. */
public interface Dynamics {
  /** Where runs start, and what they leave. */
  Basin basin();

  /** eta: the time of one step. */
  double learningRate();

  /**
   * Steps from one look at a run to the next, at least 1: where the loss takes a pass through a
   * whole data set it is not known at every step. States between two looks are seen by nobody.
   */
  default long stepsPerLook() {
    return 1;
  }

  /**
   * The most replicas that are worth moving side by side: 64 fill the widest vectors, and their
   * state stays in the caches.
   */
  default int mostLanes() {
    return 64;
  }

  /**
   * A stepper with an empty ensemble of its own.
   *
   * @param lanes the most replicas that it advances side by side
   */
  Stepper stepper(int lanes);
}
