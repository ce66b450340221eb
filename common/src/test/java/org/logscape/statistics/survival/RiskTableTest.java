package org.logscape.statistics.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RiskTableTest {

  private static double[] times(Random random, int runs) {
    return random.doubles(runs).map(u -> Math.ceil(-20 * Math.log(u))).toArray();
  }

  private static boolean[] seen(Random random, int runs) {
    boolean[] seen = new boolean[runs];
    for (int i = 0; i < runs; i++) {
      seen[i] = random.nextInt(4) > 0;
    }
    return seen;
  }

  private static void same(RiskTable one, RiskTable other) {
    assertThat(one.size()).isEqualTo(other.size());
    for (int i = 0; i < one.size(); i++) {
      assertThat(one.time(i)).isEqualTo(other.time(i));
      assertThat(one.events(i)).isEqualTo(other.events(i));
      assertThat(one.censored(i)).isEqualTo(other.censored(i));
    }
    assertThat(one.timeAtRisk()).isEqualTo(other.timeAtRisk());
  }

  @Test
  void partsMergeIntoTheWholeInAnyOrder() {
    Random random = new Random(1);
    double[] times = times(random, 300);
    boolean[] seen = seen(random, 300);
    RiskTable whole = RiskTable.of(times, seen);
    RiskTable[] parts = new RiskTable[3];
    for (int k = 0; k < 3; k++) {
      parts[k] =
          RiskTable.of(
              Arrays.copyOfRange(times, 100 * k, 100 * k + 100),
              Arrays.copyOfRange(seen, 100 * k, 100 * k + 100));
    }
    // Whole steps of time: sums are exact.
    same(parts[0].merge(parts[1]).merge(parts[2]), whole);
    same(parts[2].merge(parts[0].merge(parts[1])), whole);
    same(whole.merge(RiskTable.empty()), whole);
    assertThat(whole.runs()).isEqualTo(300);
  }

  @Test
  void travelsBetweenMachines() throws IOException, ClassNotFoundException {
    RiskTable table = RiskTable.of(new double[] {1, 2, 2}, new boolean[] {true, true, false});
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(table);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      same((RiskTable) in.readObject(), table);
    }
    same(RiskTable.of(new double[] {1, 2}, new long[] {1, 1}, new long[] {0, 1}, 5), table);
  }

  @Test
  void afterAnOriginTimesCountFromThere() {
    RiskTable later =
        RiskTable.of(new double[] {1, 2, 5, 7}, new boolean[] {true, true, true, false}).after(2);
    same(later, RiskTable.of(new double[] {3, 5}, new boolean[] {true, false}));
  }

  @Test
  void refusesImpossibleNumbers() {
    boolean[] one = {true};
    assertThatThrownBy(() -> RiskTable.of(new double[] {-1}, one))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RiskTable.of(new double[] {Double.NaN}, one))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RiskTable.of(new double[2], one))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RiskTable.of(new double[] {2, 1}, new long[2], new long[2], 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
