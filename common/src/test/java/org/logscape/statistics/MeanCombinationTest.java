package org.logscape.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MeanCombinationTest {
  private static final double[] TWO = {1, 3};
  private static final double[] THREE = {4, 5, 6};

  /** Means 2 and 5, s^2/n = 1 and 1/3; degrees (4/3)^2 / (1/1 + (1/9)/2) = 32/19. */
  @Test
  void aDifferenceIsWelchs() {
    MeanCombination found = MeanCombination.of(new double[] {1, -1}, TWO, THREE).orElseThrow();
    assertThat(found.estimate()).isEqualTo(-3);
    assertThat(found.standardError()).isCloseTo(Math.sqrt(4.0 / 3), within(1e-14));
    assertThat(found.degrees()).isCloseTo(32.0 / 19, within(1e-12));
  }

  /** c = 1, -1/2, -1/2 on 2, 5, 5: -3, with errors 1, 1/12, 1/12. */
  @Test
  void coefficientsAreSquaredInTheError() {
    MeanCombination found =
        MeanCombination.of(new double[] {1, -0.5, -0.5}, TWO, THREE, THREE).orElseThrow();
    assertThat(found.estimate()).isEqualTo(-3);
    assertThat(found.standardError()).isCloseTo(Math.sqrt(7.0 / 6), within(1e-14));
    assertThat(MeanCombination.of(new double[] {1, 1}, TWO, new double[] {1})).isEmpty();
  }

  /** With one degree of freedom t is Cauchy's: P(|T| > 1) = 1/2. */
  @Test
  void pValueIsThatOfStudent() {
    MeanCombination found =
        MeanCombination.of(new double[] {0.5}, new double[] {1, 3}).orElseThrow();
    // mean 1, error 0.5: t = 2, P = 1 - 2/pi atan 2
    assertThat(found.pValue()).isCloseTo(1 - 2 / Math.PI * Math.atan(2), within(1e-9));
  }
}
