package org.logscape.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.logscape.dynamics.LandscapeDynamics;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sampling;
import org.logscape.dynamics.Sgd;
import org.logscape.model.DoubleWell;
import org.logscape.model.FiniteLinearRegression;
import org.logscape.model.Inputs;
import org.logscape.model.LinearRegression;
import org.logscape.observe.EndsAfter;
import org.logscape.observe.EscapeObserver;
import org.logscape.observe.Event;
import org.logscape.observe.LogBins;
import org.logscape.observe.LossHistogramObserver;
import org.logscape.observe.Snapshot;
import org.logscape.observe.SnapshotObserver;
import org.logscape.random.StreamFamily;

class BlockKernelTest {
  private static final StreamFamily STREAMS = StreamFamily.ofRuns(42, 99);
  private static final DoubleWell WELL = DoubleWell.of(2, 2, 6, 0.5);
  private static final FiniteLinearRegression FINITE =
      FiniteLinearRegression.of(LinearRegression.isotropic(2, 1, Inputs.GAUSSIAN, 1), 50, 1);

  /** A kernel with every observer on, for the given sampling. */
  private static BlockKernel kernel(Sampling sampling, long limit) {
    boolean online = sampling == Sampling.ONLINE || sampling == Sampling.ONLINE_IN_LAW;
    LandscapeDynamics dynamics =
        Sgd.of(online ? WELL : FINITE, online ? 0.04 : 0.2, 2, NoiseEnhancement.of(1.5), sampling);
    Set<Event> kinds = online ? Set.of(Event.SEPARATRIX, Event.BASIN) : Set.of();
    return BlockKernel.untilEvent(
        dynamics,
        Start.random(0.1),
        limit,
        List.of(
            EscapeObserver.of(dynamics.model(), kinds, List.of(1.2, 1.5, 2.0), EndsAfter.ALL),
            LossHistogramObserver.of(dynamics.model(), LogBins.of(10), 20, 3),
            SnapshotObserver.withEscape(Schedule.every(100).afterStart())));
  }

  @ParameterizedTest
  @EnumSource(Sampling.class)
  void aReplicaDoesNotDependOnItsNeighbours(Sampling sampling) {
    BlockKernel kernel = kernel(sampling, 2_000);
    List<String> together = Outcomes.describe(kernel.run(STREAMS, 0, 150));
    List<String> apart = new ArrayList<>();
    for (int from = 0; from < 150; from += 37) {
      apart.addAll(Outcomes.describe(kernel.run(STREAMS, from, Math.min(150, from + 37))));
    }
    assertThat(apart).isEqualTo(together);
    List<String> alone = new ArrayList<>();
    for (int replica = 0; replica < 20; replica++) {
      alone.addAll(Outcomes.describe(kernel.run(STREAMS, replica, replica + 1)));
    }
    assertThat(alone).isEqualTo(together.subList(0, 20));
    assertThat(together).doesNotHaveDuplicates();
  }

  @Test
  void twoThreadsShareAKernel() throws Exception {
    BlockKernel kernel = kernel(Sampling.ONLINE, 2_000);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<List<RunOutcome>> first = threads.submit(() -> kernel.run(STREAMS, 0, 75));
      Future<List<RunOutcome>> second = threads.submit(() -> kernel.run(STREAMS, 75, 150));
      List<String> together = new ArrayList<>(Outcomes.describe(first.get()));
      together.addAll(Outcomes.describe(second.get()));
      assertThat(together).isEqualTo(Outcomes.describe(kernel.run(STREAMS, 0, 150)));
    } finally {
      threads.shutdown();
    }
  }

  /**
   * Two samples of escape times, of drawn minibatches and of the same law without drawing them: the
   * two-sample distance of Kolmogorov exceeds 2.225 sqrt(2 / n) with probability 10^-4.
   */
  @ParameterizedTest
  @CsvSource({"1, 1", "4, 1", "4, 1.25"})
  void escapeTimesInLawAreThoseOfDrawnMinibatches(int batchSize, double alpha) {
    int runs = 3_000;
    double[] drawn = escapeTimes(Sampling.ONLINE, batchSize, alpha, runs, 1);
    double[] inLaw = escapeTimes(Sampling.ONLINE_IN_LAW, batchSize, alpha, runs, 2);
    double distance = 0;
    int i = 0;
    int j = 0;
    while (i < runs && j < runs) {
      // steps are whole numbers: past all runs of both that end at one step before comparing
      double step = Math.min(drawn[i], inLaw[j]);
      while (i < runs && drawn[i] == step) {
        i++;
      }
      while (j < runs && inLaw[j] == step) {
        j++;
      }
      distance = Math.max(distance, Math.abs(i - j) / (double) runs);
    }
    assertThat(distance).isLessThan(2.225 * Math.sqrt(2.0 / runs));
  }

  private static double[] escapeTimes(
      Sampling sampling, int batchSize, double alpha, int runs, long seed) {
    LandscapeDynamics sgd =
        Sgd.of(WELL, 0.04 * batchSize, batchSize, NoiseEnhancement.of(alpha), sampling);
    return BlockKernel.untilEvent(
            sgd,
            Start.minimum(),
            1_000_000,
            List.of(
                EscapeObserver.of(WELL, Set.of(Event.SEPARATRIX), List.of(), EndsAfter.SEPARATRIX)))
        .run(StreamFamily.ofRuns(seed, 8), 0, runs)
        .stream()
        .mapToDouble(RunOutcome::steps)
        .sorted()
        .toArray();
  }

  @Test
  void everyReplicaEndsOnceWithinItsLimit() {
    List<RunOutcome> outcomes = kernel(Sampling.ONLINE, 300).run(STREAMS, 10, 500);
    assertThat(outcomes).extracting(RunOutcome::replica).containsExactlyElementsOf(range(10, 500));
    assertThat(outcomes)
        .extracting(RunOutcome::steps)
        .allMatch(steps -> steps >= 1 && steps <= 300);
    assertThat(outcomes)
        .filteredOn(outcome -> outcome.status() == Status.CENSORED)
        .isNotEmpty()
        .allMatch(outcome -> outcome.steps() == 300);
    assertThat(outcomes).filteredOn(outcome -> outcome.status() == Status.ESCAPED).isNotEmpty();
    assertThat(outcomes)
        .allSatisfy(o -> assertThat(o.time()).isCloseTo(0.04 * o.steps(), within(1e-12)));
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  @Test
  void aLossThatBlowsUpIsAnOutcome() {
    LinearRegression model = LinearRegression.isotropic(1, 1, Inputs.GAUSSIAN, 1);
    LandscapeDynamics unstable = Sgd.of(model, 5, 1, NoiseEnhancement.of(1), Sampling.ONLINE);
    List<RunOutcome> outcomes =
        BlockKernel.forSteps(unstable, Start.minimum(), 100_000, List.of()).run(STREAMS, 0, 200);
    assertThat(outcomes).hasSize(200).allMatch(outcome -> outcome.status() == Status.DIVERGED);
    assertThat(outcomes).allMatch(outcome -> !Double.isFinite(outcome.finalLoss()));
    assertThat(outcomes).allMatch(outcome -> outcome.steps() < 100_000);
  }

  @Test
  void aRunThatWaitsForNothingFinishes() {
    LandscapeDynamics sgd = Sgd.of(WELL, 0.01, 1, NoiseEnhancement.of(1), Sampling.ONLINE);
    List<RunOutcome> outcomes =
        BlockKernel.forSteps(sgd, Start.minimum(), 7, List.of()).run(STREAMS, 0, 100);
    assertThat(outcomes)
        .hasSize(100)
        .allMatch(o -> o.status() == Status.FINISHED && o.steps() == 7);
  }

  @Test
  void theLogLandscapeClockIsTheIntegralOfTheLoss() {
    LandscapeDynamics sgd = Sgd.of(WELL, 0.04, 1, NoiseEnhancement.of(1), Sampling.ONLINE);
    RunOutcome outcome =
        BlockKernel.forSteps(
                sgd,
                Start.minimum(),
                50,
                List.of(SnapshotObserver.periodic(Schedule.every(1).afterStart())))
            .run(STREAMS, 0, 1)
            .get(0);
    double tau = 0.04 * WELL.minimumLoss();
    for (Observation observation : outcome.observations().subList(0, 49)) {
      tau += 0.04 * ((Snapshot) observation).loss();
    }
    assertThat(outcome.tau()).isCloseTo(tau, within(1e-12));
    assertThat(outcome.observations()).hasSize(50);
  }

  @Test
  void aReplicaThatStartsBeyondItsEventEndsAtStepZero() {
    LandscapeDynamics sgd = Sgd.of(WELL, 0.04, 1, NoiseEnhancement.of(1), Sampling.ONLINE);
    List<RunOutcome> outcomes =
        BlockKernel.untilEvent(
                sgd,
                Start.random(100),
                1_000,
                List.of(
                    EscapeObserver.of(WELL, Set.of(Event.SEPARATRIX), List.of(), EndsAfter.ALL)))
            .run(STREAMS, 0, 400);
    assertThat(outcomes).extracting(RunOutcome::replica).containsExactlyElementsOf(range(0, 400));
    long atOnce =
        outcomes.stream().filter(o -> o.status() == Status.ESCAPED && o.steps() == 0).count();
    assertThat(atOnce).isBetween(150L, 250L); // half of 400, within 5 standard deviations of 10
  }

  @Test
  void aRunNeedsAStepLimit() {
    LandscapeDynamics sgd = Sgd.of(WELL, 0.04, 1, NoiseEnhancement.of(1), Sampling.ONLINE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BlockKernel.forSteps(sgd, Start.minimum(), 0, List.of()));
  }
}
