package org.logscape.filter;

import java.util.List;

/**
 * The direction of step k as a linear filter of the gradients up to it:
 *
 * <p>m_k = f m_{k-n} + q g_k, d_k = p g_k + r_0 m_k + ... + r_{n-1} m_{k-n+1}, theta &lt;- theta -
 * eta d_k,
 *
 * <p>with n buffers, all 0 before the first step. Plain SGD has none, the heavy ball one.
 *
 * @param present p, the weight of the gradient itself
 * @param kept f, what a buffer keeps of itself each time it is written: at least 0 and below 1
 * @param gain q, the weight with which a gradient enters a buffer
 * @param recalled r_0 to r_{n-1}, the weights of the buffers in the direction, the newest first
 */
public record GradientFilter(double present, double kept, double gain, List<Double> recalled) {

  /**
   * Checks and copies the numbers.
   *
   * @throws IllegalArgumentException if {@code kept} is out of its range
   */
  public GradientFilter {
    if (!(kept >= 0 && kept < 1)) {
      throw new IllegalArgumentException(
          "a buffer must keep at least 0 of itself and less than all, keeps " + kept);
    }
    recalled = List.copyOf(recalled);
  }

  /** Plain SGD: d = g, and nothing is remembered. */
  public static GradientFilter plain() {
    return new GradientFilter(1, 0, 0, List.of());
  }

  /**
   * The heavy ball, as PyTorch's SGD has it: v &lt;- mu v + g, d = v. Without momentum it is plain
   * SGD.
   *
   * @param momentum mu, at least 0 and below 1
   * @throws IllegalArgumentException if mu is out of its range
   */
  public static GradientFilter heavyBall(double momentum) {
    return momentum == 0 ? plain() : new GradientFilter(0, momentum, 1, List.of(1.0));
  }

  /**
   * Nesterov's momentum, as PyTorch's SGD has it: v &lt;- mu v + g, d = g + mu v.
   *
   * @param momentum mu, at least 0 and below 1
   * @throws IllegalArgumentException if mu is out of its range
   */
  public static GradientFilter nesterov(double momentum) {
    return momentum == 0 ? plain() : new GradientFilter(1, momentum, 1, List.of(momentum));
  }

  /**
   * Positive-negative momentum (arXiv 2103.17182): m_k = mu^2 m_{k-2} + (1 + mu) g_k, d = (1 + e)
   * m_k - e m_{k-1}.
   *
   * @param earlier e, the weight with which the step before is taken away
   * @param momentum mu, at least 0 and below 1
   * @throws IllegalArgumentException if mu is out of its range
   */
  public static GradientFilter positiveNegative(double earlier, double momentum) {
    return new GradientFilter(0, momentum * momentum, 1 + momentum, List.of(1 + earlier, -earlier));
  }

  /** n, the numbers that are remembered of each parameter. */
  public int buffers() {
    return recalled.size();
  }

  /** Whether the direction is the gradient. */
  public boolean isPlain() {
    return recalled.isEmpty() && present == 1;
  }

  /**
   * What a buffer becomes, f m + q g.
   *
   * @param oldest m, written n steps before
   * @param gradient g
   */
  public double written(double oldest, double gradient) {
    return Math.fma(kept, oldest, gain * gradient);
  }

  /**
   * The weight of one gradient in all directions that follow together, p + q (r_0 + ... + r_{n-1})
   * / (1 - f): by how much slow motion is faster than that of plain SGD at the same eta. 1/(1 - mu)
   * for each form of momentum here.
   */
  public double mobility() {
    return present + gain * recalled.stream().mapToDouble(r -> r).sum() / (1 - kept);
  }

  /**
   * eta h from which on gradient descent in a parabola of curvature h overshoots further with each
   * step: theta and the buffers change sign each step and keep their size, z = -1 in z - 1 + eta h
   * H(z) = 0 with H(z) = p + q (r_0 + r_1/z + ...) / (1 - f z^-n), so it is 2/H(-1). 2 (1 + mu) for
   * the heavy ball.
   */
  public double largestCurvatureStep() {
    double alternating = 0;
    for (int j = 0; j < buffers(); j++) {
      alternating += j % 2 == 0 ? recalled.get(j) : -recalled.get(j);
    }
    double turned = buffers() % 2 == 0 ? 1 - kept : 1 + kept;
    return 2 / (present + gain * alternating / turned);
  }
}
