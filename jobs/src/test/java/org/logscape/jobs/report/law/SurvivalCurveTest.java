package org.logscape.jobs.report.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.logscape.jobs.report.data.WaitingTimes.Risk;
import org.logscape.jobs.report.figure.DataPoint;

/**
 * The remission times of 21 patients under 6-MP (Freireich et al., Blood 21, 1963, 699), the
 * standard example of the estimate: survival and log(-log) intervals as Stata and R print them.
 */
class SurvivalCurveTest {
  private static final int[] REMISSION_ENDED = {6, 6, 6, 7, 10, 13, 16, 22, 23};
  private static final int[] CENSORED = {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35};

  /** Week, survival, lower and upper end. */
  private static final double[][] PUBLISHED = {
    {6, 0.8571, 0.6197, 0.9516},
    {7, 0.8067, 0.5631, 0.9228},
    {10, 0.7529, 0.5032, 0.8894},
    {13, 0.6902, 0.4316, 0.8491},
    {16, 0.6275, 0.3675, 0.8049},
    {22, 0.5378, 0.2678, 0.7468},
    {23, 0.4482, 0.1881, 0.6801}
  };

  private static NavigableMap<Integer, Risk> weeks() {
    NavigableMap<Integer, Risk> weeks = new TreeMap<>();
    for (int week : REMISSION_ENDED) {
      weeks.merge(week, new Risk(1, 0), SurvivalCurveTest::sum);
    }
    for (int week : CENSORED) {
      weeks.merge(week, new Risk(0, 1), SurvivalCurveTest::sum);
    }
    return weeks;
  }

  private static Risk sum(Risk a, Risk b) {
    return new Risk(a.events() + b.events(), a.censored() + b.censored());
  }

  @Test
  void isThePublishedCurve() {
    SurvivalCurve curve = SurvivalCurve.of(weeks(), 1, "6-MP");
    assertThat(curve.runs()).isEqualTo(21);
    assertThat(curve.events()).isEqualTo(9);
    // the first step is survival 1, the last goes on to the last censoring
    assertThat(curve.steps()).hasSize(PUBLISHED.length + 2);
    for (int i = 0; i < PUBLISHED.length; i++) {
      DataPoint step = curve.steps().get(i + 1);
      assertThat(Math.log10(step.x())).isCloseTo(PUBLISHED[i][0], within(1e-9));
      assertThat(step.y()).isCloseTo(PUBLISHED[i][1], within(5e-5));
      assertThat(step.low()).isCloseTo(PUBLISHED[i][2], within(5e-5));
      assertThat(step.high()).isCloseTo(PUBLISHED[i][3], within(5e-5));
    }
    assertThat(Math.log10(curve.steps().get(PUBLISHED.length + 1).x())).isCloseTo(35, within(1e-9));
  }
}
