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
  void namesOfVersionOneNeverChange() {
    // model.type=double-well model.dimensions=2 model.barrier=0x1.0p1
    // model.curvature=0x1.8p2 model.label_noise=0x0.0p0 dynamics.type=sgd
    // dynamics.batch_size=1 dynamics.learning_rate=0x1.47ae147ae147bp-5
    // dynamics.noise_enhancement=0x1.0p0 dynamics.sampling=online stop.steps=100
    assertThat(first(Specs.SMALL, Identity.ofValues()).id()).isEqualTo("d333262bb2aae553");
    // model.type=linear-regression model.spectrum=[0x1.0p0,0x1.0p0] model.inputs=gaussian
    // model.label_noise=0x1.0p0 model.samples=100 dynamics.type=sgd dynamics.batch_size=1
    // dynamics.learning_rate=0x1.999999999999ap-4 dynamics.noise_enhancement=0x1.8p0
    // dynamics.sampling=replacement stop.steps=1000
    assertThat(
            first(
                    """
                    name: golden
                    replicas: 1
                    model: {type: linear-regression, dimensions: 2, samples: 100}
                    dynamics: {type: sgd, learning_rate: 0.1, noise_enhancement: 1.5}
                    stop: {steps: 1000}
                    """,
                    Identity.ofValues())
                .id())
        .isEqualTo("5fa521811402682a");
  }

  private static CellSpec first(String yaml, Identity identity) {
    return Specs.read(yaml).identified(identity).grid().cell(0);
  }

  /**
   * Both values are SHA-256 (coreutils) of the lines in the comments, each closed by a line feed.
   */
  @Test
  void namesOfVersionTwoNeverChange() {
    // seed=1 stop.after=never
    String checksum = Specs.read(Specs.SMALL).grid().identity().checksum();
    assertThat(checksum)
        .isEqualTo("9f5315416dadebf7f58e856e68a556313a0d0640481a9d275bd0e925a2bf0b33");
    // the lines of version 1, and identity=CHECKSUM
    assertThat(Specs.read(Specs.SMALL).grid().cell(0).id()).isEqualTo("ca7e84fd6fb04688");
  }

  /** Streams are those of version 1: a run has the same numbers under either name. */
  @Test
  void theStreamsDoNotDependOnTheVersion() {
    CellSpec cell = Specs.read(Specs.SMALL).grid().cell(0);
    assertThat("%016x".formatted(cell.streamBits())).isEqualTo("d333262bb2aae553");
    assertThat(cell.id()).hasSize(16).isNotEqualTo("d333262bb2aae553");
  }

  /** Whatever a resumed folder may not change: runs of equal values are other runs then. */
  @Test
  void everythingThatAnExperimentFixesChangesTheNames() {
    assertThat(
            new String[] {
              Specs.SMALL,
              Specs.with("seed: 2"),
              Specs.with("observe: {loss_histogram: {}}"),
              Specs.with("observe: {snapshots: {every: 10}}"),
              Specs.with("pair: [model.barrier]").replace("barrier: 2", "barrier: [2, 3]"),
              Specs.with("start: {snapshots: {dir: out/a}}"),
              Specs.with("observe: {escape: {events: [separatrix]}}"),
              Specs.with("observe: {escape: {events: [separatrix]}}")
                  .replace("steps: 100", "steps: 100, after: never")
            })
        .extracting(yaml -> Specs.read(yaml).grid().cell(0).id())
        .doesNotHaveDuplicates();
  }

  /** What may grow or change in a folder: its cells keep their names. */
  @Test
  void whatAFolderMayChangeDoesNotChangeTheNames() {
    assertThat(
            new String[] {
              Specs.SMALL,
              Specs.SMALL.replace("name: small", "name: other"),
              Specs.with("claim: a sentence"),
              Specs.with("fit: []"),
              Specs.SMALL.replace("replicas: 2", "replicas: 20"),
              Specs.SMALL.replace("barrier: 2", "barrier: [2, 3]")
            })
        .extracting(yaml -> Specs.read(yaml).grid().cell(0).id())
        .containsOnly(Specs.read(Specs.SMALL).grid().cell(0).id());
  }

  @Test
  void aFolderKeepsTheIdentityThatItWasBegunWith() {
    Spec old = Specs.read(Specs.SMALL).identified(Identity.ofValues());
    Spec now =
        Extension.continued(old, Specs.read(Specs.SMALL.replace("replicas: 2", "replicas: 5")));
    assertThat(now.grid().cell(0).id()).isEqualTo("d333262bb2aae553");
    Spec raised = Extension.continued(old, Specs.read(Specs.SMALL.replace("100", "200")));
    assertThat(raised.grid().cell(0).id()).isEqualTo("d333262bb2aae553");
    assertThat(raised.grid().cell(0).steps()).isEqualTo(200);
  }

  @Test
  void whatIsNotOfTheCellDoesNotChangeItsNameInVersionOne() {
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
    CellSpec cell = first(Specs.SMALL, Identity.ofValues());
    CellSpec same = Specs.read(other).identified(Identity.ofValues()).grid().cell(2);
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
      assertThat(same.id()).as(neutral).isEqualTo(cell.id());
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
