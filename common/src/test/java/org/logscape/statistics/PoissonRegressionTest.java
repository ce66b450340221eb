package org.logscape.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.logscape.statistics.PoissonRegression.Fit;
import org.logscape.statistics.PoissonRegression.Unidentified;

class PoissonRegressionTest {
  private static final List<String> LINE = List.of("intercept", "slope");

  private static double[][] line(double... x) {
    double[][] rows = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      rows[i] = new double[] {1, x[i]};
    }
    return rows;
  }

  @Test
  void agreesWithAGeneralOptimizer() {
    // Maximum by BFGS (SciPy 1.17.1, optimize.minimize) and the inverse information there (NumPy).
    Fit fit =
        (Fit)
            PoissonRegression.of(LINE, line(0.1, 0.5, 1.0, 1.7))
                .fit(new double[] {40, 22, 9, 1}, new double[] {10, 12, 20, 25});
    assertThat(fit.coefficient(0)).isCloseTo(1.6993910558896796, within(1e-6));
    assertThat(fit.coefficient(1)).isCloseTo(-2.5133733634486974, within(1e-6));
    assertThat(fit.standardError(0)).isCloseTo(0.16206109, within(1e-6));
    assertThat(fit.standardError(1)).isCloseTo(0.31165231, within(1e-6));
    assertThat(fit.logLikelihood()).isCloseTo(-8.879371516209336, within(1e-9));
    assertThat(fit.aic()).isCloseTo(4 + 2 * 8.879371516209336, within(1e-9));
  }

  @Test
  void oneColumnIsEventsOverExposure() {
    Fit fit =
        (Fit)
            PoissonRegression.of(List.of("rate"), new double[][] {{1}, {1}})
                .fit(new double[] {3, 9}, new double[] {10, 14});
    assertThat(fit.coefficient(0)).isCloseTo(Math.log(0.5), within(1e-12));
    assertThat(fit.standardError(0)).isCloseTo(1 / Math.sqrt(12), within(1e-9));
  }

  @Test
  void steepLawsOverManyDecades() {
    // Rates from 1 to exp(-40), as escape rates have them; events as expected, so that the truth is
    // the maximum.
    double[] x = {0, 1, 2, 3, 4};
    double[] exposure = new double[5];
    double[] events = {50, 40, 30, 20, 10};
    for (int i = 0; i < 5; i++) {
      exposure[i] = events[i] * Math.exp(10 * x[i]);
    }
    Fit fit = (Fit) PoissonRegression.of(LINE, line(x)).fit(events, exposure);
    assertThat(fit.coefficient(0)).isCloseTo(0, within(1e-9));
    assertThat(fit.coefficient(1)).isCloseTo(-10, within(1e-9));
  }

  @Test
  void recoversCoefficientsFromDraws() {
    Random random = new Random(3);
    double[] x = {0.2, 0.4, 0.7, 1.1, 1.3, 1.6};
    double[] events = new double[6];
    double[] exposure = new double[6];
    for (int i = 0; i < 6; i++) {
      // Exponential waiting times with the rate exp(1 - 3 x), censored at t = 2.
      for (int run = 0; run < 2000; run++) {
        double time = -Math.log(random.nextDouble()) / Math.exp(1 - 3 * x[i]);
        events[i] += time < 2 ? 1 : 0;
        exposure[i] += Math.min(time, 2);
      }
    }
    Fit fit = (Fit) PoissonRegression.of(LINE, line(x)).fit(events, exposure);
    assertThat(fit.coefficient(0)).isCloseTo(1, within(4 * fit.standardError(0)));
    assertThat(fit.coefficient(1)).isCloseTo(-3, within(4 * fit.standardError(1)));
    assertThat(fit.standardError(1)).isLessThan(0.05);
    // The estimates of intercept and slope lean against each other.
    assertThat(fit.covariance(0, 1)).isNegative();
  }

  @Test
  void rowsWithoutEventsCountByTheirExposure() {
    PoissonRegression regression = PoissonRegression.of(LINE, line(0, 1, 2));
    Fit without = (Fit) regression.fit(new double[] {20, 5, 0}, new double[] {10, 10, 0});
    Fit with = (Fit) regression.fit(new double[] {20, 5, 0}, new double[] {10, 10, 10});
    assertThat(without.coefficient(1)).isCloseTo(Math.log(0.25), within(1e-9));
    assertThat(with.coefficient(1)).isLessThan(without.coefficient(1));
  }

  @Test
  void saysWhichColumnIsCollinear() {
    double[][] rows = new double[4][];
    for (int i = 0; i < 4; i++) {
      rows[i] = new double[] {1, 0.3 * i + 0.1, 2 * (0.3 * i + 0.1) - 5, i * i};
    }
    PoissonRegression regression =
        PoissonRegression.of(List.of("one", "x", "twice", "square"), rows);
    double[] ones = {1, 1, 1, 1};
    assertThat(regression.collinear(ones)).containsExactly("twice");
    assertThat(regression.fit(ones, ones)).isEqualTo(new Unidentified("collinear: twice"));
    // Two rows carry two columns.
    assertThat(regression.collinear(new double[] {1, 0, 0, 1})).containsExactly("twice", "square");
  }

  @Test
  void noEventsHaveNoRate() {
    assertThat(PoissonRegression.of(LINE, line(0, 1)).fit(new double[2], new double[] {1, 1}))
        .isEqualTo(new Unidentified("no events"));
  }

  @Test
  void separatedRowsHaveNoSlope() {
    assertThat(
            PoissonRegression.of(LINE, line(0, 1)).fit(new double[] {10, 0}, new double[] {10, 10}))
        .isInstanceOfSatisfying(
            Unidentified.class, none -> assertThat(none.reason()).startsWith("separated"));
  }

  @Test
  void eventsInOneRowOnlyCanStillFixASlope() {
    // Rows without events on both sides pull in opposite directions.
    Fit fit =
        (Fit)
            PoissonRegression.of(LINE, line(-1, 0, 2))
                .fit(new double[] {0, 5, 0}, new double[] {1, 1, 1});
    double b0 = fit.coefficient(0);
    double b1 = fit.coefficient(1);
    // The two score equations.
    assertThat(Math.exp(b0 - b1) + Math.exp(b0) + Math.exp(b0 + 2 * b1)).isCloseTo(5, within(1e-8));
    assertThat(-Math.exp(b0 - b1) + 2 * Math.exp(b0 + 2 * b1)).isCloseTo(0, within(1e-8));
  }

  @Test
  void refusesImpossibleNumbers() {
    PoissonRegression regression = PoissonRegression.of(LINE, line(0, 1));
    assertThatThrownBy(() -> regression.fit(new double[] {1, -1}, new double[] {1, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row 1");
    assertThatThrownBy(() -> regression.fit(new double[] {1}, new double[] {1, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("events");
    assertThatThrownBy(() -> PoissonRegression.of(LINE, new double[][] {{1}}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PoissonRegression.of(LINE, line(Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
