package org.logscape.jobs.spec.dynamics;

import org.logscape.dynamics.NoiseEnhancement;

/** Which second gradient raises the noise of a step. */
public enum EnhancementForm {
  /** That of a second minibatch of the same step (arXiv 2009.13094). */
  TWO_MINIBATCHES {
    @Override
    public NoiseEnhancement enhancement(double alpha) {
      return NoiseEnhancement.of(alpha);
    }
  },
  /** That of the step before (arXiv 2103.17182). */
  MOMENTUM {
    @Override
    public NoiseEnhancement enhancement(double alpha) {
      return NoiseEnhancement.withEarlierGradient(alpha);
    }
  };

  /**
   * The rule of a step.
   *
   * @param alpha weight of the first gradient, at least 0.5
   * @throws IllegalArgumentException if alpha is below 0.5
   */
  public abstract NoiseEnhancement enhancement(double alpha);
}
