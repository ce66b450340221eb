package org.logscape.jobs.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CellIdTest {

  /**
   * Names of runs and their random numbers hang on these: a change breaks every folder that is
   * there. The expected values are SHA-256 (coreutils) of the lines in the comments, each closed by
   * a line feed.
   */
  @Test
  void namesNeverChange() {
    // model.type=double-well model.dimensions=2 model.barrier=0x1.0p1
    // model.curvature=0x1.8p2 model.label_noise=0x0.0p0 dynamics.type=sgd
    // dynamics.batch_size=1 dynamics.learning_rate=0x1.47ae147ae147bp-5
    // dynamics.noise_enhancement=0x1.0p0 dynamics.sampling=online stop.steps=100
    assertThat(Specs.read(Specs.SMALL).grid().cell(0).id()).isEqualTo("d333262bb2aae553");
    // model.type=linear-regression model.spectrum=[0x1.0p0,0x1.0p0] model.inputs=gaussian
    // model.label_noise=0x1.0p0 model.samples=100 dynamics.type=sgd dynamics.batch_size=1
    // dynamics.learning_rate=0x1.999999999999ap-4 dynamics.noise_enhancement=0x1.8p0
    // dynamics.sampling=replacement stop.steps=1000
    assertThat(
            Specs.read(
                    """
                    name: golden
                    replicas: 1
                    model: {type: linear-regression, dimensions: 2, samples: 100}
                    dynamics: {type: sgd, learning_rate: 0.1, noise_enhancement: 1.5}
                    stop: {steps: 1000}
                    """)
                .grid()
                .cell(0)
                .id())
        .isEqualTo("5fa521811402682a");
  }

  @Test
  void theNumberIsTheName() {
    CellSpec cell = Specs.read(Specs.SMALL).grid().cell(0);
    assertThat(Long.parseUnsignedLong(cell.id(), 16)).isEqualTo(cell.idBits());
    assertThat(cell.id()).hasSize(16);
  }

  @Test
  void whatIsNotOfTheCellDoesNotChangeItsName() {
    String other =
        """
        fit: []
        observe: {loss_histogram: {}}
        stop: {after: never, steps: [50, 1e2]}
        dynamics: {curvature_step: 0.24, type: sgd, sampling: online}
        model: {label_noise: [-0.0, 3], curvature: 6, type: double-well, barrier: 2.0, dimensions: 2}
        replicas: 77
        seed: 5
        name: other
        """;
    CellSpec cell = Specs.read(Specs.SMALL).grid().cell(0);
    CellSpec same = Specs.read(other).grid().cell(2);
    assertThat(same.label()).isEqualTo("steps=100 label_noise=0");
    assertThat(same).isEqualTo(cell).hasSameHashCodeAs(cell);
    assertThat(same.id()).isEqualTo(cell.id());
  }

  /** Keys that came later: folders that were written before them keep their names. */
  @Test
  void aNeutralValueDoesNotChangeTheName() {
    CellSpec cell = Specs.read(Specs.SMALL).grid().cell(0);
    for (String neutral : List.of("weight_decay: 0", "momentum: 0", "weight_decay: -0.0")) {
      CellSpec same =
          Specs.read(Specs.SMALL.replace("type: sgd", "type: sgd, " + neutral)).grid().cell(0);
      assertThat(same.id()).as(neutral).isEqualTo(cell.id()).isEqualTo("d333262bb2aae553");
      assertThat(same).isEqualTo(cell);
    }
  }

  @Test
  void everyValueOfTheCellChangesItsName() {
    String id = Specs.read(Specs.SMALL).grid().cell(0).id();
    assertThat(
            new String[] {
              Specs.SMALL.replace("steps: 100", "steps: 101"),
              Specs.SMALL.replace("barrier: 2", "barrier: 2.0000000000000004"),
              Specs.SMALL.replace("barrier: 2", "barrier: 2, curvature: 5"),
              Specs.SMALL.replace("barrier: 2", "barrier: 2, label_noise: 1"),
              Specs.SMALL.replace("dimensions: 2", "dimensions: 3"),
              Specs.SMALL.replace("type: sgd", "type: langevin"),
              Specs.SMALL.replace("type: sgd", "type: sgd, sampling: online-in-law"),
              Specs.SMALL.replace("type: sgd", "type: sgd, noise_enhancement: 2"),
              Specs.SMALL.replace("type: sgd", "type: sgd, batch_size: 2"),
              Specs.SMALL.replace("type: sgd", "type: sgd, momentum: 0.5"),
              Specs.SMALL.replace("type: sgd", "type: sgd, weight_decay: 1e-4"),
              Specs.SMALL.replace("0.04", "0.05")
            })
        .extracting(yaml -> Specs.read(yaml).grid().cell(0).id())
        .doesNotHaveDuplicates()
        .doesNotContain(id);
  }
}
