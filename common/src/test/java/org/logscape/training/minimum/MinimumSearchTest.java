package org.logscape.training.minimum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.logscape.data.Samples;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sampling;
import org.logscape.dynamics.SgdSettings;
import org.logscape.matrix.Precision;
import org.logscape.network.EmpiricalLoss;
import org.logscape.network.Network;
import org.logscape.training.SmallNetworks;
import org.logscape.training.Training;
import org.logscape.training.watch.Curvature;

class MinimumSearchTest {
  private static MinimumSearch search(Network network, double learningRate) {
    SgdSettings settings =
        new SgdSettings(learningRate, 10, NoiseEnhancement.of(1), Sampling.EPOCH);
    return new MinimumSearch(
        new Training(network, settings, Precision.FLOAT32, 20, 0),
        1e-9,
        5_000,
        new Curvature(7, 42, 3, 0));
  }

  /** A point of rest with a positive curvature in every direction, the same each time. */
  @Test
  void theMinimumOfAParabolaIsFound() {
    Samples set = SmallNetworks.training();
    MinimumSearch.Minimum found = search(SmallNetworks.linear(), 0.05).run(set, 4, 0);
    try (EmpiricalLoss loss = EmpiricalLoss.of(SmallNetworks.linear(), set)) {
      assertThat(found.gradientNorm()).isLessThanOrEqualTo(1e-9);
      assertThat(found.evaluation()).isEqualTo(loss.evaluate(found.theta()));
      double[] aside = found.theta().clone();
      aside[2] += 0.1;
      // along one coordinate a parabola rises by half its second derivative times the square
      double curvature = loss.hessian(found.theta()).apply(unit(2))[2];
      assertThat(loss.evaluate(aside).loss() - found.evaluation().loss())
          .isCloseTo(0.5 * curvature * 0.01, within(1e-10));
    }
    assertThat(found.spectrum().get(0).values()[6]).isPositive();
    assertThat(found.outliers().size()).isPositive();
    assertThat(found.steps()).isEqualTo(240);
    assertThat(search(SmallNetworks.linear(), 0.05).run(set, 4, 0).theta())
        .isEqualTo(found.theta());
  }

  private static double[] unit(int index) {
    double[] e = new double[7];
    e[index] = 1;
    return e;
  }

  @Test
  void aTrainingThatDivergesIsNoMinimum() {
    assertThatThrownBy(() -> search(SmallNetworks.tanh(), 1e6).run(SmallNetworks.training(), 4, 0))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("diverged");
  }
}
