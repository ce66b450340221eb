package org.logscape.jobs.rare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.logscape.random.StreamFamily;
import org.logscape.rare.Interfaces;
import org.logscape.rare.Member;
import org.logscape.rare.Sampler;
import org.logscape.rare.StageResult;
import org.logscape.rare.StageTally;
import org.logscape.rare.estimate.Estimator;
import org.logscape.rare.estimate.RateEstimate;

class RateAccountTest {
  private static final double ETA = 0.01;

  /** Ends after stage 2, whatever it saw. */
  private static final Sampler TWO_STAGES =
      new Sampler() {
        @Override
        public StageResult basin(StreamFamily streams, int repeat) {
          throw new UnsupportedOperationException();
        }

        @Override
        public StageResult next(
            StreamFamily streams, int repeat, int stage, List<Member> population) {
          throw new UnsupportedOperationException();
        }

        @Override
        public boolean isLast(StageTally tally) {
          return tally.stage() == 2;
        }
      };

  /** Stage 0: 100 crossings in 10,000 steps, a flux of 1 per unit of t. */
  private static StageTally walk(int repeat) {
    return new StageTally(repeat, 0, 0.1, 16, 100, 0, 0, 0, 0, 0, 12_000, 10_000);
  }

  private static StageTally trials(int repeat, int stage, long crossed, long immediate) {
    return new StageTally(
        repeat, stage, 0.1 + stage, 200, crossed, immediate, 200 - crossed, 0, 0, 0, 5000, 0);
  }

  private static RateAccount.Conclusion concluded(
      long[] first, long[] second, long immediate, IntToDoubleFunction paths) {
    List<List<StageTally>> repeats = new ArrayList<>();
    for (int r = 0; r < first.length; r++) {
      repeats.add(
          List.of(walk(r), trials(r, 1, first[r], immediate), trials(r, 2, second[r], immediate)));
    }
    RateEstimate rate = Estimator.of(ETA, repeats).rate(Integer.MAX_VALUE);
    return RateAccount.of(
            repeats, TWO_STAGES, ETA, Integer.MAX_VALUE, Interfaces.PilotEnd.REACHED, paths)
        .conclude(rate, paths.applyAsDouble(2));
  }

  @Test
  void enoughPathsGiveARateWithItsInterval() {
    RateAccount.Conclusion of =
        concluded(new long[] {50, 54, 46}, new long[] {20, 22, 18}, 0, stage -> 40);
    assertThat(of.verdict()).isEqualTo(RareVerdict.MEASURED);
    assertThat(of.rate()).isCloseTo(0.025, Offset.offset(0.001));
    assertThat(of.low()).isLessThan(of.rate());
    assertThat(of.sentences()).isEmpty();
  }

  @Test
  void fewPathsGiveNoRateButTheBoundOfSoManyInTheWalk() {
    RateAccount.Conclusion of =
        concluded(new long[] {50, 54, 46}, new long[] {20, 22, 18}, 0, stage -> 4);
    assertThat(of.verdict()).isEqualTo(RareVerdict.TOO_FEW_PATHS);
    assertThat(of.rate()).isNull();
    // at most 10.24 expected where 4 were seen (chi-square), in 300 units of t
    assertThat(of.high()).isCloseTo(10.24 / 300, Offset.offset(1e-4));
  }

  @Test
  void whereStepsLeapMorePathsAreNeeded() {
    RateAccount.Conclusion of =
        concluded(new long[] {50, 54, 46}, new long[] {20, 22, 18}, 30, stage -> 40);
    assertThat(of.verdict()).isEqualTo(RareVerdict.TOO_FEW_PATHS);
    assertThat(of.sentences()).anyMatch(said -> said.contains("100 are needed"));
  }

  @Test
  void whatNoPathGotToIsBoundedByTheIndependentPathsBeforeIt() {
    RateAccount.Conclusion of =
        concluded(new long[] {50, 50, 50}, new long[] {0, 0, 0}, 0, stage -> 60);
    assertThat(of.verdict()).isEqualTo(RareVerdict.UNREACHED);
    // equal repeats: no scatter; flux 1 x 1/4 x the rule of three for 60 paths, and at most 3.69
    // expected in 300 units of t where none was seen
    assertThat(of.high()).isCloseTo(Math.min(0.25 * 3 / 60, 3.69 / 300), Offset.offset(1e-4));
  }

  @Test
  void whereStepsLeapOnlyTheWalkBounds() {
    RateAccount.Conclusion of =
        concluded(new long[] {50, 50, 50}, new long[] {0, 0, 0}, 40, stage -> 6000);
    assertThat(of.verdict()).isEqualTo(RareVerdict.UNREACHED);
    assertThat(of.high()).isCloseTo(3.69 / 300, Offset.offset(1e-4));
  }
}
