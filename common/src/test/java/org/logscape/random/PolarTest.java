package org.logscape.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/**
 * The fixed polynomials against the correctly rounded functions of {@link StrictMath} (fdlibm,
 * below one unit in the last place).
 */
class PolarTest {
  private static final LaneStreams STREAM =
      new StreamFamily(1, 0, StreamFamily.Purpose.CHECK).lanes(0, 1);

  @Test
  void logarithmIsExactToThreeUnitsInTheLastPlace() {
    for (int i = 0; i < 200_000; i++) {
      double u = STREAM.nextUniform(0) * StrictMath.pow(2, -(i % 60));
      double expected = StrictMath.log(u);
      assertThat(Polar.ln(u)).as("ln %s", u).isCloseTo(expected, within(3 * Math.ulp(expected)));
    }
    assertThat(Polar.ln(1)).isZero();
  }

  @Test
  void sineAndCosineAreExactToTwoUnitsInTheLastPlace() {
    for (int i = 0; i < 200_000; i++) {
      double angle = Polar.angle(STREAM.nextLong(0));
      assertThat(Math.abs(angle)).isLessThanOrEqualTo(Math.PI / 4);
      double sine = StrictMath.sin(angle);
      assertThat(Polar.sine(angle)).isCloseTo(sine, within(2 * Math.ulp(sine)));
      double cosine = StrictMath.cos(angle);
      assertThat(Polar.cosine(angle)).isCloseTo(cosine, within(2 * Math.ulp(cosine)));
    }
  }

  @Test
  void uniformNeverReachesZero() {
    assertThat(Polar.openUniform(0)).isEqualTo(0x1p-53);
    assertThat(Polar.openUniform(-1)).isEqualTo(1);
    assertThat(Polar.radius(0)).isCloseTo(8.5717, within(1e-4)); // sqrt(2 * 53 ln 2)
  }
}
