package org.logscape.dynamics;

/**
 * How the gradients of independent minibatches of one step are mixed: g = sum_i w_i grad L_{B_i}
 * with sum_i w_i = 1, so the mean is the gradient and the covariance is that of one minibatch times
 * a = sum_i w_i^2.
 */
public interface NoiseEnhancement {

  /** Number of independent minibatches drawn each step. */
  int minibatches();

  /**
   * Weight of minibatch {@code index}.
   *
   * @param index in [0, {@link #minibatches()})
   */
  double weight(int index);

  /** a, the factor on the noise covariance. */
  default double factor() {
    double sum = 0;
    for (int i = 0; i < minibatches(); i++) {
      sum += weight(i) * weight(i);
    }
    return sum;
  }

  /**
   * The rule of arXiv 2009.13094: g = alpha grad L_{B1} + (1 - alpha) grad L_{B2}, a = alpha^2 + (1
   * - alpha)^2; alpha = 1 is plain SGD and draws one minibatch.
   *
   * @param alpha at least 0.5 (alpha and 1 - alpha are the same rule)
   * @throws IllegalArgumentException if alpha is below 0.5
   */
  static NoiseEnhancement of(double alpha) {
    if (!(alpha >= 0.5)) {
      throw new IllegalArgumentException("noise enhancement must be at least 0.5");
    }
    return alpha == 1 ? new PlainMinibatch() : new TwoMinibatchMixing(alpha);
  }

  /** One minibatch, unweighted. */
  record PlainMinibatch() implements NoiseEnhancement {
    @Override
    public int minibatches() {
      return 1;
    }

    @Override
    public double weight(int index) {
      return 1;
    }
  }

  /**
   * Two minibatches with weights alpha and 1 - alpha.
   *
   * @param alpha weight of the first
   */
  record TwoMinibatchMixing(double alpha) implements NoiseEnhancement {
    @Override
    public int minibatches() {
      return 2;
    }

    @Override
    public double weight(int index) {
      return index == 0 ? alpha : 1 - alpha;
    }
  }
}
