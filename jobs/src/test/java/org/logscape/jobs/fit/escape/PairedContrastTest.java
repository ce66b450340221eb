package org.logscape.jobs.fit.escape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.logscape.jobs.fit.escape.PairedContrast.Arm;
import org.logscape.statistics.RunBootstrap;

class PairedContrastTest {
  private static final RunBootstrap WEIGHTS = RunBootstrap.of(1);

  private static Arm arm(Random random, int runs, double rate) {
    double[] events = new double[runs];
    double[] times = new double[runs];
    for (int i = 0; i < runs; i++) {
      double life = -Math.log(random.nextDouble()) / rate;
      events[i] = life < 2 ? 1 : 0;
      times[i] = Math.min(life, 2);
    }
    return new Arm(events, times);
  }

  @Test
  void estimatesAreThoseOfTheRates() {
    PairedContrast contrast =
        PairedContrast.of(
            arm(new Random(1), 100, 1), arm(new Random(2), 100, 0.5), WEIGHTS, 200, 0.95);
    Arm first = arm(new Random(1), 100, 1);
    double rate = sum(first.events()) / sum(first.times());
    Arm second = arm(new Random(2), 100, 0.5);
    double other = sum(second.events()) / sum(second.times());
    assertThat(contrast.difference().orElseThrow().value()).isCloseTo(rate - other, within(1e-12));
    assertThat(contrast.ratio().orElseThrow().value()).isCloseTo(rate / other, within(1e-12));
  }

  private static double sum(double[] numbers) {
    double sum = 0;
    for (double number : numbers) {
      sum += number;
    }
    return sum;
  }

  @Test
  void sharedNumbersSharpenTheContrast() {
    // The same numbers in both arms, against other ones.
    PairedContrast shared =
        PairedContrast.of(
            arm(new Random(3), 400, 1), arm(new Random(3), 400, 0.8), WEIGHTS, 400, 0.95);
    PairedContrast apart =
        PairedContrast.of(
            arm(new Random(3), 400, 1), arm(new Random(4), 400, 0.8), WEIGHTS, 400, 0.95);
    assertThat(shared.correlation().orElseThrow()).isGreaterThan(0.8);
    assertThat(apart.correlation().orElseThrow()).isCloseTo(0, within(4 / Math.sqrt(400)));
    assertThat(shared.ratio().orElseThrow().interval().width())
        .isLessThan(0.6 * apart.ratio().orElseThrow().interval().width());
  }

  @Test
  void saysWhyThereIsNone() {
    Arm none = new Arm(new double[3], new double[] {1, 1, 1});
    Arm some = new Arm(new double[] {1, 1, 1}, new double[] {1, 2, 3});
    PairedContrast contrast = PairedContrast.of(some, none, WEIGHTS, 100, 0.95);
    assertThat(contrast.ratio().whyNot()).contains("no events in one arm or both");
    assertThat(contrast.correlation().whyNot()).contains("an arm does not vary");
    assertThat(contrast.difference().orElseThrow().value()).isEqualTo(0.5);
    Arm empty = new Arm(new double[0], new double[0]);
    assertThat(PairedContrast.of(empty, empty, WEIGHTS, 100, 0.95).difference().whyNot())
        .contains("no time at risk in one arm or both");
    assertThatThrownBy(() -> PairedContrast.of(some, empty, WEIGHTS, 100, 0.95))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Arm(new double[] {-1}, new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** 1,000 sweeps of two rates, 1 and 0.7, whose runs share most of their numbers. */
  @Tag("thorough")
  @Test
  void intervalsOfTheRatioCoverIt() {
    Random random = new Random(20220721);
    int held = 0;
    for (int sweep = 0; sweep < 1_000; sweep++) {
      double[][] columns = new double[4][200];
      for (int i = 0; i < 200; i++) {
        double shared = -Math.log(random.nextDouble());
        double other = random.nextDouble() < 0.8 ? shared : -Math.log(random.nextDouble());
        double[] lives = {shared, other / 0.7};
        for (int arm = 0; arm < 2; arm++) {
          columns[2 * arm][i] = lives[arm] < 2 ? 1 : 0;
          columns[2 * arm + 1][i] = Math.min(lives[arm], 2);
        }
      }
      held +=
          PairedContrast.of(
                      new Arm(columns[0], columns[1]),
                      new Arm(columns[2], columns[3]),
                      RunBootstrap.of(random.nextLong()),
                      400,
                      0.95)
                  .ratio()
                  .orElseThrow()
                  .interval()
                  .contains(1 / 0.7)
              ? 1
              : 0;
    }
    // a share of 1,000 at 0.95 has a standard error of 0.007
    assertThat(held / 1_000.0).isBetween(0.93, 0.97);
  }
}
