package org.logscape.model;

import java.util.Optional;

/**
 * A loss L(theta) with what the theory needs of it: minimum, saddle and curvature in closed form.
 *
 * <p>Every quantity comes twice: for one parameter vector, to be read and checked, and for a block
 * of replicas held as a structure of arrays ({@code theta[coordinate][lane]}), to be fast. The
 * contract test holds them together. Implementations are immutable and safe for use by several
 * threads.
 */
public interface Model extends Basin {

  /** Number of parameters. */
  int dimensions();

  /**
   * The loss L(theta).
   *
   * @param theta parameters, {@link #dimensions()} long
   */
  double loss(double[] theta);

  /**
   * The gradient of L at {@code theta}.
   *
   * @param theta parameters, {@link #dimensions()} long
   * @param out receives the gradient, same length
   */
  void gradient(double[] theta, double[] out);

  /**
   * The losses of a block.
   *
   * @param theta {@code theta[coordinate][lane]}
   * @param out receives the loss of each lane
   * @param live lanes [0, live) are computed
   */
  void losses(double[][] theta, double[] out, int live);

  /**
   * The gradients of a block.
   *
   * @param theta {@code theta[coordinate][lane]}
   * @param out receives {@code out[coordinate][lane]}; must not be {@code theta}
   * @param live lanes [0, live) are computed
   */
  void gradients(double[][] theta, double[][] out, int live);

  @Override
  default double minimumLoss() {
    return loss(minimum());
  }

  /** Curvature H* at {@link #minimum()}. */
  HessianSpectrum hessianAtMinimum();

  @Override
  default double outlierCurvature() {
    return hessianAtMinimum().outlier();
  }

  /** The saddle over which runs leave {@link #minimum()}, where there is one. */
  Optional<Saddle> saddle();

  /** The way from {@link #minimum()} to the other well, where there is one. */
  Optional<Passage> passage();

  /** The same loss seen from its other minimum, where it has one. */
  default Optional<? extends Model> fromOtherMinimum() {
    return Optional.empty();
  }

  /**
   * Diagonal of the Hessian at the minimum in the model's own coordinates, where H* is diagonal in
   * them: the frozen noise metric of the langevin dynamics.
   *
   * @return {@link #dimensions()} values, a fresh array, or empty where H* is not diagonal
   */
  Optional<double[]> diagonalHessian();
}
