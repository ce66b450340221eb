package org.logscape.jobs.fit.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.logscape.statistics.survival.CauseTable;
import org.logscape.statistics.survival.CumulativeIncidence;
import org.logscape.statistics.survival.KaplanMeier;
import org.logscape.statistics.survival.RiskTable;

/** Tables of ends in steps beside the library's own tables of single runs. */
class StepCountsTest {
  private static final double ETA = 0.04;

  private record End(long step, int cause) {}

  private static List<End> ends(int runs, int steps, int causes) {
    SplittableRandom random = new SplittableRandom(7);
    List<End> ends = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      ends.add(new End(1 + random.nextInt(steps), random.nextInt(causes + 1)));
    }
    return ends;
  }

  /** Dealt out to so many parts, which are merged from the last to the first. */
  private static StepCounts counts(List<End> ends, int causes, int parts) {
    StepCounts all = StepCounts.ofCauses(causes);
    for (int part = parts - 1; part >= 0; part--) {
      StepCounts own = StepCounts.ofCauses(causes);
      for (int i = part; i < ends.size(); i += parts) {
        own.add(ends.get(i).step(), ends.get(i).cause());
      }
      all.merge(own);
    }
    return all;
  }

  private static double[] times(List<End> ends) {
    return ends.stream().mapToDouble(end -> end.step() * ETA).toArray();
  }

  private static RiskTable library(List<End> ends) {
    boolean[] observed = new boolean[ends.size()];
    for (int i = 0; i < observed.length; i++) {
      observed[i] = ends.get(i).cause() > 0;
    }
    return RiskTable.of(times(ends), observed);
  }

  private static void checkEqual(RiskTable own, RiskTable other) {
    assertThat(own.size()).isEqualTo(other.size());
    for (int i = 0; i < own.size(); i++) {
      assertThat(own.time(i)).isEqualTo(other.time(i));
      assertThat(own.events(i)).isEqualTo(other.events(i));
      assertThat(own.censored(i)).isEqualTo(other.censored(i));
    }
  }

  @Test
  void fewDistinctStepsAreTheLibrarysTableHoweverManyRuns() {
    List<End> ends = ends(40_000, 3_000, 1);
    StepCounts counts = counts(ends, 1, 3);
    assertThat(counts.isBinned()).isFalse();
    checkEqual(counts.riskTable(ETA), library(ends));
    double time = ends.stream().mapToLong(End::step).sum() * ETA;
    assertThat(counts.riskTable(ETA).timeAtRisk()).isEqualTo(time);
  }

  @Test
  void manyDistinctStepsAreBinnedAlikeInAnyOrder() {
    List<End> ends = ends(60_000, 400_000_000, 1);
    RiskTable one = counts(ends, 1, 1).riskTable(ETA);
    StepCounts five = counts(ends, 1, 5);
    assertThat(five.isBinned()).isTrue();
    checkEqual(five.riskTable(ETA), one);
    assertThat(one.size()).isLessThan(StepCounts.EXACT);
    assertThat(one.runs()).isEqualTo(60_000);
    assertThat(one.timeAtRisk()).isEqualTo(ends.stream().mapToLong(End::step).sum() * ETA);
    double exact = KaplanMeier.of(library(ends)).quantile(0.5, 0.95).time();
    double binned = KaplanMeier.of(one).quantile(0.5, 0.95).time();
    // the step of the median lies in the median's bin; its middle is within BIN_ERROR of it, and
    // runs censored in the same bin move the curve by less than a bin
    assertThat(binned / exact)
        .isBetween(1 - 3 * StepCounts.BIN_ERROR, 1 + 3 * StepCounts.BIN_ERROR);
  }

  @Test
  void causesAreTheLibrarysToo() {
    List<End> ends = ends(2_000, 500, 3);
    CauseTable own = counts(ends, 3, 4).causeTable(ETA);
    CauseTable other = CauseTable.of(times(ends), ends.stream().mapToInt(End::cause).toArray(), 3);
    for (int cause = 1; cause <= 3; cause++) {
      checkEqual(own.cause(cause), other.cause(cause));
      assertThat(CumulativeIncidence.of(own, cause).incidence(10))
          .isEqualTo(CumulativeIncidence.of(other, cause).incidence(10));
    }
  }
}
