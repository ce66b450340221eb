package org.logscape.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProportionErrorTest {
  private static final double LEVEL = 0.95;

  /** 1.959964 sqrt(0.18 x 0.82 / 10000) = 0.0075300; at p = 1/2 and n = 100 1.959964 / 20. */
  @Test
  void oneShareHasTheBinomialError() {
    assertThat(ProportionError.of(0.18, 10_000, LEVEL)).isCloseTo(0.0075300, within(1e-7));
    assertThat(ProportionError.of(0.5, 100, LEVEL)).isCloseTo(0.0979982, within(1e-7));
    assertThat(ProportionError.of(0, 100, LEVEL)).isZero();
  }

  /** Two shares of 1/2: sqrt(2) times the error of one. */
  @Test
  void independentSharesAddInSquares() {
    assertThat(ProportionError.ofDifference(0.5, 0.5, 100, LEVEL))
        .isCloseTo(Math.sqrt(2) * 0.0979982, within(1e-6));
    assertThat(ProportionError.ofDifference(0.3, 0, 50, LEVEL))
        .isEqualTo(ProportionError.of(0.3, 50, LEVEL));
  }

  /**
   * Test sets of 150 items on which two classifiers fail with 0.2 and 0.15: independently, the
   * difference leaves its interval in 5 % of 20,000 sets (standard error 0.15 %, and the counts are
   * whole: two more for that); failing on the same items, hardly ever.
   */
  @Test
  void itIsReachedByIndependentFailuresAndBoundsSharedOnes() {
    assertThat(shareOutside(false)).isCloseTo(0.05, within(0.006));
    assertThat(shareOutside(true)).isLessThan(0.001);
  }

  private static double shareOutside(boolean isSameItems) {
    SplittableRandom random = new SplittableRandom(5);
    double half = ProportionError.ofDifference(0.2, 0.15, 150, LEVEL);
    int outside = 0;
    for (int set = 0; set < 20_000; set++) {
      int difference = 0;
      for (int item = 0; item < 150; item++) {
        double hardness = random.nextDouble();
        double other = isSameItems ? hardness : random.nextDouble();
        difference += (hardness < 0.2 ? 1 : 0) - (other < 0.15 ? 1 : 0);
      }
      outside += Math.abs(difference / 150.0 - 0.05) > half ? 1 : 0;
    }
    return outside / 20_000.0;
  }

  @Test
  void whatIsNoShareIsRefused() {
    assertThatThrownBy(() -> ProportionError.of(1.1, 10, LEVEL))
        .hasMessage("a share must be between 0 and 1, is 1.1");
    assertThatThrownBy(() -> ProportionError.ofDifference(0.1, 0.1, 0, LEVEL))
        .hasMessage("there must be at least one item, not 0");
  }
}
