package org.logscape.jobs.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.logscape.jobs.text.TextTable.Align;

class TextTableTest {
  @Test
  void putsColumnsInLineAndLeavesBlankOnesOut() {
    TextTable table =
        TextTable.empty()
            .column("cell", Align.LEFT)
            .column("unused", Align.LEFT)
            .column("rate", Align.RIGHT);
    table.row("a=1", "", "0.5");
    table.row("a=10", "", "12.25");
    assertThat(table.lines()).containsExactly("cell   rate", "a=1     0.5", "a=10  12.25");
  }

  @Test
  void putsTheFirstColumnAboveItsRowsWhereLinesWouldBeTooLong() {
    TextTable table =
        TextTable.empty()
            .column("cell", Align.LEFT)
            .column("event", Align.LEFT)
            .column("rate", Align.RIGHT);
    table.row("noise=1 batch=10", "crossing", "0.5");
    table.row("", "settled", "0.25");
    table.row("noise=1 batch=10", "level", "0.75");
    assertThat(table.lines(32)).isEqualTo(table.lines());
    assertThat(table.lines(16))
        .containsExactly(
            "  event     rate",
            "noise=1 batch=10",
            "  crossing   0.5",
            "  settled   0.25",
            "  level     0.75");
    assertThat(table.lines(15))
        .as("one blank between columns, words of a cell on several lines")
        .containsExactly(
            "  event    rate",
            "noise=1",
            "batch=10",
            "  crossing  0.5",
            "  settled  0.25",
            "  level    0.75");
  }

  @Test
  void refusesARowOfAnotherLength() {
    TextTable table = TextTable.empty().column("one", Align.LEFT);
    assertThatThrownBy(() -> table.row("a", "b")).isInstanceOf(IllegalArgumentException.class);
  }
}
