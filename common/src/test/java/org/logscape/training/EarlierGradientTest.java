package org.logscape.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logscape.data.Samples;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sampling;
import org.logscape.dynamics.SgdSettings;
import org.logscape.kernel.BlockKernel;
import org.logscape.kernel.RunOutcome;
import org.logscape.kernel.RunState;
import org.logscape.matrix.Precision;
import org.logscape.network.EmpiricalLoss;
import org.logscape.network.Network;
import org.logscape.random.StreamFamily;

/** Noise that is raised by the gradient of the step before (arXiv 2103.17182). */
class EarlierGradientTest {
  private static final StreamFamily STREAMS = StreamFamily.ofRuns(5, 77);
  private static final double ALPHA = 3;

  private static SgdSettings settings(NoiseEnhancement enhancement, double rate, int batchSize) {
    return new SgdSettings(rate, batchSize, enhancement, Sampling.REPLACEMENT);
  }

  /** The recursion in plain Java, on minibatches that are the whole set. */
  @ParameterizedTest
  @CsvSource({"0, 0", "0.8, 0", "0, 0.05", "0.8, 0.05"})
  void eachStepIsTheStatedRecursion(double mu, double lambda) {
    Network network = SmallNetworks.tanh();
    Samples set = SmallNetworks.training();
    SgdSettings settings =
        new SgdSettings(
                0.1, set.size(), NoiseEnhancement.withEarlierGradient(ALPHA), Sampling.EPOCH)
            .withMomentum(mu)
            .withWeightDecay(lambda);
    try (NetworkEnsemble one = NetworkEnsemble.of(network, set, settings, Precision.FLOAT64, 1);
        EmpiricalLoss loss = EmpiricalLoss.of(network, set, Precision.FLOAT64)) {
      one.seat(0, STREAMS, 0);
      one.place(0, network.architecture().glorot(one.streams(), 0));
      double[] theta = one.theta(0);
      double[] newer = new double[theta.length];
      double[] older = new double[theta.length];
      for (int k = 0; k < 8; k++) {
        double[] gradient = loss.gradient(theta);
        double[] m = new double[theta.length];
        for (int i = 0; i < theta.length; i++) {
          m[i] = mu * mu * older[i] + (1 + mu) * (gradient[i] + lambda * theta[i]);
          theta[i] -= 0.1 * (ALPHA * m[i] - (ALPHA - 1) * newer[i]);
        }
        older = newer;
        newer = m;
        one.step(1);
        assertThat(one.theta(0)).as("step %d", k).containsExactly(theta, within(1e-12));
      }
    }
  }

  /**
   * At a fixed theta, by steps so small that it stays there: each step is alpha g_k - (alpha - 1)
   * g_{k-1}, its covariance is a times that of plain SGD, and the steps together are those of plain
   * SGD but for the last gradient.
   */
  @Test
  void theNoiseOfAStepIsRaisedAndThatOfManyIsNot() {
    int steps = 8_000;
    double[][] plain = directions(NoiseEnhancement.of(1), steps);
    double[][] mixed = directions(NoiseEnhancement.withEarlierGradient(ALPHA), steps);
    double[] mean = new double[plain[0].length];
    double[] sumOfMixed = new double[mean.length];
    for (int k = 0; k < steps; k++) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += plain[k][i] / steps;
        sumOfMixed[i] += mixed[k][i];
        double before = k == 0 ? 0 : plain[k - 1][i];
        // theta is near 1 and steps are 1e-8 of gradients near 1: 1e-16 of theta is 1e-8 of them
        assertThat(mixed[k][i]).isCloseTo(ALPHA * plain[k][i] - (ALPHA - 1) * before, within(5e-7));
      }
    }
    for (int i = 0; i < mean.length; i++) {
      double last = plain[steps - 1][i];
      assertThat(sumOfMixed[i])
          .isCloseTo(steps * mean[i] + (ALPHA - 1) * last, within(steps * 5e-7));
    }
    // trace of the covariance, from the squares of steps that are not neighbours
    double ratio = trace(mixed, mean) / trace(plain, mean);
    double a = ALPHA * ALPHA + (ALPHA - 1) * (ALPHA - 1);
    assertThat(ratio).isCloseTo(a, within(4 * a * relativeError(plain, mean) * Math.sqrt(2)));
  }

  /** Minibatch gradients at one theta: the steps over -eta. */
  private static double[][] directions(NoiseEnhancement enhancement, int steps) {
    double rate = 1e-8;
    Network network = SmallNetworks.tanh();
    Samples set = SmallNetworks.training();
    double[][] directions = new double[steps][];
    try (NetworkEnsemble one =
        NetworkEnsemble.of(network, set, settings(enhancement, rate, 5), Precision.FLOAT64, 1)) {
      one.seat(0, STREAMS, 3);
      double[] start = network.architecture().glorot(one.streams(), 0);
      one.place(0, start);
      double[] before = one.theta(0);
      for (int k = 0; k < steps; k++) {
        one.step(1);
        double[] after = one.theta(0);
        directions[k] = new double[after.length];
        for (int i = 0; i < after.length; i++) {
          directions[k][i] = (before[i] - after[i]) / rate;
        }
        before = after;
      }
    }
    return directions;
  }

  private static double square(double[] direction, double[] mean) {
    double sum = 0;
    for (int i = 0; i < mean.length; i++) {
      sum += (direction[i] - mean[i]) * (direction[i] - mean[i]);
    }
    return sum;
  }

  /** Of every second step from the second on: these share no minibatch. */
  private static double trace(double[][] directions, double[] mean) {
    double sum = 0;
    for (int k = 1; k < directions.length; k += 2) {
      sum += square(directions[k], mean);
    }
    int pairs = directions.length / 2;
    return sum / pairs;
  }

  /** Standard error of such a trace as a share of it: its terms are independent. */
  private static double relativeError(double[][] directions, double[] mean) {
    int terms = directions.length / 2;
    double trace = trace(directions, mean);
    double variance = 0;
    for (int k = 1; k < directions.length; k += 2) {
      double away = square(directions[k], mean) - trace;
      variance += away * away / terms;
    }
    return Math.sqrt(variance / terms) / trace;
  }

  @Test
  void anInterruptedRunContinuesToTheSameBits() {
    for (double mu : new double[] {0, 0.8}) {
      SgdSettings settings =
          new SgdSettings(0.02, 10, NoiseEnhancement.withEarlierGradient(ALPHA), Sampling.EPOCH)
              .withMomentum(mu);
      List<RunState> whole = states(kernel(settings, 60).run(STREAMS, 0, 3));
      List<RunState> part = states(kernel(settings, 17).run(STREAMS, 0, 3));
      // an odd number of steps: the buffers are the other way about
      assertThat(states(kernel(settings, 60).goOn(states(kernel(settings, 34).goOn(part)))))
          .usingRecursiveComparison()
          .isEqualTo(whole);
      int parameters = SmallNetworks.tanh().architecture().parameters();
      assertThat(whole.get(0).motion().velocity()).hasSize(2 * parameters);
    }
  }

  /** At alpha = 1, without momentum, nothing is taken away. */
  @Test
  void withoutEnhancementStepsArePlain() {
    double[] plain =
        states(kernel(settings(NoiseEnhancement.of(1), 0.05, 10), 40).run(STREAMS, 0, 1))
            .get(0)
            .motion()
            .theta();
    double[] one =
        states(
                kernel(settings(NoiseEnhancement.withEarlierGradient(1), 0.05, 10), 40)
                    .run(STREAMS, 0, 1))
            .get(0)
            .motion()
            .theta();
    // single precision, summed in another order
    assertThat(one).containsExactly(plain, within(1e-5));
  }

  private static List<RunState> states(List<RunOutcome> outcomes) {
    return outcomes.stream().map(outcome -> outcome.state().orElseThrow()).toList();
  }

  private static BlockKernel kernel(SgdSettings settings, long steps) {
    NetworkDynamics dynamics =
        NetworkDynamics.of(
            SmallNetworks.tanh(), SmallNetworks.training(), settings, Precision.FLOAT32);
    return BlockKernel.forSteps(dynamics, SmallNetworks.glorot(), steps, List.of()).keepingStates();
  }
}
