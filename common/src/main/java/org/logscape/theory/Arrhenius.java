package org.logscape.theory;

/**
 * The rival of the power law: escape over the linear barrier at a constant noise strength, {@code
 * log kappa = alpha - beta x} with {@code x = (L^s - L*) B_eff / eta} (the law that [LL] argues
 * against). Both coefficients are free; only the covariate is fixed.
 */
public final class Arrhenius {
  private Arrhenius() {}

  /**
   * x = (L^s - L*) B / (a eta).
   *
   * @return the covariate, in units of loss over learning rate
   */
  public static double covariate(Barrier barrier, LogLandscape landscape) {
    return covariate(barrier.height(), landscape);
  }

  /**
   * x = Delta L B / (a eta) for a loss level that lies {@code height} above the minimum.
   *
   * @param height Delta L, above 0
   * @throws IllegalArgumentException if {@code height} is not positive
   */
  public static double covariate(double height, LogLandscape landscape) {
    return Arguments.positive(height, "height")
        * landscape.effectiveBatchSize()
        / landscape.learningRate();
  }
}
