package org.logscape.jobs.spec.dynamics;

import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.filter.GradientFilter;

/** How a step with momentum follows the gradients up to its own. */
public enum MomentumForm {
  /** It follows the velocity: v &lt;- mu v + g, theta &lt;- theta - eta v. */
  HEAVY_BALL {
    @Override
    public GradientFilter filter(NoiseEnhancement enhancement, double momentum) {
      return enhancement.filter(momentum);
    }
  },
  /** It looks ahead: v &lt;- mu v + g, theta &lt;- theta - eta (g + mu v), as in PyTorch. */
  NESTEROV {
    @Override
    public GradientFilter filter(NoiseEnhancement enhancement, double momentum) {
      return GradientFilter.nesterov(momentum);
    }
  };

  /**
   * How gradients become the direction of a step.
   *
   * @param enhancement of the gradients, which may bring a form of its own
   * @param momentum mu, at least 0 and below 1
   * @throws IllegalArgumentException if mu is out of its range
   */
  public abstract GradientFilter filter(NoiseEnhancement enhancement, double momentum);
}
