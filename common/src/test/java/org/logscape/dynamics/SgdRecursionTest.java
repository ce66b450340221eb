package org.logscape.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.logscape.formula.FormulaWells;
import org.logscape.kernel.BlockKernel;
import org.logscape.kernel.RunOutcome;
import org.logscape.kernel.RunState;
import org.logscape.kernel.Start;
import org.logscape.model.DoubleWell;
import org.logscape.model.FiniteLinearRegression;
import org.logscape.model.Inputs;
import org.logscape.model.LinearRegression;
import org.logscape.model.ResidualModel;
import org.logscape.random.StreamFamily;
import org.logscape.theory.GaussianDesign;
import org.logscape.theory.LogLandscape;

/** SGD with momentum and weight decay: v <- mu v + g + lambda theta, theta <- theta - eta v. */
class SgdRecursionTest {
  static final StreamFamily STREAMS = StreamFamily.ofRuns(5, 31);
  private static final double ETA = 0.002;

  static Stream<Arguments> everySampling() {
    DoubleWell well = DoubleWell.of(3, 2, 6, 0.5);
    ResidualModel formula = FormulaWells.doubleWell(3, 2, 6, 0.5);
    FiniteLinearRegression finite =
        FiniteLinearRegression.of(LinearRegression.isotropic(3, 1, Inputs.GAUSSIAN, 1), 53, 1);
    return Stream.of(
        Arguments.of(well, Sampling.ONLINE),
        Arguments.of(well, Sampling.ONLINE_IN_LAW),
        Arguments.of(formula, Sampling.ONLINE),
        Arguments.of(finite, Sampling.REPLACEMENT),
        Arguments.of(finite, Sampling.EPOCH));
  }

  /** Each with momentum alone, weight decay alone, and both. */
  static Stream<Arguments> everyStep() {
    return Stream.of(new double[] {0.9, 0}, new double[] {0, 0.7}, new double[] {0.9, 0.7})
        .flatMap(
            kind ->
                everySampling()
                    .map(step -> Arguments.of(step.get()[0], step.get()[1], kind[0], kind[1])));
  }

  static Sgd sgd(ResidualModel model, Sampling sampling, double mu, double lambda) {
    return Sgd.of(
        model,
        new SgdSettings(ETA, 2, NoiseEnhancement.of(1.5), sampling)
            .withMomentum(mu)
            .withWeightDecay(lambda));
  }

  static List<RunState> states(Sgd sgd, List<RunState> from, long steps) {
    BlockKernel kernel =
        BlockKernel.forSteps(sgd, Start.random(0.1), steps, List.of()).keepingStates();
    List<RunOutcome> runs = from.isEmpty() ? kernel.run(STREAMS, 0, 20) : kernel.goOn(from);
    return runs.stream().map(run -> run.state().orElseThrow()).toList();
  }

  static RunState atRest(RunState state) {
    Motion motion = state.motion();
    return new RunState(
        state.replica(),
        state.steps(),
        state.lossSum(),
        state.loss(),
        new Motion(motion.theta(), new double[0], motion.position()),
        state.stream(),
        state.observed());
  }

  /** A plain step from the same state and stream gives the gradient of the loss at each step. */
  @ParameterizedTest
  @MethodSource("everyStep")
  void eachStepIsTheRecursion(ResidualModel model, Sampling sampling, double mu, double lambda) {
    Sgd moving = sgd(model, sampling, mu, lambda);
    Sgd plain = sgd(model, sampling, 0, 0);
    List<RunState> states = states(moving, List.of(), 1);
    for (long step = 2; step < 12; step++) {
      List<RunState> next = states(moving, states, step);
      List<RunState> aside =
          states(plain, states.stream().map(SgdRecursionTest::atRest).toList(), step);
      for (int run = 0; run < 20; run++) {
        double[] at = states.get(run).motion().theta();
        double[] v = states.get(run).motion().velocity();
        double[] moved = aside.get(run).motion().theta();
        assertThat(next.get(run).stream()).isEqualTo(aside.get(run).stream());
        for (int i = 0; i < at.length; i++) {
          double slope = (at[i] - moved[i]) / ETA + lambda * at[i];
          double velocity = mu == 0 ? slope : mu * v[i] + slope;
          if (mu > 0) {
            // theta is of order 1, so a gradient from a difference is good to some 1e-16 / eta
            assertThat(next.get(run).motion().velocity()[i]).isCloseTo(velocity, within(1e-11));
          }
          assertThat(next.get(run).motion().theta()[i])
              .isCloseTo(at[i] - ETA * velocity, within(1e-14));
        }
        assertThat(next.get(run).loss())
            .isCloseTo(model.loss(next.get(run).motion().theta()), within(1e-12));
      }
      states = next;
    }
  }

  @ParameterizedTest
  @MethodSource("everyStep")
  void aRunThatWasInterruptedGoesOnToTheSameBits(
      ResidualModel model, Sampling sampling, double mu, double lambda) {
    assertGoesOn(sgd(model, sampling, mu, lambda), 37);
  }

  /** A hundred steps that were interrupted leave the bits of a hundred steps that were not. */
  static void assertGoesOn(Sgd moving, int... interruptions) {
    List<RunState> whole = states(moving, List.of(), 100);
    List<RunState> parts = List.of();
    for (int steps : interruptions) {
      parts = states(moving, parts, steps);
    }
    parts = states(moving, parts, 100);
    for (int run = 0; run < whole.size(); run++) {
      assertThat(parts.get(run)).usingRecursiveComparison().isEqualTo(whole.get(run));
    }
  }

  /**
   * The stationary variance of a coordinate from independent runs, against the Lyapunov equation of
   * {@link GaussianDesign}: four standard errors, the error from the scatter of the runs. 300 steps
   * forget the start: (1 - eta (h + lambda))^300 is below 1e-9 in each row.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 0.1, 0.5, 1, 0",
    "1, 4, 0.2, 0.9, 1, 0",
    "2, 2, 0.1, 0.8, 1.5, 0",
    "3, 8, 0.3, 0.5, 2, 0",
    "1, 1, 0.1, 0, 1, 0.5",
    "2, 4, 0.2, 0.5, 1, 0.3",
    "2, 2, 0.1, 0.8, 1.5, 1",
    "3, 8, 0.3, 0, 2, 0.2"
  })
  void theStationaryVarianceIsExact(
      int n, int batch, double eta, double mu, double alpha, double lambda) {
    NoiseEnhancement mixing = NoiseEnhancement.of(alpha);
    SgdSettings settings =
        new SgdSettings(eta, batch, mixing, Sampling.ONLINE)
            .withMomentum(mu)
            .withWeightDecay(lambda);
    StationaryVariance measured = StationaryVariance.of(n, settings);
    LogLandscape landscape =
        LogLandscape.of(eta, batch, mixing.factor(), 1, n).withMomentum(mu).withWeightDecay(lambda);
    double variance = GaussianDesign.of(landscape, 1).coordinateVariance();
    assertThat(measured.variance()).isCloseTo(variance, within(4 * measured.error()));
    assertThat(measured.mean())
        .isCloseTo(0, within(4 * Math.sqrt(variance / (n * StationaryVariance.RUNS))));
    if (lambda > 0) {
      double without = GaussianDesign.of(landscape.withWeightDecay(0), 1).coordinateVariance();
      assertThat(without - measured.variance()).isGreaterThan(4 * measured.error());
    }
  }
}
