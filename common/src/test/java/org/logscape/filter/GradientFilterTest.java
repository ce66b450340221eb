package org.logscape.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GradientFilterTest {

  /** Each filter with its mobility and its edge of stability, by hand. */
  static Stream<Arguments> knownFilters() {
    return Stream.of(
        Arguments.of(GradientFilter.plain(), 1, 2),
        // 1/(1 - mu); gradient descent with the heavy ball is stable below 2 (1 + mu)
        Arguments.of(GradientFilter.heavyBall(0.9), 10, 3.8),
        // as the heavy ball's; stable below 2 (1 + mu) / (1 + 2 mu)
        Arguments.of(GradientFilter.nesterov(0.75), 4, 1.4),
        // each gradient enters with alpha and then with -(alpha - 1); stable below 2/(2 alpha - 1)
        Arguments.of(GradientFilter.positiveNegative(1, 0), 1, 2 / 3.0),
        Arguments.of(GradientFilter.positiveNegative(1, 0.5), 2, 1 / 3.0));
  }

  @ParameterizedTest
  @MethodSource("knownFilters")
  void mobilityAndEdge(GradientFilter filter, double mobility, double edge) {
    assertThat(filter.mobility()).isCloseTo(mobility, within(1e-12));
    assertThat(filter.largestCurvatureStep()).isCloseTo(edge, within(1e-12));
  }

  /** Gradient descent from x = 1 in a parabola, a step at a time: it dies below the edge alone. */
  @ParameterizedTest
  @MethodSource("knownFilters")
  void descentDiesBelowTheEdgeAndGrowsAboveIt(GradientFilter filter, double mobility, double edge) {
    assertThat(largest(filter, 0.99 * edge)).isLessThan(1e-3);
    assertThat(largest(filter, 1.01 * edge)).isGreaterThan(1e3);
  }

  /** |x| after many steps of the recursion from 1, the larger of two neighbours. */
  private static double largest(GradientFilter filter, double curvatureStep) {
    Recursion descent = new Recursion(filter, 1, curvatureStep, 1);
    for (int k = 0; k < 3_998; k++) {
      descent.step(0);
    }
    return Math.max(Math.abs(descent.step(0)), Math.abs(descent.step(0)));
  }

  @Test
  void withoutMomentumTheHeavyBallIsPlain() {
    assertThat(GradientFilter.heavyBall(0)).isEqualTo(GradientFilter.plain());
    assertThat(GradientFilter.plain().isPlain()).isTrue();
    assertThat(GradientFilter.heavyBall(0.5).isPlain()).isFalse();
    // alpha = 1: the step before is not taken away, but it is kept
    assertThat(GradientFilter.positiveNegative(0, 0).isPlain()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void aBufferForgets(double kept) {
    assertThatThrownBy(() -> new GradientFilter(0, kept, 1, List.of(1.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("less than all");
  }
}
