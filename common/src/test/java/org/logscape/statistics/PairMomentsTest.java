package org.logscape.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairMomentsTest {
  /** Anscombe's first data set (The American Statistician 27, 1973, 17): slope 0.5001, r 0.8164. */
  private static final double[] X = {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5};

  private static final double[] Y = {
    8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68
  };

  private static PairMoments of(int from, int to, double shift) {
    return IntStream.range(from, to)
        .mapToObj(i -> PairMoments.of(X[i] + shift, Y[i] + shift))
        .reduce(PairMoments.none(), PairMoments::plus);
  }

  @Test
  void slopeAndCorrelationAreAnscombes() {
    PairMoments all = of(0, X.length, 0);
    assertThat(all.count()).isEqualTo(11);
    assertThat(all.meanX()).isCloseTo(9, within(1e-12));
    assertThat(all.slope()).isCloseTo(0.5001, within(5e-5));
    assertThat(all.correlation()).isCloseTo(0.8164, within(5e-5));
    assertThat(all.deviationOfY()).isCloseTo(2.0316, within(5e-5));
  }

  @Test
  void partsAddUpToTheWhole() {
    PairMoments parts = of(0, 4, 0).plus(of(4, 5, 0)).plus(PairMoments.none()).plus(of(5, 11, 0));
    assertThat(parts.slope()).isCloseTo(of(0, 11, 0).slope(), within(1e-14));
    assertThat(parts.correlation()).isCloseTo(of(0, 11, 0).correlation(), within(1e-14));
  }

  /** With plain sums of squares nothing would be left of a spread of 3 about 10^9. */
  @Test
  void aLargeMeanTakesNothingFromTheSpread() {
    assertThat(of(0, 11, 1e9).slope()).isCloseTo(of(0, 11, 0).slope(), within(1e-6));
  }

  @Test
  void whatDoesNotVaryHasNoSlope() {
    PairMoments still = PairMoments.of(0.1, 1).plus(PairMoments.of(0.1, 2));
    assertThat(still.slope()).isNaN();
    assertThat(still.correlation()).isNaN();
    assertThat(PairMoments.of(1, 2).slope()).isNaN();
    assertThat(PairMoments.none().correlation()).isNaN();
    assertThat(PairMoments.of(1, 2).deviationOfY()).isNaN();
  }
}
