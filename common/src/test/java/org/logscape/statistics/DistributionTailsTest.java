package org.logscape.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.Random;
import org.hipparchus.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class DistributionTailsTest {

  @Test
  void percentagePointsOfUniformityTests() {
    // The upper 10, 5 and 1 % points of A-square (Stephens 1974): 1.933, 2.492, 3.857; and Miller's
    // 5 % point of D for n = 20: 0.294. Simulated here: 20,000 samples of 20 uniform numbers, share
    // beyond each within four standard errors and 0.003 for the limit's distance from n = 20.
    Random random = new Random(6);
    int samples = 20_000;
    double[] points = {1.933, 2.492, 3.857};
    double[] shares = {0.10, 0.05, 0.01};
    int[] beyond = new int[3];
    int low = 0;
    int far = 0;
    for (int i = 0; i < samples; i++) {
      Uniformity test = Uniformity.of(random.doubles(20).toArray()).orElseThrow();
      for (int k = 0; k < 3; k++) {
        beyond[k] += test.andersonDarling() > points[k] ? 1 : 0;
      }
      low += test.andersonDarlingPValue() < 0.05 ? 1 : 0;
      far += test.kolmogorovPValue() < 0.05 ? 1 : 0;
    }
    for (int k = 0; k < 3; k++) {
      double error = 4 * Math.sqrt(shares[k] * (1 - shares[k]) / samples) + 0.003;
      assertThat(beyond[k] / (double) samples).isCloseTo(shares[k], within(error));
    }
    assertThat(low / (double) samples).isCloseTo(0.05, within(0.0062 + 0.003));
    assertThat(far / (double) samples).isCloseTo(0.05, within(0.0062 + 0.001));
  }

  @Test
  void uniformityAtTheEdges() {
    assertThat(Uniformity.of(new double[0]).whyNot()).contains("no values");
    Uniformity corner = Uniformity.of(new double[] {0, 0, 0, 1}).orElseThrow();
    assertThat(corner.andersonDarling()).isInfinite();
    assertThat(corner.andersonDarlingPValue()).isZero();
    double[] far = new double[50];
    Arrays.fill(far, 1e-3);
    double last = Uniformity.of(far).orElseThrow().andersonDarlingPValue();
    assertThat(last).isBetween(0.0, 1e-20);
    double[] even = new double[100];
    Arrays.setAll(even, i -> (i + 0.5) / 100);
    assertThat(Uniformity.of(even).orElseThrow().kolmogorovPValue()).isEqualTo(1);
    assertThat(Uniformity.of(even).orElseThrow().andersonDarlingPValue()).isGreaterThan(0.999);
    assertThatThrownBy(() -> Uniformity.of(new double[] {1.1}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void normalIntervals() {
    assertThat(NormalInterval.quantile(0.95)).isCloseTo(1.959963984540054, within(1e-12));
    assertThat(NormalInterval.pValue(1.959963984540054)).isCloseTo(0.05, within(1e-12));
    Interval positive = NormalInterval.positive(2, 0.1, 0.95);
    assertThat(positive.low() * positive.high()).isCloseTo(4, within(1e-12));
    Interval share = NormalInterval.probability(0.99, 0.02, 0.95);
    assertThat(share.low()).isPositive();
    assertThat(share.high()).isLessThan(1);
    assertThatThrownBy(() -> NormalInterval.quantile(1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void replicatesArePureAndApart() {
    RandomGenerator first = Replicates.of(5).generator(2);
    RandomGenerator again = Replicates.of(5).generator(2);
    RandomGenerator other = Replicates.of(5).generator(3);
    double product = 0;
    for (int i = 0; i < 10_000; i++) {
      double x = first.nextDouble();
      assertThat(again.nextDouble()).isEqualTo(x);
      product += (x - 0.5) * (other.nextDouble() - 0.5);
    }
    // Products of independent centred uniforms have the variance 1/144.
    assertThat(product).isCloseTo(0, within(4 * Math.sqrt(10_000 / 144.0)));
    assertThat(Replicates.pValue(1, new double[0])).isEqualTo(1);
  }

  @Test
  void findingsKeepTheirReasons() {
    Finding<Integer> none = Finding.none("why");
    assertThat(none.map(x -> x + 1).whyNot()).contains("why");
    assertThat(Finding.of(1).map(x -> x + 1).orElseThrow()).isEqualTo(2);
    assertThatThrownBy(none::orElseThrow)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("why");
  }

  @Test
  void betaGoodnessSaysWhyAndSeesMisfit() {
    double[] edges = {0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.2, 2, Double.POSITIVE_INFINITY};
    BinnedBetaFit bins =
        BinnedBetaFit.of(Arrays.copyOf(edges, 10), Arrays.copyOfRange(edges, 1, 11));
    BinnedBetaFit.Fit law = new BinnedBetaFit.Fit(2, 5, 0, 0, true);
    double[] counts = {30, 70, 180, 170, 140, 190, 90, 80, 40, 10};
    assertThat(BinnedBetaGoodness.of(bins, law, new double[10], 1).whyNot()).isPresent();
    double all = BinnedBetaGoodness.of(bins, law, counts, 1).orElseThrow().test().statistic();
    // A tenth of the samples independent: a tenth of chi-square, where the pools are the same.
    counts[4] += 100;
    BinnedBetaGoodness bumped = BinnedBetaGoodness.of(bins, law, counts, 1).orElseThrow();
    assertThat(bumped.test().statistic()).isGreaterThan(all);
    assertThat(bumped.test().pValue()).isLessThan(1e-4);
    assertThat(bumped.worstBin()).isEqualTo(4);
    assertThat(BinnedBetaGoodness.of(bins, law, counts, 0.9).orElseThrow().test().statistic())
        .isCloseTo(0.9 * bumped.test().statistic(), within(1e-9));
    assertThatThrownBy(() -> BinnedBetaGoodness.of(bins, law, counts, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
