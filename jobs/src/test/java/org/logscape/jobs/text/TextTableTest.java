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
  void refusesARowOfAnotherLength() {
    TextTable table = TextTable.empty().column("one", Align.LEFT);
    assertThatThrownBy(() -> table.row("a", "b")).isInstanceOf(IllegalArgumentException.class);
  }
}
