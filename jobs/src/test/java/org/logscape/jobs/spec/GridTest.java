package org.logscape.jobs.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GridTest {

  @Test
  void theLastAxisRunsFastest() {
    Grid grid = Specs.read(Specs.DESIGN_EXAMPLE).grid();
    assertThat(labels(grid))
        .containsExactly(
            "label_noise=0 noise_enhancement=1",
            "label_noise=0 noise_enhancement=1.5",
            "label_noise=0.5 noise_enhancement=1",
            "label_noise=0.5 noise_enhancement=1.5",
            "label_noise=1 noise_enhancement=1",
            "label_noise=1 noise_enhancement=1.5",
            "label_noise=2 noise_enhancement=1",
            "label_noise=2 noise_enhancement=1.5");
  }

  @Test
  void axesCountInTheFilesOrder() {
    Grid grid =
        Specs.read(
                """
                stop: {steps: [10, 20]}
                dynamics: {learning_rate: [0.1, 0.2], type: sgd}
                name: order
                replicas: 1
                model: {type: double-well, dimensions: 2, barrier: 2}
                """)
            .grid();
    assertThat(labels(grid))
        .containsExactly(
            "steps=10 learning_rate=0.1",
            "steps=10 learning_rate=0.2",
            "steps=20 learning_rate=0.1",
            "steps=20 learning_rate=0.2");
  }

  @Test
  void zippedAxesWalkTogether() {
    Grid grid =
        Specs.read(
                """
                name: zip
                replicas: 1
                model: {type: double-well, dimensions: 2, barrier: [2, 3], label_noise: [0, 1]}
                dynamics: {type: sgd, learning_rate: [0.04, 0.02]}
                stop: {steps: 10}
                zip: [model.barrier, dynamics.learning_rate]
                """)
            .grid();
    assertThat(labels(grid))
        .containsExactly(
            "barrier=2 learning_rate=0.04 label_noise=0",
            "barrier=2 learning_rate=0.04 label_noise=1",
            "barrier=3 learning_rate=0.02 label_noise=0",
            "barrier=3 learning_rate=0.02 label_noise=1");
  }

  @Test
  void severalGroupsMayBeZipped() {
    Grid grid =
        Specs.read(
                """
                name: zips
                replicas: 1
                model: {type: double-well, dimensions: [1, 2], barrier: [2, 3], label_noise: [0, 1]}
                dynamics: {type: [sgd, langevin], learning_rate: 0.04}
                stop: {steps: 10}
                zip: [[model.dimensions, model.barrier], [model.label_noise, dynamics.type]]
                """)
            .grid();
    assertThat(labels(grid))
        .containsExactly(
            "dimensions=1 barrier=2 label_noise=0 dynamics=sgd",
            "dimensions=1 barrier=2 label_noise=1 dynamics=langevin",
            "dimensions=2 barrier=3 label_noise=0 dynamics=sgd",
            "dimensions=2 barrier=3 label_noise=1 dynamics=langevin");
  }

  @Test
  void aHugeGridCostsNothingUntilACellIsAsked() {
    String list = IntStream.rangeClosed(1, 1000).boxed().toList().toString();
    Grid grid =
        Specs.read(
                """
                name: huge
                replicas: 1
                model: {type: double-well, dimensions: %1$s, barrier: %1$s, label_noise: %1$s}
                dynamics: {type: sgd, learning_rate: 0.04, batch_size: %1$s}
                stop: {steps: 10}
                """
                    .formatted(list))
            .grid();
    assertThat(grid.cells()).isEqualTo(1_000_000_000_000L);
    // 123 456 789 012 in base 1000: the digits 123, 456, 789, 012, each one below its value.
    assertThat(grid.cell(123_456_789_012L).label())
        .isEqualTo("dimensions=124 barrier=457 label_noise=790 batch_size=13");
    assertThatThrownBy(() -> grid.cell(1_000_000_000_000L))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> grid.cell(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void everyCellOfAMillionHasItsOwnName() {
    String list = IntStream.rangeClosed(1, 100).boxed().toList().toString();
    Grid grid =
        Specs.read(
                """
                name: million
                replicas: 1
                model: {type: double-well, dimensions: 2, barrier: %1$s, label_noise: %1$s}
                dynamics: {type: sgd, learning_rate: 0.04, batch_size: %1$s}
                stop: {steps: 10}
                """
                    .formatted(list))
            .grid();
    assertThat(grid.cells()).isEqualTo(1_000_000);
    Set<String> names = new HashSet<>();
    // A stride prime to 100 meets every value of every axis.
    LongStream.range(0, 20_000).map(i -> i * 49).forEach(i -> names.add(grid.cell(i).id()));
    assertThat(names).hasSize(20_000);
  }

  private static List<String> labels(Grid grid) {
    return LongStream.range(0, grid.cells()).mapToObj(i -> grid.cell(i).label()).toList();
  }
}
