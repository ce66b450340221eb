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

/** SGD with weight decay: v <- mu v + g + lambda theta, theta <- theta - eta v. */
class WeightDecayTest {
  private static final StreamFamily STREAMS = StreamFamily.ofRuns(5, 31);
  private static final double ETA = 0.002;
  private static final double LAMBDA = 0.7;

  static Stream<Arguments> everyStep() {
    DoubleWell well = DoubleWell.of(3, 2, 6, 0.5);
    ResidualModel formula = FormulaWells.doubleWell(3, 2, 6, 0.5);
    FiniteLinearRegression finite =
        FiniteLinearRegression.of(LinearRegression.isotropic(3, 1, Inputs.GAUSSIAN, 1), 53, 1);
    return Stream.of(0.0, 0.9)
        .flatMap(
            mu ->
                Stream.of(
                    Arguments.of(well, Sampling.ONLINE, mu),
                    Arguments.of(well, Sampling.ONLINE_IN_LAW, mu),
                    Arguments.of(formula, Sampling.ONLINE, mu),
                    Arguments.of(finite, Sampling.REPLACEMENT, mu),
                    Arguments.of(finite, Sampling.EPOCH, mu)));
  }

  private static SgdSettings settings(Sampling sampling) {
    return new SgdSettings(ETA, 2, NoiseEnhancement.of(1.5), sampling);
  }

  private static List<RunState> states(Sgd sgd, List<RunState> from, long steps) {
    BlockKernel kernel =
        BlockKernel.forSteps(sgd, Start.random(0.1), steps, List.of()).keepingStates();
    List<RunOutcome> runs = from.isEmpty() ? kernel.run(STREAMS, 0, 20) : kernel.goOn(from);
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

  /** A plain step from the same state and stream gives the gradient of the loss at each step. */
  @ParameterizedTest
  @MethodSource("everyStep")
  void eachStepIsTheRecursion(ResidualModel model, Sampling sampling, double mu) {
    Sgd decaying = Sgd.of(model, settings(sampling).withMomentum(mu).withWeightDecay(LAMBDA));
    Sgd plain = Sgd.of(model, settings(sampling));
    List<RunState> states = states(decaying, List.of(), 1);
    for (long step = 2; step < 12; step++) {
      List<RunState> next = states(decaying, states, step);
      List<RunState> aside =
          states(plain, states.stream().map(WeightDecayTest::atRest).toList(), step);
      for (int run = 0; run < 20; run++) {
        double[] at = states.get(run).motion().theta();
        double[] v = states.get(run).motion().velocity();
        double[] moved = aside.get(run).motion().theta();
        assertThat(next.get(run).stream()).isEqualTo(aside.get(run).stream());
        for (int i = 0; i < at.length; i++) {
          double slope = (at[i] - moved[i]) / ETA + LAMBDA * at[i];
          double velocity = mu == 0 ? slope : mu * v[i] + slope;
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
      ResidualModel model, Sampling sampling, double mu) {
    Sgd decaying = Sgd.of(model, settings(sampling).withMomentum(mu).withWeightDecay(LAMBDA));
    List<RunState> whole = states(decaying, List.of(), 100);
    List<RunState> parts = states(decaying, states(decaying, List.of(), 37), 100);
    for (int run = 0; run < whole.size(); run++) {
      assertThat(parts.get(run)).usingRecursiveComparison().isEqualTo(whole.get(run));
    }
  }

  /** 300 steps forget the start: (1 - eta (h + lambda))^300 is below 1e-9 in each row. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 0.1, 0, 1, 0.5",
    "2, 4, 0.2, 0.5, 1, 0.3",
    "2, 2, 0.1, 0.8, 1.5, 1",
    "3, 8, 0.3, 0, 2, 0.2"
  })
  void theStationaryVarianceIsExact(
      int n, int batch, double eta, double mu, double alpha, double lambda) {
    LinearRegression model = LinearRegression.isotropic(n, 1, Inputs.GAUSSIAN, 1);
    NoiseEnhancement mixing = NoiseEnhancement.of(alpha);
    SgdSettings settings =
        new SgdSettings(eta, batch, mixing, Sampling.ONLINE)
            .withMomentum(mu)
            .withWeightDecay(lambda);
    int runs = 20_000;
    double sum = 0;
    double squares = 0;
    double first = 0;
    for (RunOutcome run :
        BlockKernel.forSteps(Sgd.of(model, settings), Start.minimum(), 300, List.of())
            .keepingStates()
            .run(StreamFamily.ofRuns(3, n), 0, runs)) {
      double square = 0;
      for (double x : run.state().orElseThrow().motion().theta()) {
        square += x * x / n;
        first += x / n;
      }
      sum += square;
      squares += square * square;
    }
    double mean = sum / runs;
    double error = Math.sqrt((squares / runs - mean * mean) / runs);
    LogLandscape landscape =
        LogLandscape.of(eta, batch, mixing.factor(), 1, n).withMomentum(mu).withWeightDecay(lambda);
    double variance = GaussianDesign.of(landscape, 1).coordinateVariance();
    assertThat(mean).isCloseTo(variance, within(4 * error));
    assertThat(first / runs).isCloseTo(0, within(4 * Math.sqrt(variance / (n * runs))));
    double without = GaussianDesign.of(landscape.withWeightDecay(0), 1).coordinateVariance();
    assertThat(without - mean).isGreaterThan(4 * error);
  }

  /**
   * With all data in each step, SGD is gradient descent of the loss plus lambda |theta|^2 / 2. Its
   * fixed point has a gradient of the loss of -lambda theta.
   */
  @Test
  void theMinimumMovesTowardsZero() {
    FiniteLinearRegression model =
        FiniteLinearRegression.of(LinearRegression.isotropic(3, 1, Inputs.GAUSSIAN, 1), 53, 1);
    SgdSettings settings =
        new SgdSettings(0.2, 53, NoiseEnhancement.of(1), Sampling.EPOCH).withWeightDecay(LAMBDA);
    double[] at = states(Sgd.of(model, settings), List.of(), 1000).get(0).motion().theta();
    double step = 0.01;
    for (int i = 0; i < 3; i++) {
      double[] up = at.clone();
      double[] down = at.clone();
      up[i] += step;
      down[i] -= step;
      double slope = (model.loss(up) - model.loss(down)) / (2 * step);
      // the loss is quadratic, so differences are exact; the samples of a step are floats, good to
      // 2^-24
      assertThat(slope).isCloseTo(-LAMBDA * at[i], within(6e-8));
    }
    assertThat(norm(at)).isLessThan(norm(model.minimum()));
  }

  private static double norm(double[] vector) {
    return Math.sqrt(Arrays.stream(vector).map(x -> x * x).sum());
  }
}
