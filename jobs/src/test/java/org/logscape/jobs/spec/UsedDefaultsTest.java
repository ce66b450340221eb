package org.logscape.jobs.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.logscape.jobs.spec.key.SpecSource;

class UsedDefaultsTest {
  private static final String YAML =
      """
      name: t
      model: {type: double-well, barrier: 2}
      dynamics: {type: sgd, learning_rate: 0.04}
      observe: {escape: {events: [separatrix]}}
      """;

  private static List<String> defaults(List<String> settings) {
    return UsedDefaults.of(
        SpecSource.of(YAML, "t.yaml", settings), SpecReader.read(YAML, "t.yaml", settings));
  }

  @Test
  void whatTheSpecLeavesOutIsListedWithItsValue() {
    assertThat(defaults(List.of()))
        .contains("replicas 100", "model.dimensions 2", "stop.steps 100000", "stop.after all")
        .noneMatch(line -> line.startsWith("model.barrier"))
        .noneMatch(line -> line.startsWith("observe.escape.events"));
  }

  @Test
  void whatIsSetFromOutsideIsNoDefault() {
    assertThat(defaults(List.of("replicas=7", "stop.steps=50")))
        .noneMatch(line -> line.startsWith("replicas"))
        .noneMatch(line -> line.startsWith("stop.steps"));
  }
}
