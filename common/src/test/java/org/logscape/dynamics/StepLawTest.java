package org.logscape.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.logscape.model.DoubleWell;
import org.logscape.model.FiniteLinearRegression;
import org.logscape.model.Inputs;
import org.logscape.model.LinearRegression;
import org.logscape.model.Model;
import org.logscape.model.QuarticWell;
import org.logscape.model.ResidualModel;

/**
 * One step of every dynamics: mean -eta grad L, covariance eta^2 a C / B with the model's own
 * closed form of C.
 */
class StepLawTest {
  private static final int REPLICAS = 200_000;
  private static final double ETA = 0.1;

  private static final DoubleWell WELL = DoubleWell.of(3, 2, 5, 0.5);
  private static final LinearRegression SIGNS =
      LinearRegression.of(new double[] {2, 0.5}, Inputs.RADEMACHER, 0.7);
  private static final FiniteLinearRegression FINITE =
      FiniteLinearRegression.of(
          LinearRegression.of(new double[] {2, 0.5}, Inputs.GAUSSIAN, 0.7), 400, 5);
  private static final double[] POINT = {0.8, -0.3, 0.4};

  static Stream<Arguments> settings() {
    return Stream.of(
        Arguments.of(WELL, Sampling.ONLINE, 1, 1.0),
        Arguments.of(WELL, Sampling.ONLINE, 4, 1.5),
        Arguments.of(WELL, Sampling.ONLINE_IN_LAW, 1, 1.0),
        Arguments.of(WELL, Sampling.ONLINE_IN_LAW, 4, 1.5),
        Arguments.of(SIGNS, Sampling.ONLINE, 3, 2.0),
        Arguments.of(FINITE, Sampling.REPLACEMENT, 1, 1.0),
        Arguments.of(FINITE, Sampling.REPLACEMENT, 4, 1.5));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void sgdStepHasTheMeanAndCovarianceOfItsMinibatch(
      ResidualModel model, Sampling sampling, int batchSize, double alpha) {
    NoiseEnhancement enhancement = NoiseEnhancement.of(alpha);
    double[] theta = Arrays.copyOf(POINT, model.dimensions());
    double[][] moved =
        OneStep.displacements(
            Sgd.of(model, ETA, batchSize, enhancement, sampling), theta, REPLICAS, 3);
    double[][] expected = model.noiseCovariance(theta);
    for (double[] row : expected) {
      for (int j = 0; j < row.length; j++) {
        row[j] *= ETA * ETA * enhancement.factor() / batchSize;
      }
    }
    assertLaw(moved, meanStep(model, theta), expected);
  }

  @Test
  void langevinStepHasTheLogLandscapeNoise() {
    QuarticWell model = QuarticWell.of(2, 0.25);
    double[] theta = {0.7, 0.4};
    NoiseEnhancement enhancement = NoiseEnhancement.of(1.5);
    double[][] moved =
        OneStep.displacements(Langevin.of(model, ETA, 2, enhancement), theta, REPLICAS, 4);
    double variance = ETA * ETA * 2 * 2.5 * model.loss(theta) * 4 / 2; // eta^2 2 a L h* / B
    assertLaw(moved, meanStep(model, theta), new double[][] {{variance, 0}, {0, variance}});
  }

  private static double[] meanStep(Model model, double[] theta) {
    double[] gradient = new double[theta.length];
    model.gradient(theta, gradient);
    return Arrays.stream(gradient).map(g -> -ETA * g).toArray();
  }

  /** Means and second moments within 4.5 standard errors. */
  private static void assertLaw(double[][] moved, double[] mean, double[][] covariance) {
    int n = mean.length;
    for (int i = 0; i < n; i++) {
      int row = i;
      double measured = Arrays.stream(moved).mapToDouble(d -> d[row]).average().orElseThrow();
      assertThat(measured)
          .isCloseTo(mean[i], within(4.5 * Math.sqrt(covariance[i][i] / moved.length)));
      for (int j = 0; j < n; j++) {
        int column = j;
        double[] products =
            Arrays.stream(moved)
                .mapToDouble(d -> (d[row] - mean[row]) * (d[column] - mean[column]))
                .toArray();
        double second = Arrays.stream(products).average().orElseThrow();
        double square = Arrays.stream(products).map(p -> p * p).average().orElseThrow();
        double error = Math.sqrt((square - second * second) / moved.length);
        assertThat(second).as("%d,%d", i, j).isCloseTo(covariance[i][j], within(4.5 * error));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("inLawSettings")
  void inLawStepHasTheDistributionOfADrawnMinibatch(int batchSize, double alpha) {
    NoiseEnhancement enhancement = NoiseEnhancement.of(alpha);
    int replicas = 50_000;
    double[][] drawn =
        OneStep.displacements(
            Sgd.of(WELL, ETA, batchSize, enhancement, Sampling.ONLINE), POINT, replicas, 5);
    double[][] inLaw =
        OneStep.displacements(
            Sgd.of(WELL, ETA, batchSize, enhancement, Sampling.ONLINE_IN_LAW), POINT, replicas, 6);
    for (double[] direction : new double[][] {{1, 0, 0}, {0, 0, 1}, {1, 1, 1}, {1, -2, 0.5}}) {
      // two-sample Kolmogorov distance, exceeded with probability 1e-4
      double critical = 2.225 * Math.sqrt(2.0 / replicas);
      assertThat(distance(project(drawn, direction), project(inLaw, direction)))
          .isLessThan(critical);
    }
  }

  static Stream<Arguments> inLawSettings() {
    return Stream.of(
        Arguments.of(1, 1.0), Arguments.of(2, 1.0), Arguments.of(16, 1.0), Arguments.of(3, 2.0));
  }

  private static double[] project(double[][] vectors, double[] direction) {
    return Arrays.stream(vectors)
        .mapToDouble(d -> d[0] * direction[0] + d[1] * direction[1] + d[2] * direction[2])
        .sorted()
        .toArray();
  }

  private static double distance(double[] a, double[] b) {
    double distance = 0;
    int i = 0;
    int j = 0;
    while (i < a.length && j < b.length) {
      if (a[i] <= b[j]) {
        i++;
      } else {
        j++;
      }
      distance = Math.max(distance, Math.abs(i / (double) a.length - j / (double) b.length));
    }
    return distance;
  }
}
