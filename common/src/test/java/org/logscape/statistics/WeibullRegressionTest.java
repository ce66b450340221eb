package org.logscape.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WeibullRegressionTest {
  /** Remission times in weeks under placebo, all of them events. */
  private static final double[] CONTROL = {
    1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23
  };

  /** Remission times in weeks under 6-MP: the first nine are events. */
  private static final double[] TREATED = {
    6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35
  };

  private static final int TREATED_EVENTS = 9;

  private static WeibullRegression leukaemia() {
    int all = CONTROL.length + TREATED.length;
    return WeibullRegression.of(
        IntStream.range(0, all)
            .mapToDouble(
                i -> Math.log(i < CONTROL.length ? CONTROL[i] : TREATED[i - CONTROL.length]))
            .toArray(),
        IntStream.range(0, all)
            .mapToObj(i -> new double[] {1, i < CONTROL.length ? 1 : 0})
            .toArray(double[][]::new),
        IntStream.range(0, all).map(i -> i < CONTROL.length + TREATED_EVENTS ? 1 : 0).toArray());
  }

  /**
   * R's survreg on the leukaemia data of Gehan (1965): 3.516, -1.267 and log scale -0.312. Source:
   * W. Venables and B. Ripley, Modern Applied Statistics with S, 4th ed., Springer 2002, section
   * 13.2.
   */
  @Test
  void leukaemiaDataHaveThePublishedCoefficients() {
    WeibullScore maximum =
        leukaemia().maximum(WeibullScore.of(new double[] {3, -1}, 1)).orElseThrow();
    assertThat(maximum.coefficients()[0]).isCloseTo(3.516, within(5e-4));
    assertThat(maximum.coefficients()[1]).isCloseTo(-1.267, within(5e-4));
    assertThat(Math.log(maximum.scale())).isCloseTo(-0.312, within(5e-4));
  }

  /** The maximum is one, so it does not depend on the start beyond rounding. */
  @Test
  void theStartDoesNotMatter() {
    WeibullScore near =
        leukaemia().maximum(WeibullScore.of(new double[] {3.5, -1.2}, 0.7)).orElseThrow();
    WeibullScore far = leukaemia().maximum(WeibullScore.of(new double[] {2, 0}, 2)).orElseThrow();
    assertThat(far.coefficients()).containsExactly(near.coefficients(), within(1e-11));
    assertThat(far.scale()).isCloseTo(near.scale(), within(1e-11));
  }

  /** Without spread the likelihood grows without bound as the scale falls. */
  @Test
  void equalTimesHaveNoMaximum() {
    double[][] ones = new double[20][];
    Arrays.fill(ones, new double[] {1});
    int[] events = new int[20];
    Arrays.fill(events, 1);
    assertThat(
            WeibullRegression.of(new double[20], ones, events)
                .maximum(WeibullScore.of(new double[] {0}, 1)))
        .isEmpty();
  }

  @Test
  void refusesArraysThatDifferInLength() {
    assertThatThrownBy(
            () -> WeibullRegression.of(new double[2], new double[1][1], new int[] {1, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2, 1 and 2");
  }
}
