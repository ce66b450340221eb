package org.logscape.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DoubleWellTest extends ModelContractTest {

  @Override
  Model model() {
    return DoubleWell.of(4, 2, 6, 0.5);
  }

  @Test
  void hasTheLossesOfTheReferenceTable() {
    // L^s / L* of the independent simulation at p = 2, h = 6: sigma = 0, 0.5, 1, 2
    double[] sigma = {0, 0.5, 1, 2};
    double[] ratio = {2.286, 2.125, 1.818, 1.391};
    for (int i = 0; i < sigma.length; i++) {
      DoubleWell well = DoubleWell.of(2, 2, 6, sigma[i]);
      double measured = well.saddle().orElseThrow().loss() / well.minimumLoss();
      assertThat(measured).isCloseTo(ratio[i], within(5e-4));
    }
  }

  @Test
  void hasNoNoiseFeatureWithoutLabelNoise() {
    assertThat(DoubleWell.of(2, 2, 6, 0).features()).isEqualTo(3);
    assertThat(DoubleWell.of(2, 2, 6, 1).features()).isEqualTo(4);
  }

  @Test
  void refusesABarrierWithoutTwoWells() {
    assertThatIllegalArgumentException().isThrownBy(() -> DoubleWell.of(2, 0.5, 1, 0));
  }

  @Test
  void theOtherBasinIsEnteredAtItsMinimum() {
    assertThat(model().passage().orElseThrow().arrival()).isEqualTo(-Math.sqrt(1.5));
  }
}
