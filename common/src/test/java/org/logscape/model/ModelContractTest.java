package org.logscape.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.junit.jupiter.api.Test;
import org.logscape.random.LaneStreams;
import org.logscape.random.StreamFamily;

/**
 * What every model promises: its closed forms agree with each other, with finite differences, and
 * from lane to lane. A promise about a feature that the model lacks is reported as skipped.
 */
abstract class ModelContractTest {
  private static final int POINTS = 20;
  private static final double H = 1e-5;

  /** The model under test. */
  abstract Model model();

  @Test
  void gradientIsTheSlopeOfTheLoss() {
    Model model = model();
    for (double[] theta : points()) {
      double[] gradient = new double[model.dimensions()];
      model.gradient(theta, gradient);
      for (int i = 0; i < theta.length; i++) {
        double slope =
            (model.loss(shifted(theta, i, H)) - model.loss(shifted(theta, i, -H))) / (2 * H);
        // central difference: truncation H^2 L'''/6 plus rounding eps L / H
        assertThat(gradient[i])
            .isCloseTo(slope, within(1e-7 * (1 + Math.abs(model.loss(theta)) + Math.abs(slope))));
      }
    }
  }

  @Test
  void aBlockComputesWhatASingleVectorDoes() {
    Model model = model();
    double[][] points = points();
    double[][] block = new double[model.dimensions()][POINTS];
    for (int lane = 0; lane < POINTS; lane++) {
      for (int i = 0; i < model.dimensions(); i++) {
        block[i][lane] = points[lane][i];
      }
    }
    double[] losses = new double[POINTS];
    double[][] gradients = new double[model.dimensions()][POINTS];
    model.losses(block, losses, POINTS);
    model.gradients(block, gradients, POINTS);
    for (int lane = 0; lane < POINTS; lane++) {
      double[] gradient = new double[model.dimensions()];
      model.gradient(points[lane], gradient);
      assertThat(losses[lane])
          .isCloseTo(model.loss(points[lane]), within(1e-12 * (1 + losses[lane])));
      for (int i = 0; i < gradient.length; i++) {
        assertThat(gradients[i][lane])
            .isCloseTo(gradient[i], within(1e-12 * (1 + Math.abs(gradient[i]))));
      }
    }
  }

  @Test
  void minimumIsStationaryWithItsLossAndCurvature() {
    Model model = model();
    double[] minimum = model.minimum();
    assertThat(norm(gradientAt(minimum))).isLessThan(1e-12);
    assertThat(model.minimumLoss()).isCloseTo(model.loss(minimum), within(1e-13));
    assertThat(model.hessianAtMinimum().smallest()).isPositive();
    assertSpectrum(model.hessianAtMinimum(), minimum);
  }

  @Test
  void diagonalHessianHasTheSpectrum() {
    double[] diagonal = feature(model().diagonalHessian(), "diagonal Hessian");
    assertThat(HessianSpectrum.of(diagonal).eigenvalues())
        .containsExactly(model().hessianAtMinimum().eigenvalues());
  }

  @Test
  void saddleIsStationaryWithOneWayDown() {
    Model model = model();
    Saddle saddle = feature(model.saddle(), "saddle");
    assertThat(norm(gradientAt(saddle.position()))).isLessThan(1e-12);
    assertThat(saddle.loss()).isCloseTo(model.loss(saddle.position()), within(1e-13));
    assertThat(saddle.loss()).isGreaterThan(model.minimumLoss());
    assertThat(saddle.unstableCurvature()).isPositive();
    double[] eigenvalues = saddle.hessian().eigenvalues();
    assertThat(Arrays.stream(eigenvalues).filter(h -> h < 0).count()).isEqualTo(1);
    assertSpectrum(saddle.hessian(), saddle.position());
  }

  @Test
  void passageLeadsOverTheSaddleIntoTheBasinOfAMinimumOfTheSameLoss() {
    Model model = model();
    Passage passage = feature(model.passage(), "passage");
    double[] saddle = model.saddle().orElseThrow().position();
    assertThat(passage.position(saddle)).isEqualTo(passage.separatrix());
    double[] other = model.minimum();
    assertThat(passage.position(other)).isGreaterThan(passage.separatrix());
    other[passage.axis()] = passage.arrival();
    descend(other, model.hessianAtMinimum());
    assertThat(norm(gradientAt(other))).isLessThan(1e-12);
    assertThat(passage.position(other)).isLessThanOrEqualTo(passage.arrival());
    assertThat(model.loss(other)).isCloseTo(model.minimumLoss(), within(1e-13));
  }

  /** Steepest descent in steps that no curvature near a minimum makes overshoot, to its end. */
  private void descend(double[] theta, HessianSpectrum curvature) {
    double step = 0.5 / Arrays.stream(curvature.eigenvalues()).max().orElseThrow();
    double[] gradient = gradientAt(theta);
    for (int i = 0; i < 10_000 && norm(gradient) > 1e-14; i++) {
      for (int k = 0; k < theta.length; k++) {
        theta[k] -= step * gradient[k];
      }
      gradient = gradientAt(theta);
    }
  }

  @Test
  void residualAndPullBackGiveTheGradientOnAverage() {
    assumeTrue(model() instanceof OnlineModel, "the model draws no samples");
    OnlineModel model = (OnlineModel) model();
    for (double[] theta : points()) {
      double[][] column = LaneView.column(theta);
      double[][] v = new double[model.features()][1];
      model.residuals(column, v, 1);
      double square = 0;
      for (double[] component : v) {
        square += component[0] * component[0];
      }
      assertThat(square / 2).isCloseTo(model.loss(theta), within(1e-12 * (1 + square)));
      double[][] g = new double[model.dimensions()][1];
      model.pullBack(column, v, g, 1);
      double[] gradient = gradientAt(theta);
      for (int i = 0; i < gradient.length; i++) {
        assertThat(g[i][0]).isCloseTo(gradient[i], within(1e-12 * (1 + square)));
      }
    }
  }

  @Test
  void noiseCovarianceIsThatOfDrawnSampleGradients() {
    assumeTrue(model() instanceof ResidualModel, "the model has no residuals");
    ResidualModel model = (ResidualModel) model();
    double[] theta = points()[3];
    int n = model.dimensions();
    double[][] mean = new double[1][n];
    double[][] second = new double[n][n];
    double[][] fourth = new double[n][n];
    double[][] gradients = sampleGradients(model, theta);
    for (double[] g : gradients) {
      for (int i = 0; i < n; i++) {
        mean[0][i] += g[i] / gradients.length;
      }
    }
    for (double[] g : gradients) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          double product = (g[i] - mean[0][i]) * (g[j] - mean[0][j]);
          second[i][j] += product / gradients.length;
          fourth[i][j] += product * product / gradients.length;
        }
      }
    }
    double[][] covariance = model.noiseCovariance(theta);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double error = Math.sqrt((fourth[i][j] - second[i][j] * second[i][j]) / gradients.length);
        double tolerance = model instanceof OnlineModel ? 4.5 * error : 1e-10;
        assertThat(covariance[i][j]).as("%d,%d", i, j).isCloseTo(second[i][j], within(tolerance));
      }
    }
  }

  /** Gradients r J^T X of drawn samples of an online model, of all samples of a finite one. */
  private static double[][] sampleGradients(ResidualModel model, double[] theta) {
    Function<Integer, double[]> features;
    int count;
    if (model instanceof FiniteLinearRegression finite) {
      count = finite.samples();
      SampleTable table = finite.table();
      features =
          i ->
              IntStream.range(0, table.features())
                  .mapToDouble(j -> table.values()[table.start(i) + j])
                  .toArray();
    } else {
      OnlineModel online = (OnlineModel) model;
      LaneStreams stream = stream(11);
      count = 400_000;
      features =
          index -> {
            double[] x = new double[online.features()];
            for (int j = 0; j < x.length; j++) {
              boolean sign = j < online.inputFeatures() && online.inputs() == Inputs.RADEMACHER;
              x[j] = sign ? (stream.nextLong(0) < 0 ? -1 : 1) : stream.nextGaussian(0);
            }
            return x;
          };
    }
    double[][] column = LaneView.column(theta);
    double[][] v = new double[model.features()][1];
    model.residuals(column, v, 1);
    double[][] gradients = new double[count][];
    for (int sample = 0; sample < count; sample++) {
      double[] x = features.apply(sample);
      double residual = 0;
      for (int j = 0; j < x.length; j++) {
        residual += v[j][0] * x[j];
      }
      double[][] w = new double[x.length][1];
      for (int j = 0; j < x.length; j++) {
        w[j][0] = residual * x[j];
      }
      double[][] g = new double[model.dimensions()][1];
      model.pullBack(column, w, g, 1);
      gradients[sample] = LaneView.flat(g);
    }
    return gradients;
  }

  /** A feature of the model; where it has none, the test ends as skipped. */
  private static <T> T feature(Optional<T> feature, String name) {
    return feature.orElseGet(() -> abort("the model has no feature: " + name));
  }

  private void assertSpectrum(HessianSpectrum expected, double[] theta) {
    int n = theta.length;
    double[][] hessian = new double[n][n];
    for (int i = 0; i < n; i++) {
      double[] up = gradientAt(shifted(theta, i, H));
      double[] down = gradientAt(shifted(theta, i, -H));
      for (int j = 0; j < n; j++) {
        hessian[i][j] += (up[j] - down[j]) / (4 * H);
        hessian[j][i] += (up[j] - down[j]) / (4 * H);
      }
    }
    double[] numeric =
        new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(hessian)).getEigenvalues();
    assertThat(expected.eigenvalues())
        .containsExactly(
            HessianSpectrum.of(numeric).eigenvalues(), within(1e-7 * (1 + expected.largest())));
  }

  private double[] gradientAt(double[] theta) {
    double[] gradient = new double[theta.length];
    model().gradient(theta, gradient);
    return gradient;
  }

  private double[][] points() {
    LaneStreams stream = stream(1);
    double[][] points = new double[POINTS][model().dimensions()];
    for (double[] theta : points) {
      for (int i = 0; i < theta.length; i++) {
        theta[i] = 1.5 * stream.nextGaussian(0);
      }
    }
    return points;
  }

  private static LaneStreams stream(long index) {
    return new StreamFamily(7, 0, StreamFamily.Purpose.CHECK).lanes(index, 1);
  }

  private static double[] shifted(double[] theta, int i, double by) {
    double[] copy = theta.clone();
    copy[i] += by;
    return copy;
  }

  private static double norm(double[] vector) {
    return Math.sqrt(Arrays.stream(vector).map(x -> x * x).sum());
  }
}
