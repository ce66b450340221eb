package org.logscape.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.hipparchus.special.Beta;
import org.hipparchus.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinnedBetaFitTest {

  @ParameterizedTest
  @CsvSource({
    // log of differences of the regularized incomplete beta function (SciPy 1.17.1,
    // special.betainc).
    "1, 50, 0.01, 0.0113, -3.273463283747437",
    "0.5, 5, 0, 0.0001, -3.704811125472764",
    "5, 12, 0.4, 0.5, -1.823290172428179",
    "1, 3, 20, Infinity, -9.13356731317027",
    "2.5, 16, 3, 3.4, -18.853451030420445"
  })
  void probabilityOfABin(double a, double b, double low, double high, double expected) {
    BinnedBetaFit fit = BinnedBetaFit.of(new double[] {low}, new double[] {high});
    assertThat(fit.logProbability(0, a, b)).isCloseTo(expected, within(1e-9));
  }

  @Test
  void probabilityBeyondTheRangeOfTheIncompleteBeta() {
    // b = 1 has P(z > x) = 1 - x^a; its mirror P(z < x) = 1 - (1-x)^b for a = 1: here the far tail
    // (1-x)^b = 2^-2000.
    BinnedBetaFit fit = BinnedBetaFit.of(new double[] {1}, new double[] {Double.POSITIVE_INFINITY});
    assertThat(fit.logProbability(0, 1, 2000)).isCloseTo(-2000 * Math.log(2), within(1e-8));
  }

  @Test
  void probabilitiesAddUpToOne() {
    double[][] edges = edges(-4, 2, 20);
    BinnedBetaFit fit = BinnedBetaFit.of(edges[0], edges[1]);
    for (double a : new double[] {0.5, 1, 5, 40}) {
      for (double b : new double[] {0.3, 1, 20, 500}) {
        double sum = 0;
        for (int i = 0; i < edges[0].length; i++) {
          sum += Math.exp(fit.logProbability(i, a, b));
        }
        assertThat(sum).isCloseTo(1, within(1e-9));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0.5, 50", "1, 50", "5, 16", "0.5, 3", "1, 0.8", "10, 400", "0.5, 2000"})
  void recoversTheShapesFromExpectedCounts(double a, double b) {
    double[][] edges = edges(-6, 3, 20);
    BinnedBetaFit.Fit fit =
        BinnedBetaFit.of(edges[0], edges[1]).fit(expected(edges, a, b, 1e6)).orElseThrow();
    assertThat(fit.converged()).isTrue();
    assertThat(fit.a()).isCloseTo(a, within(1e-6 * a));
    assertThat(fit.b()).isCloseTo(b, within(1e-6 * b));
    assertThat(fit.outliers()).isEqualTo(2 * fit.a());
    assertThat(fit.phi()).isEqualTo(fit.a() + fit.b());
  }

  @Test
  void recoversTheShapesFromDraws() {
    double a = 1;
    double b = 50;
    int draws = 20_000;
    double[][] edges = edges(-6, 2, 20);
    double[] counts = new double[edges[0].length];
    Random random = new Random(7);
    for (int i = 0; i < draws; i++) {
      // a = 1: P(z > x) = (1-x)^b.
      double z = 1 - Math.pow(random.nextDouble(), 1 / b);
      counts[bin(edges, z / (1 - z))]++;
    }
    BinnedBetaFit.Fit fit = BinnedBetaFit.of(edges[0], edges[1]).fit(counts).orElseThrow();
    // The inverse of the Fisher information of unbinned draws; bins of 12 % lose next to nothing.
    double shared = Gamma.trigamma(a + b);
    double aa = Gamma.trigamma(a) - shared;
    double bb = Gamma.trigamma(b) - shared;
    double determinant = aa * bb - shared * shared;
    double errorA = Math.sqrt(bb / determinant / draws);
    double errorB = Math.sqrt(aa / determinant / draws);
    assertThat(fit.a()).isCloseTo(a, within(4 * errorA));
    assertThat(fit.b()).isCloseTo(b, within(4 * errorB));
    assertThat(errorA).isLessThan(0.01);
  }

  @Test
  void openBinsHoldWhatLiesOutside() {
    // Everything below r = 0.02 and above r = 0.2 is known only as that.
    double[] low = {0, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2};
    double[] high = {0.02, 0.03, 0.05, 0.08, 0.12, 0.2, Double.POSITIVE_INFINITY};
    double[][] edges = {low, high};
    BinnedBetaFit.Fit fit =
        BinnedBetaFit.of(low, high).fit(expected(edges, 1.5, 20, 1e5)).orElseThrow();
    assertThat(fit.a()).isCloseTo(1.5, within(1e-6));
    assertThat(fit.b()).isCloseTo(20, within(1e-5));
  }

  @Test
  void aWarmStartEndsAtTheSamePlace() {
    double[][] edges = edges(-5, 2, 20);
    BinnedBetaFit fitter = BinnedBetaFit.of(edges[0], edges[1]);
    double[] counts = expected(edges, 2, 30, 1e4);
    BinnedBetaFit.Fit cold = fitter.fit(counts).orElseThrow();
    counts[70] += 150;
    BinnedBetaFit.Fit warm = fitter.fit(counts, cold).orElseThrow();
    BinnedBetaFit.Fit again = fitter.fit(counts).orElseThrow();
    assertThat(warm.a()).isCloseTo(again.a(), within(1e-7));
    assertThat(warm.phi()).isCloseTo(again.phi(), within(1e-5));
    assertThat(warm.logLikelihood()).isCloseTo(again.logLikelihood(), within(1e-6));
  }

  @Test
  void theLikelihoodIsHighestAtTheFit() {
    double[][] edges = edges(-5, 2, 20);
    BinnedBetaFit fitter = BinnedBetaFit.of(edges[0], edges[1]);
    double[] counts = expected(edges, 2, 30, 1e4);
    counts[60] += 500;
    BinnedBetaFit.Fit fit = fitter.fit(counts).orElseThrow();
    for (double a : new double[] {0.99, 1, 1.01}) {
      for (double b : new double[] {0.99, 1, 1.01}) {
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
          sum += counts[i] * fitter.logProbability(i, fit.a() * a, fit.b() * b);
        }
        assertThat(sum).isLessThanOrEqualTo(fit.logLikelihood() + 1e-7);
      }
    }
  }

  /**
   * Newton's method squares the error at each step. The counts change by at most 16 %, so an error
   * of 0.1 falls below 1e-16 in 5 steps; one more finds that nothing is left to do.
   */
  @Test
  void refitsTakeFewSteps() {
    double[][] edges = edges(-5, 2.5, 20);
    BinnedBetaFit fitter = BinnedBetaFit.of(edges[0], edges[1]);
    double[] counts = expected(edges, 1, 20, 1e5);
    BinnedBetaFit.Fit start = fitter.fit(counts).orElseThrow();
    for (int i = 0; i < 300; i++) {
      counts[60 + i % 20] *= 1.01;
      BinnedBetaFit.Fit refit = fitter.fit(counts, start).orElseThrow();
      assertThat(refit.converged()).isTrue();
      assertThat(refit.iterations()).isLessThanOrEqualTo(6);
    }
  }

  @Test
  void twoBinsFitAnything() {
    BinnedBetaFit fitter = BinnedBetaFit.of(new double[] {0, 1, 2}, new double[] {1, 2, 3});
    assertThat(fitter.fit(new double[] {5, 0, 3})).isEmpty();
  }

  @Test
  void refusesImpossibleBins() {
    assertThatThrownBy(() -> BinnedBetaFit.of(new double[] {1}, new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bin 0");
    BinnedBetaFit fitter = BinnedBetaFit.of(new double[] {0}, new double[] {1});
    assertThatThrownBy(() -> fitter.fit(new double[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("counts");
  }

  /** Bins of log10 r with open ends. */
  private static double[][] edges(double from, double to, int perDecade) {
    int inner = (int) Math.round((to - from) * perDecade);
    double[] low = new double[inner + 2];
    double[] high = new double[inner + 2];
    for (int i = 0; i <= inner; i++) {
      double edge = Math.pow(10, from + (double) i / perDecade);
      high[i] = edge;
      low[i + 1] = edge;
    }
    high[inner + 1] = Double.POSITIVE_INFINITY;
    return new double[][] {low, high};
  }

  private static int bin(double[][] edges, double r) {
    int i = 0;
    while (r >= edges[1][i]) {
      i++;
    }
    return i;
  }

  /** Expected counts from the incomplete beta function, from the side where it is small. */
  private static double[] expected(double[][] edges, double a, double b, double total) {
    double[] counts = new double[edges[0].length];
    for (int i = 0; i < counts.length; i++) {
      double below = cumulative(edges[1][i], a, b) - cumulative(edges[0][i], a, b);
      double above = survival(edges[0][i], a, b) - survival(edges[1][i], a, b);
      counts[i] = total * (survival(edges[1][i], a, b) < 0.5 ? above : below);
    }
    return counts;
  }

  private static double cumulative(double r, double a, double b) {
    return Double.isInfinite(r) ? 1 : Beta.regularizedBeta(r / (1 + r), a, b);
  }

  private static double survival(double r, double a, double b) {
    return Double.isInfinite(r) ? 0 : Beta.regularizedBeta(1 / (1 + r), b, a);
  }
}
