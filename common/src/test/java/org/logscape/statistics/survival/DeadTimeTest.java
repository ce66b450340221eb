package org.logscape.statistics.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DeadTimeTest {

  private static RiskTable runs(long seed, int runs, double dead, double before) {
    Random random = new Random(seed);
    double[] times = new double[runs];
    boolean[] seen = new boolean[runs];
    for (int i = 0; i < runs; i++) {
      double hazard = -Math.log(random.nextDouble());
      double time = hazard < before * dead ? hazard / before : dead + hazard - before * dead;
      times[i] = Math.min(time, 4);
      seen[i] = time < 4;
    }
    return RiskTable.of(times, seen);
  }

  @Test
  void findsASharpOne() {
    DeadTime dead = DeadTime.of(runs(1, 500, 0.4, 0)).orElseThrow();
    // The first of 500 events comes 1/500 after the dead time on the average.
    assertThat(dead.time()).isBetween(0.4, 0.4 + 8.0 / 500);
    assertThat(dead.rateBefore()).isZero();
    assertThat(dead.rateAfter()).isCloseTo(1, within(4 / Math.sqrt(490.0)));
  }

  @Test
  void findsABluntOne() {
    DeadTime dead = DeadTime.of(runs(2, 2000, 0.4, 0.1)).orElseThrow();
    // A change point is known to a few mean spacings of events, 1/(2000 * 0.9).
    assertThat(dead.time()).isCloseTo(0.4, within(0.01));
    assertThat(dead.rateBefore()).isCloseTo(0.1, within(4 * Math.sqrt(0.1 / 800)));
  }

  @Test
  void constantRatesHaveNone() {
    int found = 0;
    for (int seed = 0; seed < 200; seed++) {
      found += DeadTime.of(runs(seed, 100, 0, 0)).orElseThrow().time() > 0 ? 1 : 0;
    }
    // BIC lets through what gains log 90 = 4.5: some per cent of a supremum of chi-squares.
    assertThat(found).isLessThan(30);
  }

  @Test
  void aSharpDeadTimeDropsOutOfTheTestExactly() {
    // The same lifetimes with and without a shift: the test from the first event on sees no
    // difference.
    RiskTable plain = runs(7, 60, 0, 0);
    double first = plain.time(0);
    Memorylessness one = Memorylessness.of(plain, first).orElseThrow();
    double[] times = new double[60];
    boolean[] seen = new boolean[60];
    int k = 0;
    for (int i = 0; i < plain.size(); i++) {
      for (long j = 0; j < plain.events(i) + plain.censored(i); j++) {
        times[k] = plain.time(i) + 3;
        seen[k++] = j < plain.events(i);
      }
    }
    RiskTable shifted = RiskTable.of(times, seen);
    Memorylessness other = Memorylessness.of(shifted, shifted.time(0)).orElseThrow();
    assertThat(other.events()).isEqualTo(one.events());
    assertThat(other.trend()).isCloseTo(one.trend(), within(1e-9));
    assertThat(Memorylessness.of(shifted).orElseThrow().trend())
        .isCloseTo(one.trend(), within(1e-9));
  }

  @Test
  void uncensoredPlacesAreNormalizedSpacings() {
    // By hand: 7 runs without censoring at 1 .. 7; total time on test 7, 13, 18, 22, 25, 27, 28.
    boolean[] seen = {true, true, true, true, true, true, true};
    Memorylessness test =
        Memorylessness.of(RiskTable.of(new double[] {1, 2, 3, 4, 5, 6, 7}, seen), 0).orElseThrow();
    assertThat(test.events()).isEqualTo(6);
    double sum = (7 + 13 + 18 + 22 + 25 + 27) / 28.0;
    assertThat(test.trend()).isCloseTo((sum - 3) / Math.sqrt(0.5), within(1e-12));
    assertThat(test.uniformity().kolmogorov()).isCloseTo(18 / 28.0 - 2 / 6.0, within(1e-12));
  }

  @Test
  void tiesOfSteppedTimesAreSpread() {
    // Geometric times: rounding up an exponential keeps it memoryless, with every time a tie.
    Random random = new Random(11);
    int rejected = 0;
    for (int trial = 0; trial < 300; trial++) {
      double[] times = random.doubles(200).map(u -> Math.ceil(-10 * Math.log(u))).toArray();
      boolean[] seen = new boolean[200];
      java.util.Arrays.fill(seen, true);
      rejected +=
          Memorylessness.of(RiskTable.of(times, seen), 0)
                      .orElseThrow()
                      .uniformity()
                      .andersonDarlingPValue()
                  < 0.05
              ? 1
              : 0;
    }
    // 0.05 and four standard errors; spreading makes the places a little more even than uniform.
    assertThat(rejected / 300.0).isLessThan(0.05 + 4 * Math.sqrt(0.05 * 0.95 / 300));
  }

  @Test
  void aReplicateDependsOnSeedAndNumberAlone() {
    RiskTable table = runs(3, 80, 0.3, 0);
    MemorylessnessBootstrap bootstrap = MemorylessnessBootstrap.of(table, 42).orElseThrow();
    double third = bootstrap.replicate(3);
    assertThat(bootstrap.replicate(0)).isNotEqualTo(third);
    assertThat(MemorylessnessBootstrap.of(table, 42).orElseThrow().replicate(3)).isEqualTo(third);
    assertThat(MemorylessnessBootstrap.of(table, 43).orElseThrow().replicate(3))
        .isNotEqualTo(third);
  }
}
