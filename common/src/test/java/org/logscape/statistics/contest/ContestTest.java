package org.logscape.statistics.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.logscape.statistics.ChiSquare;

class ContestTest {
  private static final double[] ONCE = {1, 1, 1, 1};

  private static Contender law(String name, int parameters, double... each) {
    return new Contender(name, parameters, each, Map.of());
  }

  @Test
  void vuongByHand() {
    // Differences 1, 2, 3, 2: sum 8, variance 0.5, z = 8 / sqrt(4 * 0.5).
    VuongTest test =
        VuongTest.of(new double[] {0, 0, 0, 0}, new double[] {-1, -2, -3, -2}, ONCE).orElseThrow();
    assertThat(test.ratio()).isEqualTo(8);
    assertThat(test.statistic()).isCloseTo(8 / Math.sqrt(2), within(1e-12));
    // Counts stand for repeated observations.
    VuongTest counted =
        VuongTest.of(new double[3], new double[] {-1, -2, -3}, new double[] {1, 2, 1})
            .orElseThrow();
    assertThat(counted).isEqualTo(test);
  }

  @Test
  void vuongSaysWhyItCannotTell() {
    assertThat(VuongTest.of(ONCE, ONCE, ONCE).whyNot().orElseThrow()).contains("agree");
    assertThat(VuongTest.of(ONCE, ONCE, new double[4]).whyNot()).contains("no observations");
    double[] excludes = {0, 0, 0, Double.NEGATIVE_INFINITY};
    assertThat(VuongTest.of(ONCE, excludes, ONCE).whyNot().orElseThrow()).contains("excludes");
  }

  @Test
  void lawsThatDifferByRoundingAloneAreNotToldApart() {
    // Vuong's variance of such differences is as tiny as their sum: its statistic says nothing.
    Contender one = law("one", 0, -1, -2, -3, -4);
    Contender same = law("same", 0, -1 - 1e-15, -2 - 2e-15, -3 - 2e-15, -4 - 1e-15);
    double[] counts = {1e4, 1e4, 1e4, 1e4};
    Contest contest = Contest.of(List.of(one, same), counts);
    assertThat(contest.verdict(0.1)).isEqualTo(new Verdict.Open("one", List.of("same")));
    assertThat(String.valueOf(contest.aicDifference(0, 1))).isEqualTo("0.0");
    assertThat(String.valueOf(contest.aicDifference(1, 0))).isEqualTo("0.0");
  }

  @Test
  void boundaryHalvesTheChiSquare() {
    assertThat(ChiSquare.onBoundary(2.7055, 1).pValue()).isCloseTo(0.05, within(1e-5));
    assertThat(ChiSquare.onBoundary(0, 1).pValue()).isEqualTo(1);
    // Half of each: Q(1, 1) = exp(-1), Q(1/2, 1) = erfc(1).
    assertThat(ChiSquare.onBoundary(2, 2).pValue())
        .isCloseTo(0.5 * (0.15729920705028513 + Math.exp(-1)), within(1e-12));
    assertThat(ChiSquare.of(Double.POSITIVE_INFINITY, 3).pValue()).isZero();
  }

  @Test
  void criterionWeightsAndVerdict() {
    Contender small = new Contender("small", 1, ONCE, Map.of("large", Nesting.BOUNDARY));
    Contender large = law("large", 2, 1.1, 1, 1, 1);
    Contender far = law("far", 1, -3, -2, -4, -3);
    Contest contest = Contest.of(List.of(small, large, far), ONCE);
    assertThat(contest.aic(0)).isCloseTo(2 - 8, within(1e-12));
    double ratio = contest.weights()[1] / contest.weights()[0];
    assertThat(ratio).isCloseTo(Math.exp(-1 + 0.1), within(1e-12));
    assertThat(contest.nested(0, 1).orElseThrow().statistic()).isCloseTo(0.2, within(1e-12));
    assertThat(contest.nested(1, 0)).isEmpty();
    assertThat(contest.verdict(0.1)).isEqualTo(new Verdict.Preferred("small"));
  }

  @Test
  void lawsThatTheDataDoNotTellApart() {
    Contest contest =
        Contest.of(
            List.of(law("one", 1, 1, 2, 1, 2), law("other", 1, 2, 1, 2, 1.5), law("same", 2, ONCE)),
            ONCE);
    assertThat(contest.verdict(0.1)).isEqualTo(new Verdict.Open("other", List.of("one")));
    assertThat(Contest.of(List.of(law("twin", 1, ONCE), law("double", 1, ONCE)), ONCE).verdict(0.1))
        .isEqualTo(new Verdict.Open("twin", List.of("double")));
  }

  @Test
  void nothingToDecide() {
    assertThat(Contest.of(List.of(), ONCE).verdict(0.1)).isInstanceOf(Verdict.NoContest.class);
    assertThat(Contest.of(List.of(law("one", 1, ONCE)), ONCE).verdict(0.1))
        .isInstanceOf(Verdict.NoContest.class);
    double[] never = {Double.NEGATIVE_INFINITY, 0, 0, 0};
    assertThat(Contest.of(List.of(law("a", 1, never), law("b", 1, never)), ONCE).verdict(0.1))
        .isInstanceOf(Verdict.NoContest.class);
    assertThatThrownBy(() -> Contest.of(List.of(law("a", 1, ONCE), law("a", 1, ONCE)), ONCE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Contest.of(List.of(law("a", 1, 1)), ONCE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
