package org.logscape.jobs.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.logscape.jobs.spec.key.InvalidSpecException;
import org.logscape.jobs.spec.model.FormulaSpec;
import org.logscape.model.Model;

/** A landscape typed as formulas, from the text of a spec. */
class FormulaSpecTest {
  private static final String SPEC =
      """
      name: typed
      seed: 3
      replicas: 10
      model:
        type: formula
        parameters: {u: 1, v: [0, 3]}
        constants: {c: 1, d: [0, 0.05], g: 1}
        features: ["c*(u - d)", "u^2 - 1", "g*(2 + u)*v[j]"]
        label_noise: 0.8
        minima: {right: [0.7], left: [-0.7]}
      dynamics: {type: sgd, learning_rate: 0.04}
      start: {minimum: [right, left]}
      observe:
        escape: {events: [separatrix, basin]}
      stop: {steps: 1000}
      """;

  private static Spec read(String yaml) {
    return SpecReader.read(yaml, "spec.yaml");
  }

  @Test
  void listsAreAxes() {
    Spec spec = read(SPEC);
    assertThat(spec.grid().cells()).isEqualTo(8);
    CellSpec last = spec.grid().cell(7);
    assertThat(last.label()).contains("v=3").contains("d=0.05").contains("minimum=left");
    Model model = last.landscape().populationModel();
    assertThat(model.dimensions()).isEqualTo(4);
    assertThat(model.minimum()[0]).isBetween(-0.75, -0.6);
    assertThat(model.passage().orElseThrow().direction()[0]).isEqualTo(-1);
    assertThat(spec.grid().cell(0).landscape().populationModel().minimum()[0])
        .isCloseTo(Math.sqrt(0.5), within(1e-12));
  }

  @Test
  void whatIsWrittenReadsBack() {
    Spec spec = read(SPEC);
    String written = SpecWriter.write(spec);
    Spec again = read(written);
    assertThat(SpecWriter.write(again)).isEqualTo(written);
    assertThat(Fingerprint.of(again)).isEqualTo(Fingerprint.of(spec));
    assertThat(again.grid()).isEqualTo(spec.grid());
  }

  @Test
  void aBareLossIsForLangevin() {
    String loss =
        SPEC.replace(
                "features: [\"c*(u - d)\", \"u^2 - 1\", \"g*(2 + u)*v[j]\"]",
                "loss: \"c + d + (u^2 - 1)^2/2 + g*sum(j, v[j]^2)\"")
            .replace("  label_noise: 0.8\n", "")
            .replace("[0.7]", "[1]")
            .replace("[-0.7]", "[-1]");
    assertFaults(loss, "dynamics.type: is sgd; must be langevin, since a bare loss has no samples");
    assertThat(read(loss.replace("sgd", "langevin")).grid().cells()).isEqualTo(8);
  }

  @Test
  void wrongFormulasHaveALineEach() {
    assertFaults(
        SPEC.replace("u^2 - 1", "w^2 - 1").replace("v[j]\"]", "v[k\"]"),
        "model.features[1]: column 1: unknown name 'w'; known are parameters u, v and constants c,"
            + " d, g",
        "model.features[2]: column 14: ']' is missing before the end of the formula; it closes '['"
            + " of column 12");
  }

  @Test
  void wrongMinimaAreFaults() {
    assertFaults(
        SPEC.replace("[0.7]", "[0]").replace("d: [0, 0.05]", "d: 0"),
        "model.minima: minimum right: (0) is a saddle, not a minimum; 1 of the 1 curvatures there"
            + " are negative");
    assertFaults(
        SPEC.replace("[right, left]", "[right, middle]"),
        "start.minimum: middle is no minimum of this landscape; known are left, right");
    assertFaults(
        SPEC.replace("[0.7]", "[0.7, 0, 0, 0, 0, 0]").replace("[0, 3]", "3"),
        "model.minima: minimum right has 6 coordinates; theta has 4: u, v[1], v[2], v[3]");
  }

  @Test
  void oneMinimumHasNoSeparatrix() {
    assertFaults(
        SPEC.replace(", left: [-0.7]", "").replace("[right, left]", "right"),
        "observe.escape.events: are given; must be left out, since the landscape has one known"
            + " minimum (name a second one under model.minima, or watch levels)");
  }

  @Test
  void keysAreChecked() {
    assertFaults(
        SPEC.replace("  parameters: {u: 1, v: [0, 3]}\n", ""),
        "model.parameters: is missing; must be a mapping of names to numbers of elements, such as"
            + " {u: 1, v: 3}");
    assertFaults(SPEC.replace("c: 1,", "c: one,"), "model.constants.c: is 'one'; must be a number");
    assertFaults(
        SPEC.replace("label_noise", "loss: \"u^2\"\n  label_noise"),
        "model: must have exactly one of features and loss");
  }

  @Test
  void theOrderOfParametersIsPartOfTheCell() {
    Spec spec = read(SPEC.replace("[0, 3]", "1"));
    Spec other =
        read(
            SPEC.replace("{u: 1, v: [0, 3]}", "{v: 1, u: 1}")
                .replace("[0.7]", "[0, 0.7]")
                .replace("[-0.7]", "[0, -0.7]"));
    assertThat(((FormulaSpec) other.grid().cell(0).model()).populationModel().minimum()[1])
        .isCloseTo(Math.sqrt(0.5), within(1e-12));
    assertThat(other.grid().cell(0).id()).isNotEqualTo(spec.grid().cell(0).id());
  }

  private static void assertFaults(String yaml, String... lines) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOfSatisfying(
            InvalidSpecException.class,
            fault ->
                assertThat(fault.faults().stream().map(f -> f.path() + ": " + f.problem()))
                    .containsExactly(lines));
  }
}
