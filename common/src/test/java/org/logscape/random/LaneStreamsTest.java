package org.logscape.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.distribution.continuous.ChiSquaredDistribution;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logscape.simd.Lanes;

class LaneStreamsTest {
  /**
   * Kolmogorov's distance times sqrt N exceeds this with probability 1e-4 (limit law 2 exp(-2
   * x^2)).
   */
  private static final double KOLMOGOROV_AT_1E_4 = 2.225;

  private static final StreamFamily FAMILY =
      new StreamFamily(20220721, 5, StreamFamily.Purpose.CHECK);

  @Test
  void xoshiroMatchesTheReferenceProgram() {
    // outputs of the authors' xoshiro256plusplus.c from the state {1, 2, 3, 4}: as in the test of
    // rand_xoshiro 0.6
    LaneStreams streams = LaneStreams.of(1);
    streams.seatState(0, new long[] {1, 2, 3, 4});
    long[] expected = {41943041L, 58720359L, 3588806011781223L, 3591011842654386L};
    for (long word : expected) {
      assertThat(streams.nextLong(0)).isEqualTo(word);
    }
  }

  @Test
  void gaussiansPassKolmogorovSmirnovAndHaveTheirMoments() {
    int groups = 8;
    int draws = 16_000;
    LaneStreams streams = FAMILY.lanes(0, groups * Lanes.GROUP);
    double[] all = new double[groups * Lanes.GROUP * draws];
    double products = 0;
    for (int group = 0; group < groups; group++) {
      int from = group * Lanes.GROUP * draws;
      streams.gaussians(group, all, from, Lanes.GROUP, draws);
      for (int k = 0; k < draws; k += 2) {
        int pair = from + k * Lanes.GROUP;
        for (int lane = 0; lane < Lanes.GROUP; lane++) {
          products += all[pair + lane] * all[pair + Lanes.GROUP + lane];
        }
      }
    }
    int n = all.length;
    double root = Math.sqrt(n);
    assertThat(mean(all, 1)).isCloseTo(0, within(4 / root));
    assertThat(mean(all, 2)).isCloseTo(1, within(4 * Math.sqrt(2) / root)); // variance of x^2 is 2
    assertThat(mean(all, 3)).isCloseTo(0, within(4 * Math.sqrt(15) / root)); // E x^6 = 15
    assertThat(mean(all, 4)).isCloseTo(3, within(4 * Math.sqrt(96) / root)); // E x^8 - 9 = 96
    assertThat(mean(all, 5)).isCloseTo(0, within(4 * Math.sqrt(945) / root)); // E x^10 = 945
    // E x^12 - 15^2 = 10170
    assertThat(mean(all, 6)).isCloseTo(15, within(4 * Math.sqrt(10_170) / root));
    assertThat(products / (n / 2.0)).isCloseTo(0, within(4 / Math.sqrt(n / 2.0)));
    NormalDistribution normal = new NormalDistribution();
    assertThat(kolmogorov(all, normal::cumulativeProbability))
        .isLessThan(KOLMOGOROV_AT_1E_4 / root);
  }

  /**
   * Of 4 10^8 numbers about 229 lie beyond 5 sigma: their count is Poisson, and beyond the
   * threshold they follow the Gaussian tail. A^2 of Anderson and Darling exceeds 3.857 with
   * probability 0.01 and 5.97 with 0.001 (Lewis 1961), so 8.1 with about 10^-4: each step of 2.1 is
   * a decade.
   */
  @Test
  void theTailBeyondFiveSigmaPassesAndersonDarling() {
    int draws = 50_000;
    int rounds = 1_000;
    LaneStreams streams = FAMILY.lanes(0, Lanes.GROUP);
    double[] block = new double[Lanes.GROUP * draws];
    double chance = Erf.erfc(5 / Math.sqrt(2));
    List<Double> ranks = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      streams.gaussians(0, block, 0, Lanes.GROUP, draws);
      for (double x : block) {
        if (Math.abs(x) > 5) {
          ranks.add(Erf.erfc(Math.abs(x) / Math.sqrt(2)) / chance);
        }
      }
    }
    double expected = (double) rounds * block.length * chance;
    assertThat((double) ranks.size()).isCloseTo(expected, within(4 * Math.sqrt(expected)));
    ranks.sort(null);
    int n = ranks.size();
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += (2 * i + 1) * (Math.log(ranks.get(i)) + Math.log1p(-ranks.get(n - 1 - i)));
    }
    assertThat(-n - sum / n).isLessThan(8.1);
  }

  @Test
  void neighbouringRunsAreUncorrelatedAtEveryShortLag() {
    int n = 100_000;
    int lags = 4;
    LaneStreams streams = FAMILY.lanes(41, Lanes.GROUP);
    double[] draws = new double[Lanes.GROUP * n];
    streams.gaussians(0, draws, 0, Lanes.GROUP, n);
    for (int lane = 0; lane < Lanes.GROUP; lane++) {
      int next = (lane + 1) % Lanes.GROUP;
      for (int lag = 0; lag < lags; lag++) {
        double product = 0;
        double squares = 0;
        for (int k = 0; k + lag < n; k++) {
          double x = draws[k * Lanes.GROUP + lane];
          double y = draws[(k + lag) * Lanes.GROUP + next];
          product += x * y / n;
          squares += (x * x - 1) * (y * y - 1) / n;
        }
        // 64 numbers, each beyond 4.5 standard errors with probability 7e-6
        assertThat(product).isCloseTo(0, within(4.5 / Math.sqrt(n)));
        assertThat(squares).isCloseTo(0, within(4.5 * 2 / Math.sqrt(n)));
      }
    }
  }

  @Test
  void singleGaussiansFollowTheSameLaw() {
    LaneStreams streams = FAMILY.lanes(7, 1);
    double[] all = new double[200_000];
    Arrays.setAll(all, i -> streams.nextGaussian(0));
    NormalDistribution normal = new NormalDistribution();
    assertThat(kolmogorov(all, normal::cumulativeProbability))
        .isLessThan(KOLMOGOROV_AT_1E_4 / Math.sqrt(all.length));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 16, 4096})
  void chiSquareFollowsItsLaw(int degrees) {
    LaneStreams streams = FAMILY.lanes(degrees, Lanes.GROUP);
    double[] all = new double[100_000];
    double[] spare = new double[all.length];
    for (int i = 0; i < all.length; i += Lanes.GROUP) {
      streams.chiSquares(0, Lanes.GROUP, ChiSquare.of(degrees), all, i, spare, i);
    }
    // before the variables are sorted: of n products of independent standard numbers the mean is
    // Gaussian with deviation 1 / sqrt n, (z^2 - 1) / sqrt 2 being standard too
    double linear = 0;
    double square = 0;
    for (int i = 0; i < all.length; i++) {
      double variable = (all[i] - degrees) / Math.sqrt(2.0 * degrees) / all.length;
      linear += variable * spare[i];
      square += variable * (spare[i] * spare[i] - 1) / Math.sqrt(2);
    }
    assertThat(linear).isCloseTo(0, within(4 / Math.sqrt(all.length)));
    assertThat(square).isCloseTo(0, within(4 / Math.sqrt(all.length)));
    ChiSquaredDistribution law = new ChiSquaredDistribution(degrees);
    assertThat(kolmogorov(all, law::cumulativeProbability))
        .isLessThan(KOLMOGOROV_AT_1E_4 / Math.sqrt(all.length));
    assertThat(kolmogorov(spare, new NormalDistribution()::cumulativeProbability))
        .isLessThan(KOLMOGOROV_AT_1E_4 / Math.sqrt(all.length));
  }

  @Test
  void signsAreFairAndIndependent() {
    int n = 100_000;
    LaneStreams streams = FAMILY.lanes(5, Lanes.GROUP);
    double[] signs = new double[Lanes.GROUP * n];
    streams.signs(0, signs, 0, Lanes.GROUP, n);
    double mean = Arrays.stream(signs).sum() / signs.length;
    double product = 0;
    for (int k = Lanes.GROUP; k < signs.length; k++) {
      assertThat(Math.abs(signs[k])).isEqualTo(1);
      product += signs[k] * signs[k - Lanes.GROUP] / signs.length;
    }
    assertThat(mean).isCloseTo(0, within(4 / Math.sqrt(signs.length)));
    assertThat(product).isCloseTo(0, within(4 / Math.sqrt(signs.length)));
  }

  @Test
  void integersAreUniform() {
    LaneStreams streams = FAMILY.lanes(9, 1);
    int bound = 7;
    int n = 70_000;
    long[] counts = new long[bound];
    for (int i = 0; i < n; i++) {
      counts[streams.nextInt(0, bound)]++;
    }
    long[] many = new long[8];
    LaneStreams again = FAMILY.lanes(9, 1);
    LaneStreams group = FAMILY.lanes(9, 1);
    for (int i = 0; i < 100; i++) {
      group.integers(0, bound, many, 0, Lanes.GROUP, 1);
      assertThat(many[0]).isEqualTo(again.nextInt(0, bound));
    }
    double expected = n / (double) bound;
    double chiSquare =
        Arrays.stream(counts).mapToDouble(c -> (c - expected) * (c - expected) / expected).sum();
    assertThat(new ChiSquaredDistribution(bound - 1).cumulativeProbability(chiSquare))
        .isBetween(1e-4, 1 - 1e-4);
  }

  @Test
  void aStreamDependsOnItsSeedCellAndIndexAlone() {
    long reference = word(FAMILY, 3);
    assertThat(FAMILY.lanes(0, 8).nextLong(3)).isEqualTo(reference);
    assertThat(FAMILY.lanes(3, 1).nextLong(0)).isEqualTo(reference);
    assertThat(word(FAMILY, 4)).isNotEqualTo(reference);
    assertThat(word(new StreamFamily(20220721, 6, StreamFamily.Purpose.CHECK), 3))
        .isNotEqualTo(reference);
    assertThat(word(new StreamFamily(20220722, 5, StreamFamily.Purpose.CHECK), 3))
        .isNotEqualTo(reference);
    assertThat(word(StreamFamily.ofRuns(20220721, 5), 3)).isNotEqualTo(reference);
  }

  @Test
  void aMovedStreamGoesOnWhereItStood() {
    LaneStreams streams = FAMILY.lanes(0, 2);
    LaneStreams other = FAMILY.lanes(0, 2);
    streams.nextLong(1);
    other.nextLong(1);
    streams.move(1, 0);
    assertThat(streams.nextLong(0)).isEqualTo(other.nextLong(1));
  }

  private static long word(StreamFamily family, long index) {
    return family.lanes(index, 1).nextLong(0);
  }

  private static double mean(double[] values, int power) {
    return Arrays.stream(values).map(x -> Math.pow(x, power)).sum() / values.length;
  }

  private static double kolmogorov(double[] values, DoubleUnaryOperator law) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double distance = 0;
    for (int i = 0; i < sorted.length; i++) {
      double p = law.applyAsDouble(sorted[i]);
      distance =
          Math.max(
              distance,
              Math.max(p - i / (double) sorted.length, (i + 1) / (double) sorted.length - p));
    }
    return distance;
  }
}
