package org.logscape.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlasTest {
  /** Whole numbers, so that every order of the sums is exact. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void productsOfSlices(Precision precision) {
    try (Reals a = Reals.copyOf(precision, new double[] {9, 1, 2, 3, 4, 5, 6});
        Reals b = Reals.copyOf(precision, new double[] {1, 0, -1, 2, 3, 1});
        Reals c = Reals.copyOf(precision, new double[] {1, 1, 1, 1})) {
      Reals matrix = a.slice(1, 6);
      Blas.multiply(Blas.As.IS, Blas.As.IS, 2, 2, 3, 2, matrix, 3, b, 2, -1, c, 2);
      assertThat(c.toArray()).containsExactly(15, 13, 33, 31);
      Blas.multiply(Blas.As.TRANSPOSED, 3, 2, 1, b, b.slice(0, 3), 0, c.slice(0, 2));
      assertThat(c.toArray()).containsExactly(-2, -1, 33, 31);
    }
  }

  @Test
  void namesItsKernels() {
    assertThat(Blas.core()).matches("[A-Z0-9]+");
  }
}
