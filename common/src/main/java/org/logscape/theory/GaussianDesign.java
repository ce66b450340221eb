package org.logscape.theory;

/**
 * Exact moments of real SGD on online isotropic linear regression with inputs N(0, h I) and label
 * noise sigma and the minimum at theta = 0, at any step size, momentum and weight decay (derived,
 * confirmed by simulation). L* = sigma^2 / 2.
 *
 * <p>The second moments P = E[x^2], Q = E[x v], R = E[v^2] of one coordinate x = theta - theta* and
 * its velocity obey the discrete Lyapunov equation of x' = x - eta v', v' = mu v + g, where E[g |
 * x] = h x and, averaged over coordinates, E[g^2] = c P + s with c = h^2 (1 + a (n+1)/B) and s = a
 * h sigma^2 / B: the noise is multiplicative, and closed in P. At rest R = mu^2 R + 2 mu h Q + c P
 * + s, mu Q + h P = eta R / 2 and Q = -eta R / 2, whence R = 2 h P / (eta (1 + mu)), Q = -h P / (1
 * + mu) and P = s / (2 h (1 - mu)/eta + 2 mu h^2/(1 + mu) - c).
 *
 * <p>Weight decay adds lambda theta to g. Then the drift has H = h + lambda in place of h, and c =
 * H^2 + h^2 a (n+1)/B: the noise keeps the curvature h. E[theta] = 0, since the minimum lies at 0.
 *
 * <p>Where noise enhancement uses the gradient of the previous step ({@code
 * NoiseEnhancement.EarlierGradient}), and there is neither momentum nor weight decay, 2 h P = eta
 * kappa (c P + s) with the c and s of plain SGD: kappa takes the place of a, and multiplies the
 * drift's own part h^2 of c too.
 *
 * @param landscape eta, B, the noise factor a or kappa, h and n
 * @param labelNoise sigma, at least 0
 * @param driftFactor the factor of the part h^2 of c: 1, or the kappa of the last paragraph
 */
public record GaussianDesign(LogLandscape landscape, double labelNoise, double driftFactor) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if {@code labelNoise} is negative or not finite
   */
  public GaussianDesign {
    Arguments.notNegative(labelNoise, "labelNoise");
  }

  /**
   * The exact results at one setting of steps that draw independent minibatches; arguments as the
   * record's components.
   *
   * @throws IllegalArgumentException if {@code labelNoise} is negative or not finite
   */
  public static GaussianDesign of(LogLandscape landscape, double labelNoise) {
    return new GaussianDesign(landscape, labelNoise, 1);
  }

  /**
   * The exact results where each step also uses the gradient of the previous one: the noise factor
   * of the landscape is then the kappa of the class comment.
   */
  public GaussianDesign lookingBack() {
    return new GaussianDesign(landscape, labelNoise, landscape.noiseFactor());
  }

  /**
   * Whether the mean loss is finite: without momentum and weight decay, eta h (1 + a (n+1)/B) < 2.
   */
  public boolean hasFiniteMeanLoss() {
    return margin() > 0;
  }

  /**
   * P = (eta a sigma^2 / B) / (2 r (1 - mu) - eta h (r^2 (1 - mu)/(1 + mu) + a (n+1)/B)) with r =
   * (h + lambda)/h: the stationary variance of each coordinate of theta - theta*; infinite where
   * the mean loss is.
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
    double mu = landscape.momentum();
    double stiffening = 1 + landscape.weightDecay() / landscape.outlierCurvature();
    double drift = stiffening * stiffening * (1 - 2 * mu / (1 + mu));
    return 2 * stiffening * (1 - mu) - landscape.curvatureStep() * (driftFactor * drift + spread);
  }
}
