package org.logscape.dynamics;

/**
 * Advances one ensemble, step by step. A stepper holds the work space and the sampling position of
 * its ensemble's lanes, so it serves one ensemble and one thread.
 */
public interface Stepper {

  /** The ensemble that it advances. */
  Ensemble ensemble();

  /**
   * Prepares lane {@code lane} after a replica was placed there: its loss, and a fresh sampling
   * position.
   */
  void seat(int lane);

  /**
   * Moves what it holds for lane {@code from} to lane {@code to}, the ensemble's own state
   * included.
   */
  void move(int from, int to);

  /**
   * Advances all live lanes by one step: parameters, {@link Ensemble#loss()} and {@link
   * Ensemble#previousLoss()}.
   */
  void step();
}
