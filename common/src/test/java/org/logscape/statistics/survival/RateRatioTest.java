package org.logscape.statistics.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.logscape.statistics.CensoredRate;
import org.logscape.statistics.Interval;

class RateRatioTest {

  /**
   * R's poisson.test(c(11, 6 + 8 + 7), c(800, 1083 + 1050 + 878)), the example of its manual: rate
   * ratio 1.971488, interval 0.8584264 to 4.2772659.
   */
  @Test
  void theIntervalIsThatOfTheManualOfR() {
    RateRatio ratio = new RateRatio(CensoredRate.of(11, 800), CensoredRate.of(21, 3_011));
    assertThat(ratio.ratio()).isCloseTo(1.971488, within(1e-6));
    Interval interval = ratio.interval(0.95);
    assertThat(interval.low()).isCloseTo(0.8584264, within(1e-6));
    assertThat(interval.high()).isCloseTo(4.2772659, within(1e-6));
  }

  @Test
  void turnedRoundItIsTheInverse() {
    CensoredRate a = CensoredRate.of(30, 5);
    CensoredRate b = CensoredRate.of(12, 70);
    Interval there = new RateRatio(a, b).interval(0.95);
    Interval back = new RateRatio(b, a).interval(0.95);
    assertThat(there.low() * back.high()).isCloseTo(1, within(1e-9));
    assertThat(there.high() * back.low()).isCloseTo(1, within(1e-9));
  }

  @Test
  void withoutEventsThereIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateRatio(CensoredRate.of(0, 1), CensoredRate.of(3, 1)));
  }
}
