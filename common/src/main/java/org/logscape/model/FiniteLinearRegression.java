package org.logscape.model;

import java.util.Arrays;
import java.util.Optional;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.logscape.random.LaneStreams;
import org.logscape.random.StreamFamily;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Linear regression on N samples drawn once: L(theta) = (1/N) sum_mu (x_mu . theta - y_mu)^2 / 2.
 *
 * <p>Coordinates are the principal axes of the drawn inputs, by descending variance: a rotation
 * that SGD does not notice, after which (1/N) sum x x^T = diag(h) and L = L* + sum_j h_j (theta_j -
 * theta*_j)^2 / 2, so that the loss of every step costs d operations, not d^2. The features of a
 * sample are (x, y) and v = (theta, -1). States depend on the axes and on theta*, so both come from
 * plain loops and pure Java, whose bits do not vary with the processor.
 *
 * <p>Samples are kept in single precision after the rotation. The rounding leaves correlations of
 * the inputs of some 1e-8 / sqrt N, which the loss neglects.
 */
public final class FiniteLinearRegression implements ResidualModel {
  private final int dimensions;
  private final SampleTable samples;
  private final double[] spectrum;
  private final double[] minimum;
  private final double minimumLoss;

  private FiniteLinearRegression(SampleTable samples) {
    this.samples = samples;
    this.dimensions = samples.features() - 1;
    float[] values = samples.values();
    this.spectrum = new double[dimensions];
    this.minimum = new double[dimensions];
    for (int mu = 0; mu < samples.samples(); mu++) {
      int row = samples.start(mu);
      for (int j = 0; j < dimensions; j++) {
        double x = values[row + j];
        spectrum[j] = Math.fma(x, x, spectrum[j]);
        minimum[j] = Math.fma(x, values[row + dimensions], minimum[j]);
      }
    }
    for (int j = 0; j < dimensions; j++) {
      minimum[j] /= spectrum[j];
      spectrum[j] /= samples.samples();
    }
    double sum = 0;
    for (int mu = 0; mu < samples.samples(); mu++) {
      double residual = residual(mu, minimum);
      sum = Math.fma(0.5 * residual, residual, sum);
    }
    this.minimumLoss = sum / samples.samples();
  }

  private double residual(int sample, double[] theta) {
    int row = samples.start(sample);
    double residual = -samples.values()[row + dimensions];
    for (int j = 0; j < dimensions; j++) {
      residual = Math.fma(samples.values()[row + j], theta[j], residual);
    }
    return residual;
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
    return new FiniteLinearRegression(rotated(rows));
  }

  /** The rows in the principal axes of their inputs; the label stays. */
  private static SampleTable rotated(double[][] rows) {
    int d = rows[0].length - 1;
    double[][] moments = new double[d][d];
    for (double[] row : rows) {
      for (int i = 0; i < d; i++) {
        double[] sums = moments[i];
        double x = row[i];
        for (int j = 0; j < d; j++) {
          sums[j] = Math.fma(x, row[j], sums[j]);
        }
      }
    }
    double[][] axes =
        new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(moments))
            .getVT()
            .transpose()
            .getData();
    SampleTable table = SampleTable.of(rows.length, d + 1);
    double[] inputs = new double[d];
    for (int mu = 0; mu < rows.length; mu++) {
      Arrays.fill(inputs, 0);
      for (int i = 0; i < d; i++) {
        double[] components = axes[i];
        double x = rows[mu][i];
        for (int j = 0; j < d; j++) {
          inputs[j] = Math.fma(x, components[j], inputs[j]);
        }
      }
      int row = table.start(mu);
      for (int j = 0; j < d; j++) {
        table.values()[row + j] = (float) inputs[j];
      }
      table.values()[row + d] = (float) rows[mu][d];
    }
    return table;
  }

  /** N. */
  public int samples() {
    return samples.samples();
  }

  /** The samples, features (x, y), x along the axes. */
  public SampleTable table() {
    return samples;
  }

  /** h, the variances of the inputs along the axes: the eigenvalues of the Hessian. */
  public double[] spectrum() {
    return spectrum.clone();
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
    for (int j = 0; j < dimensions; j++) {
      out[j] = spectrum[j] * (theta[j] - minimum[j]);
    }
  }

  @Override
  public void losses(double[][] theta, double[] out, int live) {
    Arrays.fill(out, 0, live, minimumLoss);
    for (int j = 0; j < dimensions; j++) {
      double[] row = theta[j];
      double half = 0.5 * spectrum[j];
      double centre = minimum[j];
      for (int lane = 0; lane < live; lane++) {
        double shift = row[lane] - centre;
        out[lane] = Math.fma(half * shift, shift, out[lane]);
      }
    }
  }

  @Override
  public void gradients(double[][] theta, double[][] out, int live) {
    for (int j = 0; j < dimensions; j++) {
      double[] from = theta[j];
      double[] to = out[j];
      for (int lane = 0; lane < live; lane++) {
        to[lane] = spectrum[j] * (from[lane] - minimum[j]);
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
    int n = samples.samples();
    double[][] gradients = new double[n][dimensions];
    for (int mu = 0; mu < n; mu++) {
      double residual = residual(mu, theta);
      int row = samples.start(mu);
      for (int j = 0; j < dimensions; j++) {
        gradients[mu][j] = residual * samples.values()[row + j];
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

  @Override
  public Optional<double[]> diagonalHessian() {
    return Optional.of(spectrum.clone());
  }
}
