package org.logscape.jobs.spec.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
  private static final Map<String, String> VALUES =
      Map.of("ETA", "0.02", "FOLDER", "/data/my set", "LINES", "a\nb", "DOLLAR", "$1");

  private static Map<String, Object> tree(String yaml, Faults faults) {
    return new SpecSource(yaml, "t.yaml", List.of(), VALUES::get, null)
        .tree(faults)
        .orElse(Map.of());
  }

  @Test
  void valuesAreReadAsIfTheyStoodThere() {
    Faults faults = new Faults();
    assertThat(tree("a: {b: ${ETA}, c: '${FOLDER}/x'}\n# ${NONE}\nd: ${DOLLAR}\n", faults))
        .isEqualTo(Map.of("a", Map.of("b", 0.02, "c", "/data/my set/x"), "d", "$1"));
    assertThat(faults.none()).isTrue();
  }

  @Test
  void everyFaultIsNamedByItsLine() {
    Faults faults = new Faults();
    assertThat(tree("a: ${NONE}\nb: ${}\nc: ${LINES}\n", faults)).isEmpty();
    assertThat(faults.list())
        .extracting(Fault::toString)
        .containsExactly(
            "line 1: has ${NONE}, which is no environment variable here",
            "line 2: has ${}; must be the name of an environment variable",
            "line 3: has ${LINES}, whose value has several lines");
  }
}
