package org.logscape.dynamics;

/**
 * Draws minibatches for a block and contracts them with the residual vectors: w = sum_b c_b r_b X_b
 * with r_b = v . X_b, where the weights c_b of all samples of a step sum to 1. The step is then
 * theta -= eta J^T w.
 */
interface Minibatches {

  /**
   * Draws one step's samples for each live lane.
   *
   * @param v residual vectors, {@code v[feature][lane]}
   * @param w receives {@code w[feature][lane]}
   */
  void draw(double[][] v, double[][] w);
}
