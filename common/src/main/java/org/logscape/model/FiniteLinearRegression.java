package org.logscape.model;

import java.util.Arrays;
import java.util.Optional;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.logscape.random.LaneStreams;
import org.logscape.random.StreamFamily;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Linear regression on N samples drawn once: L(theta) = (1/N) sum_mu (x_mu . theta - y_mu)^2 / 2.
 *
 * <p>The features of a sample are (x, y) and v = (theta, -1). With A = (1/N) sum x x^T and theta*
 * the least-squares solution, L = L* + (theta - theta*)^T A (theta - theta*) / 2. States depend on
 * theta* and A, so both come from plain loops and pure Java, whose bits do not vary with the
 * processor.
 */
public final class FiniteLinearRegression implements ResidualModel {
  private final int dimensions;
  private final double[][] samples;
  private final double[][] gram;
  private final double[] minimum;
  private final double minimumLoss;

  private FiniteLinearRegression(double[][] samples) {
    this.samples = samples;
    this.dimensions = samples[0].length - 1;
    double[][] moments = secondMoments(samples);
    this.gram = new double[dimensions][];
    double[] cross = new double[dimensions];
    for (int i = 0; i < dimensions; i++) {
      gram[i] = Arrays.copyOf(moments[i], dimensions);
      cross[i] = moments[i][dimensions];
    }
    this.minimum =
        new QRDecomposition(MatrixUtils.createRealMatrix(gram))
            .getSolver()
            .solve(MatrixUtils.createRealVector(cross))
            .toArray();
    double sum = 0;
    for (double[] sample : samples) {
      double residual = -sample[dimensions];
      for (int j = 0; j < dimensions; j++) {
        residual = Math.fma(sample[j], minimum[j], residual);
      }
      sum = Math.fma(0.5 * residual, residual, sum);
    }
    this.minimumLoss = sum / samples.length;
  }

  /**
   * Draws N samples of a population.
   *
   * @param population where the samples come from
   * @param samples N, more than the population has dimensions
   * @param seed seed of the draw
   * @throws IllegalArgumentException if there are too few samples
   */
  public static FiniteLinearRegression of(LinearRegression population, int samples, long seed) {
    int d = population.dimensions();
    if (samples <= d) {
      throw new IllegalArgumentException(
          "needs more samples than dimensions: " + samples + " <= " + d);
    }
    double[] spectrum = population.diagonalHessian().orElseThrow();
    LaneStreams stream = StreamFamily.ofData(seed).lanes(0, 1);
    double[][] rows = new double[samples][d + 1];
    for (double[] row : rows) {
      for (int j = 0; j < d; j++) {
        double x =
            switch (population.inputs()) {
              case GAUSSIAN -> stream.nextGaussian(0);
              case RADEMACHER -> stream.nextLong(0) < 0 ? -1 : 1;
            };
        row[j] = Math.sqrt(spectrum[j]) * x;
      }
      row[d] = population.labelNoise() * stream.nextGaussian(0);
    }
    return new FiniteLinearRegression(rows);
  }

  /** (1/N) sum over the samples of (x, y) (x, y)^T. */
  private static double[][] secondMoments(double[][] samples) {
    int m = samples[0].length;
    double[][] moments = new double[m][m];
    for (double[] sample : samples) {
      for (int i = 0; i < m; i++) {
        for (int j = 0; j <= i; j++) {
          moments[i][j] = Math.fma(sample[i], sample[j], moments[i][j]);
        }
      }
    }
    for (int i = 0; i < m; i++) {
      for (int j = 0; j <= i; j++) {
        moments[i][j] /= samples.length;
        moments[j][i] = moments[i][j];
      }
    }
    return moments;
  }

  /** N. */
  public int samples() {
    return samples.length;
  }

  /** Features (x, y) of sample {@code index}: the array itself, not to be changed. */
  public double[] sample(int index) {
    return samples[index];
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  @Override
  public int features() {
    return dimensions + 1;
  }

  @Override
  public double loss(double[] theta) {
    double[] out = new double[1];
    losses(LaneView.column(theta), out, 1);
    return out[0];
  }

  @Override
  public void gradient(double[] theta, double[] out) {
    for (int i = 0; i < dimensions; i++) {
      double sum = 0;
      for (int j = 0; j < dimensions; j++) {
        sum = Math.fma(gram[i][j], theta[j] - minimum[j], sum);
      }
      out[i] = sum;
    }
  }

  @Override
  public void losses(double[][] theta, double[] out, int live) {
    for (int lane = 0; lane < live; lane++) {
      out[lane] = minimumLoss;
    }
    for (int i = 0; i < dimensions; i++) {
      double[] rowI = theta[i];
      double diagonal = 0.5 * gram[i][i];
      for (int lane = 0; lane < live; lane++) {
        double shift = rowI[lane] - minimum[i];
        out[lane] = Math.fma(diagonal * shift, shift, out[lane]);
      }
      for (int j = 0; j < i; j++) {
        double[] rowJ = theta[j];
        double coupling = gram[i][j];
        for (int lane = 0; lane < live; lane++) {
          double product = (rowI[lane] - minimum[i]) * (rowJ[lane] - minimum[j]);
          out[lane] = Math.fma(coupling, product, out[lane]);
        }
      }
    }
  }

  @Override
  public void gradients(double[][] theta, double[][] out, int live) {
    double[] position = new double[dimensions];
    double[] slope = new double[dimensions];
    for (int lane = 0; lane < live; lane++) {
      for (int j = 0; j < dimensions; j++) {
        position[j] = theta[j][lane];
      }
      gradient(position, slope);
      for (int j = 0; j < dimensions; j++) {
        out[j][lane] = slope[j];
      }
    }
  }

  /** v = (theta_1, ..., theta_d, -1). */
  @Override
  public void residuals(double[][] theta, double[][] out, int live) {
    for (int j = 0; j < dimensions; j++) {
      System.arraycopy(theta[j], 0, out[j], 0, live);
    }
    Arrays.fill(out[dimensions], 0, live, -1);
  }

  @Override
  public void pullBack(double[][] theta, double[][] w, double[][] out, int live) {
    for (int j = 0; j < dimensions; j++) {
      System.arraycopy(w[j], 0, out[j], 0, live);
    }
  }

  /**
   * {@inheritDoc} Summed over all samples, as one matrix product on ND4J: (1/N) G^T G - grad L grad
   * L^T, G the N sample gradients.
   */
  @Override
  public double[][] noiseCovariance(double[] theta) {
    int n = samples.length;
    double[][] gradients = new double[n][dimensions];
    for (int mu = 0; mu < n; mu++) {
      double residual = -samples[mu][dimensions];
      for (int j = 0; j < dimensions; j++) {
        residual = Math.fma(samples[mu][j], theta[j], residual);
      }
      for (int j = 0; j < dimensions; j++) {
        gradients[mu][j] = residual * samples[mu][j];
      }
    }
    try (INDArray g = Nd4j.create(gradients).castTo(DataType.DOUBLE);
        INDArray transposed = g.transpose();
        INDArray mean = g.mean(0).reshape(1, dimensions);
        INDArray square = transposed.mmul(g).divi(n);
        INDArray outer = mean.transpose().mmul(mean);
        INDArray covariance = square.sub(outer)) {
      return covariance.toDoubleMatrix();
    }
  }

  @Override
  public double[] minimum() {
    return minimum.clone();
  }

  @Override
  public double minimumLoss() {
    return minimumLoss;
  }

  @Override
  public HessianSpectrum hessianAtMinimum() {
    RealMatrix matrix = MatrixUtils.createRealMatrix(gram);
    return HessianSpectrum.of(new EigenDecompositionSymmetric(matrix).getEigenvalues());
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

  /** Empty: the sample covariance is not diagonal. */
  @Override
  public Optional<double[]> diagonalHessian() {
    return Optional.empty();
  }
}
