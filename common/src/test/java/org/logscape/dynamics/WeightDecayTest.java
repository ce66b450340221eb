package org.logscape.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.logscape.model.FiniteLinearRegression;
import org.logscape.model.Inputs;
import org.logscape.model.LinearRegression;

/** Weight decay: the gradient of each step is g + lambda theta. */
class WeightDecayTest {
  private static final double LAMBDA = 0.7;

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
    double[] at =
        SgdRecursionTest.states(Sgd.of(model, settings), List.of(), 1000).get(0).motion().theta();
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
