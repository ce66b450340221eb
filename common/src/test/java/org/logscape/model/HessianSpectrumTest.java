package org.logscape.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HessianSpectrumTest {

  @Test
  void tellsOutliersFromTheBulk() {
    HessianSpectrum spectrum = HessianSpectrum.of(0.01, 3, 1, 0.05, 2);
    assertThat(spectrum.eigenvalues()).containsExactly(3, 2, 1, 0.05, 0.01);
    assertThat(spectrum.outliers()).isEqualTo(3);
    assertThat(spectrum.outlier()).isEqualTo(2);
    assertThat(spectrum.trace()).isCloseTo(6.06, within(1e-15));
    assertThat(spectrum.logAbsoluteDeterminant()).isCloseTo(Math.log(6 * 0.0005), within(1e-14));
  }
}
