package org.logscape.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against {@link StrictMath}, whose own error is below 1 ulp (exp) and 2.5 ulp (tanh). */
class ExponentialTest {

  @Test
  void expIsWithinAnUlp() {
    Random random = new Random(1);
    for (int i = 0; i < 300_000; i++) {
      double x = i % 3 == 0 ? 1400 * (random.nextDouble() - 0.5) : 4 * random.nextGaussian();
      double expected = StrictMath.exp(x);
      // both round: each is within 1 ulp of the true value
      assertThat(Exponential.exp(x))
          .as("exp %s", x)
          .isCloseTo(expected, within(2 * Math.ulp(expected)));
    }
  }

  @Test
  void tanhIsWithinItsUlps() {
    Random random = new Random(2);
    for (int i = 0; i < 300_000; i++) {
      double x = random.nextGaussian() * StrictMath.pow(2, 4 - i % 40);
      double expected = StrictMath.tanh(x);
      assertThat(Exponential.tanh(x))
          .as("tanh %s", x)
          .isCloseTo(expected, within(4 * Math.ulp(expected)));
    }
  }

  @Test
  void endsOfTheRange() {
    assertThat(Exponential.exp(0)).isEqualTo(1);
    assertThat(Exponential.exp(1)).isCloseTo(Math.E, within(2 * Math.ulp(Math.E)));
    assertThat(Exponential.exp(710)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Exponential.exp(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Exponential.exp(-746)).isZero();
    assertThat(Exponential.exp(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(Exponential.exp(-740)).isCloseTo(StrictMath.exp(-740), within(Double.MIN_VALUE));
    assertThat(Exponential.exp(Double.NaN)).isNaN();
    assertThat(Exponential.tanh(Double.POSITIVE_INFINITY)).isEqualTo(1);
    assertThat(Exponential.tanh(-25)).isEqualTo(-1);
    assertThat(Exponential.tanh(-0.0)).isEqualTo(-0.0);
    assertThat(Exponential.tanh(Double.NaN)).isNaN();
  }

  /** Vectors of this machine's width, a tail of scalar lanes, and scalar code: the same bits. */
  @Test
  void lanesHaveTheBitsOfSingleNumbers() {
    Random random = new Random(3);
    double[] in = new double[1_003];
    for (int i = 0; i < in.length; i++) {
      in[i] = random.nextGaussian() * StrictMath.pow(2, 9 - i % 20);
    }
    in[17] = Double.NaN;
    in[18] = Double.NEGATIVE_INFINITY;
    double[] exp = new double[in.length];
    double[] tanh = new double[in.length];
    LaneFunctions.INSTANCE.exp(in, exp, 0, in.length);
    LaneFunctions.INSTANCE.tanh(in, tanh, 0, in.length);
    for (int i = 0; i < in.length; i++) {
      assertThat(Double.doubleToLongBits(exp[i]))
          .isEqualTo(Double.doubleToLongBits(Exponential.exp(in[i])));
      assertThat(Double.doubleToLongBits(tanh[i]))
          .isEqualTo(Double.doubleToLongBits(Exponential.tanh(in[i])));
    }
  }
}
