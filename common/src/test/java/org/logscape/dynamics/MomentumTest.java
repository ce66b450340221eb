package org.logscape.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.logscape.filter.GradientFilter;
import org.logscape.kernel.BlockKernel;
import org.logscape.kernel.Origin;
import org.logscape.kernel.RunOutcome;
import org.logscape.kernel.RunState;
import org.logscape.kernel.Start;
import org.logscape.model.DoubleWell;
import org.logscape.model.ResidualModel;
import org.logscape.random.StreamFamily;
import org.logscape.theory.GaussianDesign;
import org.logscape.theory.LogLandscape;

/** The heavy ball: v <- mu v + g, theta <- theta - eta v. */
class MomentumTest {
  private static final StreamFamily STREAMS = StreamFamily.ofRuns(5, 31);
  private static final double MU = 0.9;
  private static final double ETA = 0.002;

  @ParameterizedTest
  @MethodSource("org.logscape.dynamics.SgdRecursionTest#everySampling")
  void branchesStartWithTheVelocityOfTheirState(ResidualModel model, Sampling sampling) {
    Sgd heavy = SgdRecursionTest.sgd(model, sampling, MU, 0);
    Motion motion = SgdRecursionTest.states(heavy, List.of(), 100).get(0).motion();
    Motion atRest = new Motion(motion.theta(), new double[0], motion.position());
    List<RunOutcome> split =
        BlockKernel.forSteps(heavy, Start.minimum(), 5, List.of())
            .keepingStates()
            .from(
                List.of(
                    new Origin(STREAMS, 900, motion),
                    new Origin(STREAMS, 900, motion),
                    new Origin(STREAMS, 900, atRest)));
    double[] first = split.get(0).state().orElseThrow().motion().theta();
    assertThat(split.get(1).state().orElseThrow().motion().theta()).isEqualTo(first);
    assertThat(split.get(2).state().orElseThrow().motion().theta()).isNotEqualTo(first);
  }

  @Test
  void withoutMomentumThereIsNoVelocity() {
    RunState plain =
        SgdRecursionTest.states(
                SgdRecursionTest.sgd(DoubleWell.of(3, 2, 6, 0.5), Sampling.ONLINE, 0, 0),
                List.of(),
                3)
            .get(0);
    assertThat(plain.motion().velocity()).isEmpty();
  }

  private static Sgd nesterov(ResidualModel model, Sampling sampling) {
    return Sgd.of(
        model,
        new SgdSettings(ETA, 2, NoiseEnhancement.of(1.5), sampling)
            .withFilter(GradientFilter.nesterov(MU)));
  }

  /** A plain step from the same state and stream gives the gradient of the loss at each step. */
  @ParameterizedTest
  @MethodSource("org.logscape.dynamics.SgdRecursionTest#everySampling")
  void nesterovsStepIsTheRecursion(ResidualModel model, Sampling sampling) {
    Sgd moving = nesterov(model, sampling);
    Sgd plain = Sgd.of(model, ETA, 2, NoiseEnhancement.of(1.5), sampling);
    List<RunState> states = SgdRecursionTest.states(moving, List.of(), 1);
    for (long step = 2; step < 12; step++) {
      List<RunState> next = SgdRecursionTest.states(moving, states, step);
      List<RunState> aside =
          SgdRecursionTest.states(
              plain, states.stream().map(SgdRecursionTest::atRest).toList(), step);
      for (int run = 0; run < 20; run++) {
        double[] at = states.get(run).motion().theta();
        double[] v = states.get(run).motion().velocity();
        for (int i = 0; i < at.length; i++) {
          double slope = (at[i] - aside.get(run).motion().theta()[i]) / ETA;
          double velocity = MU * v[i] + slope;
          // theta is of order 1, so a gradient from a difference is good to some 1e-16 / eta
          assertThat(next.get(run).motion().velocity()[i]).isCloseTo(velocity, within(1e-11));
          assertThat(next.get(run).motion().theta()[i])
              .isCloseTo(at[i] - ETA * (slope + MU * velocity), within(1e-13));
        }
      }
      states = next;
    }
  }

  @ParameterizedTest
  @MethodSource("org.logscape.dynamics.SgdRecursionTest#everySampling")
  void aRunOfNesterovsThatWasInterruptedGoesOnToTheSameBits(
      ResidualModel model, Sampling sampling) {
    SgdRecursionTest.assertGoesOn(nesterov(model, sampling), 37, 64);
  }

  /**
   * The stationary variance of a coordinate from independent runs, against the Lyapunov equation of
   * {@link GaussianDesign}: four standard errors, the error from the scatter of the runs. In each
   * row the heavy ball's variance is another, which the runs tell from it.
   */
  @ParameterizedTest
  @CsvSource({"1, 4, 0.2, 0.9", "2, 2, 0.1, 0.8", "3, 8, 0.4, 0.7"})
  void nesterovsStationaryVarianceIsExact(int n, int batch, double eta, double mu) {
    GradientFilter filter = GradientFilter.nesterov(mu);
    SgdSettings settings =
        new SgdSettings(eta, batch, NoiseEnhancement.of(1), Sampling.ONLINE).withFilter(filter);
    StationaryVariance measured = StationaryVariance.of(n, settings);
    LogLandscape landscape = LogLandscape.of(eta, batch, 1, 1, n).withMomentum(mu);
    double variance = new GaussianDesign(landscape, 1, 1, filter).coordinateVariance();
    assertThat(measured.variance()).isCloseTo(variance, within(4 * measured.error()));
    assertThat(Math.abs(GaussianDesign.of(landscape, 1).coordinateVariance() - measured.variance()))
        .isGreaterThan(6 * measured.error());
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
