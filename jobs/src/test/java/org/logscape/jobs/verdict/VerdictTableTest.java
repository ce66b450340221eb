package org.logscape.jobs.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.observe.Event;

class VerdictTableTest {
  private static final String CELL = "label_noise=0.5 noise_enhancement=1.25";

  private static final String NOTE =
      "a sentence that is longer than a line of a narrow terminal, which breaks it between words";

  private static LawRow row(String parameter, double estimate) {
    return new LawRow(
        "a",
        CELL,
        "memorylessness",
        Optional.of(Event.SEPARATRIX),
        parameter,
        CellGroup.none(),
        estimate,
        0.9 * estimate,
        1.1 * estimate,
        0.0584,
        10,
        "differs",
        WarningCode.TOO_FEW_DATA.says(NOTE));
  }

  private static final VerdictTable TABLE =
      VerdictTable.of(List.of(row("p_value", 0.0386), row("rate_after_dead_time", 0.123)));

  @Test
  void aRowIsOneLine() {
    assertThat(TABLE.lines())
        .containsSequence(
            "  where                                   parameter             measured [95 %]        "
                + "  predicted  verdict               notes",
            "  label_noise=0.5 noise_enhancement=1.25  p_value               0.0386 [0.0347, 0.0425]"
                + "     0.0584  differs by 1.5 times  1");
  }

  @Test
  void whereARowHoldsIsAboveItOnANarrowTerminal() {
    assertThat(TABLE.within(100).lines())
        .containsSequence(
            "    parameter             measured [95 %]          predicted  verdict               notes",
            "  " + CELL,
            "    p_value               0.0386 [0.0347, 0.0425]     0.0584  differs by 1.5 times  1",
            "    rate_after_dead_time  0.123 [0.111, 0.135]        0.0584  differs by 2.1 times  1");
  }

  @Test
  void parameterAndNotesAreAboveItOnANarrowerOne() {
    assertThat(TABLE.within(80).lines())
        .containsSequence(
            "    measured [95 %]          predicted  verdict",
            "  " + CELL + " p_value (notes 1)",
            "    0.0386 [0.0347, 0.0425]     0.0584  differs by 1.5 times",
            "  " + CELL + " rate_after_dead_time (notes 1)",
            "    0.123 [0.111, 0.135]        0.0584  differs by 2.1 times");
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 100, 120})
  void noLineIsWider(int width) {
    List<String> lines = TABLE.within(width).lines();
    assertThat(lines).allMatch(line -> line.length() <= width, "fits the width");
    assertThat(String.join(" ", lines).replaceAll(" +", " "))
        .contains(" 1 " + NOTE + " (in 2 rows)");
  }
}
