package org.logscape.theory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.logscape.theory.RegimeGuard.Evidence;

class RegimeGuardTest {
  private static final LogLandscape CALM = LogLandscape.of(0.01, 1, 1, 4, 2);

  @Test
  void rareEventsOfSmallStepsPass() {
    assertThat(RegimeGuard.warnings(CALM, new Evidence(200, 50, 0))).isEmpty();
  }

  @Test
  void fastEscapes() {
    assertThat(RegimeGuard.warnings(CALM, new Evidence(200, 1, 0)))
        .containsExactly("mean escape time is 4.00 relaxation times (rare means above 5)");
  }

  @Test
  void largeSteps() {
    assertThat(RegimeGuard.settings(LogLandscape.of(0.1, 8, 1, 4, 2)))
        .containsExactly("eta h* = 0.400 is not small");
  }

  @Test
  void stepsThatDoNotContract() {
    LogLandscape wild = LogLandscape.of(0.4, 8, 1, 6, 2);
    assertThat(wild.isStable()).isFalse();
    assertThat(RegimeGuard.settings(wild))
        .containsExactly(
            "eta h* = 2.40 is not small", "eta h* = 2.40 is at least 2: gradient descent diverges");
    assertThat(LogLandscape.of(0.33, 8, 1, 6, 2).isStable()).isTrue();
  }

  @Test
  void unstableMinima() {
    assertThat(RegimeGuard.settings(LogLandscape.of(0.1, 0.1, 1, 1, 4)))
        .containsExactly("n = 4 is not below n_c = 4.00: no stable minimum");
  }

  @Test
  void jumpsAndFewEvents() {
    assertThat(RegimeGuard.warnings(CALM, new Evidence(3, 50, 0.25)))
        .containsExactly(
            "threshold jumped over in one step by 25% of events", "3 events (fewer than 10)");
  }

  @Test
  void noEventsAtAll() {
    assertThat(RegimeGuard.warnings(CALM, new Evidence(0, Double.POSITIVE_INFINITY, 0)))
        .containsExactly("0 events (fewer than 10)");
  }
}
