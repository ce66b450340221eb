package org.logscape.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.logscape.data.Samples;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sampling;
import org.logscape.dynamics.SgdSettings;
import org.logscape.dynamics.rate.LearningRateSchedule;
import org.logscape.filter.GradientFilter;
import org.logscape.matrix.Precision;
import org.logscape.network.Activation;
import org.logscape.network.Architecture;
import org.logscape.network.Loss;
import org.logscape.network.Network;
import org.logscape.network.Oracle;
import org.logscape.random.StreamFamily;

/**
 * Networks step by step against torch.optim.SGD in double precision (oracle/sgd.py). A minibatch is
 * the whole set, so the order of its samples changes nothing but the last bits of sums.
 */
class PyTorchSgdTest {

  @Test
  void momentumIsPyTorchs() {
    agree("momentum", settings(0.9, 0));
  }

  @Test
  void weightDecayIsPyTorchs() {
    agree("decay", settings(0, 0.05));
  }

  @Test
  void weightDecayWithMomentumIsPyTorchs() {
    agree("decay-momentum", settings(0.9, 0.05));
  }

  @Test
  void nesterovsMomentumIsPyTorchs() {
    agree("nesterov", settings(0, 0.05).withFilter(GradientFilter.nesterov(0.9)));
  }

  @Test
  void schedulesArePyTorchs() {
    SgdSettings plain = settings(0, 0);
    agree("step", plain.withSchedule(new LearningRateSchedule.Step(3, 0.5)));
    agree("cosine", plain.withSchedule(new LearningRateSchedule.Cosine(10, 0.1)));
    agree("warmup", plain.withSchedule(new LearningRateSchedule.Warmup(4, 0.25)));
    agree(
        "warmup-momentum",
        settings(0.9, 0.05).withSchedule(new LearningRateSchedule.Warmup(4, 0.25)));
  }

  private static SgdSettings settings(double momentum, double weightDecay) {
    int all = Oracle.read("mlp-tanh-mean-square").samples(6, 1).size();
    return new SgdSettings(0.1, all, NoiseEnhancement.of(1), Sampling.EPOCH)
        .withMomentum(momentum)
        .withWeightDecay(weightDecay);
  }

  private static void agree(String name, SgdSettings settings) {
    Oracle start = Oracle.read("mlp-tanh-mean-square");
    Oracle steps = Oracle.read("sgd");
    Network network =
        new Network(Architecture.mlp(List.of(6, 5, 4, 1), Activation.TANH), Loss.MEAN_SQUARE);
    Samples set = start.samples(6, 1);
    try (NetworkEnsemble one = NetworkEnsemble.of(network, set, settings, Precision.FLOAT64, 1)) {
      one.seat(0, StreamFamily.ofRuns(1, 1), 0);
      one.place(0, start.get("theta"));
      for (int step = 1; step <= 10; step++) {
        one.step(1);
        double[] theirs = steps.get(name + "-" + step);
        double[] ours = one.theta(0);
        for (int i = 0; i < theirs.length; i++) {
          assertThat(ours[i])
              .as("step %d, parameter %d", step, i)
              .isCloseTo(theirs[i], within(1e-12));
        }
      }
    }
  }
}
