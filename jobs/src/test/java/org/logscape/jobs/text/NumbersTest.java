package org.logscape.jobs.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.02164, 0.0216",
    "-1.5, -1.50",
    "12.34, 12.3",
    "579.4, 579",
    "999999, 999999",
    "1234567, 1.23e+06",
    "0.00001, 1.00e-05",
    "NaN, -",
    "Infinity, inf"
  })
  void hasThreeDigits(double value, String text) {
    assertThat(Numbers.brief(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.4, 0 s",
    "59.6, 1 min 0 s",
    "200, 3 min 20 s",
    "18720, 5 h 12 min",
    "273600, 3 d 4 h",
    "1e30, 'more than 3,000 years'"
  })
  void writesDurations(double seconds, String text) {
    assertThat(Numbers.duration(seconds)).isEqualTo(text);
  }

  @Test
  void aRangeOfOneNumberIsThatNumber() {
    assertThat(Numbers.range(0.95, 1.85)).isEqualTo("0.950 to 1.85");
    assertThat(Numbers.range(1.0001, 1.0002)).isEqualTo("1.00");
  }

  @Test
  void sizesHaveDecimalUnits() {
    assertThat(Numbers.bytes(480)).isEqualTo("480 B");
    assertThat(Numbers.bytes(7_120)).isEqualTo("7.1 KB");
    assertThat(Numbers.bytes(191_200_000)).isEqualTo("191 MB");
    assertThat(Numbers.bytes(999_600)).isEqualTo("1.0 MB");
    assertThat(Numbers.bytes(9_960_000)).isEqualTo("10 MB");
  }
}
