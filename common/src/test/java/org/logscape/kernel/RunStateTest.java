package org.logscape.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.logscape.dynamics.Ensemble;
import org.logscape.dynamics.LandscapeDynamics;
import org.logscape.dynamics.Langevin;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sampling;
import org.logscape.dynamics.Sgd;
import org.logscape.model.BasinRegion;
import org.logscape.model.DoubleWell;
import org.logscape.model.FiniteLinearRegression;
import org.logscape.model.Inputs;
import org.logscape.model.LinearRegression;
import org.logscape.model.QuarticWell;
import org.logscape.observe.EndsAfter;
import org.logscape.observe.EscapeObserver;
import org.logscape.observe.Event;
import org.logscape.observe.LogBins;
import org.logscape.observe.LossHistogramObserver;
import org.logscape.observe.OccupancyObserver;
import org.logscape.observe.SnapshotObserver;
import org.logscape.random.StreamFamily;

/** A run that was interrupted and goes on leaves the bits of one that never was. */
class RunStateTest {
  private static final StreamFamily STREAMS = StreamFamily.ofRuns(5, 17);
  private static final int RUNS = 150;

  static Stream<Arguments> everyKindOfStep() {
    DoubleWell well = DoubleWell.of(3, 2, 6, 0.5);
    FiniteLinearRegression finite =
        FiniteLinearRegression.of(LinearRegression.isotropic(3, 1, Inputs.GAUSSIAN, 1), 53, 1);
    NoiseEnhancement mixing = NoiseEnhancement.of(1.5);
    return Stream.of(
        Arguments.of("online", Sgd.of(well, 0.04, 2, mixing, Sampling.ONLINE)),
        Arguments.of("in law", Sgd.of(well, 0.03, 2, mixing, Sampling.ONLINE_IN_LAW)),
        Arguments.of("replacement", Sgd.of(finite, 0.1, 2, mixing, Sampling.REPLACEMENT)),
        Arguments.of("epoch", Sgd.of(finite, 0.1, 2, mixing, Sampling.EPOCH)),
        Arguments.of(
            "langevin", Langevin.of(QuarticWell.of(2, 0.25), 0.05, 1, NoiseEnhancement.of(1))));
  }

  private static List<ObserverFactory> observers(LandscapeDynamics dynamics) {
    Set<Event> kinds =
        dynamics.model().passage().isPresent() ? Set.of(Event.SEPARATRIX, Event.BASIN) : Set.of();
    return List.of(
        EscapeObserver.of(dynamics.model(), kinds, List.of(1.2, 1.5, 3.0), EndsAfter.ALL),
        LossHistogramObserver.of(dynamics.model(), LogBins.of(10), 20, 3),
        OccupancyObserver.of(BasinRegion.ofTwoWells(dynamics.model()).orElseGet(List::of), 30, 2),
        SnapshotObserver.withEscape(Schedule.every(100).afterStart()));
  }

  private static BlockKernel kernel(LandscapeDynamics dynamics, long limit) {
    return BlockKernel.untilEvent(dynamics, Start.random(0.1), limit, observers(dynamics));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyKindOfStep")
  void goesOnToTheSameBits(String name, LandscapeDynamics dynamics) {
    List<String> atOnce = Outcomes.describe(kernel(dynamics, 2_000).run(STREAMS, 0, RUNS));
    // no multiple of the observers' periods, nor of an epoch of 13 steps
    List<RunOutcome> outcomes =
        new ArrayList<>(kernel(dynamics, 41).keepingStates().run(STREAMS, 0, RUNS));
    for (long limit : new long[] {331, 332, 1_003, 2_000}) {
      List<RunState> open = open(outcomes);
      assertThat(open).as("runs to go on at " + limit).isNotEmpty();
      Collections.shuffle(open, new Random(limit));
      outcomes.removeIf(outcome -> outcome.state().isPresent());
      outcomes.addAll(kernel(dynamics, limit).keepingStates().goOn(open));
    }
    outcomes.sort(Comparator.comparingInt(RunOutcome::replica));
    assertThat(Outcomes.describe(outcomes)).isEqualTo(atOnce);
    assertThat(outcomes).extracting(RunOutcome::status).contains(Status.ESCAPED);
  }

  private static List<RunState> open(List<RunOutcome> outcomes) {
    return new ArrayList<>(outcomes.stream().flatMap(o -> o.state().stream()).toList());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyKindOfStep")
  void aRunThatStandsAtTheLimitEndsThereAsItDid(String name, LandscapeDynamics dynamics) {
    List<RunOutcome> first = kernel(dynamics, 41).keepingStates().run(STREAMS, 0, RUNS);
    List<RunOutcome> censored =
        first.stream().filter(outcome -> outcome.status() == Status.CENSORED).toList();
    assertThat(censored).isNotEmpty();
    assertThat(Outcomes.describe(kernel(dynamics, 41).goOn(open(first))))
        .isEqualTo(Outcomes.describe(censored));
  }

  @Test
  void statesAreKeptOfRunsThatTheLimitEndsAndOnlyWhereAskedFor() {
    LandscapeDynamics sgd =
        Sgd.of(DoubleWell.of(2, 2, 6, 0.5), 0.04, 1, NoiseEnhancement.of(1), Sampling.ONLINE);
    assertThat(kernel(sgd, 300).run(STREAMS, 0, RUNS)).allMatch(o -> o.state().isEmpty());
    assertThat(kernel(sgd, 300).keepingStates().run(STREAMS, 0, RUNS))
        .allMatch(o -> o.state().isPresent() == (o.status() == Status.CENSORED));
    List<ObserverFactory> observers = observers(sgd);
    List<RunOutcome> half =
        BlockKernel.forSteps(sgd, Start.minimum(), 70, observers)
            .keepingStates()
            .run(STREAMS, 0, RUNS);
    BlockKernel whole = BlockKernel.forSteps(sgd, Start.minimum(), 140, observers);
    assertThat(Outcomes.describe(whole.goOn(open(half))))
        .isEqualTo(Outcomes.describe(whole.run(STREAMS, 0, RUNS)));
  }

  @Test
  void anObserverWithoutAStateSaysSo() {
    LandscapeDynamics sgd =
        Sgd.of(DoubleWell.of(2, 2, 6, 0.5), 0.04, 1, NoiseEnhancement.of(1), Sampling.ONLINE);
    BlockKernel kernel =
        BlockKernel.forSteps(sgd, Start.minimum(), 10, List.of(lanes -> new Forgetful()))
            .keepingStates();
    assertThatThrownBy(() -> kernel.run(STREAMS, 0, 1))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("Forgetful");
  }

  /** Sees everything and remembers nothing. */
  private static final class Forgetful implements Observer {
    @Override
    public void seat(int lane, Ensemble ensemble, Clock clock) {}

    @Override
    public void look(Ensemble ensemble, Clock clock) {}

    @Override
    public void finish(
        int lane, Status status, Ensemble ensemble, Clock clock, Consumer<Observation> sink) {}

    @Override
    public void move(int from, int to) {}
  }
}
