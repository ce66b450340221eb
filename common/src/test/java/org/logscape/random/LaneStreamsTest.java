package org.logscape.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.distribution.continuous.ChiSquaredDistribution;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    int lanes = 64;
    int pairs = 8_000;
    LaneStreams streams = FAMILY.lanes(0, lanes);
    double[] first = new double[lanes];
    double[] second = new double[lanes];
    double[] all = new double[2 * lanes * pairs];
    double products = 0;
    for (int i = 0; i < pairs; i++) {
      streams.nextGaussians(first, second, lanes);
      System.arraycopy(first, 0, all, 2 * i * lanes, lanes);
      System.arraycopy(second, 0, all, (2 * i + 1) * lanes, lanes);
      for (int lane = 0; lane < lanes; lane++) {
        products += first[lane] * second[lane];
      }
    }
    int n = all.length;
    double root = Math.sqrt(n);
    assertThat(mean(all, 1)).isCloseTo(0, within(4 / root));
    assertThat(mean(all, 2)).isCloseTo(1, within(4 * Math.sqrt(2) / root)); // variance of x^2 is 2
    assertThat(mean(all, 3)).isCloseTo(0, within(4 * Math.sqrt(15) / root)); // E x^6 = 15
    assertThat(mean(all, 4)).isCloseTo(3, within(4 * Math.sqrt(96) / root)); // E x^8 - 9 = 96
    assertThat(products / (n / 2.0)).isCloseTo(0, within(4 / Math.sqrt(n / 2.0)));
    NormalDistribution normal = new NormalDistribution();
    assertThat(kolmogorov(all, normal::cumulativeProbability))
        .isLessThan(KOLMOGOROV_AT_1E_4 / root);
  }

  @Test
  void neighbouringStreamsAreUncorrelated() {
    int n = 100_000;
    LaneStreams streams = FAMILY.lanes(41, 3);
    double[][] pairs = new double[2][3];
    double[] products = new double[3];
    for (int i = 0; i < n; i++) {
      streams.nextGaussians(pairs[0], pairs[1], 3);
      for (int lane = 0; lane < 3; lane++) {
        products[lane] += pairs[0][lane] * pairs[0][(lane + 1) % 3] / n;
      }
    }
    for (double correlation : products) {
      assertThat(correlation).isCloseTo(0, within(4 / Math.sqrt(n)));
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
    LaneStreams streams = FAMILY.lanes(degrees, 1);
    double[] all = new double[100_000];
    Arrays.setAll(all, i -> streams.nextChiSquare(0, degrees));
    ChiSquaredDistribution law = new ChiSquaredDistribution(degrees);
    assertThat(kolmogorov(all, law::cumulativeProbability))
        .isLessThan(KOLMOGOROV_AT_1E_4 / Math.sqrt(all.length));
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
