package org.logscape.rare.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EstimatorTest {
  @Test
  void repeatsWithoutAStageCountAsZero() {
    // budget_steps was spent by the pilot: no repeat has a tally
    RateEstimate rate = Estimator.of(0.04, List.of(List.of(), List.of())).rate(3);
    assertThat(rate.mean()).isZero();
    assertThat(rate.repeats()).containsExactly(0, 0);
    assertThat(rate.interval(0.95)).isEmpty();
  }
}
