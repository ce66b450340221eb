package org.logscape.theory;

/**
 * The losses and curvatures at a minimum and at the saddle above it, as the formula of the escape
 * rate needs them.
 *
 * @param minimumLoss L*, the loss at the minimum that is left; above 0
 * @param saddleLoss L^s, the loss at the saddle; above L*
 * @param unstableCurvature |h_e^s|, the modulus of the negative Hessian eigenvalue at the saddle;
 *     above 0
 * @param determinantRatio det H* / |det H^s|; above 0
 */
public record Barrier(
    double minimumLoss, double saddleLoss, double unstableCurvature, double determinantRatio) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if a number is not positive and finite, or the saddle is not
   *     above the minimum
   */
  public Barrier {
    Arguments.positive(minimumLoss, "minimumLoss");
    Arguments.positive(saddleLoss, "saddleLoss");
    Arguments.positive(unstableCurvature, "unstableCurvature");
    Arguments.positive(determinantRatio, "determinantRatio");
    if (saddleLoss <= minimumLoss) {
      throw new IllegalArgumentException(
          "saddleLoss must be above minimumLoss, is " + saddleLoss + " against " + minimumLoss);
    }
  }

  /** L^s / L*, the loss at the saddle over the loss at the minimum; above 1. */
  public double ratio() {
    return saddleLoss / minimumLoss;
  }

  /** log(L^s / L*): the barrier of the log-landscape theory [LL]. */
  public double logRatio() {
    return Math.log(saddleLoss) - Math.log(minimumLoss);
  }

  /** L^s - L*: the barrier of Arrhenius' law, in units of the loss. */
  public double height() {
    return saddleLoss - minimumLoss;
  }
}
