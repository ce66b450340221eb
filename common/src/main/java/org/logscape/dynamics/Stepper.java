package org.logscape.dynamics;

/**
 * Advances one ensemble, step by step. A stepper holds the work space and the sampling position of
 * its ensemble's lanes, so it serves one ensemble and one thread. To be closed: it may hold memory
 * outside the heap.
 */
public interface Stepper extends AutoCloseable {

  /** The ensemble that it advances. */
  Ensemble ensemble();

  /**
   * Prepares lane {@code lane} after a replica was placed there: its loss, no velocity, and a fresh
   * sampling position.
   */
  void seat(int lane);

  /**
   * Sets what a replica that was just seated brings besides its parameters: velocity and sampling
   * position, and how far it has come. Does nothing for steppers that use none of these.
   *
   * @param steps that the replica has taken
   */
  default void restore(int lane, Motion motion, long steps) {}

  /**
   * Moves what it holds for lane {@code from} to lane {@code to}, the ensemble's own state
   * included.
   */
  void move(int from, int to);

  /**
   * Advances all live lanes by one step: parameters and losses. Where the loss takes a pass through
   * a data set, the ensemble computes {@link Ensemble#loss()} when it is asked for.
   */
  void step();

  /** The losses at which each lane took its last step: what the log-landscape clock counts. */
  default double[] stepLosses() {
    return ensemble().previousLoss();
  }

  /**
   * The latest loss of each lane that steps compute by themselves: a lane where it is not finite
   * has diverged. It is finite on a lane that was just seated.
   */
  default double[] knownLosses() {
    return ensemble().loss();
  }

  @Override
  default void close() {}
}
