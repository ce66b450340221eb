package org.logscape.network;

import org.logscape.matrix.Reals;

/**
 * One layer at work on the first {@code n} samples of a batch. x are its inputs, y its outputs,
 * {@code dx} and {@code dy} derivatives of the loss by them; {@code rx}, {@code ry}, {@code rdx},
 * {@code rdy} are the derivatives of all these along a direction v of the parameters (the
 * R-operator of B. Pearlmutter, "Fast exact multiplication by the Hessian", Neural Computation 6
 * (1994) 147). Samples lie one after the other.
 */
interface LayerPass extends AutoCloseable {

  /** Whether y replaces x in its place, and likewise all derivatives. */
  default boolean inPlace() {
    return false;
  }

  /** y of x. */
  void forward(int n, Weights w, Reals x, Reals y);

  /**
   * ry.
   *
   * @param v the direction
   * @param rx null where the inputs do not move
   */
  void tangent(int n, Weights w, Weights v, Reals x, Reals rx, Reals y, Reals ry);

  /** dx of dy, after {@link #forward} of the same samples. */
  void backward(int n, Weights w, Reals y, Reals dy, Reals dx);

  /** rdx, before {@link #backward} changes dy. */
  void tangentBackward(
      int n, Weights w, Weights v, Reals y, Reals ry, Reals dy, Reals rdy, Reals rdx);

  /** into += scale x the derivatives of the loss by this layer's parameters. */
  default void gradient(int n, Reals x, Reals dy, double scale, Weights into) {}

  /** into += scale x the derivatives of {@link #gradient} along the direction. */
  default void tangentGradient(
      int n, Reals x, Reals rx, Reals dy, Reals rdy, double scale, Weights into) {}

  /** Adds for each sample the squared length of its own gradient by this layer's parameters. */
  default void squaredNorms(int n, Reals x, Reals dy, double[] sums) {}

  @Override
  default void close() {}
}
