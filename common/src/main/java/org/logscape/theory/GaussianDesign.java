package org.logscape.theory;

/**
 * Exact moments of real SGD on online isotropic linear regression with inputs N(0, h I) and label
 * noise sigma, at any step size (derived, confirmed by simulation). L* = sigma^2 / 2.
 *
 * @param landscape eta, B, the noise factor a, h and n
 * @param labelNoise sigma, at least 0
 */
public record GaussianDesign(LogLandscape landscape, double labelNoise) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if {@code labelNoise} is negative or not finite
   */
  public GaussianDesign {
    Arguments.notNegative(labelNoise, "labelNoise");
  }

  /**
   * The exact results at one setting; arguments as the record's components.
   *
   * @throws IllegalArgumentException if {@code labelNoise} is negative or not finite
   */
  public static GaussianDesign of(LogLandscape landscape, double labelNoise) {
    return new GaussianDesign(landscape, labelNoise);
  }

  /** Whether the mean loss is finite: lambda (1 + a (n+1)/B) < 2 with lambda = eta h. */
  public boolean hasFiniteMeanLoss() {
    return margin() > 0;
  }

  /**
   * v = (eta a sigma^2 / B) / (2 - lambda (1 + a (n+1)/B)): the stationary variance of each
   * coordinate of theta - theta*; infinite where the mean loss is.
   */
  public double coordinateVariance() {
    if (!hasFiniteMeanLoss()) {
      return Double.POSITIVE_INFINITY;
    }
    double drive =
        landscape.learningRate()
            * landscape.noiseFactor()
            * labelNoise
            * labelNoise
            / landscape.batchSize();
    return drive / margin();
  }

  /**
   * E[L] - L* = n h v / 2, in units of the loss; infinite where {@link #hasFiniteMeanLoss} is
   * false.
   */
  public double meanExcessLoss() {
    return 0.5 * landscape.outliers() * landscape.outlierCurvature() * coordinateVariance();
  }

  private double margin() {
    double spread = landscape.noiseFactor() * (landscape.outliers() + 1) / landscape.batchSize();
    return 2 - landscape.curvatureStep() * (1 + spread);
  }
}
