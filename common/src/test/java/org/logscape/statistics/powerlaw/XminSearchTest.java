package org.logscape.statistics.powerlaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class XminSearchTest {

  /** A flat body on (0, 1) with two fifths of the values, a power law of exponent 2.5 beyond. */
  private static TailSample withBody(long seed, int n) {
    Random random = new Random(seed);
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] =
          random.nextDouble() < 0.4
              ? 1e-3 + random.nextDouble()
              : Math.pow(1 - random.nextDouble(), -1 / 1.5);
    }
    return TailSample.continuous(values);
  }

  @ParameterizedTest
  @EnumSource(TailDistance.class)
  void findsWhereTheTailStarts(TailDistance distance) {
    XminSearch search = XminSearch.published().with(distance).withFewest(100).withMost(300);
    XminSearch.Row row = search.search(withBody(1, 3000)).orElseThrow();
    // Any start beyond 1 is a true one; most of the tail should be used.
    assertThat(row.fit().xmin()).isBetween(0.9, 3.0);
    assertThat(row.fit().exponent()).isCloseTo(2.5, within(4 * row.fit().standardError()));
  }

  @Test
  void exponentsAreStableBeyondTheStart() {
    List<XminSearch.Row> table =
        XminSearch.published().withFewest(200).withMost(60).table(withBody(2, 5000));
    assertThat(table).hasSizeGreaterThan(50);
    for (XminSearch.Row row : table) {
      if (row.fit().xmin() >= 1) {
        assertThat(row.fit().exponent()).isCloseTo(2.5, within(4 * row.fit().standardError()));
      }
      if (row.fit().xmin() < 0.3) {
        assertThat(row.fit().exponent()).isLessThan(2.5 - 4 * row.fit().standardError());
      }
    }
  }

  @Test
  void replicatesDependOnSeedAndNumberAlone() {
    TailSample sample = withBody(3, 300);
    XminSearch search = XminSearch.published().withFewest(20);
    PowerLawBootstrap bootstrap = PowerLawBootstrap.of(sample, search, 7).orElseThrow();
    double fifth = bootstrap.replicate(5);
    assertThat(bootstrap.replicate(0)).isNotEqualTo(fifth);
    assertThat(PowerLawBootstrap.of(sample, search, 7).orElseThrow().replicate(5)).isEqualTo(fifth);
    assertThat(PowerLawBootstrap.of(sample, search, 8).orElseThrow().replicate(5))
        .isNotEqualTo(fifth);
    // (1 + 2)/(1 + 4): one replicate had no fit, two were at least as far.
    double far = bootstrap.observed().distance();
    assertThat(bootstrap.pValue(new double[] {far, 0, 2 * far, 0, Double.NaN}))
        .isCloseTo(0.6, within(1e-12));
  }

  @Test
  void largeIntegersAreDrawnFromTheZetaLaw() {
    // P(X >= x) = zeta(alpha, x)/zeta(alpha, xmin): its own inverse, to the last integer.
    for (double xmin : new double[] {1, 3, 40}) {
      for (double x : new double[] {xmin, xmin + 1, 10 * xmin, 1e4 * xmin + 7}) {
        double tail = HurwitzZeta.value(1.7, x);
        assertThat(DiscreteTail.draw(1.7, xmin, tail * (1 - 1e-12))).isEqualTo(x);
        assertThat(DiscreteTail.draw(1.7, xmin, HurwitzZeta.value(1.7, x + 1) * (1 + 1e-12)))
            .isEqualTo(x);
      }
    }
  }
}
