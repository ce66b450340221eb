package org.logscape.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EffectiveSampleSizeTest {

  private static double[] autoregressive(double rho, int n) {
    Random random = new Random(9);
    double[] series = new double[n];
    double x = random.nextGaussian() / Math.sqrt(1 - rho * rho);
    for (int i = 0; i < n; i++) {
      x = rho * x + random.nextGaussian();
      series[i] = 5 + x;
    }
    return series;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 0.9})
  void autoregressiveSeries(double rho) {
    int n = 200_000;
    double truth = n * (1 - rho) / (1 + rho);
    double[] series = autoregressive(rho, n);
    // Batch means: 447 batches know their variance to sqrt(2/447) = 7 %, 4 of them, and a bias of
    // rho-correlated batches of 1/447 of the correlation length.
    assertThat(EffectiveSampleSize.byBatchMeans(series).orElseThrow().size())
        .isCloseTo(truth, within(4 * 0.07 * truth));
    // Geyer: a window of M lags has the error sqrt(2 M / n); some 10 correlation lengths are taken.
    double window = 20 * (1 + rho) / (1 - rho);
    assertThat(EffectiveSampleSize.byInitialSequence(series).orElseThrow().size())
        .isCloseTo(truth, within(4 * Math.sqrt(2 * window / n) * truth));
  }

  @Test
  void neighboursThatRepelAreWorthMore() {
    double[] series = autoregressive(-0.5, 50_000);
    assertThat(EffectiveSampleSize.byInitialSequence(series).orElseThrow().size())
        .isGreaterThan(100_000);
  }

  @Test
  void standardErrorIsThatOfTheMean() {
    EffectiveSampleSize size =
        EffectiveSampleSize.byInitialSequence(autoregressive(0.5, 100_000)).orElseThrow();
    // Variance 4/3 over n/3 independent samples.
    assertThat(size.standardError()).isCloseTo(2 / Math.sqrt(100_000), within(0.0006));
    assertThat(size.mean()).isCloseTo(5, within(4 * size.standardError()));
    assertThat(size.stepsPerSample()).isCloseTo(3, within(0.5));
  }

  @Test
  void saysWhyThereIsNone() {
    double[] constant = new double[100];
    Arrays.fill(constant, 0.1);
    assertThat(EffectiveSampleSize.byBatchMeans(constant).whyNot())
        .contains("the series does not vary");
    assertThat(EffectiveSampleSize.byInitialSequence(constant).whyNot()).isPresent();
    assertThat(EffectiveSampleSize.byBatchMeans(new double[0]).whyNot().orElseThrow())
        .contains("fewer than 16");
    constant[3] = Double.NaN;
    assertThat(EffectiveSampleSize.byInitialSequence(constant).whyNot())
        .contains("a number is not finite");
    // Strictly alternating: the mean of two is always 0.
    double[] alternating = new double[256];
    Arrays.setAll(alternating, i -> i % 2 == 0 ? 1 : -1);
    assertThat(EffectiveSampleSize.byBatchMeans(alternating).whyNot().orElseThrow())
        .contains("comes out as 0");
  }
}
