package org.logscape.jobs.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.logscape.data.ImageShape;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.network.Activation;
import org.logscape.network.Architecture;

class NetworkForecastTest {
  private static final long STEPS = 1000;
  private static final long TESTS = 500;

  private static Architecture cnn(int size) {
    return Architecture.cnn(
        new ImageShape(size, size, 3), List.of(List.of(32, 32)), 10, Activation.RELU);
  }

  private static double seconds(Architecture network, String observe, String dynamics) {
    Spec spec =
        SpecReader.read(
            """
            name: forecast
            replicas: 1
            model: {type: cnn, stacks: [[32, 32]]}
            data: {format: cifar-10, files: [a], take: 2000}
            dynamics: {type: sgd, learning_rate: 0.1, %s}
            observe: {%s}
            stop: {steps: %d}
            """
                .formatted(dynamics, observe, STEPS),
            "test.yaml");
    return NetworkForecast.of(spec.observe(), spec.stop(), spec.grid().cell(0), network, TESTS)
        .seconds(STEPS);
  }

  private static double seconds(Architecture network) {
    return seconds(network, "", "batch_size: 100");
  }

  /**
   * Twice as high and wide an image has the same filters at four times the places. Features and
   * layers behind grow alike; what a step and a sample take at the least does not, hence 5 %.
   */
  @Test
  void aConvolutionCountsItsPositions() {
    assertThat(seconds(cnn(32)) / seconds(cnn(16))).isCloseTo(4, within(0.2));
    // as many parameters, each used once a sample
    int parameters = cnn(32).parameters();
    Architecture mlp = Architecture.mlp(List.of(3072, parameters / 3082, 10), Activation.RELU);
    assertThat(mlp.parameters()).isBetween(parameters * 9 / 10, parameters);
    assertThat(seconds(cnn(32)) / seconds(mlp)).isGreaterThan(50);
  }

  /** A mixed step draws two minibatches; what a step takes at the least it takes once. */
  @Test
  void aStepCountsItsSamples() {
    double plain = seconds(cnn(16));
    assertThat(seconds(cnn(16), "", "batch_size: 100, noise_enhancement: 2") / plain)
        .isCloseTo(2, within(0.05));
    assertThat(seconds(cnn(16), "", "batch_size: 20") / plain).isCloseTo(0.2, within(0.02));
  }

  /**
   * 51 looks at 2,000 + 500 samples, forwards alone, are 127,500 passes beside the 100,000 of the
   * steps, each a third of a step's sample or a little more (no slopes of the inputs).
   */
  @Test
  void whatObserversLookAtCounts() {
    double plain = seconds(cnn(16));
    double watched = seconds(cnn(16), "evaluation: {every: 1}", "batch_size: 100");
    assertThat(watched / plain).isBetween(1.4, 1.6);
    double often =
        seconds(cnn(16), "evaluation: {every: 1}, snapshots: {every: 10}", "batch_size: 100");
    assertThat(often).isGreaterThan(watched);
    // on the steps of the evaluations the loss is known already
    assertThat(
            seconds(cnn(16), "evaluation: {every: 1}, snapshots: {every: 20}", "batch_size: 100"))
        .isEqualTo(watched);
    assertThat(seconds(cnn(16), "evaluation: {every: 1}, noise: {every: 10}", "batch_size: 100"))
        .isGreaterThan(watched);
    assertThat(
            seconds(
                cnn(16),
                "evaluation: {every: 1}, spectrum: {at: [0, 50], samples: 100}",
                "batch_size: 100"))
        .isGreaterThan(watched)
        .isLessThan(
            seconds(
                cnn(16),
                "evaluation: {every: 1}, spectrum: {at: [0, 20, 50], samples: 100}",
                "batch_size: 100"));
  }
}
