package org.logscape.jobs.spec.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesTest {
  private static Object expanded(String series) {
    Faults faults = new Faults();
    Map<String, Object> yaml = YamlTree.read("a: {b: " + series + "}", faults).orElseThrow();
    Map<String, Object> tree = Series.expanded(yaml, faults).orElseThrow();
    return ((Map<?, ?>) tree.get("a")).get("b");
  }

  @Test
  void aRangeHasBothEnds() {
    assertThat(expanded("{range: [3, 6]}")).isEqualTo(List.of(3L, 4L, 5L, 6L));
    assertThat(expanded("{range: [-1, -1]}")).isEqualTo(List.of(-1L));
  }

  @Test
  void aLinspaceHasEqualDifferencesAndExactEnds() {
    assertThat(expanded("{linspace: [0, 1, 5]}")).isEqualTo(List.of(0.0, 0.25, 0.5, 0.75, 1.0));
    assertThat(expanded("{linspace: [0.1, 0.3, 2]}")).isEqualTo(List.of(0.1, 0.3));
  }

  @Test
  void aLogspaceHasEqualRatiosAndExactEnds() {
    List<?> numbers = (List<?>) expanded("{logspace: [0.001, 0.1, 5]}");
    assertThat(numbers).hasSize(5);
    assertThat(numbers.get(0)).isEqualTo(0.001);
    assertThat(numbers.get(4)).isEqualTo(0.1);
    for (int i = 1; i < numbers.size(); i++) {
      // each number is good to a rounding or two
      assertThat((Double) numbers.get(i) / (Double) numbers.get(i - 1))
          .isCloseTo(Math.sqrt(10), within(1e-14));
    }
  }

  @Test
  void aSeriesMayStandInAList() {
    assertThat(expanded("[{range: [1, 2]}, {range: [5, 5]}]"))
        .isEqualTo(List.of(List.of(1L, 2L), List.of(5L)));
    assertThat(expanded("{range: [1, 2], other: 3}"))
        .as("a mapping with another key is no series")
        .isEqualTo(Map.of("range", List.of(1L, 2L), "other", 3L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{range: [2, 1]}",
        "{range: [1, 100001]}",
        "{range: [1.5, 2]}",
        "{range: 3}",
        "{range: [-9223372036854775808, 9223372036854775807]}",
        "{linspace: [0, 1]}",
        "{linspace: [1, 1, 3]}",
        "{linspace: [0, 1, 1]}",
        "{linspace: [0, 1, 100001]}",
        "{linspace: [0, 1, 2.5]}",
        "{logspace: [0, 1, 3]}",
        "{logspace: [-1, 1, 3]}",
        "{logspace: [1, 0.1, 3]}"
      })
  void aRuleThatIsNoSeriesIsOneFault(String series) {
    Faults faults = new Faults();
    Map<String, Object> yaml = YamlTree.read("a: {b: " + series + "}", faults).orElseThrow();
    assertThat(Series.expanded(yaml, faults)).isEmpty();
    assertThat(faults.list())
        .singleElement()
        .satisfies(
            fault ->
                assertThat(fault.toString())
                    .startsWith("a.b." + series.substring(1, series.indexOf(':')) + ": is ")
                    .contains("; must be ["));
  }
}
