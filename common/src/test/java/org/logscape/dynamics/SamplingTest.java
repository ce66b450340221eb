package org.logscape.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logscape.model.FiniteLinearRegression;
import org.logscape.model.Inputs;
import org.logscape.model.LinearRegression;
import org.logscape.random.StreamFamily;

class SamplingTest {
  private static final LinearRegression POPULATION =
      LinearRegression.isotropic(2, 1, Inputs.GAUSSIAN, 1);
  private static final FiniteLinearRegression FINITE = FiniteLinearRegression.of(POPULATION, 30, 1);
  private static final NoiseEnhancement PLAIN = NoiseEnhancement.of(1);

  /** A set in the nearest cache, and one that is fetched from beyond the second. */
  static Stream<FiniteLinearRegression> dataSets() {
    LinearRegression wide = LinearRegression.isotropic(50, 1, Inputs.GAUSSIAN, 1);
    return Stream.of(FINITE, FiniteLinearRegression.of(wide, 6_000, 1));
  }

  @ParameterizedTest
  @MethodSource("dataSets")
  void anEpochUsesEverySampleOnce(FiniteLinearRegression finite) {
    int d = finite.dimensions();
    // at a vanishing learning rate the steps of an epoch add up to one step of full-batch descent
    double eta = 1e-9;
    Stepper stepper =
        Sgd.of(finite, eta, finite.table().samples() / 10, PLAIN, Sampling.EPOCH).stepper(4);
    Ensemble ensemble = stepper.ensemble();
    ensemble.live(4);
    double[] start = new double[d];
    Arrays.setAll(start, i -> i % 2 == 0 ? 1 : -2);
    for (int lane = 0; lane < 4; lane++) {
      ensemble.streams().seat(lane, StreamFamily.ofRuns(1, 2), lane);
      ensemble.place(lane, start);
      stepper.seat(lane);
    }
    double[] gradient = new double[d];
    finite.gradient(start, gradient);
    for (int epoch = 1; epoch <= 3; epoch++) {
      for (int step = 0; step < 10; step++) {
        stepper.step();
      }
      for (int lane = 0; lane < 4; lane++) {
        for (int i = 0; i < d; i++) {
          double moved = (ensemble.thetaOf(lane)[i] - start[i]) / (-eta * 10 * epoch);
          assertThat(moved)
              .isCloseTo(gradient[i], within(1e-5)); // rounding of theta: 2^-52 / (10 eta)
        }
      }
    }
    // while a single minibatch is not the full gradient
    stepper.step();
    double step = (ensemble.thetaOf(0)[0] - start[0]) / -eta - 30 * gradient[0];
    assertThat(Math.abs(step - gradient[0])).isGreaterThan(1e-3);
  }

  @ParameterizedTest
  @MethodSource("dataSets")
  void aReplicaMovesIntoTheLaneOfOneThatDiverged(FiniteLinearRegression finite) {
    Stepper stepper = Sgd.of(finite, 1e-3, 10, PLAIN, Sampling.REPLACEMENT).stepper(3);
    Ensemble ensemble = stepper.ensemble();
    ensemble.live(3);
    for (int lane = 0; lane < 3; lane++) {
      // lanes 0 and 2 hold the same replica
      ensemble.streams().seat(lane, StreamFamily.ofRuns(1, 2), lane % 2);
      double[] start = new double[finite.dimensions()];
      Arrays.fill(start, lane == 1 ? Double.MAX_VALUE : 1);
      ensemble.place(lane, start);
      stepper.seat(lane);
    }
    stepper.step();
    assertThat(ensemble.loss()[1]).isNotFinite();
    stepper.move(2, 1);
    ensemble.live(2);
    stepper.step();
    assertThat(ensemble.loss()[1]).isFinite().isEqualTo(ensemble.loss()[0]);
    assertThat(ensemble.thetaOf(1)).isEqualTo(ensemble.thetaOf(0));
  }

  @Test
  void anIncompleteLastMinibatchIsDropped() {
    // 30 samples, minibatches of 2 x 7: two steps an epoch, then a new order
    Sgd sgd = Sgd.of(FINITE, 0.01, 7, NoiseEnhancement.of(1.5), Sampling.EPOCH);
    Stepper stepper = sgd.stepper(1);
    stepper.ensemble().live(1);
    stepper.ensemble().streams().seat(0, StreamFamily.ofRuns(1, 2), 0);
    stepper.seat(0);
    for (int step = 0; step < 50; step++) {
      stepper.step();
    }
    assertThat(stepper.ensemble().loss()[0]).isFinite();
  }

  @Test
  void refusesWhatDoesNotFitTogether() {
    LinearRegression signs = LinearRegression.isotropic(2, 1, Inputs.RADEMACHER, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sgd.of(signs, 0.1, 1, PLAIN, Sampling.ONLINE_IN_LAW));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sgd.of(signs, 0.1, 1, PLAIN, Sampling.EPOCH));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sgd.of(FINITE, 0.1, 1, PLAIN, Sampling.ONLINE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sgd.of(FINITE, 0.1, 31, PLAIN, Sampling.EPOCH));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sgd.of(FINITE, 0.1, 16, NoiseEnhancement.of(2), Sampling.EPOCH));
  }

  @Test
  void enhancementKeepsTheMeanAndScalesTheNoise() {
    NoiseEnhancement mixing = NoiseEnhancement.of(1.5);
    assertThat(mixing.weight(0) + mixing.weight(1)).isEqualTo(1);
    assertThat(mixing.factor()).isEqualTo(1.5 * 1.5 + 0.5 * 0.5);
    assertThat(PLAIN.factor()).isEqualTo(1);
    assertThat(PLAIN.minibatches()).isEqualTo(1);
    assertThatIllegalArgumentException().isThrownBy(() -> NoiseEnhancement.of(0.49));
    assertThatIllegalArgumentException().isThrownBy(() -> NoiseEnhancement.of(Double.NaN));
  }
}
