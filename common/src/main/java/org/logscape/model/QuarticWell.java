package org.logscape.model;

import java.util.Arrays;
import java.util.Optional;

/**
 * The bare landscape L = L* + (theta_1^2 - 1)^2 / 2 + 2 sum_{j>=2} theta_j^2, without samples: it
 * serves the langevin dynamics as a test against closed forms. Minima at theta_1 = +-1 with
 * curvature 4, saddle at 0 with curvature -2 and L^s = L* + 1/2.
 */
public final class QuarticWell implements Model {
  private static final double CURVATURE = 4;
  private static final double SADDLE_CURVATURE = -2;
  private static final double HEIGHT = 0.5;

  private final int dimensions;
  private final double minimumLoss;

  private QuarticWell(int dimensions, double minimumLoss) {
    this.dimensions = dimensions;
    this.minimumLoss = minimumLoss;
  }

  /**
   * A quartic well.
   *
   * @param dimensions n, at least 1
   * @param minimumLoss L*, positive
   * @throws IllegalArgumentException if a value is out of its range
   */
  public static QuarticWell of(int dimensions, double minimumLoss) {
    if (dimensions < 1 || !(minimumLoss > 0)) {
      throw new IllegalArgumentException(
          "quartic well needs dimensions >= 1 and a positive minimum loss");
    }
    return new QuarticWell(dimensions, minimumLoss);
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  @Override
  public double loss(double[] theta) {
    double[] out = new double[1];
    losses(LaneView.column(theta), out, 1);
    return out[0];
  }

  @Override
  public void gradient(double[] theta, double[] out) {
    double[][] block = new double[dimensions][1];
    gradients(LaneView.column(theta), block, 1);
    System.arraycopy(LaneView.flat(block), 0, out, 0, dimensions);
  }

  @Override
  public void losses(double[][] theta, double[] out, int live) {
    double[] along = theta[0];
    for (int lane = 0; lane < live; lane++) {
      double miss = Math.fma(along[lane], along[lane], -1);
      out[lane] = Math.fma(0.5 * miss, miss, minimumLoss);
    }
    for (int j = 1; j < dimensions; j++) {
      double[] row = theta[j];
      for (int lane = 0; lane < live; lane++) {
        out[lane] = Math.fma(0.5 * CURVATURE * row[lane], row[lane], out[lane]);
      }
    }
  }

  @Override
  public void gradients(double[][] theta, double[][] out, int live) {
    double[] along = theta[0];
    double[] first = out[0];
    for (int lane = 0; lane < live; lane++) {
      first[lane] = 2 * along[lane] * Math.fma(along[lane], along[lane], -1);
    }
    for (int j = 1; j < dimensions; j++) {
      double[] from = theta[j];
      double[] to = out[j];
      for (int lane = 0; lane < live; lane++) {
        to[lane] = CURVATURE * from[lane];
      }
    }
  }

  @Override
  public double[] minimum() {
    double[] theta = new double[dimensions];
    theta[0] = 1;
    return theta;
  }

  @Override
  public double minimumLoss() {
    return minimumLoss;
  }

  @Override
  public Optional<double[]> diagonalHessian() {
    double[] diagonal = new double[dimensions];
    Arrays.fill(diagonal, CURVATURE);
    return Optional.of(diagonal);
  }

  @Override
  public HessianSpectrum hessianAtMinimum() {
    return HessianSpectrum.of(diagonalHessian().orElseThrow());
  }

  @Override
  public Optional<Saddle> saddle() {
    double[] eigenvalues = diagonalHessian().orElseThrow();
    eigenvalues[0] = SADDLE_CURVATURE;
    return Optional.of(
        new Saddle(new double[dimensions], minimumLoss + HEIGHT, HessianSpectrum.of(eigenvalues)));
  }

  @Override
  public Optional<Passage> passage() {
    return Optional.of(Passage.alongAxis(0, dimensions, 0, -1));
  }

  /** Its wells are mirror images. */
  @Override
  public Optional<QuarticWell> fromOtherMinimum() {
    return Optional.of(this);
  }
}
