package org.logscape.theory;

/**
 * The log-landscape theory of SGD near a minimum with {@code n} outlier Hessian eigenvalues of
 * typical size {@code h*} [LL].
 *
 * <p>The noise of mean-square loss is proportional to the loss, {@code Sigma = (2 a L / B) H*}; in
 * the clock {@code d tau = L dt} the motion is diffusion in the potential {@code log L} at the
 * temperature {@code T = eta h* a / B}. With noise enhancement [NE] every B of [LL] becomes {@code
 * B_eff = B / a} (derived).
 *
 * @param learningRate eta, above 0
 * @param batchSize B, above 0
 * @param noiseFactor a = alpha^2 + (1 - alpha)^2, above 0; 1 for plain SGD
 * @param outlierCurvature h*, above 0
 * @param outliers n, at least 1
 * @param momentum mu of the heavy ball, at least 0 and below 1
 * @param weightDecay lambda, at least 0; the laws hold only at 0, see {@link #applies}
 */
public record LogLandscape(
    double learningRate,
    double batchSize,
    double noiseFactor,
    double outlierCurvature,
    int outliers,
    double momentum,
    double weightDecay) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public LogLandscape {
    Arguments.positive(learningRate, "learningRate");
    Arguments.positive(batchSize, "batchSize");
    Arguments.positive(noiseFactor, "noiseFactor");
    Arguments.positive(outlierCurvature, "outlierCurvature");
    if (outliers < 1) {
      throw new IllegalArgumentException("outliers must be at least 1, is " + outliers);
    }
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException("momentum must be in [0, 1), is " + momentum);
    }
    Arguments.notNegative(weightDecay, "weightDecay");
  }

  /**
   * The theory at one setting of SGD and one minimum; arguments as the record's components.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static LogLandscape of(
      double learningRate,
      double batchSize,
      double noiseFactor,
      double outlierCurvature,
      int outliers) {
    return new LogLandscape(learningRate, batchSize, noiseFactor, outlierCurvature, outliers, 0, 0);
  }

  /** The same setting with momentum. */
  public LogLandscape withMomentum(double mu) {
    return new LogLandscape(
        learningRate, batchSize, noiseFactor, outlierCurvature, outliers, mu, weightDecay);
  }

  /** The same setting with weight decay. */
  public LogLandscape withWeightDecay(double lambda) {
    return new LogLandscape(
        learningRate, batchSize, noiseFactor, outlierCurvature, outliers, momentum, lambda);
  }

  /**
   * 1/(1 - mu), the factor by which momentum accelerates the motion. The velocity forgets the past
   * within 1/(1 - mu) steps. Where that is short compared with 1/(eta h*), the velocity is g/(1 -
   * mu) on average, and the motion is that of SGD at the learning rate eta/(1 - mu). One unit of t
   * = eta k is then 1/(1 - mu) units of the diffusion's time (derived; {@link GaussianDesign} has
   * exact moments).
   */
  public double mobility() {
    return 1 / (1 - momentum);
  }

  /** B_eff = B / a (derived from [NE]). */
  public double effectiveBatchSize() {
    return batchSize / noiseFactor;
  }

  /** eta h*, the step in units of the curvature. */
  public double curvatureStep() {
    return learningRate * outlierCurvature;
  }

  /** T = eta h* a / (B (1 - mu)), the temperature in the outlier subspace [LL]. */
  public double temperature() {
    return curvatureStep() * noiseFactor * mobility() / batchSize;
  }

  /** phi = 1 + 1/T, the exponent of the stationary density P(theta) ~ L^-phi [LL]. */
  public double phi() {
    return 1 + 1 / temperature();
  }

  /** n_c = 2 (1/T + 1): a minimum with at least as many outliers is unstable [LL]. */
  public double criticalOutliers() {
    return 2 * phi();
  }

  /** Whether eta h* < 2; otherwise plain gradient descent itself diverges. */
  public boolean contracts() {
    return curvatureStep() < 2;
  }

  /** Whether a stationary law exists, n < n_c [LL], and a step contracts ({@link #contracts}). */
  public boolean isStable() {
    return outliers < criticalOutliers() && contracts();
  }

  /**
   * Whether the laws of the log-landscape can hold: around a stable minimum and without weight
   * decay. With it, the motion descends L + lambda |theta|^2 / 2 while the noise stays proportional
   * to L, so log L is no potential.
   */
  public boolean applies() {
    return isStable() && weightDecay == 0;
  }

  /**
   * 1/T + 1 - n/2: the rate of escape falls with this power of L^s/L* [LL]. It is also the tail
   * exponent of P(q > Q) of the stationary law (derived). Not positive for n at or above n_c, where
   * no escape law holds.
   */
  public double escapeExponent() {
    return phi() - 0.5 * outliers;
  }

  /**
   * log kappa, kappa = |h_e^s| / (2 pi) sqrt(det H* / |det H^s|) (L^s/L*)^-(1/T + 1 - n/2) [LL]:
   * the rate, per unit of t = eta k, to settle in the other basin (Kramers). Safe where kappa
   * underflows.
   */
  public double logSettlingRate(Barrier barrier) {
    return logPrefactor(barrier) - escapeExponent() * barrier.logRatio();
  }

  /**
   * The logarithm of kappa's factor before the power: log(|h_e^s| / (2 pi)) + 1/2 log(det H* / |det
   * H^s|) [LL], and with momentum the factor 1/(1 - mu).
   */
  public double logPrefactor(Barrier barrier) {
    return Math.log(barrier.unstableCurvature() * mobility() / (2 * Math.PI))
        + 0.5 * Math.log(barrier.determinantRatio());
  }

  /** kappa per unit of t = eta k [LL]; see {@link #logSettlingRate}. */
  public double settlingRate(Barrier barrier) {
    return Math.exp(logSettlingRate(barrier));
  }

  /** log(2 kappa); see {@link #crossingRate}. */
  public double logCrossingRate(Barrier barrier) {
    return Math.log(2) + logSettlingRate(barrier);
  }

  /**
   * 2 kappa per unit of t = eta k: the rate of first crossing of the separatrix. Half of the runs
   * on the separatrix fall back, so it is twice the rate of settling (derived, confirmed by
   * simulation).
   */
  public double crossingRate(Barrier barrier) {
    return Math.exp(logCrossingRate(barrier));
  }

  /** n/2: the first shape of the Beta law of z = 1 - L*&#47;L in a quadratic basin (derived). */
  public double stationaryShapeA() {
    return 0.5 * outliers;
  }

  /**
   * phi - n/2: the second shape of the Beta law of z = 1 - L*&#47;L (derived); a law exists only
   * where it is positive.
   */
  public double stationaryShapeB() {
    return phi() - 0.5 * outliers;
  }

  /**
   * E[L] - L* of the stationary law in a quadratic basin, L* a/(b - 1) with the Beta shapes a, b
   * (derived); infinite where b is at most 1.
   *
   * @param minimumLoss L*, above 0
   * @throws IllegalArgumentException if {@code minimumLoss} is not positive
   */
  public double meanExcessLoss(double minimumLoss) {
    Arguments.positive(minimumLoss, "minimumLoss");
    double b = stationaryShapeB();
    return b > 1 ? minimumLoss * stationaryShapeA() / (b - 1) : Double.POSITIVE_INFINITY;
  }
}
