package org.logscape.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassageSeriesTest {

  @ParameterizedTest
  @CsvSource({
    // Euler's integral at 30 digits, mpmath 1.3.0; the first three equal its hyp2f1 to 27 digits.
    "11, 1, 1, 9.44476216366308076",
    "1e4, 1, 0.5, 4995.4904611424103",
    "1e4, 2, 0.5, 4991.22251176259134",
    "1e6, 8, 1e-5, 3.95731342862099798",
    "1e8, 2, 1e-7, 7.69736946604104285",
    "1e8, 1, 0.7, 69999990.6620478911",
    "1e10, 20, 0.9, 8999999781.06425793",
    "1e12, 3, 0.2, 199999999961.09982",
    "500.5, 1001, 3, 2.96390358271657354",
    "300, 2000, 10, 0.35665545918197682",
    "1.25, 3, 40, 1.79170507226606449",
    "0.75, 1, 300, 75.9639593356315369",
    "5e5, 1000000, 0.5, 0.499998702562578489",
    "1e6, 1000000, 0.7, 31.1475383094276763"
  })
  void agreesWithThirtyDigits(double numerator, int outliers, double y, double expected) {
    PassageSeries series = new PassageSeries(numerator, outliers);
    // An exponent of size x carries an error of 1e-16 x; n/2 log(v/z) one of 1e-16 n.
    double tolerance = 1e-12 + 1e-15 * (Math.abs(expected) + outliers);
    assertThat(series.logByIntegral(y)).isCloseTo(expected, within(tolerance));
    assertThat(series.log(y)).isCloseTo(expected, within(tolerance));
  }

  @Test
  void sumAndIntegralAgreeWhereBothAreCheap() {
    for (double numerator : new double[] {0.6, 1.1, 3, 20, 150, 900}) {
      for (int outliers : new int[] {1, 2, 3, 7, 40, 300}) {
        for (double y : new double[] {1e-6, 1e-3, 0.1, 0.7, 2, 5}) {
          PassageSeries series = new PassageSeries(numerator, outliers);
          double sum = series.logBySum(y);
          assertThat(series.logByIntegral(y))
              .as("a = %s, n = %d, y = %s", numerator, outliers, y)
              .isCloseTo(sum, within(1e-12 + 1e-13 * sum));
        }
      }
    }
  }

  @Test
  void growthIsTheDerivative() {
    for (double numerator : new double[] {1.1, 20, 900, 1e6}) {
      for (int outliers : new int[] {1, 2, 40}) {
        PassageSeries series = new PassageSeries(numerator, outliers);
        for (double y : new double[] {0.1, 0.7, 5}) {
          double step = 1e-4 * y / (1 + numerator * y) * 100;
          double difference = (series.log(y + step) - series.log(y - step)) / (2 * step);
          // The central difference errs by the square of the step's relative size.
          assertThat(series.growth(y)).isCloseTo(difference, within(1e-3 * difference));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    // Integral at 40 digits of S from its value at the lower end, mpmath 1.3.0.
    "1.25, 3, 40, 50, 4.09432458985089572",
    "1.0000001, 2, 40, 690, 12.3768927896634492",
    "0.75, 1, 40, 690, 174.850253696751427",
    "2.5, 1, 40, 300, 598.90138771133189",
    "0.6, 7, 40, 690, 6.66502459439262244",
    "20.0, 2, 45, 46, 868.111122036064323"
  })
  void theIntegralOfTheExponentialAgreesWithThirtyDigits(
      double numerator, int outliers, double from, double to, double expected) {
    assertThat(new PassageSeries(numerator, outliers).logIntegralBeyond(from, to))
        .isCloseTo(expected, within(1e-12 + 1e-14 * Math.abs(expected)));
  }
}
