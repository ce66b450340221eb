package org.logscape.rare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sampling;
import org.logscape.dynamics.Sgd;
import org.logscape.kernel.BlockKernel;
import org.logscape.kernel.RunOutcome;
import org.logscape.kernel.Start;
import org.logscape.kernel.Status;
import org.logscape.model.FiniteLinearRegression;
import org.logscape.model.Inputs;
import org.logscape.model.LinearRegression;
import org.logscape.observe.EndsAfter;
import org.logscape.observe.EscapeObserver;
import org.logscape.random.StreamFamily;
import org.logscape.rare.estimate.Estimator;
import org.logscape.rare.estimate.RateEstimate;
import org.logscape.statistics.CensoredRate;
import org.logscape.statistics.Interval;

class AwkwardCasesTest {
  private static final StreamFamily STREAMS = StreamFamily.ofRareEvents(11, 0);

  private static LinearRegression regression() {
    return LinearRegression.isotropic(1, 1.0, Inputs.GAUSSIAN, 1.0);
  }

  /** SGD whose single steps multiply the excess loss many times: eta h = 0.5, B = 1. */
  private static Sgd leaping() {
    return Sgd.of(regression(), 0.5, 1, NoiseEnhancement.of(1), Sampling.ONLINE);
  }

  @Test
  void aStepThatPassesSeveralInterfacesIsCountedAndBiasesNothing() {
    Sgd dynamics = leaping();
    Route route = Route.along(OrderParameter.loss(regression()), 1000);
    Size size = Size.of(400, 100_000);
    Interfaces interfaces =
        new Interfaces(
            1.5,
            List.of(3.0, 3.5, 4.0, 5.0, 6.0, 8.0, 1000.0),
            20,
            2000,
            0,
            Interfaces.PilotEnd.REACHED);
    Repeats repeats = Repeats.run(ForwardFlux.of(dynamics, route, interfaces, size), STREAMS, 20);
    Estimator estimator = repeats.estimator(0.5);
    long trials = repeats.stages().stream().mapToLong(r -> r.get(1).tally().trials()).sum();
    long immediate = repeats.stages().stream().mapToLong(r -> r.get(1).tally().immediate()).sum();
    assertTrue(immediate > trials / 2, immediate + " of " + trials);

    List<RunOutcome> brute =
        BlockKernel.untilEvent(
                dynamics,
                Start.minimum(),
                10_000_000,
                List.of(
                    EscapeObserver.of(regression(), Set.of(), List.of(1000.0), EndsAfter.LEVELS)))
            .run(StreamFamily.ofRuns(12, 0), 0, 1000);
    double time = brute.stream().mapToDouble(RunOutcome::time).sum();
    long events = brute.stream().filter(run -> run.status() == Status.ESCAPED).count();
    // 1,000 events are known to 3.2 %; both 99.9 % intervals must hold the same rate
    Interval truth = CensoredRate.of(events, time).interval(0.999);
    Interval sampled = estimator.rate(Integer.MAX_VALUE).interval(0.999).orElseThrow();
    assertTrue(
        truth.low() < sampled.high() && sampled.low() < truth.high(), truth + " and " + sampled);
  }

  @Test
  void anOrderParameterThatEndsBeforeTheGoalIsToldByThePilotAndGivesNoRate() {
    LangevinWell well = new LangevinWell(1, 0.1, 0.2, 0.05);
    // it stands still at 0.3: nothing beyond it is ever seen
    OrderParameter ahead = OrderParameter.towardsSaddle(well.model());
    OrderParameter blinkered =
        (ensemble, out) -> {
          ahead.values(ensemble, out);
          for (int lane = 0; lane < ensemble.live(); lane++) {
            out[lane] = Math.min(out[lane], 0.3);
          }
        };
    Route route = Route.along(blinkered, 0.9);
    Size size = Size.of(100, 100_000);
    Interfaces interfaces = well.interfaces(route, size, 3);
    assertEquals(Interfaces.PilotEnd.STUCK, interfaces.end());
    Repeats repeats =
        Repeats.run(ForwardFlux.of(well.dynamics(), route, interfaces, size), STREAMS, 3);
    assertEquals(0, repeats.estimator(well.learningRate()).rate(Integer.MAX_VALUE).mean());
    Repeats split = Repeats.run(Splitting.of(well.dynamics(), route, interfaces, size), STREAMS, 3);
    assertEquals(0, split.estimator(well.learningRate()).rate(Integer.MAX_VALUE).mean());
  }

  @Test
  void twoWellsAtTheSameLevelAreSeenWhereTheOrderParameterDoesNotTellThemApart() {
    LangevinWell well = new LangevinWell(1, 0.25, 0.3, 0.05);
    OrderParameter loss = OrderParameter.loss(well.model());
    // a level above the saddle's 3, so that paths first go over it
    Route route = Route.along(loss, 5).besideRidge(OrderParameter.towardsSaddle(well.model()));
    Size size = Size.of(200, 100_000);
    Interfaces interfaces = well.interfaces(route, size, 3);
    Repeats repeats =
        Repeats.run(ForwardFlux.of(well.dynamics(), route, interfaces, size), STREAMS, 4);
    long strayed =
        repeats.stages().stream()
            .flatMap(List::stream)
            .mapToLong(stage -> stage.tally().strayed())
            .sum();
    assertTrue(strayed > 0);
  }

  @Test
  void aGoalBehindTheRidgeIsRightWhateverTheOrderParameter() {
    // log L has the same values in both wells; as the goal ends a trial, that does not matter
    LangevinWell well = new LangevinWell(1, 0.1, 0.2, 0.05);
    Route route =
        Route.to(OrderParameter.loss(well.model()), OrderParameter.towardsSaddle(well.model()), 1);
    Size size = Size.of(400, 100_000);
    Interfaces interfaces = well.interfaces(route, size, 5);
    Repeats repeats =
        Repeats.run(ForwardFlux.of(well.dynamics(), route, interfaces, size), STREAMS, 20);
    Interval interval =
        repeats
            .estimator(well.learningRate())
            .rate(Integer.MAX_VALUE)
            .interval(0.999)
            .orElseThrow();
    assertTrue(interval.contains(well.exactStepRate()), well.exactStepRate() + " " + interval);
  }

  @Test
  void aPilotThatSpendsItsBudgetSaysSo() {
    LangevinWell well = new LangevinWell(1, 0.039, 0.1, 0.01);
    Interfaces interfaces =
        Pilot.of(
                well.dynamics(),
                well.crossing(),
                Size.of(100, 100_000),
                2_000_000,
                OptionalInt.empty())
            .run(STREAMS);
    assertEquals(Interfaces.PilotEnd.BUDGET, interfaces.end());
    assertTrue(interfaces.pilotSteps() < 4_000_000);
  }

  @Test
  void trialsGoOnWithinAnEpoch() {
    FiniteLinearRegression model = FiniteLinearRegression.of(regression(), 64, 5);
    Sgd dynamics = Sgd.of(model, 0.1, 8, NoiseEnhancement.of(1), Sampling.EPOCH);
    Route route = Route.along(OrderParameter.loss(model), 1.2);
    BasinWalk.Sample sample =
        BasinWalk.of(dynamics, route, 1.001, 10, 1000).run(STREAMS, 0, 4, 1.01);
    // position 0 counts the samples used of 64: crossings fall within epochs
    assertTrue(sample.crossings().stream().anyMatch(c -> c.motion().position()[0] == 24));
    List<Trial> attempts =
        IntStream.range(0, sample.crossings().size())
            .mapToObj(i -> new Trial(sample.crossings().get(i), STREAMS, 100 + i))
            .toList();
    List<TrialOutcome> outcomes = Trials.of(dynamics, route, 1.001, 1000).run(attempts, 1.03);
    int within = 0;
    for (int i = 0; i < outcomes.size(); i++) {
      Optional<Crossing> end = outcomes.get(i).crossing();
      if (end.isPresent()) {
        int[] from = attempts.get(i).start().motion().position();
        int[] to = end.get().motion().position();
        long steps = outcomes.get(i).steps();
        assertEquals((from[0] / 8 + steps - 1) % 8 + 1, to[0] / 8);
        if (from[0] / 8 + steps <= 8) {
          // what the epoch had used stays used
          assertArrayEquals(
              Arrays.copyOfRange(from, 1, 1 + from[0]), Arrays.copyOfRange(to, 1, 1 + from[0]));
          within += steps > 0 ? 1 : 0;
        }
      }
    }
    assertTrue(within > 0);
  }

  @Test
  void splittingAgreesWithTheStepsOwnRate() {
    LangevinWell well = new LangevinWell(1, 0.05, 0.15, 0.02);
    Route route = well.crossing();
    Size size = Size.of(400, 1_000_000);
    Interfaces interfaces = well.interfaces(route, size, 9);
    Repeats repeats =
        Repeats.run(Splitting.of(well.dynamics(), route, interfaces, size), STREAMS, 20);
    RateEstimate rate = repeats.estimator(well.learningRate()).rate(Integer.MAX_VALUE);
    Interval interval = rate.interval(0.999).orElseThrow();
    assertTrue(interval.contains(well.exactStepRate()), well.exactStepRate() + " " + interval);
    assertTrue(rate.relativeError() < 0.15, String.valueOf(rate.relativeError()));
  }
}
