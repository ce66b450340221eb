package org.logscape.jobs.spec.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  private static final String YAML =
      "{name: before, dynamics: {type: sgd, batch_size: 1}, stop: {steps: 10}}";

  private final Faults faults = new Faults();

  private Map<String, Object> applied(String... settings) {
    return Settings.applied(
        List.of(settings), YamlTree.read(YAML, new Faults()).orElseThrow(), faults);
  }

  @Test
  void aSettingReplacesOrAddsAKey() {
    assertThat(
            applied(
                "name=after",
                "dynamics.batch_size=[1, 2]",
                "dynamics.momentum=0.9",
                "observe.escape.levels={range: [2, 3]}",
                "stop.steps=20",
                "stop.steps=1e3"))
        .isEqualTo(
            Map.of(
                "name",
                "after",
                "dynamics",
                Map.of("type", "sgd", "batch_size", List.of(1L, 2L), "momentum", 0.9),
                "observe",
                Map.of("escape", Map.of("levels", Map.of("range", List.of(2L, 3L)))),
                "stop",
                Map.of("steps", 1000.0)));
    assertThat(faults.none()).isTrue();
  }

  @Test
  void theMappingOfTheFileIsLeftAlone() {
    Map<String, Object> yaml = YamlTree.read(YAML, new Faults()).orElseThrow();
    Settings.applied(List.of("dynamics.batch_size=7", "name=x"), yaml, faults);
    assertThat(yaml).isEqualTo(YamlTree.read(YAML, new Faults()).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dynamics.batch_size | --set: is 'dynamics.batch_size'; must be PATH=VALUE",
        "=3 | --set: is '=3'; must be PATH=VALUE",
        "dynamics..batch_size=3 | --set: is 'dynamics..batch_size=3'; must be PATH=VALUE",
        "stop.steps=[1 | stop.steps: is set to what is no YAML; must be PATH=VALUE",
        "name.first=x | name.first: cannot be set, since name is no mapping in the file"
      })
  void aMistakeIsOneFault(String setting, String fault) {
    applied(setting);
    assertThat(faults.list())
        .singleElement()
        .satisfies(told -> assertThat(told.toString()).startsWith(fault));
  }
}
