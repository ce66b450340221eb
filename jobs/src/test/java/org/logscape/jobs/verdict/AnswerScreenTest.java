package org.logscape.jobs.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.LawCatalogue;
import org.logscape.jobs.fit.Parameter;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.observe.Event;

class AnswerScreenTest {
  private static final List<String> PLACES =
      List.of("Page: out/report/index.html", "Tables: out/fits", "All numbers: logscape show out");

  private static LawRow row(String law, String parameter, String group, double estimate) {
    return new LawRow(
        "",
        "",
        law,
        Optional.of(Event.SEPARATRIX),
        parameter,
        CellGroup.parse(group),
        estimate,
        estimate - 0.5,
        estimate + 0.5,
        4.17,
        10,
        "differs",
        List.of());
  }

  /** Every parameter of the catalogue in five groups, and a claim of 600 letters. */
  private static List<LawRow> many() {
    List<LawRow> rows = new ArrayList<>();
    for (Parameter parameter : LawCatalogue.parameters()) {
      for (int t = 1; t <= 5; t++) {
        rows.add(row(parameter.law(), parameter.name(), "temperature=" + t + " outliers=2", 5));
      }
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 100, 120})
  void itIsOneScreen(int width) {
    List<String> lines = AnswerScreen.of(Optional.of("claim ".repeat(100)), many(), PLACES, width);
    assertThat(lines)
        .hasSizeLessThanOrEqualTo(AnswerScreen.MOST_LINES)
        .allMatch(line -> line.length() <= width, "fits the width")
        .anyMatch(line -> line.startsWith("... and "))
        .endsWith(PLACES.toArray(String[]::new));
  }

  /** What five lines of 100 letters hold is on a narrow screen too. */
  @Test
  void aNarrowScreenHasTheWholeAnswer() {
    List<LawRow> rows = many();
    String answer = "Answer: " + String.join(" ", Answer.of(rows));
    assertThat(answer).hasSizeBetween(5 * 80, 5 * 100 - 20);
    List<String> lines = AnswerScreen.of(Optional.empty(), rows, PLACES, 80);
    assertThat(String.join(" ", lines)).startsWith(answer + " ");
  }

  /** Words give way, numbers and verdicts do not. */
  @ParameterizedTest
  @ValueSource(ints = {60, 70, 80, 100, 120})
  void noNumberAndNoVerdictIsCut(int width) {
    List<LawRow> rows =
        List.of(
            row("escape-law", "exponent", "temperature=0.24 outliers=2 batch=50", 24.66),
            row("effective-batch", "rate_ratio", "", 123456));
    assertThat(AnswerScreen.of(Optional.empty(), rows, PLACES, width))
        .allMatch(line -> line.length() <= width, "fits the width")
        .anyMatch(line -> line.matches("esc.* 24.7( .24.2, 25.2.)? +4.17  differs by 5.9 times"));
  }

  @Test
  void theGroupsExponentsComeFirstAndThePooledOneNotAtAll() {
    List<String> lines =
        AnswerScreen.of(
            Optional.empty(),
            List.of(
                row("escape-law", "slope", "", 1.3),
                row("escape-law", "exponent", "temperature=0.24 outliers=2", 4.66),
                row("escape-law", "exponent", "temperature=0.39 outliers=2", 2.6)),
            PLACES,
            100);
    assertThat(lines)
        .anyMatch(line -> line.matches("escape-law +exponent, T = 0.24 +4.66 .4.16, 5.16. .*"))
        .anyMatch(line -> line.matches("escape-law +exponent, T = 0.39 +2.60 .*"))
        .noneMatch(line -> line.contains("slope"));
  }

  @Test
  void whatCouldNotBeJudgedHasItsReason() {
    LawRow row =
        new LawRow(
            "a",
            "label_noise=1",
            "tail-law",
            Optional.empty(),
            "exponent",
            CellGroup.none(),
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            3,
            "too-few-events",
            WarningCode.TOO_FEW_DATA.says("fewer than 50 losses in the tail"));
    assertThat(AnswerScreen.of(Optional.empty(), List.of(row), PLACES, 100))
        .contains(
            "Not judged: 1 of 1 numbers (1: too few events, fewer than 50 losses in the tail).");
  }

  /** 8.33 lies outside [8.05, 8.329], which three digits print as 8.33. */
  @Test
  void theDigitThatDecidesIsShown() {
    LawRow row =
        new LawRow(
            "",
            "",
            "escape-law",
            Optional.of(Event.SEPARATRIX),
            "exponent",
            CellGroup.none(),
            8.19,
            8.05,
            8.329,
            8.3333,
            10,
            "differs",
            List.of());
    assertThat(row.measured()).isEqualTo("8.190 [8.050, 8.329]");
    assertThat(row.expected()).isEqualTo("8.333");
  }
}
