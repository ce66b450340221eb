package org.logscape.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankCorrelationTest {

  /** 1 - 6 sum d^2 / (n (n^2 - 1)), d the differences of ranks. */
  @Test
  void withoutTiesItIsTheSumOfSquaredDifferencesOfRanks() {
    RankCorrelation found =
        RankCorrelation.of(new double[] {1, 20, 3, 100, 50}, new double[] {2, 3.5, 3, 7, 9})
            .orElseThrow();
    // ranks 1 3 2 5 4 and 1 3 2 4 5: d^2 sums to 2
    assertThat(found.value()).isCloseTo(1 - 6 * 2.0 / 120, within(1e-12));
  }

  /** Ranks 1.5 1.5 3 and 1 2 3: Pearson's correlation of these is sqrt(3)/2. */
  @Test
  void equalNumbersShareTheMeanOfTheirRanks() {
    RankCorrelation found =
        RankCorrelation.of(new double[] {5, 5, 8}, new double[] {1, 2, 3}).orElseThrow();
    assertThat(found.value()).isCloseTo(Math.sqrt(3) / 2, within(1e-12));
    assertThat(found.interval(0.95)).isEmpty();
  }

  /** tanh(atanh 0.5 +- 1.959964 sqrt(1.125 / 25)). */
  @Test
  void intervalIsThatOfBonettAndWright() {
    Interval interval = new RankCorrelation(0.5, 28).interval(0.95).orElseThrow();
    assertThat(interval.low()).isCloseTo(0.13275, within(1e-5));
    assertThat(interval.high()).isCloseTo(0.74653, within(1e-5));
  }

  @Test
  void whatDoesNotVaryHasNone() {
    assertThat(RankCorrelation.of(new double[] {1, 1}, new double[] {1, 2}).whyNot()).isPresent();
  }
}
