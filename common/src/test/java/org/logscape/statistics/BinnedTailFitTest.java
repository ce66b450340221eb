package org.logscape.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinnedTailFitTest {
  private static final int BINS = 60;

  private static double[] low() {
    double[] low = new double[BINS];
    for (int i = 0; i < BINS; i++) {
      low[i] = Math.pow(10, -1 + i / 20.0);
    }
    return low;
  }

  private static double[] high() {
    double[] high = new double[BINS];
    System.arraycopy(low(), 1, high, 0, BINS - 1);
    high[BINS - 1] = Double.POSITIVE_INFINITY;
    return high;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1, 2.75, 5, 20})
  void recoversTheExponentFromExpectedCounts(double exponent) {
    double[] low = low();
    double[] high = high();
    double[] counts = new double[BINS];
    counts[3] = 1e9;
    for (int i = 10; i < BINS; i++) {
      counts[i] =
          1e5 * (Math.pow(low[i] / low[10], -exponent) - Math.pow(high[i] / low[10], -exponent));
    }
    BinnedTailFit fit = BinnedTailFit.fit(low, high, counts, 10).orElseThrow();
    assertThat(fit.exponent()).isCloseTo(exponent, within(1e-8 * exponent));
    assertThat(fit.observations()).isCloseTo(1e5, within(1e-4));
    assertThat(fit.from()).isEqualTo(low[10]);
    assertThat(fit.to()).isInfinite();
    // Unbinned, the standard error is x / sqrt(N); bins can only lose.
    assertThat(fit.standardError())
        .isBetween(exponent / Math.sqrt(1e5), 1.3 * exponent / Math.sqrt(1e5));
  }

  @Test
  void recoversTheExponentFromDraws() {
    double[] low = low();
    double[] high = high();
    double[] counts = new double[BINS];
    Random random = new Random(11);
    for (int i = 0; i < 5000; i++) {
      double q = 0.2 * Math.pow(random.nextDouble(), -1 / 2.75);
      int bin = 0;
      while (q >= high[bin]) {
        bin++;
      }
      counts[bin]++;
    }
    BinnedTailFit fit = BinnedTailFit.fit(low, high, counts, 7).orElseThrow();
    assertThat(fit.exponent()).isCloseTo(2.75, within(4 * fit.standardError()));
    assertThat(fit.standardError()).isLessThan(0.06);
  }

  @Test
  void theRangeEndsWithTheCounts() {
    double[] counts = new double[BINS];
    counts[20] = 10;
    counts[21] = 5;
    BinnedTailFit fit = BinnedTailFit.fit(low(), high(), counts, 20).orElseThrow();
    assertThat(fit.to()).isEqualTo(high()[21]);
  }

  @Test
  void oneBinHasNoSlope() {
    double[] counts = new double[BINS];
    counts[20] = 10;
    assertThat(BinnedTailFit.fit(low(), high(), counts, 5)).isEmpty();
    assertThatThrownBy(() -> BinnedTailFit.fit(low(), high(), counts, BINS))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
