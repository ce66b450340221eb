package org.logscape.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The fixed polynomials against {@link StrictMath} (fdlibm, below one unit in the last place). */
class PolarTest {
  /** What {@link Polar} promises. */
  private static final double RELATIVE = 0x1p-41;

  private static final LaneStreams STREAM =
      new StreamFamily(1, 0, StreamFamily.Purpose.CHECK).lanes(0, 1);

  @Test
  void logarithmKeepsItsRelativeError() {
    for (int i = 0; i < 200_000; i++) {
      double u = STREAM.nextUniform(0) * StrictMath.pow(2, -(i % 60));
      double expected = StrictMath.log(u);
      assertThat(Polar.ln(u)).as("ln %s", u).isCloseTo(expected, within(-RELATIVE * expected));
    }
    assertThat(Polar.ln(1)).isZero();
    double above = Polar.ln(1 + 0x1p-30);
    assertThat(above).isCloseTo(StrictMath.log1p(0x1p-30), within(RELATIVE * 0x1p-30));
  }

  @Test
  void sineAndCosineKeepTheirRelativeError() {
    for (int i = 0; i < 200_000; i++) {
      double f = Polar.angle(STREAM.nextLong(0));
      assertThat(f).isBetween(-0.5, 0.5);
      double sine = StrictMath.sin(f * Math.PI / 2);
      assertThat(Polar.sine(f)).isCloseTo(sine, within(RELATIVE * Math.abs(sine)));
      double cosine = StrictMath.cos(f * Math.PI / 2);
      assertThat(Polar.cosine(f)).isCloseTo(cosine, within(RELATIVE * cosine));
    }
  }

  @Test
  void uniformNeverReachesZero() {
    assertThat(Polar.openUniform(-1)).isEqualTo(0x1p-52);
    assertThat(Polar.openUniform(0)).isEqualTo(1);
    assertThat(Polar.radius(-1)).isCloseTo(8.4904, within(1e-4)); // sqrt(2 * 52 ln 2)
  }
}
