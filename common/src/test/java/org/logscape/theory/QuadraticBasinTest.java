package org.logscape.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuadraticBasinTest {

  @ParameterizedTest
  @CsvSource({
    // The double integral as it stands, by nested adaptive quadrature (SciPy 1.17.1,
    // integrate.quad).
    "1, 0.1, 1, 0.5, 0, 0, 0.25, 35.634954659501844",
    "1, 0.1, 1, 0.5, 1, 0, 0.25, 24.321463234900115",
    "4, 0.2, 6, 1.5, 0, 0.3, 3.0, 0.6367500002210899",
    "1, 0.05, 4, 0.5, 1, 0, 0.5, 565.7562630679774",
    "1, 1, 20, 1, 1, 0, 5, 0.10050340238143352",
    "2, 0.01, 2, 0.5, 0, 0, 0.05, 429.0643591629107"
  })
  void agreesWithNestedQuadrature(
      double h, double t, int n, double loss, int c, double from, double to, double expected) {
    QuadraticBasin basin = new QuadraticBasin(h, t, n, loss, c);
    assertThat(basin.meanFirstPassageTime(from, to)).isCloseTo(expected, within(1e-9 * expected));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0.3, 1, 0",
    "1, 0.3, 1, 1",
    "2, 0.1, 3, 0",
    "2, 0.1, 3, 1",
    "1, 1, 8, 0",
    "1, 0.5, 20, 1"
  })
  void solvesTheBackwardEquation(double h, double t, int n, int c) {
    QuadraticBasin basin = new QuadraticBasin(h, t, n, 0.5, c);
    // For u(q) = E time from q to qc: u'' v/2 + u' m = -1. Runge-Kutta for g = -u' from the regular
    // solution g(0) = 1/m(0);
    // near 0 it is g = g0 + g1 q with the next order of the equation, v = v1 q + v2 q^2, m = m0 +
    // m1 q.
    double m0 = basin.drift(0);
    double m1 = basin.drift(1) - m0;
    double v1 = 4 * h * t * 0.5;
    double g0 = 1 / m0;
    double g1 = -m1 * g0 / (m0 + 0.5 * v1);
    double q = 1e-5;
    double g = g0 + g1 * q;
    double end = 1.0;
    int steps = 200_000;
    double expected = g0 * q + 0.5 * g1 * q * q;
    double width = (end - q) / steps;
    for (int i = 0; i < steps; i++) {
      double k1 = slope(basin, q, g);
      double k2 = slope(basin, q + width / 2, g + width / 2 * k1);
      double k3 = slope(basin, q + width / 2, g + width / 2 * k2);
      double k4 = slope(basin, q + width, g + width * k3);
      double next = g + width / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
      // Hermite's cubic through values and slopes, of fourth order as the steps are.
      expected +=
          width / 2 * (g + next)
              + width * width / 12 * (slope(basin, q, g) - slope(basin, q + width, next));
      g = next;
      q += width;
    }
    assertThat(basin.meanFirstPassageTime(0, end)).isCloseTo(expected, within(1e-6 * expected));
  }

  private static double slope(QuadraticBasin basin, double q, double g) {
    return 2 * (1 - basin.drift(q) * g) / basin.variance(q);
  }

  @Test
  void smallTemperatureIsTheOrnsteinUhlenbeckProcess() {
    // For q of order T L* the noise is constant, q/(T L*) = x, and for n = 2 the mean time to x is
    // 1/(2h) sum x^k / (k k!).
    double x = 6;
    double series = 0;
    double term = 1;
    for (int k = 1; k < 80; k++) {
      term *= x / k;
      series += term / k;
    }
    double t = 1e-5;
    double time = new QuadraticBasin(3, t, 2, 0.5, 0).meanFirstPassageTime(0, x * t * 0.5);
    // Corrections are of order T x^2.
    assertThat(time).isCloseTo(series / 6, within(series / 6 * t * x * x));
  }

  @Test
  void nearTheMinimumTheDriftAloneCounts() {
    // q grows at h T n L* from 0.
    QuadraticBasin basin = new QuadraticBasin(2, 0.1, 4, 0.5, 1);
    assertThat(basin.meanFirstPassageTime(0, 1e-9))
        .isCloseTo(1e-9 / (2 * 0.1 * 4 * 0.5), within(1e-15));
  }

  @Test
  void timesAddUp() {
    for (int n = 1; n <= 20; n++) {
      for (double t : new double[] {0.01, 0.1, 1}) {
        for (int c = 0; c <= 1; c++) {
          QuadraticBasin basin = new QuadraticBasin(1, t, n, 0.5, c);
          double whole = basin.meanFirstPassageTime(0, 2);
          double parts = basin.meanFirstPassageTime(0, 0.3) + basin.meanFirstPassageTime(0.3, 2);
          assertThat(parts).isCloseTo(whole, within(1e-12 * whole));
        }
      }
    }
  }

  @Test
  void timesThatOverflowHaveLogarithms() {
    QuadraticBasin cold = new QuadraticBasin(1, 1e-3, 1, 1, 0);
    assertThat(cold.meanFirstPassageTime(0, 3)).isInfinite();
    // Doubling the barrier in log(L/L*) adds the power phi - n/2 of the ratio to the time, up to
    // the slow prefactor.
    double slope =
        (cold.logMeanFirstPassageTime(0, 3) - cold.logMeanFirstPassageTime(0, 2.9))
            / (Math.log(4) - Math.log(3.9));
    assertThat(slope).isCloseTo(cold.tailExponent(), within(2.0));
  }

  @ParameterizedTest
  @CsvSource({"1e-3, 0.5", "1e-6, 0.5", "1.6e-10, 0.2", "1e-14, 1", "1e-14, 1e-6"})
  void anyTemperatureCostsTheSame(double t, double q) {
    // For n = 2 and c = 0, S = (exp(y/T) - 1) T / z in closed form; its integral is that of the
    // upper end up to relative terms of order T / z, with y = log(1 + q/L*) and z = 1 - exp(-y).
    QuadraticBasin basin = new QuadraticBasin(3, t, 2, 1, 0);
    double y = Math.log1p(q);
    double z = q / (1 + q);
    double expected = y / t + 2 * Math.log(t) - Math.log(z) - Math.log(6 * t);
    assertThat(basin.logMeanFirstPassageTime(0, q))
        .isCloseTo(expected, within(3 * t / z + 1e-11 + 1e-15 * expected));
  }

  @Test
  void longestTimesGoWithTheEscapeExponent() {
    // At fixed T the time to c L* grows like c^(phi - n/2) for large c.
    QuadraticBasin basin = new QuadraticBasin(1, 0.2, 2, 1, 0);
    double slope =
        (basin.logMeanFirstPassageTime(0, 2e4) - basin.logMeanFirstPassageTime(0, 1e4))
            / Math.log(2);
    assertThat(basin.tailExponent()).isCloseTo(5, within(1e-12));
    assertThat(slope).isCloseTo(5, within(0.01));
  }

  @ParameterizedTest
  @CsvSource({
    // T, n, c and the exponent of P(L - L* > q): phi - n/2 = 1 + 1/T - n/2 with c = 0 (arXiv
    // 2105.09557); 3/4 + 1/(2 T) - n/4 with c = 1, from the stationary density of the diffusion.
    "0.2, 2, 0, 5.0",
    "0.2, 2, 1, 2.75",
    "0.02, 2, 0, 50",
    "0.05, 10, 0, 16"
  })
  void tailExponents(double t, int n, int c, double expected) {
    QuadraticBasin basin = new QuadraticBasin(1, t, n, 0.5, c);
    assertThat(basin.tailExponent()).isCloseTo(expected, within(1e-12));
    assertThat(basin.coreExponent()).isEqualTo(0.5 * n);
  }

  @Test
  void factoriesTakeTheSetting() {
    LogLandscape landscape = LogLandscape.of(0.1, 4, 2, 3, 5);
    assertThat(QuadraticBasin.logLandscape(landscape, 0.7).tailExponent())
        .isCloseTo(landscape.stationaryShapeB(), within(1e-12));
    assertThat(QuadraticBasin.gaussianDesign(landscape, 0.7).meanTimeToLevel(1.5))
        .isEqualTo(new QuadraticBasin(3, 0.15, 5, 0.7, 1).meanFirstPassageTime(0, 0.35));
  }

  @Test
  void stepsSeeALevelLateByTheirMeanOvershoot() {
    // the shift q + 0.5826 sqrt(v eta) lowers the rate by the tail's exponent times its relative
    // size
    QuadraticBasin basin = new QuadraticBasin(1, 0.1, 1, 0.5, 1);
    double q = 50;
    double level = 1 + q / 0.5;
    double eta = 1e-6;
    double shift = 0.5825971579390107 * Math.sqrt(basin.variance(q) * eta) / q;
    double later =
        Math.log(basin.meanTimeOfStepsToLevel(level, eta) / basin.meanTimeToLevel(level));
    assertThat(later / shift).isCloseTo(basin.tailExponent(), within(0.02 * basin.tailExponent()));
    assertThat(basin.meanTimeOfStepsToLevel(4, 1e-14) / basin.meanTimeToLevel(4))
        .isCloseTo(1, within(1e-6));
  }

  @Test
  void refusesImpossibleNumbers() {
    QuadraticBasin basin = new QuadraticBasin(1, 0.1, 1, 1, 0);
    assertThatThrownBy(() -> basin.meanTimeOfStepsToLevel(2, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> basin.meanFirstPassageTime(1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("threshold must be above start");
    assertThatThrownBy(() -> basin.meanTimeToLevel(1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new QuadraticBasin(1, 0.1, 1, 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("designExcess");
  }
}
