package org.logscape.jobs.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logscape.jobs.spec.key.Fault;
import org.logscape.jobs.spec.key.InvalidSpecException;

class ExtensionTest {
  private static final String OLD =
      """
      name: old
      replicas: 10
      model: {type: double-well, dimensions: 2, barrier: [2, 3], label_noise: 1}
      dynamics: {type: sgd, learning_rate: [0.04, 0.02]}
      observe: {escape: {events: [separatrix], levels: [1.5]}}
      stop: {steps: 100}
      zip: [model.barrier, dynamics.learning_rate]
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: old|name: new",
        "replicas: 10|replicas: 20",
        "stop:|fit: [escape-rate]\\nstop:",
        "label_noise: 1|label_noise: [0, 1, 2]",
        "dimensions: 2|dimensions: [4, 2]",
        "steps: 100|steps: [100, 200]",
        "type: sgd|type: [langevin, sgd]",
        "type: sgd|type: sgd, noise_enhancement: [1, 2]",
      })
  void moreOfTheSameContinues(String before, String after) {
    assertThat(OLD).contains(before);
    String now = OLD.replace(before, after.replace("\\n", "\n"));
    assertThat(Extension.check(Specs.read(OLD), Specs.read(now))).isEmpty();
    assertThat(Extension.check(Specs.read(OLD), Specs.read(OLD))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "replicas: 10|replicas: 9|replicas: the folder has 10, the spec has 9; may grow, not"
            + " shrink",
        "name: old|name: old\\nseed: 2|seed: the folder has 1, the spec has 2; must be equal",
        "label_noise: 1|label_noise: [0, 2]|model.label_noise: the folder has 1, the spec has 0, 2;"
            + " values may be added, not taken away",
        "label_noise: 1|label_noise: 1, curvature: 5|model.curvature: the folder has none, the spec"
            + " has 5; values may be added, not taken away",
        "steps: 100|steps: 50|stop.steps: the folder has 100, the spec has 50; values may be added,"
            + " not taken away",
        "steps: 100|steps: 100, after: separatrix|stop.after: the folder has all, the spec has"
            + " separatrix; must be equal",
        "levels: [1.5]|levels: [1.5, 2]|observe.escape: the folder has {events: [separatrix],"
            + " levels: [1.5]}, the spec has {events: [separatrix], levels: [1.5, 2]}; must be"
            + " equal",
        "stop:|start: random\\n"
            + "stop:|start: the folder has minimum, the spec has {random: {scale: 1}}; must be"
            + " equal",
        "[0.04, 0.02]|[0.04, 0.03]|model.barrier and dynamics.learning_rate: the folder has [3,"
            + " 0.02], the spec has [2, 0.04], [3, 0.03]; values may be added, not taken away",
      })
  void anotherExperimentIsRefused(String before, String after, String fault) {
    assertThat(OLD).contains(before);
    String now = OLD.replace(before, after.replace("\\n", "\n"));
    assertThat(Extension.check(Specs.read(OLD), Specs.read(now)))
        .extracting(Fault::toString)
        .containsExactly(fault);
  }

  @Test
  void zippedPairsMayBeAdded() {
    String now = OLD.replace("[2, 3]", "[2, 2.5, 3]").replace("[0.04, 0.02]", "[0.04, 0.1, 0.02]");
    assertThat(Extension.check(Specs.read(OLD), Specs.read(now))).isEmpty();
  }

  @Test
  void aZipMayBecomeTheWholeProduct() {
    String product = OLD.replace("zip: [model.barrier, dynamics.learning_rate]", "");
    assertThat(Extension.check(Specs.read(OLD), Specs.read(product))).isEmpty();
    assertThat(Extension.check(Specs.read(product), Specs.read(OLD))).hasSize(1);
  }

  @Test
  void anotherModelIsRefusedKeyByKey() {
    String now =
        """
        name: old
        replicas: 10
        model: {type: quartic-well, dimensions: 2, minimum_loss: 1}
        dynamics: {type: langevin, learning_rate: 0.04}
        observe: {escape: {events: [separatrix], levels: [1.5]}}
        stop: {steps: 100}
        """;
    assertThat(Extension.check(Specs.read(OLD), Specs.read(now)))
        .extracting(Fault::path)
        .contains("model.type", "dynamics.type", "model.minimum_loss");
  }

  @Test
  void theFingerprintTellsExperimentsApart() {
    String fingerprint = Fingerprint.of(Specs.read(OLD));
    assertThat(fingerprint).matches("[0-9a-f]{64}");
    assertThat(Fingerprint.of(Specs.read(OLD.replace("name: old", "name: new"))))
        .isEqualTo(fingerprint);
    assertThat(
            new String[] {
              OLD.replace("replicas: 10", "replicas: 11"),
              OLD.replace("name: old", "name: old\nseed: 2"),
              OLD.replace("levels: [1.5]", "levels: [1.6]"),
              OLD.replace("label_noise: 1", "label_noise: 2"),
              OLD.replace("stop:", "start: random\nstop:"),
              OLD.replace("steps: 100", "steps: 100, after: never"),
              OLD.replace("zip: [model.barrier, dynamics.learning_rate]", "")
            })
        .extracting(yaml -> Fingerprint.of(Specs.read(yaml)))
        .doesNotHaveDuplicates()
        .doesNotContain(fingerprint);
  }

  /** Names and random streams of cells depend on the limit that the folder was begun with. */
  @ParameterizedTest
  @CsvSource({"200", "'[200, 300]'"})
  void aHigherLimitKeepsTheCells(String higher) {
    String before = higher.contains("[") ? OLD.replace("steps: 100", "steps: [100, 150]") : OLD;
    Spec old = Specs.read(before);
    Spec now = Specs.read(OLD.replace("steps: 100", "steps: " + higher));
    assertThat(Extension.check(old, now)).isNotEmpty();
    Spec continued = Extension.continued(old, now);
    assertThat(Extension.check(old, continued)).isEmpty();
    assertThat(continued.hasRaisedLimit()).isTrue();
    assertThat(continued.grid().cells()).isEqualTo(old.grid().cells());
    for (long cell = 0; cell < old.grid().cells(); cell++) {
      assertThat(continued.grid().cell(cell).id()).isEqualTo(old.grid().cell(cell).id());
      assertThat(continued.grid().cell(cell).steps()).isEqualTo(now.grid().cell(cell).steps());
      assertThat(continued.grid().cell(cell).label()).isEqualTo(now.grid().cell(cell).label());
    }
    // the resolved spec says all of it, and goes on from there
    Spec frozen = Specs.read(SpecWriter.write(continued));
    assertThat(SpecWriter.write(frozen)).isEqualTo(SpecWriter.write(continued));
    assertThat(Extension.check(frozen, Extension.continued(frozen, now))).isEmpty();
    assertThat(Extension.check(frozen, Extension.continued(frozen, old)))
        .extracting(Fault::problem)
        .anyMatch(problem -> problem.endsWith("may grow, not shrink"));
  }

  @Test
  void anEqualLimitAddsNothing() {
    Spec old = Specs.read(OLD);
    assertThat(Extension.continued(old, old)).isEqualTo(old);
  }

  @ParameterizedTest
  @CsvSource({"200", "'[50, 60]'"})
  void namesOfCellsGoWithTheLimit(String begunWith) {
    String faulty = OLD.replace("steps: 100", "steps: 100, begun_with: " + begunWith);
    assertThatThrownBy(() -> Specs.read(faulty))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining(
            "stop.begun_with: must be as many values as the limit has, none above it, in one zip"
                + " with it");
  }
}
