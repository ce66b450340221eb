package org.logscape.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KestenTailTest {

  @ParameterizedTest
  @CsvSource({
    "0.1, 1, 1, 1",
    "0.3, 1, 1, 5",
    "0.2, 8, 1, 4",
    "0.5, 64, 1, 20",
    "0.2, 4, 2, 1",
    "0.3, 8, 1.5, 6",
    "0.1, 2, 0.75, 3"
  })
  void secondMoment(double lambda, double batch, double alpha, int n) {
    double factor = alpha * alpha + (1 - alpha) * (1 - alpha);
    double expected = 1 - 2 * lambda + lambda * lambda * (1 + factor * (n + 1) / batch);
    KestenTail tail = KestenTail.of(LogLandscape.of(lambda, batch, factor, 1, n));
    assertThat(Math.exp(tail.logMoment(2))).isCloseTo(expected, within(1e-10));
  }

  @Test
  void fourthMomentOfOneDimension() {
    // E (1 - lambda x^2)^4 with E x^2k = 1, 3, 15, 105.
    double s = 0.3;
    double expected = 1 - 4 * s + 18 * s * s - 60 * s * s * s + 105 * s * s * s * s;
    KestenTail tail = KestenTail.of(LogLandscape.of(s, 1, 1, 1, 1));
    assertThat(Math.exp(tail.logMoment(4))).isCloseTo(expected, within(1e-11));
  }

  @Test
  void fourthMomentOfManyDimensions() {
    // |Me|^2 = (1 - u S)^2 + u^2 S Q, u = lambda/B: E of its square from E S^k = B, B(B+2), ..., E
    // Q = m, E Q^2 = m(m+2).
    double u = 0.4 / 3;
    double s1 = 3;
    double s2 = s1 * 5;
    double s3 = s2 * 7;
    double s4 = s3 * 9;
    double q1 = 4;
    double q2 = 4 * 6;
    double first = 1 - 4 * u * s1 + 6 * u * u * s2 - 4 * Math.pow(u, 3) * s3 + Math.pow(u, 4) * s4;
    double cross = 2 * u * u * q1 * (s1 - 2 * u * s2 + u * u * s3);
    double last = Math.pow(u, 4) * s2 * q2;
    KestenTail tail = KestenTail.of(LogLandscape.of(0.4, 3, 1, 1, 5));
    assertThat(Math.exp(tail.logMoment(4))).isCloseTo(first + cross + last, within(1e-11));
  }

  @ParameterizedTest
  @CsvSource({
    // Root of the moment by adaptive quadrature and Brent's method (SciPy 1.17.1): lambda, B, n,
    // alpha.
    "0.2, 1, 1, 8.302594072331821",
    "0.2, 1, 2, 7.762760220100541",
    "0.5, 4, 3, 8.929202402327554"
  })
  void indexAgreesWithAdaptiveQuadrature(double lambda, int batch, int n, double expected) {
    KestenTail tail = KestenTail.of(LogLandscape.of(lambda, batch, 1, 1, n));
    assertThat(tail.index()).hasValueCloseTo(expected, within(1e-6));
    assertThat(tail.tailExponent()).hasValueCloseTo(0.5 * expected, within(1e-6));
  }

  @Test
  void theIndexIsTwoWhereTheVarianceEnds() {
    // E|Me|^2 = 1 at lambda (1 + a (n+1)/B) = 2: here alpha = 2, a = 5, n = 3, B = 10.
    KestenTail tail = KestenTail.of(LogLandscape.of(2.0 / 3, 10, 5, 1, 3));
    assertThat(tail.index()).hasValueCloseTo(2.0, within(1e-7));
  }

  @Test
  void momentWithNoiseEnhancementAgreesWithDraws() {
    double alpha = 1.5;
    int batch = 3;
    int n = 3;
    double lambda = 0.4;
    double index = 3;
    Random random = new Random(20221);
    int draws = 400_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < draws; i++) {
      double[] image = {1, 0, 0};
      for (int b = 0; b < 2 * batch; b++) {
        double weight = (b < batch ? alpha : 1 - alpha) * lambda / batch;
        double first = random.nextGaussian();
        image[0] -= weight * first * first;
        for (int j = 1; j < n; j++) {
          image[j] -= weight * first * random.nextGaussian();
        }
      }
      double norm = Math.sqrt(image[0] * image[0] + image[1] * image[1] + image[2] * image[2]);
      double value = Math.pow(norm, index);
      sum += value;
      squares += value * value;
    }
    double mean = sum / draws;
    double error = Math.sqrt((squares / draws - mean * mean) / draws);
    double factor = alpha * alpha + (1 - alpha) * (1 - alpha);
    KestenTail tail = KestenTail.of(LogLandscape.of(lambda, batch, factor, 1, n));
    assertThat(Math.exp(tail.logMoment(index))).isCloseTo(mean, within(4 * error));
  }

  @ParameterizedTest
  @CsvSource({
    // log E (1 - lambda x^2)^k from the moments (2j - 1)!! of x^2j in exact fractions: lambda, k.
    "0.01, 100, -0.5509764927987248",
    "0.05, 40, 5.686370775929134",
    "0.01, 300, 187.7971065720658"
  })
  void highMoments(double lambda, double index, double expected) {
    KestenTail tail = KestenTail.of(LogLandscape.of(lambda, 1, 1, 1, 1));
    assertThat(tail.logMoment(index)).isCloseTo(expected, within(1e-9));
  }

  @Test
  void manySmallKicksGiveTheDiffusionsExponent() {
    // One step's kick to index x log|theta| is of order 1/(2 alpha) when two minibatches nearly
    // cancel, so here the diffusion
    // limit holds. With plain small steps it does not: there index x kick stays of order one (see
    // the next test).
    double alpha = 40;
    double factor = alpha * alpha + (1 - alpha) * (1 - alpha);
    LogLandscape landscape = LogLandscape.of(0.2 / factor, 1, factor, 1, 2);
    double diffusion = QuadraticBasin.gaussianDesign(landscape, 0.5).tailExponent();
    assertThat(KestenTail.of(landscape).tailExponent())
        .hasValueCloseTo(diffusion, within(diffusion / (2 * alpha)));
  }

  @Test
  void plainSmallStepsHaveThinnerTailsThanTheDiffusion() {
    LogLandscape landscape = LogLandscape.of(0.005, 1, 1, 1, 2);
    double diffusion = QuadraticBasin.gaussianDesign(landscape, 0.5).tailExponent();
    assertThat(KestenTail.of(landscape).tailExponent().orElseThrow())
        .isGreaterThan(1.2 * diffusion);
  }

  @Test
  void withoutAStationaryLawThereIsNoIndex() {
    // lambda = 10: |1 - 10 x^2| multiplies by more than 1 on average of logarithms.
    assertThat(KestenTail.of(LogLandscape.of(10, 1, 1, 1, 1)).index()).isEmpty();
  }

  @Test
  void heavyTailsBelowTheVariance() {
    KestenTail tail = KestenTail.of(LogLandscape.of(1, 1, 1, 1, 1));
    double index = tail.index().orElseThrow();
    assertThat(index).isBetween(0.1, 2.0);
    assertThat(tail.logMoment(index)).isCloseTo(0, within(1e-9));
  }

  @Test
  void vanishingStepsHaveNoTailToSpeakOf() {
    assertThat(KestenTail.of(LogLandscape.of(1e-5, 64, 1, 1, 1)).index())
        .hasValue(Double.POSITIVE_INFINITY);
  }

  @Test
  void refusesFactorsThatNoWeightsGive() {
    assertThatThrownBy(() -> KestenTail.of(LogLandscape.of(0.1, 1, 0.4, 1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("noiseFactor");
  }
}
