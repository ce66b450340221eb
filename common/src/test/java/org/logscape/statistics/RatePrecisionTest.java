package org.logscape.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RatePrecisionTest {

  /**
   * Garwood's limits as tabulated (Biometrika Tables for Statisticians I, table 40, 95 %): 1:
   * 0.0253-5.57, 10: 4.80-18.39, 50: 37.11-65.92; two decimals, so half widths to 0.01 / N.
   */
  @ParameterizedTest
  @CsvSource({"1, 0.0253, 5.57", "10, 4.80, 18.39", "50, 37.11, 65.92"})
  void isThatOfTheTabulatedLimits(long events, double low, double high) {
    assertThat(RatePrecision.relativeHalfWidth(events, 0.95))
        .isCloseTo(0.5 * (high - low) / events, within(0.01 / events));
  }

  /**
   * Ends of the interval are N + z sqrt(N) plus terms of order 1, the same at both but for a
   * distance of 1 (2N against 2N + 2 degrees): half width z / sqrt(N) + 1 / (2N) + O(N^-3/2).
   */
  @ParameterizedTest
  @ValueSource(ints = {1_000, 100_000, 10_000_000})
  void nearsThatOfTheGaussian(int events) {
    double z = 1.959963984540054;
    assertThat(RatePrecision.relativeHalfWidth(events, 0.95))
        .isCloseTo(z / Math.sqrt(events) + 0.5 / events, within(3 * Math.pow(events, -1.5)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {3, 0.5, 0.2, 0.1, 0.05, 0.01, 0.001})
  void theFewestEventsAreTheFewest(double width) {
    long events = RatePrecision.eventsFor(width, 0.95);
    assertThat(RatePrecision.relativeHalfWidth(events, 0.95)).isLessThanOrEqualTo(width);
    if (events > 1) {
      assertThat(RatePrecision.relativeHalfWidth(events - 1, 0.95)).isGreaterThan(width);
    }
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThat(RatePrecision.relativeHalfWidth(0, 0.95)).isInfinite();
    assertThatIllegalArgumentException().isThrownBy(() -> RatePrecision.eventsFor(0, 0.95));
    assertThatIllegalArgumentException().isThrownBy(() -> RatePrecision.eventsFor(1e-9, 0.95));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RatePrecision.relativeHalfWidth(-1, 0.95));
  }
}
