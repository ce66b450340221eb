package org.logscape.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values and slopes of the losses: closed forms, and the two ways to a value bit for bit. */
class LossTest {
  private static final int K = 10;
  private static final int AT = 20;

  private static double[] outputs(long seed, double size) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    return random.doubles(AT + K + 3).map(u -> size * (2 * u - 1)).toArray();
  }

  private static double[] oneHot(int target) {
    double[] y = new double[AT + K + 3];
    y[AT + target] = 1;
    return y;
  }

  /** Old folders replay bit for bit only if a step's loss is what an evaluation's is. */
  @ParameterizedTest
  @EnumSource(Loss.class)
  void valueIsTheSameBitsWithAndWithoutTheSlope(Loss loss) {
    for (int seed = 0; seed < 200; seed++) {
      double[] f = outputs(seed, 0.1 * (1 + seed));
      double[] y = oneHot(seed % K);
      double[] slope = new double[f.length];
      assertThat(Double.doubleToLongBits(loss.valueAndSlope(f, y, AT, K, 0.3, slope)))
          .isEqualTo(Double.doubleToLongBits(loss.value(f, y, AT, K)));
    }
  }

  /** The slope as it was computed before it shared exponentials with the value: softmax - y. */
  @Test
  void slopeOfCrossEntropyIsSoftmaxLessTargetBitForBit() {
    for (int seed = 0; seed < 200; seed++) {
      double[] f = outputs(seed, 20);
      double[] y = oneHot(seed % K);
      double[] slope = new double[f.length];
      Loss.CROSS_ENTROPY.valueAndSlope(f, y, AT, K, -1.5, slope);
      double largest = Double.NEGATIVE_INFINITY;
      for (int j = AT; j < AT + K; j++) {
        largest = Math.max(largest, f[j]);
      }
      double[] p = new double[K];
      double sum = 0;
      for (int j = 0; j < K; j++) {
        p[j] = StrictMath.exp(f[AT + j] - largest);
        sum += p[j];
      }
      for (int j = 0; j < K; j++) {
        assertThat(slope[AT + j]).isEqualTo(-1.5 * (p[j] / sum - y[AT + j]));
      }
    }
  }

  /** Outputs all alike: softmax is 1/K, the loss is log K. */
  @Test
  void crossEntropyOfEqualOutputsIsLogK() {
    double[] slope = new double[AT + K + 3];
    double value =
        Loss.CROSS_ENTROPY.valueAndSlope(new double[AT + K + 3], oneHot(2), AT, K, 1, slope);
    assertThat(value).isCloseTo(Math.log(K), within(1e-15));
    assertThat(slope[AT]).isCloseTo(1.0 / K, within(1e-15));
    assertThat(slope[AT + 2]).isCloseTo(1.0 / K - 1, within(1e-15));
  }

  /** Only the places of the sample are written. */
  @ParameterizedTest
  @EnumSource(Loss.class)
  void slopesOfOtherSamplesStay(Loss loss) {
    double[] slope = new double[AT + K + 3];
    Arrays.fill(slope, 7);
    loss.valueAndSlope(outputs(3, 5), oneHot(1), AT, K, 1, slope);
    assertThat(slope[AT - 1]).isEqualTo(7);
    assertThat(slope[AT + K]).isEqualTo(7);
  }
}
