package org.logscape.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogBinsTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 20, 32})
  void everyValueLiesInItsBin(int perDecade) {
    LogBins bins = LogBins.of(perDecade);
    for (double value = 1e-10; value < 1e8; value *= 1.00137) {
      int bin = bins.bin(value);
      double log = StrictMath.log10(value);
      assertThat(log)
          .isGreaterThanOrEqualTo(bins.logLow(bin) - 1e-14)
          .isLessThanOrEqualTo(bins.logHigh(bin) + 1e-14);
    }
  }

  @Test
  void edgesBelongToTheBinAbove() {
    LogBins bins = LogBins.of(20);
    for (int bin = 1; bin < bins.count(); bin++) {
      double edge = StrictMath.pow(10, bins.logLow(bin));
      assertThat(bins.bin(edge)).isEqualTo(bin);
      assertThat(bins.bin(Math.nextDown(edge))).isEqualTo(bin - 1);
    }
  }

  @Test
  void whatFitsNowhereIsInTheOpenBins() {
    LogBins bins = LogBins.of(20);
    assertThat(bins.bin(0)).isZero();
    assertThat(bins.bin(-1e-17)).isZero();
    assertThat(bins.bin(1e300)).isEqualTo(bins.count() - 1);
    assertThat(bins.logLow(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(bins.logHigh(bins.count() - 1)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThatIllegalArgumentException().isThrownBy(() -> LogBins.of(0));
    assertThatIllegalArgumentException().isThrownBy(() -> LogBins.of(33));
  }
}
