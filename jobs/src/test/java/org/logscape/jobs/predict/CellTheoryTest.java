package org.logscape.jobs.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.sweep.CellRows;

/** With weight decay, what does not hold is not predicted. */
class CellTheoryTest {

  private static CellTheory theory(String model, String decay) {
    Spec spec =
        SpecReader.read(
            "name: t\nmodel: {%s}\ndynamics: {type: sgd, learning_rate: 0.1%s}\n"
                    .formatted(model, decay)
                + "stop: {steps: 10}\nreplicas: 2\nseed: 1\n",
            "spec.yaml");
    return CellTheory.of(CellRows.of(spec).row(0));
  }

  @Test
  void aBarrierIsNotPredictedWithWeightDecay() {
    String well = "type: double-well, dimensions: 2, barrier: 2, label_noise: 1";
    CellTheory plain = theory(well, "");
    assertThat(plain.barrier()).isPresent();
    assertThat(plain.rate(Watched.separatrix())).isPresent();
    assertThat(plain.metricCorrectedRate(Watched.separatrix())).isPresent();
    assertThat(plain.facts().weightDecay()).isZero();
    CellTheory decaying = theory(well, ", weight_decay: 0.1");
    assertThat(decaying.barrier()).isEmpty();
    assertThat(decaying.rate(Watched.separatrix())).isEmpty();
    assertThat(decaying.metricCorrectedRate(Watched.separatrix())).isEmpty();
    assertThat(decaying.landscape().applies()).isFalse();
    assertThat(decaying.facts().weightDecay()).isEqualTo(0.1);
  }

  @Test
  void ofLinearRegressionTheMomentsAloneArePredictedWithWeightDecay() {
    String linear = "type: linear-regression, dimensions: 2, label_noise: 1";
    CellTheory decaying = theory(linear, ", weight_decay: 0.5");
    assertThat(decaying.rate(Watched.level(2))).isEmpty();
    assertThat(decaying.gaussianDesignRate(2)).isEmpty();
    assertThat(decaying.kesten()).isEmpty();
    assertThat(theory(linear, "").kesten()).isPresent();
    // eta = 0.1, B = h = 1, n = 2: 0.1 / (2 * 1.5 - 0.1 (1.5^2 + 3)) by GaussianDesign's formula
    assertThat(decaying.gaussianDesign().orElseThrow().coordinateVariance())
        .isCloseTo(0.1 / 2.475, within(1e-15));
  }
}
