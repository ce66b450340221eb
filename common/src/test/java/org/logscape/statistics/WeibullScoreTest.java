package org.logscape.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeibullScoreTest {
  private static final double[] X = {1, 0.7};
  private static final double[] B = {0.4, -1.3};

  private static double logLikelihood(double[] theta, double logTime, int occurred) {
    return WeibullScore.of(new double[] {theta[0], theta[1]}, Math.exp(theta[2]))
        .logLikelihood(logTime, X, occurred);
  }

  @ParameterizedTest
  @CsvSource({"0.3, 1, 1.0", "0.3, 0, 1.0", "-2.5, 1, 0.4", "1.1, 0, 2.3"})
  void scoreAndInformationAreDerivatives(double logTime, int occurred, double scale) {
    WeibullScore at = WeibullScore.of(B, scale);
    double[] theta = {B[0], B[1], Math.log(scale)};
    double[] score = new double[3];
    at.score(logTime, X, occurred, score);
    double[][] information = new double[3][3];
    at.addInformation(logTime, X, occurred, information);
    // central differences: error of order step^2, and of 1e-16 / step^2 in the second ones
    double step = 1e-4;
    for (int j = 0; j < 3; j++) {
      assertThat(score[j])
          .isCloseTo(
              (shifted(theta, j, step, -1, 0, logTime, occurred)
                      - shifted(theta, j, -step, -1, 0, logTime, occurred))
                  / (2 * step),
              within(1e-5));
      for (int k = 0; k < 3; k++) {
        double second =
            (shifted(theta, j, step, k, step, logTime, occurred)
                    - shifted(theta, j, step, k, -step, logTime, occurred)
                    - shifted(theta, j, -step, k, step, logTime, occurred)
                    + shifted(theta, j, -step, k, -step, logTime, occurred))
                / (4 * step * step);
        assertThat(information[j][k]).isCloseTo(-second, within(1e-4));
      }
    }
  }

  private static double shifted(
      double[] theta, int j, double by, int k, double alsoBy, double logTime, int occurred) {
    double[] moved = theta.clone();
    moved[j] += by;
    if (k >= 0) {
      moved[k] += alsoBy;
    }
    return logLikelihood(moved, logTime, occurred);
  }

  /** At scale 1 it is the exponential law: log-likelihood d log rate - rate t, rate = exp(-x.b). */
  @Test
  void scaleOneIsTheExponentialLaw() {
    double rate = Math.exp(-(B[0] + 0.7 * B[1]));
    double time = 2.2;
    WeibullScore at = WeibullScore.of(B, 1);
    assertThat(at.logLikelihood(Math.log(time), X, 1))
        .isCloseTo(Math.log(rate) - rate * time, within(1e-12));
    assertThat(at.logLikelihood(Math.log(time), X, 0)).isCloseTo(-rate * time, within(1e-12));
  }

  @Test
  void refusesAScaleOfZero() {
    assertThatThrownBy(() -> WeibullScore.of(B, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
