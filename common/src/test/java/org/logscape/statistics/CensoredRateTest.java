package org.logscape.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CensoredRateTest {

  @ParameterizedTest
  @CsvSource({
    // Garwood's 95 % limits for a Poisson count, with more digits from SciPy 1.17.1
    // (stats.chi2.ppf).
    "0, 0, 3.6888794541139354",
    "1, 0.025317807984289876, 5.571643390938898",
    "3, 0.6186721228956014, 8.767273069742323",
    "10, 4.7953886961324335, 18.39035604201778",
    "100, 81.36399125092314, 121.62679379242638"
  })
  void exactInterval(long events, double low, double high) {
    Interval interval = CensoredRate.of(events, 4).interval(0.95);
    assertThat(4 * interval.low()).isCloseTo(low, within(1e-7));
    assertThat(4 * interval.high()).isCloseTo(high, within(1e-7));
  }

  @Test
  void manyEventsAreGaussian() {
    Interval interval = CensoredRate.of(1_000_000, 1e6).interval(0.95);
    // 1.96 sqrt(N) either way, up to a constant of order one.
    assertThat(interval.width() * 1e6).isCloseTo(2 * 1.959964 * 1e3, within(5.0));
  }

  @Test
  void rateAndMeanTime() {
    assertThat(CensoredRate.of(5, 20).rate()).isEqualTo(0.25);
    assertThat(CensoredRate.of(5, 20).meanTime()).isEqualTo(4);
    assertThat(CensoredRate.of(0, 20).rate()).isZero();
    assertThat(CensoredRate.of(0, 20).meanTime()).isInfinite();
  }

  @Test
  void refusesImpossibleNumbers() {
    assertThatThrownBy(() -> CensoredRate.of(-1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CensoredRate.of(1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CensoredRate.of(1, 1).interval(1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Interval.of(2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("low must not be above high");
  }
}
