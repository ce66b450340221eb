package org.logscape.jobs.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.logscape.jobs.predict.Watched;
import org.logscape.statistics.Interval;

/** One rule for what cells have in common, whatever few digits are shown. */
class CellGroupTest {
  private static CellGroup temperature(double value) {
    return CellGroup.none().number("temperature", value);
  }

  @Test
  void numbersAreComparedAndNotWhatIsShown() {
    CellGroup group = temperature(0.24);
    CellGroup other = temperature(0.24001);
    assertThat(group).hasToString("temperature=0.240");
    assertThat(other).hasToString("temperature=0.240");
    assertThat(group.isSame(other)).isFalse();
    assertThat(group.isSame(temperature(0.24 * (1 + 1e-10)))).isTrue();
    assertThat(group.isSame(temperature(0.24 * (1 + 1e-8)))).isFalse();
  }

  @Test
  void itemsAreGroupedByTheirNumbersInOrder() {
    Map<CellGroup, List<Double>> groups =
        CellGroup.grouped(
            List.of(0.5, 0.24, 0.24001, 0.24 * (1 + 1e-12), 0.5), CellGroupTest::temperature);
    assertThat(groups.values())
        .containsExactly(List.of(0.5, 0.5), List.of(0.24, 0.24 * (1 + 1e-12)), List.of(0.24001));
  }

  @Test
  void wordsAndMissingPartsTellGroupsApart() {
    CellGroup none = CellGroup.none();
    assertThat(none.word("sampling", "online").isSame(none.word("sampling", "epoch"))).isFalse();
    assertThat(none.maybe("loss", null).isSame(none.maybe("loss", 1.0))).isFalse();
    assertThat(none.maybe("loss", null).isSame(none.maybe("loss", null))).isTrue();
    assertThat(none.isSame(temperature(1))).isFalse();
  }

  @Test
  void whatIsShownIsReadBack() {
    CellGroup group =
        CellGroup.ofEvent(Watched.level(1.5)).word("minimum").range("t", 0, 31.2).from("x", 2);
    assertThat(group).hasToString("level=1.5 minimum t=0..31.2 x=2.00..");
    CellGroup read = CellGroup.parse(group.toString());
    assertThat(read).hasToString(group.toString());
    assertThat(read.number("level")).hasValue(1.5);
    assertThat(read.has("minimum")).isTrue();
    assertThat(read.range("t").orElseThrow().high()).isEqualTo(31.2);
    assertThat(read.range("x").orElseThrow().high()).isInfinite();
    assertThat(CellGroup.parse("L/L*-1=..0.01").range("L/L*-1").orElseThrow().low())
        .isNegative()
        .isInfinite();
    assertThat(CellGroup.parse("against batch_size=5 alpha=1").shown("against"))
        .hasValue("batch_size=5 alpha=1");
    CellGroup range = CellGroup.none().range("L/L*-1", 0.12345, 4.4668);
    assertThat(range).hasToString("L/L*-1=0.123..4.47");
    assertThat(CellGroup.parse("T=0.24 " + range + " n=2").range("L/L*-1"))
        .hasValue(Interval.of(0.123, 4.47));
    assertThat(CellGroup.parse("L/L*-1=2.00..inf").range("L/L*-1"))
        .hasValue(Interval.of(2, Double.POSITIVE_INFINITY));
    assertThat(CellGroup.parse("level=1.5").range("L/L*-1")).isEmpty();
    assertThat(CellGroup.parse("")).isEqualTo(CellGroup.none());
  }
}
