package org.logscape.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Against spectra that are known because they were chosen. */
class SpectrumTest {

  /** Eight outliers, two of them the same, above a bulk on [-0.1, 0.4]. */
  private static Diagonal outliersAndBulk(int n) {
    double[] values = new double[n];
    Arrays.setAll(values, i -> -0.1 + 0.5 * i / n);
    double[] outliers = {10, 9, 8, 7.5, 7.5, 6, 5.5, 5};
    System.arraycopy(outliers, 0, values, 0, outliers.length);
    return new Diagonal(values);
  }

  private static double trace(Diagonal a) {
    return Arrays.stream(a.values()).sum();
  }

  @Test
  void topEigenpairsWithARepeatedOne() {
    Diagonal a = outliersAndBulk(500);
    TopEigenpairs top = TopEigenpairs.of(a, 8, 1e-9, 500, Probes.of(1, 0));
    assertThat(top.values())
        .usingComparatorWithPrecision(1e-9)
        .containsExactly(10, 9, 8, 7.5, 7.5, 6, 5.5, 5);
    for (int i = 0; i < 8; i++) {
      double[] x = top.vectors()[i];
      double[] ax = a.apply(x);
      double distance = 0;
      for (int j = 0; j < x.length; j++) {
        distance = Math.hypot(distance, ax[j] - top.values()[i] * x[j]);
      }
      assertThat(distance).isLessThan(1e-7);
      assertThat(Vectors.norm(x)).isCloseTo(1, within(1e-12));
    }
  }

  /** Rank 3 in 40 dimensions: Krylov's space ends after four steps and must be left. */
  @Test
  void lowRankAndFewDimensions() {
    double[] values = new double[40];
    values[3] = 2;
    values[17] = 2;
    values[30] = 1;
    TopEigenpairs top = TopEigenpairs.of(new Diagonal(values), 5, 1e-10, 40, Probes.of(1, 0));
    assertThat(top.values()).usingComparatorWithPrecision(1e-10).containsExactly(2, 2, 1, 0, 0);
    TopEigenpairs two =
        TopEigenpairs.of(new Diagonal(new double[] {3, -4}), 5, 1e-10, 40, Probes.of(1, 0));
    assertThat(two.values()).usingComparatorWithPrecision(1e-12).containsExactly(3, -4);
  }

  /** Hutchinson's error is Gaussian to good approximation: four standard errors. */
  @Test
  void tracesWithinTheirErrors() {
    Diagonal a = outliersAndBulk(500);
    TraceEstimate plain = TraceEstimate.hutchinson(a, 90, Probes.of(2, 0));
    assertThat(plain.value()).isCloseTo(trace(a), within(4 * plain.standardError()));
    TraceEstimate better = TraceEstimate.hutchPlusPlus(a, 30, Probes.of(2, 0));
    assertThat(better.products()).isEqualTo(90);
    assertThat(better.value()).isCloseTo(trace(a), within(4 * better.standardError()));
    // the range of 30 products holds the outliers, so what is left is no larger than the bulk: a
    // probe's
    // variance is at most 2 |bulk|^2; its estimate from 30 probes has an error of 13 %
    double bulk = Arrays.stream(a.values()).filter(x -> x < 1).map(x -> x * x).sum();
    assertThat(better.standardError()).isLessThan(1.5 * Math.sqrt(2 * bulk / 30));
  }

  @Test
  void hutchPlusPlusIsExactOnLowRank() {
    double[] values = new double[200];
    values[3] = 2;
    values[151] = -5;
    TraceEstimate estimate = TraceEstimate.hutchPlusPlus(new Diagonal(values), 5, Probes.of(3, 0));
    assertThat(estimate.value()).isCloseTo(-3, within(1e-10));
  }

  /**
   * The share of eigenvalues in an interval is z^T P z / n over sign vectors, P the projection on
   * their space: its variance is below 2 rank / n^2 for each z.
   */
  @Test
  void densityHasTheSharesAndMomentsOfTheSpectrum() {
    int n = 600;
    Diagonal a = outliersAndBulk(n);
    int probes = 40;
    SpectralDensity density = SpectralDensity.of(a, probes, 60, Probes.of(4, 0));
    double error = Math.sqrt(2.0 * 8 / n / n / probes);
    assertThat(density.above(3)).isCloseTo(8.0 / n, within(4 * error));
    assertThat(Arrays.stream(density.weights()).sum()).isCloseTo(1, within(1e-12));
    double second = Arrays.stream(a.values()).map(x -> x * x).sum() / n;
    double fourth = Arrays.stream(a.values()).map(x -> x * x * x * x).sum();
    assertThat(density.moment(2)).isCloseTo(second, within(4 * Math.sqrt(2 * fourth / probes) / n));
    // the bulk is uniform on [-0.1, 0.4]: density 2 times its share
    assertThat(density.smoothed(0.15, 0.02)).isCloseTo(2.0, within(0.1));
  }

  @Test
  void outliersAreCutAtTheLargestRatio() {
    assertThat(Outliers.of(new double[] {10, 9, 8, 0.4, 0.3, 1e-15, 0, -1}))
        .isEqualTo(new Outliers(3, 9, 20));
    assertThat(Outliers.of(new double[] {7, 0}))
        .isEqualTo(new Outliers(1, 7, Double.POSITIVE_INFINITY));
    assertThatThrownBy(() -> Outliers.of(new double[] {0, 0}))
        .hasMessage("outliers need at least two eigenvalues, the largest positive");
  }
}
