package org.logscape.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Student's own data on sleep (Biometrika 6, 1908, 20), with the intervals that R 4's t.test gives.
 */
class StudentIntervalTest {
  private static final double[] FIRST = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
  private static final double[] SECOND = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

  @Test
  void meanOfPairsIsThatOfR() {
    double[] gain =
        IntStream.range(0, FIRST.length).mapToDouble(i -> FIRST[i] - SECOND[i]).toArray();
    Interval interval = StudentInterval.ofMean(gain, 0.95).orElseThrow();
    assertThat(interval.low()).isCloseTo(-2.4598858, within(1e-7));
    assertThat(interval.high()).isCloseTo(-0.7001142, within(1e-7));
  }

  @Test
  void differenceIsWelchsOfR() {
    Interval interval = StudentInterval.ofDifference(FIRST, SECOND, 0.95).orElseThrow();
    assertThat(interval.low()).isCloseTo(-3.3654832, within(1e-7));
    assertThat(interval.high()).isCloseTo(0.2054832, within(1e-7));
  }

  @Test
  void oneNumberHasNoInterval() {
    assertThat(StudentInterval.ofMean(new double[] {1}, 0.95)).isEmpty();
    assertThat(StudentInterval.ofMean(new double[0], 0.95)).isEmpty();
    assertThat(StudentInterval.ofDifference(new double[] {1}, SECOND, 0.95)).isEmpty();
  }

  @Test
  void equalNumbersAreKnownToWithinRounding() {
    double third = 1.0 / 3;
    Interval mean =
        StudentInterval.ofMean(new double[] {third, third, 1 - 2 * third}, 0.95).orElseThrow();
    assertThat(mean.contains(third)).isTrue();
    assertThat(mean.width()).isLessThan(1e-11);
    double[] same = {2, 2};
    assertThat(StudentInterval.ofDifference(same, same, 0.95).orElseThrow().contains(0)).isTrue();
  }

  @Test
  void coverageMustBeAProbability() {
    assertThatThrownBy(() -> StudentInterval.ofMean(SECOND, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("between 0 and 1");
  }
}
