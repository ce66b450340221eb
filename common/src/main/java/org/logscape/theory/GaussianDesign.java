package org.logscape.theory;

import org.logscape.filter.GradientFilter;
import org.logscape.filter.NoiseGain;

/**
 * Exact moments of real SGD on online isotropic linear regression with inputs N(0, h I) and label
 * noise sigma and the minimum at theta = 0, at any step size, momentum and weight decay (derived,
 * confirmed by simulation). L* = sigma^2 / 2.
 *
 * <p>For one coordinate x = theta - theta* a gradient has E[g | x] = h x and, averaged over
 * coordinates, the variance s + c P with P = E[x^2], s = a h sigma^2 / B and c = h^2 a (n+1) / B:
 * the noise is multiplicative, and closed in P. So P = K (s + c P) with the {@link NoiseGain} K of
 * the filter by which steps follow gradients. For the heavy ball P = s / (2 h (1 - mu)/eta - h^2 (1
 * - mu)/(1 + mu) - c).
 *
 * <p>Weight decay adds lambda theta to g. Then the drift has h + lambda in place of h; the noise
 * keeps the curvature h. E[theta] = 0, since the minimum lies at 0.
 *
 * @param landscape eta, B, h, n and lambda
 * @param labelNoise sigma, at least 0
 * @param noiseFactor a of the minibatches that one gradient mixes
 * @param filter how gradients become the direction of a step
 */
public record GaussianDesign(
    LogLandscape landscape, double labelNoise, double noiseFactor, GradientFilter filter) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if {@code labelNoise} is negative or not finite, or {@code
   *     noiseFactor} is not positive
   */
  public GaussianDesign {
    Arguments.notNegative(labelNoise, "labelNoise");
    Arguments.positive(noiseFactor, "noiseFactor");
  }

  /**
   * The exact results at one setting with the heavy ball's momentum, or none; arguments as the
   * record's components.
   *
   * @throws IllegalArgumentException if {@code labelNoise} is negative or not finite
   */
  public static GaussianDesign of(LogLandscape landscape, double labelNoise) {
    return new GaussianDesign(
        landscape,
        labelNoise,
        landscape.noiseFactor(),
        GradientFilter.heavyBall(landscape.momentum()));
  }

  /**
   * Whether the mean loss is finite: without momentum and weight decay, eta h (1 + a (n+1)/B) < 2.
   */
  public boolean hasFiniteMeanLoss() {
    return gain() * spread() < 1;
  }

  /**
   * P = K s / (1 - K c), the stationary variance of each coordinate of theta - theta*; infinite
   * where the mean loss is.
   */
  public double coordinateVariance() {
    double gain = gain();
    if (!(gain * spread() < 1)) {
      return Double.POSITIVE_INFINITY;
    }
    double drive =
        noiseFactor
            * landscape.outlierCurvature()
            * labelNoise
            * labelNoise
            / landscape.batchSize();
    return gain * drive / (1 - gain * spread());
  }

  /**
   * E[L] - L* = n h v / 2, in units of the loss; infinite where {@link #hasFiniteMeanLoss} is
   * false.
   */
  public double meanExcessLoss() {
    return 0.5 * landscape.outliers() * landscape.outlierCurvature() * coordinateVariance();
  }

  /** K. */
  private double gain() {
    return NoiseGain.of(
        filter, landscape.learningRate(), landscape.outlierCurvature() + landscape.weightDecay());
  }

  /** c. */
  private double spread() {
    double h = landscape.outlierCurvature();
    return h * h * noiseFactor * (landscape.outliers() + 1) / landscape.batchSize();
  }
}
