package org.logscape.dynamics;

import org.logscape.model.Basin;

/** A law of motion on a loss; immutable, it makes a {@link Stepper} for each block. */
public interface Dynamics {
  /**
   * Where runs start, and what they leave.
   *
   * @throws IllegalStateException if no minimum is known
   */
  Basin basin();

  /** eta: the time of one step. */
  double learningRate();

  /**
   * Steps from one look at a run to the next for an observer that follows the loss, at least 1:
   * more than one where the loss takes a pass through a whole data set. Such an observer sees no
   * state between two looks.
   */
  default long stepsPerLook() {
    return 1;
  }

  /** The least number of steps, at least {@code steps}, that ends at a look. */
  default long wholeLooks(long steps) {
    return -Math.floorDiv(-steps, stepsPerLook()) * stepsPerLook();
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
