package org.logscape.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.logscape.kernel.BlockKernel;
import org.logscape.kernel.RunOutcome;
import org.logscape.kernel.RunState;
import org.logscape.kernel.Start;
import org.logscape.model.DoubleWell;
import org.logscape.model.ResidualModel;
import org.logscape.theory.GaussianDesign;
import org.logscape.theory.LogLandscape;

/** Landscapes whose noise is raised by the gradient of the step before (arXiv 2103.17182). */
class LookBackTest {
  private static final double ETA = 0.002;
  private static final double ALPHA = 2.5;

  static Stream<Arguments> everyStep() {
    return Stream.of(new double[] {0, 0}, new double[] {0.8, 0.3})
        .flatMap(
            kind ->
                SgdRecursionTest.everySampling()
                    .map(step -> Arguments.of(step.get()[0], step.get()[1], kind[0], kind[1])));
  }

  private static Sgd sgd(ResidualModel model, Sampling sampling, double mu, double lambda) {
    return Sgd.of(
        model,
        new SgdSettings(ETA, 2, NoiseEnhancement.withEarlierGradient(ALPHA), sampling)
            .withMomentum(mu)
            .withWeightDecay(lambda));
  }

  /** A plain step from the same state and stream gives the gradient of the loss at each step. */
  @ParameterizedTest
  @MethodSource("everyStep")
  void eachStepIsTheRecursion(ResidualModel model, Sampling sampling, double mu, double lambda) {
    Sgd moving = sgd(model, sampling, mu, lambda);
    Sgd plain = Sgd.of(model, ETA, 2, NoiseEnhancement.of(1), sampling);
    List<RunState> states = SgdRecursionTest.states(moving, List.of(), 1);
    for (long step = 2; step < 12; step++) {
      List<RunState> next = SgdRecursionTest.states(moving, states, step);
      List<RunState> aside =
          SgdRecursionTest.states(
              plain, states.stream().map(SgdRecursionTest::atRest).toList(), step);
      for (int run = 0; run < 20; run++) {
        double[] at = states.get(run).motion().theta();
        double[] before = states.get(run).motion().velocity();
        double[] moved = aside.get(run).motion().theta();
        double[] after = next.get(run).motion().velocity();
        int d = at.length;
        assertThat(before).hasSize(2 * d);
        assertThat(Arrays.copyOfRange(after, d, 2 * d)).isEqualTo(Arrays.copyOf(before, d));
        for (int i = 0; i < d; i++) {
          double slope = (at[i] - moved[i]) / ETA + lambda * at[i];
          double m = mu * mu * before[d + i] + (1 + mu) * slope;
          // theta is of order 1, so a gradient from a difference is good to some 1e-16 / eta
          assertThat(after[i]).isCloseTo(m, within(1e-11));
          assertThat(next.get(run).motion().theta()[i])
              .isCloseTo(at[i] - ETA * (ALPHA * m - (ALPHA - 1) * before[i]), within(1e-13));
        }
        assertThat(next.get(run).loss())
            .isCloseTo(model.loss(next.get(run).motion().theta()), within(1e-12));
      }
      states = next;
    }
  }

  /** After an odd number of steps the buffers are the other way about. */
  @ParameterizedTest
  @MethodSource("everyStep")
  void aRunThatWasInterruptedGoesOnToTheSameBits(
      ResidualModel model, Sampling sampling, double mu, double lambda) {
    SgdRecursionTest.assertGoesOn(sgd(model, sampling, mu, lambda), 37, 64);
  }

  /** Replicas that end make room for others, whose buffers begin at 0. */
  @Test
  void aLaneThatChangesHandsKeepsNothing() {
    Sgd moving = sgd(DoubleWell.of(3, 2, 6, 0.5), Sampling.ONLINE, 0, 0);
    List<RunState> together = SgdRecursionTest.states(moving, List.of(), 10);
    List<RunOutcome> many =
        BlockKernel.forSteps(moving, Start.random(0.1), 10, List.of())
            .keepingStates()
            .run(SgdRecursionTest.STREAMS, 0, 300);
    for (int run = 0; run < together.size(); run++) {
      assertThat(many.get(run).state().orElseThrow().motion().theta())
          .isEqualTo(together.get(run).motion().theta());
    }
  }

  /**
   * The stationary variance of a coordinate from independent runs, against the Lyapunov equation of
   * {@link GaussianDesign}: four standard errors, the error from the scatter of the runs. 300 steps
   * forget the start, by (1 - eta h)^300 below 1e-6. Two minibatches of equal B_eff have another
   * variance, which the runs tell from it.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 0.05, 2, 0",
    "1, 4, 0.2, 1.5, 0",
    "2, 4, 0.1, 3, 0",
    "3, 16, 0.2, 2.5, 0",
    "2, 4, 0.3, 1, 0",
    "1, 4, 0.1, 2, 0.5",
    "2, 8, 0.05, 3, 0.7"
  })
  void theStationaryVarianceIsExact(int n, int batch, double eta, double alpha, double mu) {
    NoiseEnhancement lookingBack = NoiseEnhancement.withEarlierGradient(alpha);
    SgdSettings settings =
        new SgdSettings(eta, batch, lookingBack, Sampling.ONLINE).withMomentum(mu);
    StationaryVariance measured = StationaryVariance.of(n, settings);
    LogLandscape landscape = LogLandscape.of(eta, batch, 1, 1, n);
    GaussianDesign design = new GaussianDesign(landscape, 1, 1, settings.filter());
    assertThat(measured.variance())
        .isCloseTo(design.coordinateVariance(), within(4 * measured.error()));
    if (alpha > 1 && mu == 0) {
      double kappa = 1 + (alpha - 1) * (2 * alpha - 1) * eta; // h = 1
      assertThat(lookingBack.factorOverSteps(eta, 0)).isCloseTo(kappa, within(1e-15));
      double two =
          GaussianDesign.of(LogLandscape.of(eta, batch, lookingBack.factor(), 1, n), 1)
              .coordinateVariance();
      assertThat(two - measured.variance()).isGreaterThan(10 * measured.error());
    }
  }
}
