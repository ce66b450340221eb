package org.logscape.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.BiConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.logscape.matrix.Precision;
import org.logscape.matrix.Reals;

/** Vector code against scalar code bit for bit, and tanh against the library's. */
class PointwiseTest {
  /** Neither a multiple of any vector's lanes nor small. */
  private static final int COUNT = 1003;

  private static double[] ramp(double from, double to) {
    double[] values = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      values[i] = from + (to - from) * i / (COUNT - 1);
    }
    values[COUNT - 1] = Double.NaN;
    return values;
  }

  private static Pointwise scalar(Precision precision) {
    return precision == Precision.FLOAT32 ? new FloatPointwise() : new DoublePointwise();
  }

  private static double[] after(
      Precision precision, Pointwise pointwise, BiConsumer<Pointwise, Reals[]> work) {
    try (Reals y = Reals.copyOf(precision, ramp(-3, 3));
        Reals ry = Reals.copyOf(precision, ramp(2, -1));
        Reals d = Reals.copyOf(precision, ramp(-1, 5));
        Reals rd = Reals.copyOf(precision, ramp(1, 2))) {
      work.accept(pointwise, new Reals[] {y, ry, d, rd});
      double[] all = new double[4 * COUNT];
      System.arraycopy(y.toArray(), 0, all, 0, COUNT);
      System.arraycopy(ry.toArray(), 0, all, COUNT, COUNT);
      System.arraycopy(d.toArray(), 0, all, 2 * COUNT, COUNT);
      System.arraycopy(rd.toArray(), 0, all, 3 * COUNT, COUNT);
      return all;
    }
  }

  private static void sameBits(Precision precision, BiConsumer<Pointwise, Reals[]> work) {
    assertThat(after(precision, Pointwise.of(precision), work))
        .containsExactly(after(precision, scalar(precision), work));
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void vectorsLeaveTheBitsOfScalars(Precision precision) {
    sameBits(precision, (p, r) -> p.tanh(r[0].bytes(), COUNT));
    sameBits(precision, (p, r) -> p.relu(r[0].bytes(), COUNT));
    sameBits(precision, (p, r) -> p.tanhSlope(r[0].bytes(), r[2].bytes(), COUNT));
    sameBits(precision, (p, r) -> p.reluSlope(r[0].bytes(), r[2].bytes(), COUNT));
    sameBits(
        precision,
        (p, r) -> p.tanhCurve(r[0].bytes(), r[1].bytes(), r[2].bytes(), r[3].bytes(), COUNT));
    sameBits(precision, (p, r) -> p.add(r[0].bytes(), 5, r[1].bytes(), 17, COUNT - 20));
  }

  /** Three units in the last place: 2^-24 and 2^-53 of the value each. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void tanhIsExactToThreeUnits(Precision precision) {
    double unit = precision == Precision.FLOAT32 ? 0x1p-23 : 0x1p-52;
    for (double reach : new double[] {1e-30, 1e-3, 0.2, 1, 3, 30, 1e30}) {
      try (Reals y = Reals.copyOf(precision, ramp(-reach, reach))) {
        double[] z = y.toArray();
        Pointwise.of(precision).tanh(y.bytes(), COUNT);
        double[] result = y.toArray();
        for (int i = 0; i < COUNT - 1; i++) {
          double exact = StrictMath.tanh(z[i]);
          assertThat(result[i]).isCloseTo(exact, within(3 * unit * Math.abs(exact)));
        }
        assertThat(result[COUNT - 1]).isNaN();
      }
    }
  }
}
