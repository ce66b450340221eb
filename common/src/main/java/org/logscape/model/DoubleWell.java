package org.logscape.model;

import java.util.Arrays;
import java.util.Optional;

/**
 * Mean-square regression with two minima: f = x_1 theta_1 + x_2 theta_1^2 + sum_j sqrt(h) x_j
 * theta_j, label p x_2 + sigma epsilon, all x standard Gaussian, fresh at each step.
 *
 * <p>L = [theta_1^2 + (theta_1^2 - p)^2 + h sum_{j>=2} theta_j^2 + sigma^2] / 2; minima at theta_1
 * = +-sqrt(p - 1/2) with curvature 4 p - 2, L* = sigma^2/2 + (p - 1/4)/2; saddle at 0 with
 * curvature 1 - 2 p, L^s = sigma^2/2 + p^2/2. The noise does not vanish at the saddle. Built for
 * this project after the setting of arXiv 2105.09557 (a mean-square loss with a saddle).
 */
public final class DoubleWell extends OnlineModel {
  private final int dimensions;
  private final double barrier;
  private final double curvature;
  private final double rootCurvature;
  private final double labelNoise;

  private DoubleWell(int dimensions, double barrier, double curvature, double labelNoise) {
    this.dimensions = dimensions;
    this.barrier = barrier;
    this.curvature = curvature;
    this.rootCurvature = Math.sqrt(curvature);
    this.labelNoise = labelNoise;
  }

  /**
   * A double well.
   *
   * @param dimensions n, at least 1
   * @param barrier p, above 1/2
   * @param curvature h of the transverse directions, positive
   * @param labelNoise sigma, not negative
   * @throws IllegalArgumentException if a value is out of its range
   */
  public static DoubleWell of(int dimensions, double barrier, double curvature, double labelNoise) {
    check(dimensions >= 1, "dimensions must be at least 1");
    check(barrier > 0.5, "barrier must be above 0.5");
    check(curvature > 0, "curvature must be positive");
    check(labelNoise >= 0, "label noise must not be negative");
    return new DoubleWell(dimensions, barrier, curvature, labelNoise);
  }

  /**
   * The curvature 4 p - 2 along theta_1 at the minima: with it the transverse directions are
   * isotropic too.
   */
  public static double isotropicCurvature(double barrier) {
    return 4 * barrier - 2;
  }

  private static void check(boolean valid, String message) {
    if (!valid) {
      throw new IllegalArgumentException(message);
    }
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  @Override
  public Inputs inputs() {
    return Inputs.GAUSSIAN;
  }

  @Override
  public double labelNoise() {
    return labelNoise;
  }

  @Override
  public int inputFeatures() {
    return dimensions + 1;
  }

  @Override
  public double loss(double[] theta) {
    double along = theta[0] * theta[0];
    double transverse = 0;
    for (int j = 1; j < dimensions; j++) {
      transverse += theta[j] * theta[j];
    }
    double miss = along - barrier;
    return 0.5 * (along + miss * miss + curvature * transverse + labelNoise * labelNoise);
  }

  @Override
  public void gradient(double[] theta, double[] out) {
    out[0] = theta[0] * (1 + 2 * (theta[0] * theta[0] - barrier));
    for (int j = 1; j < dimensions; j++) {
      out[j] = curvature * theta[j];
    }
  }

  @Override
  public void losses(double[][] theta, double[] out, int live) {
    double[] along = theta[0];
    double floor = 0.5 * labelNoise * labelNoise;
    for (int lane = 0; lane < live; lane++) {
      double square = along[lane] * along[lane];
      double miss = square - barrier;
      out[lane] = floor + 0.5 * Math.fma(miss, miss, square);
    }
    for (int j = 1; j < dimensions; j++) {
      double[] row = theta[j];
      for (int lane = 0; lane < live; lane++) {
        out[lane] = Math.fma(0.5 * curvature * row[lane], row[lane], out[lane]);
      }
    }
  }

  @Override
  public void gradients(double[][] theta, double[][] out, int live) {
    double[] along = theta[0];
    double[] first = out[0];
    for (int lane = 0; lane < live; lane++) {
      double miss = Math.fma(along[lane], along[lane], -barrier);
      first[lane] = along[lane] * Math.fma(2, miss, 1);
    }
    for (int j = 1; j < dimensions; j++) {
      double[] from = theta[j];
      double[] to = out[j];
      for (int lane = 0; lane < live; lane++) {
        to[lane] = curvature * from[lane];
      }
    }
  }

  /** v = (theta_1, theta_1^2 - p, sqrt(h) theta_2, ..., sqrt(h) theta_n, -sigma). */
  @Override
  public void residuals(double[][] theta, double[][] out, int live) {
    double[] along = theta[0];
    double[] linear = out[0];
    double[] square = out[1];
    for (int lane = 0; lane < live; lane++) {
      linear[lane] = along[lane];
      square[lane] = Math.fma(along[lane], along[lane], -barrier);
    }
    for (int j = 1; j < dimensions; j++) {
      double[] from = theta[j];
      double[] to = out[j + 1];
      for (int lane = 0; lane < live; lane++) {
        to[lane] = rootCurvature * from[lane];
      }
    }
    if (labelNoise > 0) {
      Arrays.fill(out[dimensions + 1], 0, live, -labelNoise);
    }
  }

  @Override
  public void pullBack(double[][] theta, double[][] w, double[][] out, int live) {
    double[] along = theta[0];
    double[] linear = w[0];
    double[] square = w[1];
    double[] first = out[0];
    for (int lane = 0; lane < live; lane++) {
      first[lane] = Math.fma(2 * along[lane], square[lane], linear[lane]);
    }
    for (int j = 1; j < dimensions; j++) {
      double[] from = w[j + 1];
      double[] to = out[j];
      for (int lane = 0; lane < live; lane++) {
        to[lane] = rootCurvature * from[lane];
      }
    }
  }

  @Override
  public double[] minimum() {
    double[] theta = new double[dimensions];
    theta[0] = Math.sqrt(barrier - 0.5);
    return theta;
  }

  @Override
  public double minimumLoss() {
    return 0.5 * (labelNoise * labelNoise + barrier - 0.25);
  }

  @Override
  public Optional<double[]> diagonalHessian() {
    double[] diagonal = new double[dimensions];
    Arrays.fill(diagonal, curvature);
    diagonal[0] = isotropicCurvature(barrier);
    return Optional.of(diagonal);
  }

  @Override
  public HessianSpectrum hessianAtMinimum() {
    return HessianSpectrum.of(diagonalHessian().orElseThrow());
  }

  @Override
  public Optional<Saddle> saddle() {
    double[] eigenvalues = new double[dimensions];
    Arrays.fill(eigenvalues, curvature);
    eigenvalues[0] = 1 - 2 * barrier;
    double loss = 0.5 * (labelNoise * labelNoise + barrier * barrier);
    return Optional.of(new Saddle(new double[dimensions], loss, HessianSpectrum.of(eigenvalues)));
  }

  @Override
  public Optional<Passage> passage() {
    return Optional.of(Passage.alongAxis(0, dimensions, 0, -Math.sqrt(barrier - 0.5)));
  }

  /** Its wells are mirror images. */
  @Override
  public Optional<DoubleWell> fromOtherMinimum() {
    return Optional.of(this);
  }
}
