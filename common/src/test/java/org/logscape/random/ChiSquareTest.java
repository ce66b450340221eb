package org.logscape.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChiSquareTest {

  /** Where the shortcut accepts, the exact condition does: 1 - x^4 / (63 d) <= exp(h(x)). */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 10, 16, 100, 4096, 1_000_000})
  void theShortcutImpliesTheExactCondition(int degrees) {
    ChiSquare law = ChiSquare.of(degrees);
    int accepted = 0;
    for (int i = -9_000; i <= 9_000; i++) {
      double x = i / 1000.0;
      double root = 1 + law.c() * x;
      double v = root * root * root;
      double u = 1 - x * x * x * x * law.shortcut();
      if (v >= ChiSquare.LEAST && u > 0) {
        double exact = 0.5 * x * x + law.d() * (1 - v + StrictMath.log(v));
        // 1 - v + ln v cancels down to x^4 / d: rounding of d times unity remains
        assertThat(StrictMath.log(u)).isLessThanOrEqualTo(exact + 1e-15 * (1 + law.d()));
        accepted++;
      }
    }
    assertThat(accepted).isGreaterThan(1_000);
  }

  @Test
  void needsADegreeOfFreedom() {
    assertThatIllegalArgumentException().isThrownBy(() -> ChiSquare.of(0));
  }
}
