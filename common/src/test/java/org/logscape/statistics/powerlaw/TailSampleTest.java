package org.logscape.statistics.powerlaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.logscape.statistics.BinnedTailFit;

class TailSampleTest {
  private static final int PER_OCTAVE = 3;

  private static double[] pareto(Random random, int n, double exponent) {
    double[] values = new double[n];
    Arrays.setAll(values, i -> Math.pow(1 - random.nextDouble(), 1 / (1 - exponent)));
    return values;
  }

  private static double[][] bins(double[] values) {
    int bins = 20 * PER_OCTAVE;
    double[][] columns = new double[3][bins];
    for (int i = 0; i < bins; i++) {
      columns[0][i] = Math.pow(2, i / (double) PER_OCTAVE);
      columns[1][i] =
          i == bins - 1 ? Double.POSITIVE_INFINITY : Math.pow(2, (i + 1) / (double) PER_OCTAVE);
    }
    for (double value : values) {
      int bin = Arrays.binarySearch(columns[0], value);
      columns[2][bin >= 0 ? bin : -bin - 2]++;
    }
    return columns;
  }

  private static TailSample binned(double[] values) {
    double[][] columns = bins(values);
    return TailSample.binned(columns[0], columns[1], columns[2]);
  }

  @Test
  void whatBinningCosts() {
    // Information in a bin of width w in log x: (w/2 / sinh(s w/2))^2 against 1/s^2 of a value, s
    // the
    // slope 1.5. With w = log(2)/3 the efficiency is 0.990, so the two estimates differ by
    // sqrt(1/0.990 - 1) = 0.100 standard errors; 300 sweeps know that to 4 %.
    Random random = new Random(4);
    double width = Math.log(2) / PER_OCTAVE;
    double half = 0.5 * 1.5 * width;
    double efficiency = Math.pow(half / Math.sinh(half), 2);
    int sweeps = 300;
    double sum = 0;
    double squares = 0;
    for (int sweep = 0; sweep < sweeps; sweep++) {
      double[] values = pareto(random, 2000, 2.5);
      // The raw tail starts at its least value, which costs one observation of 2,000.
      PowerLawFit raw = TailSample.continuous(values).fit(0).orElseThrow();
      PowerLawFit coarse = binned(values).fit(0).orElseThrow();
      double difference = (coarse.exponent() - raw.exponent()) / raw.standardError();
      sum += difference;
      squares += difference * difference;
      assertThat(coarse.standardError() * Math.sqrt(efficiency))
          .isCloseTo(raw.standardError(), within(0.02 * raw.standardError()));
    }
    double expected = Math.sqrt(1 / efficiency - 1);
    assertThat(Math.sqrt(squares / sweeps)).isCloseTo(expected, within(0.2 * expected));
    assertThat(Math.abs(sum / sweeps)).isLessThan(4 * expected / Math.sqrt(sweeps) + 0.03);
  }

  @Test
  void binsAreThoseOfBinnedTailFit() {
    double[][] columns = bins(pareto(new Random(5), 500, 3));
    BinnedTailFit known = BinnedTailFit.fit(columns[0], columns[1], columns[2], 2).orElseThrow();
    PowerLawFit fit = TailSample.binned(columns[0], columns[1], columns[2]).fit(2).orElseThrow();
    assertThat(fit.exponent()).isEqualTo(known.exponent() + 1);
    assertThat(fit.standardError()).isEqualTo(known.standardError());
  }

  @Test
  void tiesCountAsOftenAsTheyCome() {
    TailSample sample = TailSample.continuous(new double[] {2, 1, 4, 2, 2, 1});
    assertThat(sample.cells()).isEqualTo(3);
    assertThat(sample.count(1)).isEqualTo(3);
    assertThat(sample.observations(1)).isEqualTo(4);
    // 1 + 6 / (3 log 2 + log 4).
    assertThat(sample.fit(0).orElseThrow().exponent())
        .isCloseTo(1 + 6 / (5 * Math.log(2)), within(1e-12));
  }

  @Test
  void dataWithoutATail() {
    double[] none = {};
    for (TailSample sample :
        List.of(
            TailSample.continuous(none),
            TailSample.continuous(new double[] {3}),
            TailSample.continuous(new double[] {3, 3, 3}),
            TailSample.binned(none, none, none),
            TailSample.binned(new double[] {1, 2}, new double[] {2, 3}, new double[2]),
            TailSample.binned(new double[] {1, 2}, new double[] {2, 3}, new double[] {7, 0}))) {
      assertThat(sample.fit(0).whyNot()).isPresent();
      assertThat(XminSearch.published().table(sample)).isEmpty();
      assertThat(XminSearch.published().search(sample).whyNot()).isPresent();
      assertThat(PowerLawBootstrap.of(sample, XminSearch.published(), 1).whyNot()).isPresent();
      assertThat(TailContest.of(sample, 0).whyNot()).isPresent();
    }
    assertThat(
            TailSample.binned(
                    new double[] {0, 1, 2}, new double[] {1, 2, 3}, new double[] {1, 1, 1})
                .fit(0)
                .whyNot()
                .orElseThrow())
        .contains("open at 0");
  }

  @Test
  void refusesImpossibleNumbers() {
    assertThatThrownBy(() -> TailSample.continuous(new double[] {1, 0}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TailSample.continuous(new double[] {Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> TailSample.binned(new double[] {1, 3}, new double[] {2, 4}, new double[2]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> XminSearch.published().withFewest(1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
