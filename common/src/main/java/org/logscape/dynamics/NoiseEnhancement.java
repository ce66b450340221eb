package org.logscape.dynamics;

import org.logscape.filter.GradientFilter;

/**
 * How gradients of independent minibatches are mixed: g = sum_i w_i grad L_{B_i} with sum_i w_i =
 * 1, so the mean is the gradient and the covariance is that of one minibatch times a = sum_i w_i^2.
 * The minibatches are those of one step, or one is that of the step before ({@link
 * EarlierGradient}).
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

  /**
   * How steps with momentum turn gradients into directions.
   *
   * @param momentum mu, at least 0 and below 1
   * @throws IllegalArgumentException if mu is out of its range
   */
  default GradientFilter filter(double momentum) {
    return GradientFilter.heavyBall(momentum);
  }

  /** a, the factor on the noise covariance of a step. */
  default double factor() {
    return gradientFactor();
  }

  /** sum_i w_i^2, the factor on the noise covariance of the gradient that a step draws. */
  default double gradientFactor() {
    double sum = 0;
    for (int i = 0; i < minibatches(); i++) {
      sum += weight(i) * weight(i);
    }
    return sum;
  }

  /**
   * The factor on the noise that builds up over many steps, which stands for a in T = eta h* a / (B
   * (1 - mu)) and in B_eff = B/a: a itself where steps draw independent minibatches.
   *
   * @param curvatureStep eta h
   * @param momentum mu
   */
  default double factorOverSteps(double curvatureStep, double momentum) {
    return factor();
  }

  /**
   * The rule of arXiv 2009.13094: g = alpha grad L_{B1} + (1 - alpha) grad L_{B2}, a = alpha^2 + (1
   * - alpha)^2; alpha = 1 is plain SGD and draws one minibatch.
   *
   * @param alpha at least 0.5 (alpha and 1 - alpha are the same rule)
   * @throws IllegalArgumentException if alpha is below 0.5
   */
  static NoiseEnhancement of(double alpha) {
    requireWeight(alpha);
    return alpha == 1 ? new PlainMinibatch() : new TwoMinibatchMixing(alpha);
  }

  /**
   * The rule of arXiv 2103.17182, positive-negative momentum: g_k = alpha grad L_{B_k} - (alpha -
   * 1) grad L_{B_{k-1}}, the second gradient that of the step before, where it was taken. It costs
   * no second minibatch.
   *
   * @param alpha at least 0.5
   * @throws IllegalArgumentException if alpha is below 0.5
   */
  static NoiseEnhancement withEarlierGradient(double alpha) {
    requireWeight(alpha);
    return new EarlierGradient(alpha);
  }

  private static void requireWeight(double alpha) {
    if (!(alpha >= 0.5)) {
      throw new IllegalArgumentException("noise enhancement must be at least 0.5");
    }
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

  /**
   * Positive-negative momentum (arXiv 2103.17182): a step follows alpha m_k - (alpha - 1) m_{k-1}
   * with m_k = mu^2 m_{k-2} + (1 + mu) g_k, so that two buffers alternate: m_k has the gradients of
   * steps k, k - 2, ... and m_{k-1} those of the others. Without momentum, m_k = g_k. Before the
   * first step both are 0. The weights of m_k add up to 1/(1 - mu), as those of the heavy ball do.
   * The paper's step with the constants beta_0 = alpha - 1 and beta_1 = mu is this one at the rate
   * eta sqrt(a)/(1 - mu).
   *
   * <p>The buffers hold different minibatches, so the covariance of a step is that of m_k times a =
   * alpha^2 + (alpha - 1)^2 (arXiv 2103.17182), as with two minibatches, and for a step B_eff =
   * B/a. For many steps together it is not (derived): a minibatch enters with weight alpha and, one
   * step later, with weight -(alpha - 1), together 1, so that noise which builds up over many steps
   * is that of plain SGD, up to a factor kappa near 1.
   *
   * <p>kappa in a parabola of curvature h, without momentum: with E[g | x] = h x and E[g^2 | x] =
   * R, the moments P = E[x^2] and Q = E[x_k g_{k-1}] are at rest where Q (1 - (alpha - 1) eta h) =
   * h P - eta alpha R and 2 alpha h P = 2 (alpha - 1)(1 - alpha eta h) Q + eta a R, whence 2 h P =
   * eta kappa R with kappa = 1 + (alpha - 1)(2 alpha - 1) eta h, exactly. Plain SGD has kappa = 1.
   * Two minibatches have 2 h P = eta R too, where R has a times the noise. So T = eta h kappa / B
   * and many steps have B_eff = B/kappa. Steps are stable where eta h kappa < 2, which is eta h <
   * 2/(2 alpha - 1). With momentum kappa is 1 to leading order in eta h.
   *
   * @param alpha weight of the newer buffer
   */
  record EarlierGradient(double alpha) implements NoiseEnhancement {
    @Override
    public int minibatches() {
      return 1;
    }

    @Override
    public double weight(int index) {
      return 1;
    }

    @Override
    public GradientFilter filter(double momentum) {
      return GradientFilter.positiveNegative(alpha - 1, momentum);
    }

    @Override
    public double factor() {
      return alpha * alpha + (1 - alpha) * (1 - alpha);
    }

    /** kappa; with momentum its leading order, 1. */
    @Override
    public double factorOverSteps(double curvatureStep, double momentum) {
      return momentum == 0 ? 1 + (alpha - 1) * (2 * alpha - 1) * curvatureStep : 1;
    }
  }
}
