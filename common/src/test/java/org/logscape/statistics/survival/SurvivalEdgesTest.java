package org.logscape.statistics.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.logscape.statistics.Interval;

/** Data that leave something undetermined: each answer says so. */
class SurvivalEdgesTest {
  private static final RiskTable NONE = RiskTable.empty();
  private static final RiskTable ALL_CENSORED =
      RiskTable.of(new double[] {1, 2, 2}, new boolean[3]);
  private static final RiskTable ONE_EVENT =
      RiskTable.of(new double[] {1, 2, 3}, new boolean[] {false, true, false});
  private static final RiskTable ALL_AT_ONCE =
      RiskTable.of(new double[] {2, 2, 2}, new boolean[] {true, true, true});

  @Test
  void curvesWithoutEventsStayAtTheirStart() {
    for (RiskTable table : List.of(NONE, ALL_CENSORED)) {
      KaplanMeier survival = KaplanMeier.of(table);
      assertThat(survival.survival(5)).isEqualTo(1);
      assertThat(survival.variance(5)).contains(0.0);
      assertThat(survival.interval(5, 0.95)).isEmpty();
      SurvivalQuantile median = survival.quantile(0.5, 0.95);
      assertThat(median.time()).isInfinite();
      assertThat(median.interval().low()).isInfinite();
      assertThat(NelsonAalen.of(table).hazard(5)).isZero();
      assertThat(NelsonAalen.of(table).interval(5, 0.95)).isEmpty();
    }
  }

  @Test
  void curvesOfOneEvent() {
    KaplanMeier survival = KaplanMeier.of(ONE_EVENT);
    assertThat(survival.survival(2)).isEqualTo(0.5);
    // Greenwood: 1/4 * 1/(2 * 1).
    assertThat(survival.variance(2).orElseThrow()).isCloseTo(0.125, within(1e-15));
    assertThat(survival.quantile(0.5, 0.95).time()).isEqualTo(2);
    assertThat(survival.quantile(0.5, 0.95).interval())
        .isEqualTo(Interval.of(2, Double.POSITIVE_INFINITY));
    assertThat(survival.lastTime()).isEqualTo(3);
  }

  @Test
  void curvesThatComeToNothing() {
    KaplanMeier survival = KaplanMeier.of(ALL_AT_ONCE);
    assertThat(survival.survival(2)).isZero();
    assertThat(survival.variance(2)).isEmpty();
    assertThat(survival.interval(2, 0.95)).isEmpty();
    assertThat(survival.quantile(0.5, 0.95).time()).isEqualTo(2);
    // d (n - d) / n^3 = 0: all fell at once, and the hazard is 1 without spread.
    assertThat(NelsonAalen.of(ALL_AT_ONCE).hazard(2)).isEqualTo(1);
    assertThat(NelsonAalen.of(ALL_AT_ONCE).variance(2)).isZero();
  }

  @Test
  void lawsSayWhyTheyHaveNoFit() {
    for (RiskTable table : List.of(NONE, ALL_CENSORED)) {
      assertThat(ExponentialFit.of(table).whyNot()).contains("no events");
      assertThat(WeibullFit.of(table).whyNot()).contains("no events");
      assertThat(PiecewiseExponentialFit.of(table, 1).whyNot()).contains("no events");
    }
    assertThat(NONE.rate().whyNot()).contains("no time at risk");
    assertThat(ALL_CENSORED.rate().orElseThrow().rate()).isZero();
    assertThat(WeibullFit.of(ALL_AT_ONCE).whyNot().orElseThrow()).contains("no finite maximum");
    assertThat(
            WeibullFit.of(RiskTable.of(new double[] {0, 1}, new boolean[] {true, true}))
                .whyNot()
                .orElseThrow())
        .contains("time 0");
    assertThat(PiecewiseExponentialFit.of(ONE_EVENT, 1, 10).whyNot())
        .contains("piece 2 has no time at risk");
    assertThatThrownBy(() -> PiecewiseExponentialFit.of(ONE_EVENT, 2, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void oneEventBeforeACensoringHasAWeibullFit() {
    WeibullFit fit = WeibullFit.of(ONE_EVENT).orElseThrow();
    // The two score equations: sum of (t/scale)^shape = events, and the shape's own.
    double sum = 0;
    double weighted = 0;
    for (double t : new double[] {1, 2, 3}) {
      double hazard = Math.pow(t / fit.scale(), fit.shape());
      sum += hazard;
      weighted += hazard * Math.log(t);
    }
    assertThat(sum).isCloseTo(1, within(1e-12));
    assertThat(1 / fit.shape() + Math.log(2) - weighted).isCloseTo(0, within(1e-12));
  }

  @Test
  void testsSayWhyTheyCannotTell() {
    assertThat(LogRankTest.of(List.of(ALL_CENSORED, NONE)).whyNot()).contains("no events");
    assertThat(LogRankTest.of(List.of(ONE_EVENT, NONE)).whyNot().orElseThrow())
        .contains("at risk together");
    // A third group that is never at risk costs no degree of freedom.
    assertThat(LogRankTest.of(List.of(ONE_EVENT, ALL_AT_ONCE, NONE)).orElseThrow().test().degrees())
        .isEqualTo(1);
    assertThatThrownBy(() -> LogRankTest.of(List.of(NONE)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Memorylessness.of(NONE).whyNot()).contains("no events");
    assertThat(Memorylessness.of(ONE_EVENT).whyNot().orElseThrow()).contains("fewer than 6 events");
    assertThat(MemorylessnessBootstrap.of(ONE_EVENT, 1).whyNot().orElseThrow())
        .contains("fewer than 6 events");
    assertThat(DeadTime.of(RiskTable.of(new double[] {0, 0}, new boolean[] {true, true})).whyNot())
        .contains("no time at risk");
  }

  @Test
  void competingCausesWithoutEvents() {
    CauseTable table = CauseTable.of(new double[] {1, 2, 3}, new int[] {0, 2, 0}, 2);
    CumulativeIncidence never = CumulativeIncidence.of(table, 1);
    assertThat(never.incidence(3)).isZero();
    assertThat(never.interval(3, 0.95)).isEmpty();
    assertThat(CumulativeIncidence.of(table, 2).incidence(3)).isEqualTo(0.5);
    assertThat(CauseTable.of(new double[0], new int[0], 2).anyCause().size()).isZero();
    assertThatThrownBy(() -> CauseTable.of(new double[] {1}, new int[] {3}, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void incidencesAndSurvivalAddUpToOneWithTies() {
    double[] times = {1, 1, 1, 2, 2, 3, 4, 4, 5};
    int[] causes = {1, 2, 0, 1, 1, 2, 0, 2, 1};
    CauseTable first = CauseTable.of(times, causes, 2);
    CauseTable table = first.merge(first);
    for (double t : new double[] {1, 2, 4, 5}) {
      double sum =
          CumulativeIncidence.of(table, 1).incidence(t)
              + CumulativeIncidence.of(table, 2).incidence(t)
              + KaplanMeier.of(table.anyCause()).survival(t);
      assertThat(sum).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void medianIsTheFirstTimeWithHalfLeftWhateverTheRounding() {
    // The convention of lifelines' qth_survival_time: the first t with S(t) <= 0.5. lifelines 0.30
    // itself gives the next time for n = 6 and 20, where its exp of a sum of logarithms is 0.5 +
    // 1e-16.
    for (int n : new int[] {6, 10, 20, 58, 200}) {
      double[] times = new double[n];
      boolean[] observed = new boolean[n];
      for (int i = 0; i < n; i++) {
        times[i] = i + 1;
        observed[i] = true;
      }
      KaplanMeier curve = KaplanMeier.of(RiskTable.of(times, observed));
      assertThat(curve.quantile(0.5, 0.95).time()).isEqualTo(n / 2.0);
    }
  }
}
