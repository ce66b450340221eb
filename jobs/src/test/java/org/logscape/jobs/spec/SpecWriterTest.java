package org.logscape.jobs.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpecWriterTest {

  @Test
  void defaultsAreSpelledOut() {
    assertThat(SpecWriter.write(Specs.read(Specs.with("observe: {loss_histogram: {}}"))))
        .isEqualTo(
            """
            name: small
            seed: 1
            replicas: 2
            model:
              type: double-well
              dimensions: 2
              barrier: 2
              label_noise: 0
              # curvature: 4 barrier - 2
            dynamics:
              type: sgd
              learning_rate: 0.04
              batch_size: 1
              noise_enhancement: 1
              # sampling: online
            stop:
              steps: 100
              after: never
            start: minimum
            observe:
              loss_histogram: {burn_in: 0, every: 1, runs_per_group: 1, bins_per_decade: 20}
            fit: [stationary-law]
            """);
  }

  static Stream<String> specs() {
    return Stream.of(
        Specs.DESIGN_EXAMPLE,
        Specs.SMALL,
        Specs.with("start: {random: {scale: 1e-3}}"),
        Specs.with("start: {snapshots: 'it''s: here #1'}"),
        Specs.with("start: {snapshots: {dir: out/a, cell: '0000000000000017', step: 0}}"),
        Specs.with("observe: {snapshots: {every: 5}}\nfit: []"),
        Specs.with("rare: {event: basin, interfaces: auto, budget_steps: 1e9}"),
        Specs.with("rare: {event: level, levels: [1.5, 3], interfaces: 12, trials: 50}"),
        Specs.with("observe: {escape: {levels: [1.0000000001, 1e300]}, loss_histogram: {}}"),
        Specs.SMALL.replace("name: small", "name: '1e5'\nseed: -9223372036854775808"),
        Specs.SMALL.replace("name: small", "name: 'null'"),
        """
        stop: {steps: [10, 20]}
        dynamics: {temperature: [0.1, 0.2], type: [sgd, langevin]}
        name: order
        replicas: 1
        model: {barrier: [2, 3], dimensions: 2, type: double-well}
        zip: [[stop.steps, model.barrier], [dynamics.type, dynamics.temperature]]
        """,
        """
        name: spectra
        replicas: 1
        model: {type: linear-regression, samples: 10, spectrum: [[2, 2, 0.01], [1]]}
        dynamics: {type: sgd, sampling: [epoch, replacement], curvature_step: 0.5}
        stop: {steps: 9223372036854775807}
        """);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void whatIsWrittenReadsBackEqual(String yaml) {
    Spec spec = Specs.read(yaml);
    String written = SpecWriter.write(spec);
    Spec again = Specs.read(written);
    assertThat(again).isEqualTo(spec);
    assertThat(SpecWriter.write(again)).isEqualTo(written);
    assertThat(Fingerprint.of(again)).isEqualTo(Fingerprint.of(spec));
    assertThat(again.grid().cell(0)).isEqualTo(spec.grid().cell(0));
  }

  /** Spark carries specs and cells to its executors. */
  @ParameterizedTest
  @MethodSource("specs")
  void specsAndCellsAreSerializable(String yaml) throws Exception {
    Spec spec = Specs.read(yaml);
    assertThat(copy(spec)).isEqualTo(spec);
    assertThat(copy(spec.grid().cell(0))).isEqualTo(spec.grid().cell(0));
  }

  private static Object copy(Object value) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }
}
