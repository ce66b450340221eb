package org.logscape.model;

import java.util.Arrays;
import java.util.Optional;

/**
 * Linear regression on fresh samples: f = sum_j sqrt(h_j) x_j theta_j with whitened inputs x, label
 * sigma epsilon (the true parameters are 0, without loss of generality).
 *
 * <p>L = [sum_j h_j theta_j^2 + sigma^2] / 2, so H = diag(h) everywhere, L* = sigma^2 / 2; there is
 * no saddle.
 */
public final class LinearRegression extends OnlineModel {
  private final double[] spectrum;
  private final double[] roots;
  private final Inputs inputs;
  private final double labelNoise;

  private LinearRegression(double[] spectrum, Inputs inputs, double labelNoise) {
    this.spectrum = spectrum;
    this.roots = Arrays.stream(spectrum).map(Math::sqrt).toArray();
    this.inputs = inputs;
    this.labelNoise = labelNoise;
  }

  /**
   * A linear regression.
   *
   * @param spectrum Hessian eigenvalues h_j, one per parameter, all positive
   * @param inputs distribution of the whitened inputs
   * @param labelNoise sigma, not negative
   * @throws IllegalArgumentException if a value is out of its range
   */
  public static LinearRegression of(double[] spectrum, Inputs inputs, double labelNoise) {
    if (spectrum.length == 0
        || Arrays.stream(spectrum).anyMatch(h -> !(h > 0))
        || !(labelNoise >= 0)) {
      throw new IllegalArgumentException(
          "linear regression needs a spectrum of positive values and label noise >= 0");
    }
    return new LinearRegression(spectrum.clone(), inputs, labelNoise);
  }

  /** All eigenvalues equal. */
  public static LinearRegression isotropic(
      int dimensions, double curvature, Inputs inputs, double labelNoise) {
    double[] spectrum = new double[dimensions];
    Arrays.fill(spectrum, curvature);
    return of(spectrum, inputs, labelNoise);
  }

  @Override
  public int dimensions() {
    return spectrum.length;
  }

  @Override
  public Inputs inputs() {
    return inputs;
  }

  @Override
  public double labelNoise() {
    return labelNoise;
  }

  @Override
  public int inputFeatures() {
    return spectrum.length;
  }

  @Override
  public double loss(double[] theta) {
    double square = labelNoise * labelNoise;
    for (int j = 0; j < spectrum.length; j++) {
      square += spectrum[j] * theta[j] * theta[j];
    }
    return 0.5 * square;
  }

  @Override
  public void gradient(double[] theta, double[] out) {
    for (int j = 0; j < spectrum.length; j++) {
      out[j] = spectrum[j] * theta[j];
    }
  }

  @Override
  public void losses(double[][] theta, double[] out, int live) {
    Arrays.fill(out, 0, live, 0.5 * labelNoise * labelNoise);
    for (int j = 0; j < spectrum.length; j++) {
      double[] row = theta[j];
      double half = 0.5 * spectrum[j];
      for (int lane = 0; lane < live; lane++) {
        out[lane] = Math.fma(half * row[lane], row[lane], out[lane]);
      }
    }
  }

  @Override
  public void gradients(double[][] theta, double[][] out, int live) {
    for (int j = 0; j < spectrum.length; j++) {
      double[] from = theta[j];
      double[] to = out[j];
      double curvature = spectrum[j];
      for (int lane = 0; lane < live; lane++) {
        to[lane] = curvature * from[lane];
      }
    }
  }

  /** v = (sqrt(h_1) theta_1, ..., sqrt(h_n) theta_n, -sigma). */
  @Override
  public void residuals(double[][] theta, double[][] out, int live) {
    scale(theta, out, live);
    if (labelNoise > 0) {
      Arrays.fill(out[spectrum.length], 0, live, -labelNoise);
    }
  }

  @Override
  public void pullBack(double[][] theta, double[][] w, double[][] out, int live) {
    scale(w, out, live);
  }

  private void scale(double[][] from, double[][] to, int live) {
    for (int j = 0; j < spectrum.length; j++) {
      double root = roots[j];
      double[] source = from[j];
      double[] target = to[j];
      for (int lane = 0; lane < live; lane++) {
        target[lane] = root * source[lane];
      }
    }
  }

  @Override
  public double[] minimum() {
    return new double[spectrum.length];
  }

  @Override
  public double minimumLoss() {
    return 0.5 * labelNoise * labelNoise;
  }

  @Override
  public Optional<double[]> diagonalHessian() {
    return Optional.of(spectrum.clone());
  }

  @Override
  public HessianSpectrum hessianAtMinimum() {
    return HessianSpectrum.of(spectrum);
  }

  /** None: the loss is convex. */
  @Override
  public Optional<Saddle> saddle() {
    return Optional.empty();
  }

  /** None: there is one well. */
  @Override
  public Optional<Passage> passage() {
    return Optional.empty();
  }
}
