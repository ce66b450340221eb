package org.logscape.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.logscape.kernel.BlockKernel;
import org.logscape.kernel.Origin;
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

/** The heavy ball: v <- mu v + g, theta <- theta - eta v. */
class MomentumTest {
  private static final StreamFamily STREAMS = StreamFamily.ofRuns(5, 31);
  private static final double MU = 0.9;
  private static final double ETA = 0.002;

  static Stream<Arguments> everySampling() {
    DoubleWell well = DoubleWell.of(3, 2, 6, 0.5);
    FiniteLinearRegression finite =
        FiniteLinearRegression.of(LinearRegression.isotropic(3, 1, Inputs.GAUSSIAN, 1), 53, 1);
    return Stream.of(
        Arguments.of(well, Sampling.ONLINE),
        Arguments.of(well, Sampling.ONLINE_IN_LAW),
        Arguments.of(finite, Sampling.REPLACEMENT),
        Arguments.of(finite, Sampling.EPOCH));
  }

  private static Sgd sgd(ResidualModel model, Sampling sampling, double momentum) {
    return Sgd.of(
        model, new SgdSettings(ETA, 2, NoiseEnhancement.of(1.5), sampling).withMomentum(momentum));
  }

  private static List<RunState> states(Sgd sgd, List<RunState> from, long steps) {
    BlockKernel kernel = BlockKernel.forSteps(sgd, Start.random(0.1), steps, List.of());
    List<RunOutcome> runs =
        from.isEmpty()
            ? kernel.keepingStates().run(STREAMS, 0, 20)
            : kernel.keepingStates().goOn(from);
    return runs.stream().map(run -> run.state().orElseThrow()).toList();
  }

  private static RunState atRest(RunState state) {
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

  /** A plain step from the same state and stream gives the gradient of each step. */
  @ParameterizedTest
  @MethodSource("everySampling")
  void eachStepIsTheRecursionWithTheGradientOfAPlainStep(ResidualModel model, Sampling sampling) {
    Sgd heavy = sgd(model, sampling, MU);
    Sgd plain = sgd(model, sampling, 0);
    List<RunState> states = states(heavy, List.of(), 1);
    for (long step = 2; step < 12; step++) {
      List<RunState> next = states(heavy, states, step);
      List<RunState> aside =
          states(plain, states.stream().map(MomentumTest::atRest).toList(), step);
      for (int run = 0; run < 20; run++) {
        double[] at = states.get(run).motion().theta();
        double[] v = states.get(run).motion().velocity();
        double[] moved = aside.get(run).motion().theta();
        assertThat(next.get(run).stream()).isEqualTo(aside.get(run).stream());
        for (int i = 0; i < at.length; i++) {
          double gradient = (at[i] - moved[i]) / ETA;
          double velocity = MU * v[i] + gradient;
          // theta is of order 1, so a gradient from a difference is good to some 1e-16 / eta
          assertThat(next.get(run).motion().velocity()[i]).isCloseTo(velocity, within(1e-11));
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
  @MethodSource("everySampling")
  void aRunThatWasInterruptedGoesOnToTheSameBits(ResidualModel model, Sampling sampling) {
    Sgd heavy = sgd(model, sampling, MU);
    List<RunState> whole = states(heavy, List.of(), 100);
    List<RunState> parts = states(heavy, states(heavy, List.of(), 37), 100);
    for (int run = 0; run < whole.size(); run++) {
      assertThat(parts.get(run)).usingRecursiveComparison().isEqualTo(whole.get(run));
    }
    RunState state = whole.get(0);
    BlockKernel kernel = BlockKernel.forSteps(heavy, Start.minimum(), 5, List.of()).keepingStates();
    List<RunOutcome> split =
        kernel.from(
            List.of(
                new Origin(STREAMS, 900, state.motion()),
                new Origin(STREAMS, 900, state.motion()),
                new Origin(
                    STREAMS,
                    900,
                    new Motion(state.motion().theta(), new double[0], state.motion().position()))));
    double[] first = split.get(0).state().orElseThrow().motion().theta();
    assertThat(split.get(1).state().orElseThrow().motion().theta()).isEqualTo(first);
    assertThat(split.get(2).state().orElseThrow().motion().theta()).isNotEqualTo(first);
  }

  @Test
  void withoutMomentumThereIsNoVelocity() {
    RunState plain =
        states(sgd(DoubleWell.of(3, 2, 6, 0.5), Sampling.ONLINE, 0), List.of(), 3).get(0);
    assertThat(plain.motion().velocity()).isEmpty();
  }

  /**
   * The stationary variance of a coordinate from independent runs, against the Lyapunov equation of
   * {@link GaussianDesign}: four standard errors, the error from the scatter of the runs.
   */
  @ParameterizedTest
  @CsvSource({"1, 1, 0.1, 0.5, 1", "1, 4, 0.2, 0.9, 1", "2, 2, 0.1, 0.8, 1.5", "3, 8, 0.3, 0.5, 2"})
  void theStationaryVarianceIsExact(int n, int batch, double eta, double mu, double alpha) {
    LinearRegression model = LinearRegression.isotropic(n, 1, Inputs.GAUSSIAN, 1);
    NoiseEnhancement mixing = NoiseEnhancement.of(alpha);
    Sgd sgd = Sgd.of(model, new SgdSettings(eta, batch, mixing, Sampling.ONLINE).withMomentum(mu));
    int runs = 20_000;
    double sum = 0;
    double squares = 0;
    for (RunOutcome run :
        BlockKernel.forSteps(sgd, Start.minimum(), 300, List.of())
            .keepingStates()
            .run(StreamFamily.ofRuns(3, n), 0, runs)) {
      double square = 0;
      for (double x : run.state().orElseThrow().motion().theta()) {
        square += x * x / n;
      }
      sum += square;
      squares += square * square;
    }
    double mean = sum / runs;
    double error = Math.sqrt((squares / runs - mean * mean) / runs);
    LogLandscape landscape = LogLandscape.of(eta, batch, mixing.factor(), 1, n).withMomentum(mu);
    assertThat(mean)
        .isCloseTo(GaussianDesign.of(landscape, 1).coordinateVariance(), within(4 * error));
  }

  /** At small steps v = T sigma^2 / (2 h): T = eta h a / (B (1 - mu)). */
  @Test
  void theTemperatureIsThatOfSmallSteps() {
    LogLandscape landscape = LogLandscape.of(1e-5, 2, 5, 1, 1).withMomentum(0.9);
    assertThat(landscape.temperature()).isCloseTo(1e-5 * 5 / (2 * 0.1), within(1e-18));
    assertThat(GaussianDesign.of(landscape, 1).coordinateVariance())
        .isCloseTo(landscape.temperature() / 2, within(1e-3 * landscape.temperature()));
  }
}
