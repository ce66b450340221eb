package org.logscape.statistics.powerlaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Comparator;
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

  @ParameterizedTest
  @EnumSource(TailDistance.class)
  void refusesNoCandidateThatIsTheNearest(TailDistance distance) {
    for (int seed = 10; seed < 18; seed++) {
      XminSearch search = XminSearch.published().with(distance).withFewest(seed % 2 == 0 ? 2 : 50);
      TailSample sample = withBody(seed, 600);
      XminSearch.Row nearest =
          search.table(sample).stream()
              .min(Comparator.comparingDouble(XminSearch.Row::distance))
              .orElseThrow();
      assertThat(search.search(sample).orElseThrow()).isEqualTo(nearest);
    }
  }

  @Test
  void twentyThousandCandidatesTakeSeconds() {
    TailSample sample = withBody(19, 20_000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(30), () -> XminSearch.published().withFewest(50).search(sample));
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
  void replicatesOfTailsBeyondTheRangeOfDoubleAreSamples() {
    // Losses of runs that diverge: exponent 1.002, so that draws exceed 1e308 one time in four.
    double[] values = new double[400];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.pow(10, -300 + 1.5 * i);
    }
    PowerLawBootstrap bootstrap =
        PowerLawBootstrap.of(
                TailSample.continuous(values), XminSearch.published().withFewest(200), 7)
            .orElseThrow();
    assertThat(bootstrap.pValue(5)).isBetween(0.0, 1.0);
  }
}
